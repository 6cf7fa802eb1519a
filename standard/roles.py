"""The keys of the twelve roles, as the catalogue has them (``data/roles.yaml``)."""

TOP_MANAGEMENT = "top_management"
SMR = "smr"
PROCESS_OWNER = "process_owner"
SERVICE_MANAGEMENT_TEAM = "service_management_team"
INTERNAL_AUDITOR = "internal_auditor"
TRAINING_COORDINATOR = "training_coordinator"
DOCUMENTATION_MANAGER = "documentation_manager"
RISK_COMPLIANCE_MANAGER = "risk_compliance_manager"
IMPROVEMENT_CHAMPION = "improvement_champion"
COMMUNICATION_COORDINATOR = "communication_coordinator"
TECHNOLOGY_MANAGER = "technology_manager"
CUSTOMER_LIAISON = "customer_liaison"

#: How tables with a narrow column for each call them.
SHORT = {
    TOP_MANAGEMENT: "TM",
    SMR: "SMR",
    PROCESS_OWNER: "PO",
    SERVICE_MANAGEMENT_TEAM: "SMT",
    INTERNAL_AUDITOR: "IA",
    TRAINING_COORDINATOR: "TC",
    DOCUMENTATION_MANAGER: "DM",
    RISK_COMPLIANCE_MANAGER: "RC",
    IMPROVEMENT_CHAMPION: "IC",
    COMMUNICATION_COORDINATOR: "CC",
    TECHNOLOGY_MANAGER: "TE",
    CUSTOMER_LIAISON: "CL",
}
ROLES = tuple(SHORT)
