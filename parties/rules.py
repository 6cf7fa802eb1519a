"""Who may do what with organisations and contacts."""

from __future__ import annotations

from records.access.defaults import answers_for_it, rules, takes_part

PARTY = rules(edit=takes_part, part=answers_for_it, resume=answers_for_it)
