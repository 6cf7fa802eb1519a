"""What the demo organisation plans, asks for and delegates. All invented."""

#: Title, kind, code of the service it is for, unit or currency, needed, allocated, forecast, what it is judged by,
#: capabilities.
RESOURCES = {
    "agents": (
        "Service desk agents", "people", "DESK", "", "6", "5", "6.5",
        "Calls and tickets of the last thirteen months, the rota, and the hours agreed with the bank.",
        ("Speaks Norwegian and English | 4 | 4\n"
        "Knows the systems of the bank's branches | 3 | 2 | Two days in a branch for everybody until May"),
    ),
    "owners": (
        "Time of process owners", "people", "", "", "1.5", "1.5", "1.5",
        "Half a day a week for each of the fifteen processes that have an owner.",
        "Leads a review with figures | 3 | 3",
    ),
    "licences": (
        "Licences of the service management tool", "technology", "", "licences", "42", "40", "44",
        "Everybody who works on tickets, changes or documents.",
        "Measures service levels by calendars | 3 | 3\nKeeps what was approved | 3 | 3",
    ),
    "probes": (
        "Probes at the branches", "technology", "NET", "pieces", "24", "24", "26",
        "One a branch; two branches open in autumn.",
        "Warns before users call | 3 | 2 | Thresholds are set anew with the network team",
    ),
    "library": (
        "Library of standards and law", "information", "", "subscriptions", "1", "1", "1",
        "The standard, its guidance, and the law on personal data and on outsourcing of banks.", "",
    ),
    "training": (
        "Training and certificates", "money", "", "NOK", "420000", "360000", "410000",
        "Training plan, and the offers of two schools.", "",
    ),
}  # fmt: skip
#: Title, resource, unit, amount, days until it is needed, why, what happens without.
GRANTED = (
    "Two licences for the internal auditors", "licences", "licences", 2, 20,
    "Auditors read records today by asking their owners for print-outs. With a licence each they look themselves.",
    "The audit of spring takes four days more, and samples are chosen by those who are audited.",
)  # fmt: skip
WAITING = (
    "One more agent for the evenings", "agents", "", 1, 45,
    "Since the bank's branches open until eight, one agent answers forty calls between five and eight. Two are needed.",
    "One call in four is not answered within five minutes, and the bank's target is missed each month.",
)  # fmt: skip
PLAN = "Service management plan"
BASIS = (
    "Rests on the service management policy, the objectives of the year, the risks and opportunities of the February "
    "workshop, and the requirements agreed with our four key customers."
)
#: Services that the plan refers to; the one for accounts and access went live after it was written.
NAMED = ("WORK", "MAIL", "DESK", "NET", "HOST", "BACK")
#: The documents that a part refers to, by the beginning of their references.
DOCUMENTS = {"obligations": "AGR", "authorities": "POL", "effectiveness": "PLN"}
#: By part: its text, and who answers for it by their place among the people.
PARTS = {
    "services": (
        (
            "The services of the scope in force, as the catalogue has them. Each is planned, delivered and reviewed by its "
            "owner; changes of the list come with a new edition of the scope."
        ),
        1,
    ),
    "limitations": (
        (
            "One data centre holds both copies of the mail archive until the move in autumn.\n\n"
            "Nobody is on call for the network between midnight and six; customers know and have agreed.\n\n"
            "The service desk answers in Norwegian and English only."
        ),
        1,
    ),
    "obligations": (
        (
            "Law on personal data: we process by contract, keep a record of it, and report breaches within a day.\n\n"
            "Rules on outsourcing of banks: the bank may audit us and those who work for us; each contract says so.\n\n"
            "Contracts: hours, targets and notice periods stand in the agreements, and apply service by service."
        ),
        7,
    ),
    "authorities": (
        (
            "Who holds which role, for which records and until when stands under “Who holds what”; who may do what in the "
            "authority matrix. The managing director delegates orders and approvals in writing."
        ),
        0,
    ),
    "resources": (
        (
            "People, technology, information and money are planned year by year and judged by volumes and forecasts. Gaps "
            "are brought to top management as requests, and decided within two weeks."
        ),
        1,
    ),
    "parties": (
        (
            "Northgrid Data Centres, Stratus Backup, Telvia Networks, Copperline Telecom and Keystone Hardware operate "
            "parts of our services. We stay accountable: each has a contract, targets, and a review every half year."
        ),
        11,
    ),
    "technology": (
        (
            "This tool holds records, documents, tickets and measures. Monitoring brings disturbances in as tickets. "
            "Identity and access come from the company directory. All is backed up each night and restored as a test each "
            "half year."
        ),
        10,
    ),
    "effectiveness": (
        (
            "Indicators of every process each month, service reports by working day ten, internal audits of all clauses "
            "within the year, a management review each half year, and improvement decided on what they show."
        ),
        1,
    ),
}
#: Actions that came of the plan, with the days until they are due.
ACTIONS = (
    ("Move one copy of the mail archive to the second site", 40),
    ("Agree on nights on call for the network", 75),
)
#: By item: how many days ago, what was done, what shows it.
COMMITMENT = {
    "5.1-01": (
        90,
        "Renewed the policy with the board, and set five objectives that follow from the company's goals.",
        "",
    ),
    "5.1-02": (0, "Read the plan part by part with the SMR, and approved it.", "plan"),
    "5.1-03": (0, "Delegated orders of tools and the release of processes, in writing and with limits.", ""),
    "5.1-05": (60, "Met the heads of both carriers after the outage of May; reviews are held each half year now.", ""),
    "5.1-07": (0, "Decided on licences for the auditors, and asked for figures on evening calls.", "request"),
    "5.1-08": (30, "Town hall in October: why the system matters to the bank, with last quarter's figures.", ""),
    "5.1-09": (14, "Went through all indicators off target with their owners.", ""),
}
#: The item whose entry was corrected, and what it became.
CORRECTED = (
    "5.1-08",
    "Town hall in September: why the system matters to the bank, with last quarter's figures.",
)
#: Title, what may be decided, action of the matrix, limit, days, to whom.
DELEGATIONS = (
    (
        "Orders of tools and licences",
        "Orders and renews tools, licences and subscriptions of the system, one by one, within the budget of the year.",
        "", "150000", 180, 1,
    ),
    (
        "Release of processes while I am away",
        "Approves new versions of processes that change no service level and cost nothing.",
        "process:approve", "", 45, 10,
    ),
)  # fmt: skip
