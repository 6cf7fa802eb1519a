"""What rooms tell the rest of the house about themselves.

Each room's ``register.py`` adds frozen declarations while Django starts; the registry is then
sealed. Lower rooms read what higher rooms declared and so show it without importing it. Order is
the declared weight, never the order of import.
"""

from shell.registry.declaration import Declaration, Text
from shell.registry.frame import AccountEntry, Group, NavigationEntry, Room, TopLink, TopPiece
from shell.registry.importing import Importer
from shell.registry.people import Departure, FirstStep, Founding, RoleSight, RolesOf
from shell.registry.records import Condition, Exporter, KeptAs, Panel, Reminder
from shell.registry.review import AgendaInput, ReadinessCheck, ReviewInput
from shell.registry.services import AskFor, ScopeCheck
from shell.registry.store import Registry, RegistryError, discover, registry, store_of

__all__ = [
    "AccountEntry",
    "AgendaInput",
    "AskFor",
    "Condition",
    "Declaration",
    "Departure",
    "Exporter",
    "FirstStep",
    "Founding",
    "Group",
    "Importer",
    "KeptAs",
    "NavigationEntry",
    "Panel",
    "ReadinessCheck",
    "Registry",
    "RegistryError",
    "Reminder",
    "ReviewInput",
    "RoleSight",
    "RolesOf",
    "Room",
    "ScopeCheck",
    "Text",
    "TopLink",
    "TopPiece",
    "discover",
    "registry",
    "store_of",
]
