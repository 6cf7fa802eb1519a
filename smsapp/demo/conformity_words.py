"""What the demo organisation says about its conformity, its roadmap and its changes."""

#: How something is met that is in place, by the beginning of the clause's number.
HOW = {
    "4": (
        "Looked at each February by the SMR with the heads of the teams; what changed goes to the management review.",
        "Stands in the scope statement, which is held against the catalogue whenever a service comes or goes.",
    ),
    "5": (
        "The managing director decides and signs; the minutes of the review show it.",
        "Each role has a holder who accepted it; vacant roles come up in the weekly meeting of the leads.",
    ),
    "6": (
        "In the register of risks, which is gone through each quarter with the owners of the processes.",
        "The objectives have a figure, a day and an owner; how they stand is on the board of indicators.",
    ),
    "7": (
        "The documentation manager keeps it current; what is due for review comes to its owner as a task.",
        "Planned for the year in January, and looked at again after each audit.",
    ),
    "8": (
        "The owner of the process works by its description; the checklist of the team asks for it at every step.",
        "It is written in the procedure, and the tool does not let one go on without it.",
        "Done as part of the year's calendar; the record of the last time hangs on the duty.",
    ),
    "8.3": (
        "Agreed with the customers in writing, and reported to them every month with the figures behind it.",
        "The customer liaison speaks with each customer every quarter; minutes are approved by both sides.",
    ),
    "8.6.1": (
        "Every incident is a ticket; impact and urgency give its priority, and the clock runs from there.",
        "The service desk does it in the tool: a step that was not done keeps the ticket from being closed.",
        "The lead of the desk looks at the board each morning; what stands still is handed on.",
    ),
    "8.6.2": (
        "Every request is asked for by its form in the catalogue, with its steps and its approval.",
        "Fulfilled by the steps of its item; users see in the portal how far it is.",
    ),
    "8.6.3": (
        "The meeting on problems every second week looks at what came back, and at every major incident.",
        "Known errors stand in the knowledge base with their workaround, where the desk finds them.",
    ),
    "9": (
        "Counted each month from the records themselves; what misses its target is decided on by its owner.",
        "In the programme for the year; nobody looks at their own work.",
    ),
    "10": (
        "Recorded with its cause and its action; somebody else judges after three months whether it helped.",
        "Anybody brings ideas in; each is decided on within a month, with what it is worth.",
    ),
}
#: How something is to be met.
PLANNED = (
    "Will be part of the new procedure; the draft is with its owner.",
    "Known and not yet written down: the team does it in its own ways.",
    "Comes with the next version of the tool.",
)
NOTES = (
    "Two teams still do it in their old way; the lead talks to them.",
    "An auditor will want to see three examples from different customers.",
    "To be looked at again once the supplier has changed over.",
)
#: What records show, by the beginning of the clause's number: the clause, the kind, what one of them shows.
EVIDENCE = (
    ("8.6.1", "incident", "Recorded, prioritised, resolved and closed as the procedure says"),
    ("8.6.1", "document", "The procedure in force, with who approved it"),
    ("8.6.2", "service-request", "Recorded, fulfilled and closed by the steps for it"),
    ("8.6.3", "incident", "Handed on for its cause to be looked into"),
    ("8.3.3", "sla", "Targets, limits and exceptions agreed with the customer"),
    ("8.3.2", "customer-relationship", "Who looks after the customer, and how they are spoken to"),
    ("8.2.4", "service", "What the service does, when, and for whom"),
    ("8.2.2", "service-requirement", "A requirement of the service that was decided on"),
    ("9.4", "service-report", "Figures against targets, trends and what was decided"),
    ("9.1", "indicator", "What is measured, how, and its values of the last year"),
    ("9.3", "meeting", "Minutes of the review, approved by top management"),
    ("10.2", "opportunity", "The idea, what it is worth and what was decided"),
    ("7.5", "document", "Identified, approved and in force in one version"),
    ("5.2", "document", "The policy in force"),
    ("5.3", "assignment", "Who holds the role, since when, and that they accepted it"),
    ("4.3", "sms-scope", "What the system covers and what it does not"),
    ("4.4", "process", "The process with its steps and interfaces"),
    ("8.1", "process", "The process in force, with what is measured of it"),
)
ABOUT = (
    "A certificate for the managed workplace and the service desk. First the processes that customers feel, "
    "then the rest; nothing is written that is not lived."
)
#: Name, first and last day, counted from today.
PHASES = (
    ("Understand and set the scope", -395, -300),
    ("Write down what we do", -310, -150),
    ("Live it and keep records", -170, 30),
    ("Look at it ourselves", -20, 85),
    ("Certification", 80, 150),
)
#: Title, owner's place, phase, first and last day from today, state, the item it came out of, what it waits for.
ACTIONS = (
    ("Agree on the scope and the services in it", 1, 0, -390, -330, "effective", "", ()),
    ("Name who holds each of the twelve roles", 0, 0, -370, -305, "effective", "", (0,)),
    ("Write the service management policy and have it signed", 1, 1, -310, -270, "effective", "", (0,)),
    ("Describe incident and request handling as it is done", 2, 1, -290, -200, "effective", "8.6.1-01", (1,)),
    ("Agree on targets with the three largest customers", 11, 1, -260, -170, "effective", "", (3,)),
    ("Bring tickets of the old tool over with their past", 3, 2, -170, -95, "done", "", (3,)),
    ("Review every process once with its owner", 2, 2, -120, -9, "work", "8.1-03", (3,)),
    ("Report to customers every month for three months", 11, 2, -60, 35, "work", "", (4,)),
    ("Train the internal auditors", 5, 3, -15, 20, "open", "9.2.2-03", ()),
    ("Audit ourselves, all clauses once", 4, 3, -5, 60, "open", "", (6, 8)),
    ("Management review with all its inputs", 0, 3, 50, 80, "open", "", (9,)),
    ("First visit of the certification body", 1, 4, 88, 95, "open", "", (10,)),
    ("Second visit of the certification body", 1, 4, 140, 148, "open", "", (11,)),
)
PROOF = "Stands in the minutes of the weekly meeting."
EFFECT = "It is done this way since; nobody asked again."
CLOSED = {
    "title": "One tool for all tickets",
    "what": "Incidents and requests move from two mailboxes and a list into one tool, with the same steps for all teams.",
    "why": "The first audit of our own found that nobody could say how many requests wait.",
    "source": "audit",
    "effect": "Requests could get lost on the day of the move; teams would be slower for two weeks. It falls on the service desk.",
}
DECISION = "Yes, if both ways stay open side by side for a week."
RESULT = "All teams work in the tool since. What waits is seen on one board."
UNINTENDED = (
    "Evening shifts closed tickets without saying how they were resolved: the field was hidden on small screens. "
    "Two customers got the same news twice."
)
ANSWER = "The field was moved up and is asked for. Mails to customers go out from one place now; both were told."
WAITING = {
    "title": "Reviews of processes twice a year instead of once",
    "what": "Each process is reviewed every six months, with the figures of its indicators before the meeting.",
    "why": "The management review found that two processes drifted for months before anybody looked.",
    "source": "management_review",
    "effect": "Better: what drifts is seen in time. Worse: half a day more for each owner every half-year; "
    "owners of several processes may skip one.",
}
