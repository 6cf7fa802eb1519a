"""What is said in the management reviews of the demo organisation."""

#: What presenters of the approved review said, by input.
SAID_THEN = {
    "a": "Nothing is carried over: this is the first review that is kept here. The one before stands in its minutes.",
    "c1": "Most actions were done in time. Two were moved twice, both for the same supplier.",
    "c2": "Indicators of incidents are steady. Answers to requests got slower when the telephone was changed.",
    "d": "Twelve ideas came from the service desk alone. I ask for a decision on news by text message.",
    "e": "Customers praise the answers and miss news while something is down.",
    "f": "The access policy is read by all but the newcomers of August.",
    "g": "Five of seven objectives lie on their path. First contact needs people, not tools.",
    "h": "One major incident in the spring; targets were held otherwise.",
    "i": "Both suppliers were reviewed. Fjordnett answers late, and knows it.",
    "j": "One place in the service desk has been vacant since March.",
    "l": "Two services go live next quarter, one is taken out of service.",
}
#: Why there was nothing to look at.
EXCUSED_THEN = {
    "b": "No change of issues was reported since the context was reviewed in spring.",
    "c3": "The audit programme begins in autumn; no audit fell into this period.",
    "k": "Risks were assessed in spring; their register moves in later this year.",
}
#: Notes of the meeting, by input.
NOTES = {
    "c1": "The board asks why the same supplier is named twice. The desk lead has talked to them.",
    "e": "Agreed that silence during a disturbance costs more trust than the disturbance.",
    "g": "First contact: the target stays. More people first, then another look.",
    "h": "The report of the major incident was read. Its cause is known and removed.",
    "j": "The vacancy is filled before anything else is bought.",
}
#: Decisions: input, what, about, outcome, who by their place, days from today.
DECISIONS = (
    ("e", "Tell customers of a disturbance within fifteen minutes", "action", "approved", 4, 9),
    ("e", "News of disturbances by text message", "improvement", "approved", 8, 40),
    ("j", "Fill the vacant place in the service desk before anything else is bought", "action", "approved", 3, 21),
    ("j", "One more person for the service desk", "resources", "approved", 3, 60),
    ("f", "Newcomers read the policies in their first week, not their first month", "sms", "approved", 6, 35),
    ("h", "Restore tests of the customer portal twice a year", "service", "approved", 10, 75),
    ("g", "Lower the target of solving at first contact", "sms", "rejected", None, None),
    ("i", "Another supplier for the network of the north", "service", "deferred", None, None),
)
CONCLUSION = {
    "suitable": "yes",
    "suitable_why": "Scope, roles and plan fit what our customers buy from us; nothing in the context says otherwise.",
    "adequate": "changes",
    "adequate_why": "The service desk is one place short, and newcomers learn the policies too late. Both are decided.",
    "effective": "yes",
    "effective_why": "Targets were held but for one major incident, and objectives lie on their path but for two.",
}
#: What presenters of the frozen review say; who says nothing yet is late.
SAID_NOW = {
    "a": "Most of what was decided is under way. The text messages wait for the contract.",
    "c1": "On time, but for actions that wait for Fjordnett.",
    "c2": "Two indicators of incidents miss their target since the summer; the cause is the vacant place.",
    "d": "Three ideas are ready for a decision.",
    "e": "News of disturbances are better since they go out within fifteen minutes.",
    "g": "First contact is off its path. I ask whether the date or the people are to change.",
    "h": "Requests are answered later than agreed on Mondays.",
    "j": "The place is filled from next month on.",
}
EXCUSED_NOW = {
    "b": "The context is reviewed in January; nobody reported a change since.",
    "c3": "The first internal audit is in February.",
}
