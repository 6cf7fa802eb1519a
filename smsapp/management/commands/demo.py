"""Load the demo organisation into a new database."""

from random import Random
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from people.domain.installation import run_foundings
from people.models import User
from smsapp.demo import (
    accounts,
    agreements,
    conformity,
    content,
    documents,
    governance,
    logo,
    measures,
    meetings,
    objectives,
    processes,
    reviews,
    roles,
    services,
    tickets,
)

SIZES = {"normal": 80, "large": 100_000}
CHUNK = 5000


class Command(BaseCommand):
    """``manage.py demo``: sixty people, their partners and their ideas; the same for the same seed."""

    help = "Load the demo organisation into a new database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Size and seed."""
        parser.add_argument("--size", choices=SIZES, default="normal")
        parser.add_argument("--seed", type=int, default=20_000)

    def handle(self, *, size: str, seed: int, **_options: Any) -> None:
        """Make everything, or nothing."""
        if User.objects.exists():
            message = "The database has accounts already: the demo is for a new one"
            raise CommandError(message)
        chance = Random(seed)  # noqa: S311 - no secret comes of it
        with transaction.atomic():
            people = accounts.make_people(chance)
            logo.make_logo()
            run_foundings(people[1])
            organisations = content.make_parties(chance, people)
            roles.give_roles(people, organisations)
            opportunities = content.make_opportunities(chance, people, organisations, SIZES["normal"])
            content.live_with(chance, people, opportunities)
            content.fall_behind(people, opportunities)
            content.keep_lists(people)
            documents.make_documents(people)
            portfolio = services.make_services(people, organisations)
            services.look_after(people, organisations, portfolio)
            live, teams = agreements.make_services(people), agreements.make_teams(people)
            agreed = agreements.make_agreements(people, organisations, live)
            tickets.make_tickets(chance, people, agreed, teams)
            agreements.make_reports(people, agreed)
            measures.make_indicators(chance, people)
            processes.make_processes(people)
            meetings.make_duties(chance, people)
            meetings.hold_meetings(people)
            meetings.take_action(people)
            objectives.set_course(people)
            governance.plan_resources(people, portfolio)
            governance.commit(people, governance.make_plan(people, portfolio))
            governance.delegate(people)
            conformity.make_roadmap(people, conformity.make_assessments(chance, people))
            conformity.make_changes(people)
            reviews.hold_reviews(people)
            for done in range(SIZES["normal"], SIZES[size], CHUNK):
                count = min(CHUNK, SIZES[size] - done)
                content.make_opportunities(chance, people, organisations, count)
        call_command("demo_accounts", stdout=self.stdout)
