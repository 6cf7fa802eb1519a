"""What rooms tell the rest of the house about themselves.

Each room's ``register.py`` adds frozen declarations while Django starts; the registry is then
sealed. Lower rooms read what higher rooms declared and so show it without importing it. Order is
the declared weight, never the order of import.
"""

from shell.registry.brought import TONES, Brought, Cell, Chart, Figure, Heading, Point, Table, worst
from shell.registry.deciding import DecisionCard, DecisionPage, Fact
from shell.registry.declaration import Declaration, Text
from shell.registry.frame import AccountEntry, Group, NavigationEntry, Room, TopLink, TopPiece
from shell.registry.importing import Importer
from shell.registry.measures import Computed, ComputedMeasure
from shell.registry.people import Departure, FirstStep, Founding, RoleSight, RolesOf
from shell.registry.records import EVERY_KIND, Condition, Exporter, FollowUp, KeptAs, Panel, RecordOffer, Reminder
from shell.registry.review import AgendaInput, ReadinessCheck, ReviewInput
from shell.registry.services import AskFor, ScopeCheck
from shell.registry.store import Registry, RegistryError, discover, registry, store_of

__all__ = [
    "EVERY_KIND",
    "TONES",
    "AccountEntry",
    "AgendaInput",
    "AskFor",
    "Brought",
    "Cell",
    "Chart",
    "Computed",
    "ComputedMeasure",
    "Condition",
    "DecisionCard",
    "DecisionPage",
    "Declaration",
    "Departure",
    "Exporter",
    "Fact",
    "Figure",
    "FirstStep",
    "FollowUp",
    "Founding",
    "Group",
    "Heading",
    "Importer",
    "KeptAs",
    "NavigationEntry",
    "Panel",
    "Point",
    "ReadinessCheck",
    "RecordOffer",
    "Registry",
    "RegistryError",
    "Reminder",
    "ReviewInput",
    "RoleSight",
    "RolesOf",
    "Room",
    "ScopeCheck",
    "Table",
    "Text",
    "TopLink",
    "TopPiece",
    "discover",
    "registry",
    "store_of",
    "worst",
]
