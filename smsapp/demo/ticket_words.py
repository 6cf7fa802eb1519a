"""Words of the demo organisation's tickets."""

INCIDENTS = (
    ("The printer prints nothing", "Printing", "Queue"),
    ("Printouts have stripes", "Printing", "Device"),
    ("Mail does not arrive", "Mail", "Delivery"),
    ("Mailbox is full although it was emptied", "Mail", "Mailbox"),
    ("Calendar shows yesterday's appointments", "Mail", "Calendar"),
    ("No network in the meeting room", "Network", "Wireless"),
    ("The line to the branch office is slow", "Network", "Line"),
    ("Telephone has no tone", "Telephony", "Device"),
    ("The computer does not start", "Workplace", "Computer"),
    ("The screen stays dark at the docking station", "Workplace", "Docking station"),
    ("Sign-in is refused though the password is right", "Access", "Password"),
    ("The shared folder is not there", "Files", "Share"),
    ("The portal shows an error when sending an application", "Applications", "Portal"),
    ("The portal is down", "Applications", "Portal"),
    ("The registry programme closes by itself", "Applications", "Registry"),
    ("The backup of last night failed", "Operations", "Backup"),
)
REQUESTS = (
    ("An account", "Access"),
    ("Access to a shared folder", "Access"),
    ("A laptop", "Workplace"),
    ("A second screen", "Workplace"),
    ("A mailing list", "Mail"),
    ("A telephone number", "Telephony"),
    ("A place in the car park system", "Applications"),
)
PLACES = (
    "second floor",
    "town hall",
    "registry",
    "library",
    "branch office",
    "meeting room 3",
    "cash desk",
    "home office",
)
CALLERS = (
    "J. Weber",
    "M. Silva",
    "A. Novak",
    "K. Lindqvist",
    "P. Rossi",
    "S. Meyer",
    "T. Kaya",
    "L. Dubois",
    "N. Haas",
)
RESOLUTIONS = (
    ("Restarted the print service and emptied the queue.", "Restarted"),
    ("Replaced the device by one from stock.", "Replaced"),
    ("Set the permission as the owner of the folder asked.", "Configured"),
    ("Explained how it works; the caller will write it down for the others.", "Explained"),
    ("Went away by itself; watched it for a day.", "No fault found"),
    ("Installed the correction that the maker had published.", "Corrected"),
)
