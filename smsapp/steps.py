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
ACCEPT = Place("roles:assignment-list", (("assignment", "accept"),), "?person=me")
ASSIGN = Place("roles:assignment-create", (("assignment", "create"),))
READ_ROLE = Place("roles:role-list", (("role", "acknowledge"),))
BE_AWAY = Place("roles:absence-create", (("absence", "create"),))
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
FINISH = Place("work:waiting", (("", "finish_task"),))
NOTE_EVIDENCE = Place("standard:catalogue", (("", "evidence"),))


SIGN = Place("documents:document-list", (("document", "approve"), ("document", "sign")), "?state=in_review")
BEGIN_DOCUMENT = Place("documents:register", (("document", "create"),), "?state=missing")
PUBLISH = Place("documents:document-list", (("document", "publish"), ("document", "schedule")), "?state=approved")
CHOOSE_READERS = Place("documents:document-list", (("document", "distribute"),), "?state=published")
REVIEW = Place("documents:document-list", (("document", "confirm"), ("document", "revise")), "?due=past")


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
        ("accept", _("Accept your role, and with it what it answers for"), ACCEPT),
        ("assign", _("Give somebody a role, with its authority (clause 5.3)"), ASSIGN),
        ("decide", _("Decide on an improvement that waits for a decision"), DECIDE),
        ("sign", _("Sign a policy or plan that waits for your approval (clause 5.2)"), SIGN),
        ("evidence", _("Note on a record what shows your commitment (clause 5.1)"), note_evidence("5.1")),
    ),
    roles.SMR: (
        ("accept", _("Accept your role, and with it what it answers for"), ACCEPT),
        ("assign", _("Give a role that nobody holds yet"), ASSIGN),
        ("body", _("Record the certification body"), record_organisation("is_certification_body")),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("evidence", _("Note the first evidence for a requirement"), NOTE_EVIDENCE),
    ),
    roles.PROCESS_OWNER: (
        ("accept", _("Accept your role, and with it the process"), ACCEPT),
        ("idea", _("Record what you would make better in your process"), RECORD_IDEA),
        ("decide", _("Decide on an idea that concerns it"), DECIDE),
        ("task", _("Give somebody in the process a task"), SET_TASK),
        ("evidence", _("Note evidence that the process is carried out as planned (clause 8.1)"), note_evidence("8.1")),
    ),
    roles.SERVICE_MANAGEMENT_TEAM: (
        ("accept", _("Accept your role"), ACCEPT),
        ("role", _("Read what your role answers for, and confirm it"), READ_ROLE),
        ("finish", _("Finish a task that waits for you, and say what came of it"), FINISH),
        ("idea", _("Record an idea from your daily work"), RECORD_IDEA),
        ("comment", _("Tell in a comment what an idea would mean for your work"), COMMENT_IDEA),
    ),
    roles.INTERNAL_AUDITOR: (
        ("accept", _("Accept your role"), ACCEPT),
        ("role", _("Read a role as an auditor would, and confirm that you have"), READ_ROLE),
        ("question", _("Ask in a comment for what you do not find on a record"), COMMENT_IDEA),
        ("trail", _("Follow a trail: link two records that belong together"), LINK),
        ("idea", _("Record an improvement that you came upon in an audit"), record_idea_of("audit")),
    ),
    roles.TRAINING_COORDINATOR: (
        ("accept", _("Accept your role"), ACCEPT),
        ("provider", _("Record an organisation that trains your people"), record_organisation("is_supplier")),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("task", _("Give somebody the task to read a record"), SET_TASK),
        ("evidence", _("Note evidence of competence or awareness (clauses 7.2, 7.3)"), note_evidence("7.2", "7.3")),
    ),
    roles.DOCUMENTATION_MANAGER: (
        ("accept", _("Accept your role"), ACCEPT),
        ("begin", _("Begin a document that the standard asks for and that is missing (clause 7.5.4)"), BEGIN_DOCUMENT),
        ("publish", _("Publish a document that was approved"), PUBLISH),
        ("readers", _("Choose who a document is for"), CHOOSE_READERS),
        ("review", _("Confirm or revise a document whose review is due"), REVIEW),
    ),
    roles.RISK_COMPLIANCE_MANAGER: (
        ("accept", _("Accept your role"), ACCEPT),
        (
            "party",
            _("Record a regulator or another interested party (clause 4.2)"),
            record_organisation("is_regulator", "is_interested_party"),
        ),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("link", _("Link an improvement to what it would make less risky"), LINK),
        ("evidence", _("Note evidence of how risks are dealt with (clause 6.1)"), note_evidence("6.1.2", "6.1.3")),
    ),
    roles.IMPROVEMENT_CHAMPION: (
        ("accept", _("Accept your role"), ACCEPT),
        ("idea", _("Record an idea that somebody told you"), RECORD_IDEA),
        ("decide", _("Bring an idea that waits to a decision"), DECIDE),
        ("task", _("Give somebody a task for an accepted improvement"), SET_TASK),
        ("result", _("Record what an improvement has brought (clause 10.2)"), RECORD_RESULT),
    ),
    roles.COMMUNICATION_COORDINATOR: (
        ("accept", _("Accept your role"), ACCEPT),
        ("party", _("Record a party you keep informed"), record_organisation("is_interested_party", "is_customer")),
        ("contact", _("Record whom you write to there"), RECORD_CONTACT),
        ("comment", _("Note in a comment what was told to a customer, and when"), COMMENT_CUSTOMER),
        ("evidence", _("Note evidence of something communicated (clause 7.4)"), note_evidence("7.4")),
    ),
    roles.TECHNOLOGY_MANAGER: (
        ("accept", _("Accept your role"), ACCEPT),
        ("supplier", _("Record a supplier of your technology"), record_organisation("is_supplier")),
        ("contact", _("Record whom you call there when it fails"), RECORD_CONTACT),
        ("away", _("Say when you are away, and who stands in"), BE_AWAY),
        ("idea", _("Record an improvement of capacity, availability or security"), RECORD_IDEA),
    ),
    roles.CUSTOMER_LIAISON: (
        ("accept", _("Accept your role"), ACCEPT),
        ("customer", _("Record a customer that is missing"), record_organisation("is_customer")),
        ("contact", _("Record whom you talk to there"), RECORD_CONTACT),
        ("comment", _("Note in a comment what a customer told you"), COMMENT_CUSTOMER),
        ("idea", _("Record an idea that came from a customer"), record_idea_of("customer")),
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
