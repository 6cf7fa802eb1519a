"""How the demo organisation's processes are lived: what meets each item, what was waived, what reviews came to."""

from __future__ import annotations

#: Owners by the key of the process: places among the demo's people.
OWNERS = {
    "P01": 3,
    "P04": 11,
    "P07": 11,
    "P08": 11,
    "P09": 2,
    "P13": 2,
    "P16": 3,
    "P17": 3,
    "P18": 3,
    "P25": 6,
    "P26": 1,
    "P27": 4,
    "P28": 8,
    "P29": 1,
}
#: How far each has come: published, or waiting for a signature; the others are being written.
PUBLISHED, WAITING = ("P16", "P17", "P08", "P25"), ("P13",)
#: How items are met, by their identifiers.
MET = {
    "8.6.1-01": "Every incident is an incident record with category and service, also those taken by telephone.",
    "8.6.1-02": "Priority follows from impact and urgency by the table of the agreement; who departs from it says why.",
    "8.6.1-03": "Hand-over between teams on the board; the desk lead is told when half of the time is used up.",
    "8.6.1-04": "Teams resolve by instruction where there is one; the record says what was done.",
    "8.6.1-05": "Closed once the caller agreed, or after five working days without an answer.",
    "8.6.1-06": "Work notes on the record, at the latest when it changes hands.",
    "8.6.1-07": "Criteria stand in the major incident procedure and are agreed with the four large customers.",
    "8.6.1-08": "The major incident procedure, with its timers on the record.",
    "8.6.1-09": "The managing director is informed from the record within thirty minutes.",
    "8.6.1-10": "The major incident manager is named on the record when it is declared.",
    "8.6.2-01": "Requests come in by the catalogue or by telephone; each is a record with its item.",
    "8.6.2-02": "By the item of the catalogue; the desk may raise it for a stated reason.",
    "8.6.2-03": "Step by step as the item says; approvals come before the first step.",
    "8.6.2-04": "Closed by the desk once the last step is done and the user was told.",
    "8.6.2-05": "Each step keeps who did it and when.",
    "8.6.2-06": "Each item of the catalogue names its work instruction.",
    "8.3.3-01": "Agreed in yearly talks, and kept in the agreement.",
    "8.3.3-02": "Each customer with a relationship has an agreement; the register shows services without one.",
    "8.3.3-03": "Targets by priority and kind of ticket.",
    "8.3.3-05": "Monthly service reports, talked over in service reviews each quarter.",
    "8.3.3-07": "Each missed target gets a decision in the report, or an opportunity.",
}
REASON = "First version, from the starting point and two workshops with the teams"
MEANING = "I approve this version"
ROLL_OUT = {
    "told": "Team meeting and a note to all on the intranet",
    "trained": "Half a day for each shift",
    "tools": "Boards, priorities and steps are set up",
    "records": "Records of the first four weeks were looked at together",
    "go_live": "In use at the service desk and in all teams",
}
#: What of the roll-out is done, by process; what is planned for when, in days.
DONE = {"P16": 5, "P17": 3, "P08": 1}
PLANNED_IN = 14
WAIVER = {
    "title": "No call-back at weekends",
    "rule": "The caller is asked to agree before an incident is closed.",
    "why": "The weekend shift is one person until the vacant place is filled.",
    "risk": "Incidents may be closed that are not resolved. On Monday the desk looks through all that were.",
}
ALLOWED = "Until the vacant place is filled; looked at each month"
ASKED = {
    "title": "Emergency changes without a second person at night",
    "rule": "Nobody approves a change that they carry out.",
    "why": "At night one engineer is on call.",
    "risk": "A mistake is seen by nobody until morning. The change is reviewed on the next working day.",
}
REVIEW = {
    "findings": "Most incidents are resolved in time. Long ones wait for suppliers, and nobody tells the caller.",
    "decisions": "Callers hear from us every second day. The desk lead looks at what waits for suppliers each Friday.",
}
