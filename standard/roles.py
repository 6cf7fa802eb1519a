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

ROLES = (
    TOP_MANAGEMENT,
    SMR,
    PROCESS_OWNER,
    SERVICE_MANAGEMENT_TEAM,
    INTERNAL_AUDITOR,
    TRAINING_COORDINATOR,
    DOCUMENTATION_MANAGER,
    RISK_COMPLIANCE_MANAGER,
    IMPROVEMENT_CHAMPION,
    COMMUNICATION_COORDINATOR,
    TECHNOLOGY_MANAGER,
    CUSTOMER_LIAISON,
)
