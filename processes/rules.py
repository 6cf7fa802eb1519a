"""Who may do what with processes, their waivers and their reviews."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules, takes_part
from records.access.predicates import did_not_record_it, holds, is_administrator
from standard.roles import PROCESS_OWNER, RISK_COMPLIANCE_MANAGER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

#: Those who write how a process is meant to work: its owner, whoever holds the role for it, the representative.
keeps = answers_for_it | holds(SMR)
#: Those who take the starting points over, owners and all.
adopts = holds(SMR) | holds(TOP_MANAGEMENT) | is_administrator
#: Those whose signature approves a version; that not all of them wrote it is held by the domain.
signs = holds(SMR) | holds(TOP_MANAGEMENT) | holds(PROCESS_OWNER)
#: Those who put it into practice.
rolls_out = keeps | holds(SERVICE_MANAGEMENT_TEAM)
#: Nobody waives a rule for themselves.
decides = (holds(SMR) | holds(TOP_MANAGEMENT) | holds(RISK_COMPLIANCE_MANAGER)) & did_not_record_it

PROCESS = rules(
    create=adopts | holds(PROCESS_OWNER),
    edit=keeps,
    set_activities=keeps,
    set_items=keeps,
    connect=keeps,
    disconnect=keeps,
    submit=keeps,
    sign=signs,
    approve=signs,
    send_back=signs | keeps,
    publish=keeps,
    revise=keeps,
    retire=keeps,
    roll_out=rolls_out,
)
WAIVER = rules(
    edit=takes_part,
    approve=decides,
    refuse=decides,
    end=takes_part | holds(SMR),
)
REVIEW = rules(
    create=keeps | holds(PROCESS_OWNER),
    edit=keeps,
    conclude=keeps,
    call_off=keeps,
)
