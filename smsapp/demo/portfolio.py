"""Words of the demo organisation's services."""

from __future__ import annotations

#: Name: what it is for, hours, country of its public holidays, special days.
CALENDARS = {
    "Office hours": (
        "Weekdays, for most services.",
        "mon-fri 08:00-16:00",
        "NO",
        "2026-12-24 08:00-12:00 Christmas Eve\n2026-12-31 08:00-12:00 New Year's Eve",
    ),
    "Extended hours": (
        "For customers whose branches are open longer.",
        "mon-fri 07:00-20:00; sat 09:00-15:00",
        "NO",
        "2026-12-24 07:00-12:00 Christmas Eve",
    ),
    "Night batch": ("When back-ups and updates run.", "mon-sun 22:00-05:00", "", ""),
    "Round the clock": ("For what must never stop.", "24x7", "", ""),
}
LATER_HOURS = {"Extended hours": "mon-fri 06:00-21:00; sat 08:00-16:00"}

#: Code: name, what customers get from it, criticality, service hours, support hours, shown to customers.
SERVICES = {
    "WORK": (
        "Managed workplace",
        "Staff have a computer that works, with their programs and files, wherever they sit.",
        "high", "Extended hours", "Extended hours", True,
    ),
    "MAIL": (
        "Mail and calendar",
        "Staff send and receive mail and plan their days together, on computer and telephone.",
        "high", "Round the clock", "Extended hours", True,
    ),
    "DESK": (
        "Service desk",
        "Whoever needs help reaches somebody who helps or knows who does, by telephone, mail or page.",
        "high", "Extended hours", "Extended hours", True,
    ),
    "NET": (
        "Branch network",
        "Branches are connected to each other and to the data centre, also when one line fails.",
        "critical", "Round the clock", "Round the clock", True,
    ),
    "WIFI": (
        "Wireless network",
        "Staff and guests go online in all rooms; guests never reach what is not theirs.",
        "medium", "Extended hours", "Office hours", True,
    ),
    "HOST": (
        "Server hosting",
        "Programs of customers run in our data centre, looked after and secured.",
        "critical", "Round the clock", "Round the clock", True,
    ),
    "BACK": (
        "Back-up and restore",
        "What was lost or spoiled is there again, as it was on the day before.",
        "critical", "Round the clock", "Round the clock", True,
    ),
    "ID": (
        "Accounts and access",
        "Everybody signs in once and reaches what they need, and nobody else does.",
        "critical", "Round the clock", "Extended hours", True,
    ),
    "PRINT": (
        "Printing",
        "Staff print, copy and scan at the machine that is nearest, and pages are collected by card.",
        "low", "Office hours", "Office hours", True,
    ),
    "MON": (
        "Monitoring",
        "What fails is seen before customers see it.",
        "high", "Round the clock", "Round the clock", False,
    ),
    "TEL": (
        "Desk telephony",
        "Staff are reached by telephone at their desks.",
        "medium", "Extended hours", "Office hours", True,
    ),
    "FAX": ("Fax gateway", "Faxes arrive as mail.", "low", "Office hours", "Office hours", True),
    "VAULT": (
        "Password vault",
        "Teams keep shared passwords where each use is seen, and change them in one place.",
        "medium", "Round the clock", "Office hours", True,
    ),
}  # fmt: skip
PLANNED, REMOVED, RETIRED = ("VAULT",), ("TEL",), ("FAX",)
LINKS = (
    ("WORK", "part", "PRINT"),
    ("WORK", "part", "MAIL"),
    ("WORK", "depends", "ID"),
    ("WORK", "depends", "NET"),
    ("WORK", "depends", "BACK"),
    ("MAIL", "depends", "HOST"),
    ("MAIL", "depends", "ID"),
    ("NET", "part", "WIFI"),
    ("NET", "depends", "MON"),
    ("HOST", "part", "BACK"),
    ("HOST", "depends", "MON"),
    ("ID", "depends", "HOST"),
    ("TEL", "depends", "NET"),
    ("DESK", "depends", "MAIL"),
    ("VAULT", "depends", "ID"),
)
#: Service, organisation, part.
OPERATORS = (
    ("HOST", "Northgrid Data Centres", "Rooms, power and cooling"),
    ("BACK", "Stratus Backup", "The second copy, in another city"),
    ("NET", "Telvia Networks", "Lines to the branches"),
    ("NET", "Copperline Telecom", "Second lines"),
    ("WORK", "Keystone Hardware", "Repair of computers"),
    ("MON", "Sentry Monitoring", "Watching at night"),
)
#: Name, service, what one gets, what is asked, steps, approved first.
ITEMS = (
    (
        "New computer", "WORK", "A notebook with docking station and the usual programs, on the desk within five working days.",
        ("For whom is it?", "From which day on?", "Which programs beside the usual ones?"),
        ("Check the stock or order", "Install and label", "Enter in the asset register", "Hand over and have it signed"), True,
    ),
    (
        "Account for a new member of staff", "ID", "An account with mail, ready on the first working day.",
        ("Name and department", "First working day", "Who is the manager?"),
        ("Create the account", "Give the rights of the department", "Send the letter to the manager"), True,
    ),
    (
        "Access to a shared folder", "ID", "Read or change files of a folder, for a time or for good.",
        ("Which folder?", "Read or change?", "Until when?"),
        ("Ask the owner of the folder", "Put the person in its group"), True,
    ),
    (
        "Restore a file", "BACK", "A file or folder as it was on a day of the last ninety.",
        ("Which file, and where was it?", "As of which day?"), ("Restore beside the present one", "Have it checked"), False,
    ),
    (
        "Shared mailbox", "MAIL", "A mailbox that several people read and answer from.",
        ("Which address?", "Who reads it?"), ("Create the mailbox", "Give the rights"), False,
    ),
    (
        "Guest access to the wireless network", "WIFI", "A code for guests, for a day or a week.",
        ("How many guests?", "Which days?"), ("Make the codes and send them",), False,
    ),
    (
        "Printer at another place", "PRINT", "A printer is moved, connected and tested.",
        ("Which printer?", "From where to where?"), ("Move it", "Enter the new place in the register"), False,
    ),
    ("Vault for a team", "VAULT", "A place for the shared passwords of a team.", ("Which team?",), ("Create it",), True),
)  # fmt: skip
#: Title, service, organisation, others, type, priority, text, how it is met, state.
REQUIREMENTS = (
    (
        "Tills work on Saturdays", "NET", "Harbour Savings Bank", "", "availability", "must",
        "From 08:00 to 16:00 on Saturdays no branch is without its line for more than ten minutes.",
        "Two lines of different suppliers, switched over within a minute.", "met",
    ),
    (
        "Patient files are back within four hours", "BACK", "Norrland Clinics", "", "continuity", "must",
        "After the loss of a server its files are readable again within four hours, not older than one hour.",
        "Copies every half hour; restored in a test each quarter.", "met",
    ),
    (
        "Access ends on the last working day", "ID", "", "Our own information security officer", "security", "must",
        "Accounts of those who leave are closed by the evening of their last day.", "", "not_met",
    ),
    (
        "Mail on private telephones", "MAIL", "City of Eastmere", "", "function", "should",
        "Staff of the city read mail on their own telephones without anything staying on them.", "", "approved",
    ),
    (
        "Room for 900 workplaces", "WORK", "Norrland Clinics", "", "capacity", "should",
        "The clinics grow from 620 to 900 workplaces in two years.", "Licences and desk staff are planned for 950.", "approved",
    ),
    (
        "Servers stand in the country", "HOST", "", "Data protection law", "legal", "must",
        "Personal data of customers is kept and copied within the country alone.", "Both data centres are in Norway.", "met",
    ),
    (
        "Answer in the language of the caller", "DESK", "Velo Logistics", "", "service_level", "could",
        "Drivers are answered in Norwegian, English or Polish.", "", "proposed",
    ),
    (
        "No shared passwords in files", "VAULT", "", "Our own information security officer", "security", "must",
        "Shared passwords are kept in the vault alone once it is live.", "", "proposed",
    ),
)  # fmt: skip
SCOPE = {
    "title": "Scope of the service management system",
    "organisation": "Norvik Managed Services AS",
    "statement": (
        "The service management system of Norvik Managed Services that supports managed workplaces, branch networks and"
        " hosting for external customers, delivered from Oslo and Bergen."
    ),
    "places": "Oslo: head office, service desk and first data centre.\nBergen: second data centre.",
    "customers": "External customers with a service level agreement.",
    "boundaries": "The sale of hardware without a service is not part of it. No service in scope rests on it.",
    "parties": (
        "Northgrid Data Centres runs the rooms, Telvia Networks and Copperline Telecom the lines, Stratus Backup the second"
        " copy. Each by contract, with targets that carry ours."
    ),
}
#: Live services that it does not name are what the comparison finds: Monitoring, and the wireless network.
SCOPE_IN = ("WORK", "MAIL", "DESK", "NET", "HOST", "BACK", "ID")
SCOPE_OUT = (
    ("PRINT", "Delivered by the maker of the machines under contracts of its own with the customers."),
    ("TEL", "Ends this year; two customers are left."),
)
DRAFT_IN = ("WIFI", "MON", "VAULT")
#: Name, tier, what matters to them, services.
CUSTOMERS = (
    (
        "Harbour Savings Bank", "key", "Branches must be open on Saturdays. Reviews its suppliers each quarter.",
        ("WORK", "MAIL", "NET", "DESK", "ID"),
    ),
    (
        "Norrland Clinics", "key", "Patient files. Grows by two clinics a year.", ("WORK", "NET", "HOST", "BACK", "DESK"),
    ),
    ("City of Eastmere", "standard", "Buys by tender; the contract is to be renewed next year.", ("WORK", "MAIL", "PRINT")),
    ("Velo Logistics", "small", "Drivers call at night.", ("MAIL", "DESK", "TEL")),
)  # fmt: skip
