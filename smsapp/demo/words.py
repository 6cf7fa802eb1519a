"""What the demo organisation's people, partners and ideas are called. All invented."""

FIRST = (
    "Mara Pavel Ines Tomas Lotte Amir Nell Jun Sanna Timo Rosa Henrik Aiko Bruno Carla Dmitri Elif Farah Goran Hana "
    "Ivo Jana Kofi Leila Milan Nadia Oskar Petra Quim Rania Stefan Thea Umut Vera Wout Xenia Yann Zora Arno Bea"
).split()
LAST = (
    "Ilves Drost Okker Reyl Vanser Selvane Corvin Hadrell Brule Raske Lindqvist Moreau Tanaka Ferro Novak Petrov Kaya "
    "Haddad Babic Sato Horvat Kral Mensah Rahimi Zeman Aziz Berg Wolf Pujol Saleh Keller Dahl Demir Costa Maes"
).split()

#: The twelve roles and the person who stands for each: key of the role, job title.
ROLES = (
    ("top_management", "Managing director"),
    ("smr", "Service management representative"),
    ("process_owner", "Change process owner"),
    ("service_management_team", "Service desk lead"),
    ("internal_auditor", "Internal auditor"),
    ("training_coordinator", "Training coordinator"),
    ("documentation_manager", "Documentation manager"),
    ("risk_compliance_manager", "Risk and compliance manager"),
    ("improvement_champion", "Improvement champion"),
    ("communication_coordinator", "Communication coordinator"),
    ("technology_manager", "Technology manager"),
    ("customer_liaison", "Customer liaison officer"),
)
JOBS = (
    "Service desk agent",
    "Network engineer",
    "Systems engineer",
    "Database administrator",
    "Application specialist",
    "Project manager",
    "Security analyst",
    "Field technician",
    "Service manager",
    "Buyer",
)

CUSTOMERS = (
    "Harbour Savings Bank|Norrland Clinics|City of Eastmere|Velo Logistics|Brightwater Schools|Ostermann Foods|"
    "Pine Valley Housing|Kestrel Insurance|Lumen Theatre Group|Halden Paper|Redfern Pharmacy|Tideway Ferries"
).split("|")
SUPPLIERS = (
    "Northgrid Data Centres|Telvia Networks|Copperline Telecom|Stratus Backup|Keystone Hardware|Ferrous Software|"
    "Parcelwise Courier|Greenrack Recycling|Sentry Monitoring"
).split("|")
OTHERS = (
    ("Office for Network Security", "is_regulator"),
    ("Data Protection Authority", "is_regulator"),
    ("Meridian Certification", "is_certification_body"),
    ("Halcyon Holding", "is_parent"),
    ("Works council", "is_interested_party"),
    ("Association of Managed Service Providers", "is_interested_party"),
)

#: Ideas: title, what would be different, what it is expected to bring, source, benefit, effort.
IDEAS = (
    ("Show known errors while a ticket is typed", "Agents see known errors that fit the words they type.",
     "First-time resolution up from 61 to 70 per cent.", "measurement", "quality", "medium"),
    ("Review emergency changes within five days", "A change cannot be closed before its review is written.",
     "No emergency change without review; six were found last year.", "audit", "risk", "small"),
    ("One address for all password resets", "Users reset their password themselves, without a call.",
     "About 140 calls a month less, nine minutes each.", "staff", "time", "medium"),
    ("Tell customers before they ask", "A notice goes out within ten minutes of a major incident.",
     "Satisfaction with information up by one point of five.", "customer", "satisfaction", "small"),
    ("Merge the two monitoring tools", "One tool, one set of alarms, one contract.",
     "28,000 EUR a year and half of the double alarms.", "review", "cost", "large"),
    ("Spare terminals at the warehouse", "Two spare terminals stand ready in each hall.",
     "A broken terminal costs five minutes instead of two hours.", "incident", "time", "small"),
    ("Check restores every month, not every year", "One service a week is restored to a test machine.",
     "Restore time known for every service; today for three of eleven.", "audit", "risk", "medium"),
    ("Write reports in the customer's words", "Service reports begin with what it meant for the customer.",
     "Fewer questions after each report: 30 a quarter now.", "customer", "satisfaction", "small"),
    ("Hand over tickets once at most", "The second team keeps the ticket until it is solved.",
     "41 minutes less for each hand-over.", "measurement", "quality", "medium"),
    ("Plan capacity with the customer's calendar", "Sales weeks and tax dates stand in the capacity plan.",
     "No more evening slowness in the last week of a quarter.", "review", "quality", "medium"),
    ("Short films instead of manuals", "Ten films of two minutes for the ten commonest questions.",
     "Calls on these questions down by a third.", "staff", "satisfaction", "medium"),
    ("Let suppliers see their own figures", "Each supplier gets the monthly figures we measure.",
     "Review meetings take half the time.", "review", "time", "small"),
    ("Label every cable in the branch racks", "Each cable carries the name of both its ends.",
     "A field visit takes 20 minutes less.", "incident", "time", "large"),
    ("Night watch by two instead of one", "Two teams share the night; one person is never alone.",
     "No missed alarm at night; there were two in spring.", "incident", "risk", "large"),
    ("Retire the old ticket form", "Only the new form is left on the portal.",
     "Misrouted tickets down from 12 to 4 per cent.", "staff", "quality", "small"),
    ("Test changes with the customer's data shape", "Test data has the size and odd cases of the real.",
     "Failed changes down from 6 to 3 per cent.", "measurement", "quality", "large"),
)
PLACES = (
    "service desk|branch network|citizen portal|payroll online|managed workplace|warehouse terminals|mail and calendar|"
    "data centre|backup service|reporting|field service|customer portal"
).split("|")
COMMENTS = (
    "We tried a part of this two years ago; the notes are in the old wiki.",
    "The figure is from the last three months; I can repeat it every quarter.",
    "Good. Please talk to the night team first, they see it differently.",
    "I would begin with one service and look after six weeks.",
    "The customer asked for this twice in the last service review.",
)
REASONS = {
    "accept": "Worth more than it costs, and we have the people for it in the coming quarter.",
    "decline": "The benefit is small beside the risk of the move; we look at it with the next contract.",
    "postpone": "Right idea, wrong time: the data centre move comes first.",
    "realise": "Reached: the figure was read over eight weeks and held.",
}
