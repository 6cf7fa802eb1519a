"""Who may do what with documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, rules, takes_part
from records.access.predicates import anyone, did_not_record_it, holds, is_administrator, nobody, predicate
from records.access.standing import standing_of
from standard.roles import (
    DOCUMENTATION_MANAGER,
    INTERNAL_AUDITOR,
    PROCESS_OWNER,
    RISK_COMPLIANCE_MANAGER,
    SMR,
    TOP_MANAGEMENT,
)

if TYPE_CHECKING:
    from people.models import User


@predicate(_("those named as approvers"))
def is_named_approver(user: User, document: Any) -> bool:
    """People whose signature this very document asks for, and who stands in for them."""
    return document is not None and not document.named_approver_keys.isdisjoint({user.pk, *standing_of(user).covers})


@predicate(_("the role that approves its type"))
def approves_its_type(user: User, document: Any) -> bool:
    """Holders of a role that the approval matrix names for this type of document, or did when it was submitted."""
    return document is not None and any(standing_of(user).holds_role(role) for role in document.approving_roles)


@predicate(_("its authors"))
def is_author(user: User, document: Any) -> bool:
    """Whoever wrote at the version that is being made."""
    return document is not None and user.pk in document.author_keys


manages = holds(DOCUMENTATION_MANAGER)
#: Who lets others begin what the standard asks for and what is missing.
fills_gaps = manages | holds(SMR) | is_administrator
writes = answers_for_it | manages | is_author
signs = is_named_approver | approves_its_type
#: Whoever learns first that a text no longer fits: of the law, of a finding, of a process.
asks_for_review = (
    answers_for_it | manages | holds(RISK_COMPLIANCE_MANAGER) | holds(INTERNAL_AUDITOR) | holds(PROCESS_OWNER)
)
#: Documents that were written elsewhere come in many at a time.
brings_in = manages | is_administrator
#: Drafts are for those who work at them: everybody else reads what is in force.
reads_drafts = writes | signs


@predicate(_("what was never published"))
def was_never_published(_user: User, document: Any) -> bool:
    """What people were told to go by is made obsolete, not withdrawn."""
    return document is None or not document.version_in_force


@predicate(_("not who proposed its disposal"))
def did_not_propose(user: User, document: Any) -> bool:
    """Two people dispose of a document together."""
    if document is None or document.disposal_proposed_by_id is None:
        return document is not None
    return document.disposal_proposed_by_id not in {user.pk, standing_of(user).acts_for}


@predicate(_("not who proposed the change"))
def did_not_propose_it(user: User, document_type: Any) -> bool:
    """Nobody lets their own change of the approval matrix through, nor that of whom they stand in for."""
    if document_type is None or document_type.proposed_by_id is None:
        return document_type is not None
    return document_type.proposed_by_id not in {user.pk, standing_of(user).acts_for}


@predicate(_("its reviewer"))
def is_reviewer(user: User, article: Any) -> bool:
    """Who is named to review an article, or who stands in for them."""
    return article is not None and article.reviewer_id in {user.pk, *standing_of(user).covers}


@predicate(_("not who wrote its text"))
def did_not_write_it(user: User, article: Any) -> bool:
    """Nobody says of their own text, or of that of whom they stand in for, that it is right."""
    if article is None:
        return False
    return (article.written_by_id or article.created_by_id) not in {user.pk, standing_of(user).acts_for}


looks_after = takes_part | manages | is_reviewer
reviews = (answers_for_it | manages | is_reviewer) & did_not_write_it

#: Who looks after the approval matrix; who agrees is another.
keeps_matrix = manages | is_administrator
leads = holds(TOP_MANAGEMENT) | holds(SMR)

DOCUMENT_TYPE = rules(
    create=nobody,
    edit=keeps_matrix,
    withdraw=nobody,
    restore=nobody,
    share=nobody,
    hand_over=keeps_matrix,
    propose=keeps_matrix,
    agree=leads & did_not_propose_it,
    take_back=keeps_matrix | leads,
)

DISPOSAL = rules(
    **dict.fromkeys(("withdraw", "restore", "share"), nobody),
    create=manages,
    edit=manages | is_administrator,
    confirm=(manages | leads) & did_not_record_it,
    give_up=manages | leads,
)

ARTICLE = rules(
    create=anyone,
    edit=looks_after,
    withdraw=takes_part | manages,
    restore=takes_part | manages,
    make_current=reviews,
    confirm=reviews,
    mark_outdated=looks_after,
    rework=looks_after,
    retire=answers_for_it | manages,
    thank=anyone & did_not_write_it,
    doubt=anyone,
)

DOCUMENT = rules(
    create=anyone,
    bring_in=brings_in,
    edit=answers_for_it | manages,
    withdraw=(answers_for_it | manages) & was_never_published,
    restore=answers_for_it | manages,
    # Pictures stand in the text: whoever writes it hangs them on the document.
    attach=takes_part | writes,
    read_draft=reads_drafts,
    write_text=writes,
    submit=writes,
    remark=reads_drafts,
    settle_remark=reads_drafts,
    send_back=signs | manages,
    sign=signs,
    approve=signs,
    schedule=answers_for_it | manages,
    publish=answers_for_it | manages,
    revise=answers_for_it | manages,
    abandon=writes,
    trigger_review=asks_for_review,
    confirm=answers_for_it | manages,
    set_questions=answers_for_it | manages,
    distribute=answers_for_it | manages,
    read=anyone,
    obsolete=answers_for_it | manages,
    archive=manages,
    hold=manages,
    lift_hold=manages,
    propose_disposal=manages,
    dispose=(signs | manages | leads) & did_not_propose,
)
