"""The first weeks of the twelve roles: five steps each, every one ending in a record that the person makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shell.registry import FirstStep
from standard import roles

if TYPE_CHECKING:
    from shell.registry import Text


@dataclass(frozen=True)
class Place:
    """Where a step is done, and the deeds by which it is."""

    url_name: str
    deeds: tuple[tuple[str, str], ...]
    query: str = ""
    url_args: tuple[str, ...] = ()


IDEAS, ORGANISATIONS, CONTACTS = "improvement:opportunity", "parties:organisation", "parties:contact"
RECORD_IDEA = Place(f"{IDEAS}-create", (("opportunity", "create"),))
DECIDE = Place(
    f"{IDEAS}-list",
    (("opportunity", "accept"), ("opportunity", "postpone"), ("opportunity", "decline")),
    "?state=proposed",
)
RECORD_RESULT = Place(f"{IDEAS}-list", (("opportunity", "realise"),), "?state=accepted&owner=me")
COMMENT_IDEA = Place(f"{IDEAS}-list", (("opportunity", "comment"),))
SET_TASK = Place(f"{IDEAS}-list", (("", "task"),), "?state=accepted")
LINK = Place(f"{IDEAS}-list", (("", "link"),))
RECORD_CONTACT = Place(f"{CONTACTS}-create", (("contact", "create"),))
COMMENT_CUSTOMER = Place(
    f"{ORGANISATIONS}-list", (("organisation", "comment"), ("contact", "comment")), "?part=is_customer"
)
CHECK_SUPPLIER = Place(
    f"{ORGANISATIONS}-list", (("organisation", "edit"), ("organisation", "acknowledge")), "?part=is_supplier"
)
CONFIRM_READING = Place(f"{ORGANISATIONS}-list", (("", "acknowledge"),))
SAY_CLAUSES = Place(f"{IDEAS}-list", (("", "clauses"),))
ATTACH = Place(f"{ORGANISATIONS}-list", (("", "attach"),))
FINISH = Place("work:waiting", (("", "finish_task"),))
NOTE_EVIDENCE = Place("standard:catalogue", (("", "evidence"),))


def note_evidence(*clauses: str) -> Place:
    """Evidence for one of these clauses; the way there is by the first."""
    return Place("standard:clause", tuple(("", f"evidence:{number}") for number in clauses), url_args=clauses[:1])


def record_organisation(*parts: str) -> Place:
    """An organisation that is one of these to us."""
    return Place(f"{ORGANISATIONS}-create", tuple(("organisation", f"{part}=True") for part in parts))


def record_idea_of(source: str) -> Place:
    """An idea that came from there."""
    return Place(f"{IDEAS}-create", (("opportunity", f"source={source}"),))


#: For each role its steps in order; the weight of a step is its place.
FIRST_WEEKS: dict[str, tuple[tuple[str, Text, Place], ...]] = {
    roles.TOP_MANAGEMENT: (
        ("decide", _("Decide on an improvement that waits for a decision"), DECIDE),
        ("direction", _("Say in a comment on an idea what matters to the organisation"), COMMENT_IDEA),
        ("task", _("Give somebody a task that moves an accepted improvement on"), SET_TASK),
        ("evidence", _("Note on a record what shows your commitment (clause 5.1)"), note_evidence("5.1")),
        ("read", _("Confirm that you have read who your interested parties are"), CONFIRM_READING),
    ),
    roles.SMR: (
        ("body", _("Record the certification body"), record_organisation("is_certification_body")),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("clauses", _("Say of a record which clauses it belongs to"), SAY_CLAUSES),
        ("evidence", _("Note the first evidence for a requirement"), NOTE_EVIDENCE),
        ("task", _("Give somebody a task, with the day it is due"), SET_TASK),
    ),
    roles.PROCESS_OWNER: (
        ("idea", _("Record what you would make better in your process"), RECORD_IDEA),
        ("decide", _("Decide on an idea that concerns it"), DECIDE),
        ("task", _("Give somebody in the process a task"), SET_TASK),
        ("evidence", _("Note evidence that the process is carried out as planned"), NOTE_EVIDENCE),
        ("result", _("Record the result of an improvement you answer for"), RECORD_RESULT),
    ),
    roles.SERVICE_MANAGEMENT_TEAM: (
        ("finish", _("Finish a task that waits for you, and say what came of it"), FINISH),
        ("idea", _("Record an idea from your daily work"), RECORD_IDEA),
        ("comment", _("Tell in a comment what an idea would mean for your work"), COMMENT_IDEA),
        ("read", _("Confirm that you have read a record that concerns you"), CONFIRM_READING),
        ("attach", _("Attach a file to the record it belongs to"), ATTACH),
    ),
    roles.INTERNAL_AUDITOR: (
        ("read", _("Read a record as an auditor would, and confirm it"), CONFIRM_READING),
        ("question", _("Ask in a comment for what you do not find there"), COMMENT_IDEA),
        ("trail", _("Follow a trail: link two records that belong together"), LINK),
        ("evidence", _("Note what a record shows for a requirement"), NOTE_EVIDENCE),
        ("idea", _("Record an improvement that you came upon in an audit"), record_idea_of("audit")),
    ),
    roles.TRAINING_COORDINATOR: (
        (
            "provider",
            _("Record an organisation that trains your people"),
            record_organisation("is_supplier", "is_interested_party"),
        ),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("task", _("Give somebody the task to read a record"), SET_TASK),
        ("evidence", _("Note evidence of competence or awareness (clauses 7.2, 7.3)"), note_evidence("7.2", "7.3")),
        ("idea", _("Record what people should learn next as an improvement"), RECORD_IDEA),
    ),
    roles.DOCUMENTATION_MANAGER: (
        ("attach", _("Attach a document to the record it belongs to"), ATTACH),
        ("clauses", _("Say of a record which clauses it belongs to"), SAY_CLAUSES),
        ("evidence", _("Note which requirement a document is evidence for"), NOTE_EVIDENCE),
        ("task", _("Give somebody the task to read or review a record"), SET_TASK),
        ("read", _("Confirm reading a record, and see who else has"), CONFIRM_READING),
    ),
    roles.RISK_COMPLIANCE_MANAGER: (
        (
            "party",
            _("Record a regulator or another interested party (clause 4.2)"),
            record_organisation("is_regulator", "is_interested_party"),
        ),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("supplier", _("Go through a supplier's record, and correct it or confirm it"), CHECK_SUPPLIER),
        ("link", _("Link an improvement to what it would make less risky"), LINK),
        (
            "evidence",
            _("Note evidence of how you treat risks and obligations (clauses 6.1, 4.2)"),
            note_evidence("6.1.2", "6.1.3", "4.2"),
        ),
    ),
    roles.IMPROVEMENT_CHAMPION: (
        ("idea", _("Record an idea that somebody told you"), RECORD_IDEA),
        ("decide", _("Bring an idea that waits to a decision"), DECIDE),
        ("task", _("Give somebody a task for an accepted improvement"), SET_TASK),
        ("link", _("Link two ideas that belong together"), LINK),
        ("result", _("Record what an improvement has brought (clause 10.2)"), RECORD_RESULT),
    ),
    roles.COMMUNICATION_COORDINATOR: (
        (
            "party",
            _("Record an organisation you keep informed"),
            record_organisation("is_interested_party", "is_customer"),
        ),
        ("contact", _("Record whom you write to there"), RECORD_CONTACT),
        ("comment", _("Note in a comment what was told to a customer, and when"), COMMENT_CUSTOMER),
        ("task", _("Give somebody the task to read what is new"), SET_TASK),
        ("evidence", _("Note evidence of something communicated (clause 7.4)"), note_evidence("7.4")),
    ),
    roles.TECHNOLOGY_MANAGER: (
        ("supplier", _("Record a supplier of your technology"), record_organisation("is_supplier")),
        ("contact", _("Record whom you call there when it fails"), RECORD_CONTACT),
        ("attach", _("Attach a contract or a diagram to the record it belongs to"), ATTACH),
        ("idea", _("Record an improvement of capacity, availability or security"), RECORD_IDEA),
        ("finish", _("Finish a task that waits for you, and say what came of it"), FINISH),
    ),
    roles.CUSTOMER_LIAISON: (
        ("customer", _("Record a customer, or one that is missing"), record_organisation("is_customer")),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("comment", _("Note in a comment what a customer told you"), COMMENT_CUSTOMER),
        ("idea", _("Record an idea that came from a customer"), record_idea_of("customer")),
        ("evidence", _("Note evidence that you work with customers (clause 8.3.2)"), note_evidence("8.3.2")),
    ),
}

STEPS = [
    FirstStep(
        key=f"{role}.{name}",
        role=role,
        label=label,
        url_name=place.url_name,
        url_args=place.url_args,
        query=place.query,
        deeds=place.deeds,
        weight=weight,
    )
    for role, steps in FIRST_WEEKS.items()
    for weight, (name, label, place) in enumerate(steps)
]
