"""What jobs are about: kinds whose job is given the key of a record say so."""

import inspect

from jobs.kinds import JobKind
from shell.registry import registry

#: What jobs call the key of a record, or of one of its versions.
NAMES = {"review", "plan", "agreement", "meeting", "scope", "report", "indicator", "document", "version"}
NOTHING = JobKind(key="x", label="x", run=lambda _progress: None).about


def test_a_job_that_is_given_a_record_leads_to_it():
    kinds = [kind for kind in registry.all(JobKind) if NAMES & set(inspect.signature(kind.run).parameters)]
    assert len(kinds) > 8
    assert [kind.key for kind in kinds if kind.about is NOTHING] == []
