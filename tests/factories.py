"""People and records for tests."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from improvement.models import Opportunity
from parties.models import Contact, Organisation
from people.models import User
from records.domain.write import write

PASSWORD = "a sentence to remember"  # noqa: S105 - for tests


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with an account."""

    class Meta:
        model = User

    display_name = factory.Sequence(lambda n: f"Person Number{n}")
    email = factory.LazyAttribute(lambda person: f"{person.display_name.lower().replace(' ', '.')}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class RecordFactory(factory.Factory):
    """A record, written on the one road by ``actor`` (its creator)."""

    class Meta:
        abstract = True

    class Params:
        actor = factory.SubFactory(PersonFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor = kwargs.pop("created_by")
        owner = kwargs.pop("owner", None)
        record = model_class(owner=owner or actor, **kwargs)
        return write(record, actor=actor, action="create")

    created_by = factory.SelfAttribute("actor")


class OpportunityFactory(RecordFactory):
    """An idea."""

    class Meta:
        model = Opportunity

    title = factory.Sequence(lambda n: f"Idea number {n}")
    idea = "What would be different."
    expected_benefit = "Ten hours a month."


class OrganisationFactory(RecordFactory):
    """Another organisation."""

    class Meta:
        model = Organisation

    title = factory.Sequence(lambda n: f"Organisation {n}")


class ContactFactory(RecordFactory):
    """A person there."""

    class Meta:
        model = Contact

    title = factory.Sequence(lambda n: f"Contact {n}")
    organisation = factory.SubFactory(OrganisationFactory)


#: The factory of each kind of record, by the kind's key.
FACTORIES = {factory._meta.model.kind_key: factory for factory in RecordFactory.__subclasses__()}
