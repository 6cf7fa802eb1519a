"""The documents of the demo organisation: what they are called, whose they are, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

DIRECTOR, SMR, PROCESS, DESK, AUDITOR, WRITER, RISK, TECHNOLOGY, LIAISON = 0, 1, 2, 3, 4, 6, 7, 10, 11


@dataclass(frozen=True)
class Paper:
    """A document: the places of its owner, author and signer among the people, and how far it has come."""

    title: str
    type: str
    owner: int
    author: int
    signer: int
    text: str
    answers: str = ""
    review_months: int | None = None
    #: How far it has come: draft, in_review, scheduled, in_force, overdue, revised, obsolete.
    stage: str = "in_force"
    days_ago: int = 0
    source: str = ""
    edition: str = ""
    used_at: str = ""


PAPERS = {
    "policy": Paper(
        "Service management policy",
        "policy",
        DIRECTOR,
        SMR,
        DIRECTOR,
        "# What we stand for\n\nOur customers run their day on our services. They can depend on them.\n\n"
        "# What we commit to\n\n- We agree on what is needed and meet it.\n- We say early when something goes wrong.\n"
        "- We keep to laws and contracts.\n- We look for what can be better, every quarter.\n\n"
        "# Who answers for it\n\nThe managing director. Everybody who works for our services acts by it.",
        "5.2.1/service-management-policy",
        11,
    ),
    "scope": Paper(
        "Scope of the service management system",
        "statement",
        SMR,
        SMR,
        DIRECTOR,
        "# Scope in one sentence\n\nThe service management system of Norvik Managed Services that supports managed"
        " workplaces, branch networks and hosting for external customers, delivered from Oslo and Bergen.\n\n"
        "# What is outside\n\nThe sale of hardware without a service. No customer depends on it for a service in scope.",
        "4.3/sms-scope-statement",
        9,
    ),
    "plan": Paper(
        "Service management plan",
        "plan",
        SMR,
        SMR,
        DIRECTOR,
        "# Services\n\nAll services in the catalogue.\n\n# Known limitations\n\nOne data centre until the contract ends"
        " in 2027.\n\n# Resources\n\n| Resource | Needed | There is |\n|---|---|---|\n| Night watch | 6 | 5 |\n"
        "| Field technicians | 9 | 9 |\n\n# Measuring, auditing, improving\n\nTargets monthly, audits within twelve"
        " months, a management review each March.",
        "6.3/service-management-plan",
        10,
        stage="revised",
        days_ago=25,
    ),
    "risk": Paper(
        "Risk management approach",
        "statement",
        RISK,
        RISK,
        SMR,
        "# How a risk is rated\n\nLikelihood from 1 to 5 times effect from 1 to 5.\n\n# What we accept\n\n| Score | Who may"
        " accept it |\n|---|---|\n| to 9 | the owner of the risk |\n| 10 to 14 | the SMR with the process owner |\n"
        "| from 15 | top management, with a plan within 30 days |\n\nAn acceptance ends after 12 months.",
        "6.1.2/risk-management-approach-and-acceptance-criteria",
        6,
    ),
    "security": Paper(
        "Information security policy",
        "policy",
        RISK,
        RISK,
        DIRECTOR,
        "# What we commit to\n\nInformation is for those who need it, correct, and there when it is needed.\n\n"
        "# Rules for everybody\n\n- Report anything strange at once. Nobody is blamed for it.\n- Use your own account.\n"
        "- Take no customer data out of the systems meant for it.",
        "8.7.3.1/information-security-policy",
        stage="in_review",
        days_ago=9,
    ),
    "change": Paper(
        "Change management policy",
        "policy",
        PROCESS,
        PROCESS,
        DIRECTOR,
        "# Kinds of change\n\n| Kind | Who approves |\n|---|---|\n| Standard | once, the change process owner |\n"
        "| Normal | the change process owner, from medium risk the change meeting |\n| Emergency | the manager on duty |\n\n"
        "# Rules\n\nNobody approves their own change alone. Each has a way back. Emergency changes are reviewed within"
        " five working days.",
        "8.5.1.1/change-management-policy",
        stage="overdue",
    ),
    "major": Paper(
        "Major incident procedure",
        "procedure",
        PROCESS,
        DESK,
        PROCESS,
        "# At once\n\n1. Call the manager on duty. A ticket comes second.\n2. The manager on duty declares it and names"
        " who leads.\n3. Customers are told within 30 minutes.\n\n# Until it is solved\n\nCustomers hear something every"
        " 60 minutes, also when there is nothing new.\n\n# When it is solved\n\nA review within five working days.",
        "8.6.1/major-incident-procedure",
        4,
    ),
    "bank": Paper(
        "Service level agreement: Harbour Savings Bank",
        "agreement",
        LIAISON,
        LIAISON,
        SMR,
        "# Service\n\nManaged workplace, 640 users.\n\n# Targets\n\n| What | Target |\n|---|---|\n| Availability | 99.5 % of"
        " service hours a month |\n| Priority 1, first response | 15 minutes |\n\n# Workload limits\n\nUp to 700 users and"
        " 900 incidents a month.\n\n# Exceptions\n\nMaintenance on the first Sunday of the month.",
        "8.3.3/slas",
        5,
    ),
    "clinics": Paper(
        "Service level agreement: Norrland Clinics",
        "agreement",
        LIAISON,
        LIAISON,
        SMR,
        "# Service\n\nBranch network for eleven clinics.\n\n# Targets\n\nTo be agreed on with the clinics in the next review.",
        "8.3.3/slas",
        stage="draft",
        days_ago=41,
    ),
    "supplier": Paper(
        "Supplier contract: Northgrid Data Centres",
        "agreement",
        PROCESS,
        PROCESS,
        SMR,
        "# What the supplier provides\n\nTwo rooms, power and cooling.\n\n# Targets\n\n| What | Theirs | Ours that depends on"
        " it |\n|---|---|---|\n| Availability | 99.95 % | 99.5 % |\n\n# Reviews\n\nEvery quarter; the whole contract each"
        " October.",
        "8.3.4.1/contracts-with-external-suppliers",
        2,
    ),
    "availability": Paper(
        "Availability requirements and targets",
        "statement",
        TECHNOLOGY,
        TECHNOLOGY,
        SMR,
        "# Requirements and targets\n\n| Service | Target a month |\n|---|---|\n| Managed workplace | 99.5 % |\n"
        "| Branch network | 99.8 % |\n\nOverlapping outages count once. Values are compared before they are rounded.",
        "8.7.1/availability-requirements-and-targets",
        stage="scheduled",
        days_ago=16,
    ),
    "continuity": Paper(
        "Service continuity plan",
        "plan",
        TECHNOLOGY,
        TECHNOLOGY,
        DIRECTOR,
        "# Services and how soon they must be back\n\n| Service | Back within | Most data lost |\n|---|---|---|\n"
        "| Managed workplace | 4 hours | 1 hour |\n\n# When the plan is invoked\n\nStill to be agreed on.",
        "8.7.2/service-continuity-plan",
        stage="draft",
        days_ago=104,
    ),
    "catalogue": Paper(
        "Service catalogue",
        "statement",
        LIAISON,
        LIAISON,
        SMR,
        "# The services\n\n| Service | What it does for the customer |\n|---|---|\n| Managed workplace | A computer that works,"
        " and somebody who helps |\n| Branch network | Every branch is connected |",
        "8.2.4/service-catalogue",
        stage="draft",
        days_ago=12,
    ),
    "audits": Paper(
        "Internal audit programme",
        "plan",
        AUDITOR,
        AUDITOR,
        DIRECTOR,
        "# Period and coverage\n\n| Audit | What | Month |\n|---|---|---|\n| 1 | Incidents, requests, problems | March |\n"
        "| 2 | Suppliers and agreements | June |\n| 3 | Risk, continuity, security | September |\n\nNobody audits their own"
        " work.",
        "9.2.2/audit-programme",
        2,
    ),
    "standard": Paper(
        "ISO/IEC 20000-1",
        "external",
        WRITER,
        WRITER,
        RISK,
        "# Which edition we go by\n\nThe edition of 2018 with its amendment of 2024. The licensed copy is with the"
        " documentation manager; it may not be passed on.",
        review_months=1,
        source="ISO",
        edition="2018, Amd 1:2024",
        used_at="The whole service management system",
    ),
    "rota": Paper(
        "Telephone rota for the night",
        "procedure",
        DESK,
        DESK,
        PROCESS,
        "# Who answers\n\nThe rota hangs beside the desk. Calls are answered by whoever is on it.",
        stage="obsolete",
    ),
    "reset": Paper(
        "Resetting a password",
        "instruction",
        DESK,
        DESK,
        PROCESS,
        "# Steps\n\n1. Call back on the number in the directory.\n2. Ask for the name of the manager.\n3. Reset, and send the"
        " new password to the manager.",
        review_months=8,
    ),
}
SUMMARY = "Two more people for the night watch, and the second data centre."
REVISED = "\n\n# Second data centre\n\nTalks with two providers begin in spring."
REMARKS = (
    (DIRECTOR, "Night watch", "Six people are in the budget from July on, not before. Say so here."),
    (WRITER, "Second data centre", "Refer to the continuity plan, so that both say the same."),
)
OVERDUE_DAYS, SCHEDULED_DAYS = 23, 14
REASONS = {
    "submit": "Ready from our side.",
    "publish": "As agreed in the weekly meeting.",
    "obsolete": "Calls at night go to the monitoring team since May.",
    "overdue": "Taken over from the old register",
    "rule": "The last audit asked for two pairs of eyes on what people do at night.",
}
#: What the documentation manager would have hold for work instructions.
PROPOSED_RULE = {"quorum": 2, "review_months": 12}
SIGNED = "I have read this version and approve it"
