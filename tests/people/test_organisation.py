"""The page of the organisation: what administrators change of it, and its logo."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from people import calendar
from people.domain import installation as verbs
from people.domain.errors import ChangedMeanwhileError
from people.models import AccountEvent, Installation, Logo
from shell.contents import sha256_of
from tests.factories import PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
PLACE = reverse("people:organisation")
ANSWERS = {"organisation": "Norvik", "language": "en", "time_zone": "UTC"}


def image(colour="red", kind="PNG", **about):
    content = BytesIO()
    Image.new("RGB", (40, 20), colour).save(content, kind, **about)
    return content.getvalue()


def file(content=None, name="logo.png"):
    return SimpleUploadedFile(name, image() if content is None else content)


def change(actor, picture=None, **wanted):
    """What an administrator changes who sees what stands there."""
    now = verbs.organisation_now()
    verbs.change_organisation(actor=actor, seen=now, wanted=now | wanted, logo=picture)


def brought(colour="red"):
    """A picture, and its SHA-256."""
    picture = verbs.read_logo(file(image(colour)))
    return picture, sha256_of(picture.content)


def seen_of(answer):
    """What a page sends back unseen: what stood there when it was drawn."""
    return dict(re.findall(r'name="(seen_\w+)" value="([^"]*)"', answer.content.decode()))


def told():
    return list(AccountEvent.objects.order_by("id").values_list("action", "actor", "detail"))


class TestChanging:
    def test_what_differs_is_written_and_told_with_before_and_after(self, admin):
        change(admin, organisation="Norvik AS", time_zone="Europe/Oslo", language="en")
        assert verbs.organisation_now() == {
            "organisation": "Norvik AS",
            "language": "en",
            "time_zone": "Europe/Oslo",
            "logo": "",
        }
        changes = {"organisation": ["Norvik", "Norvik AS"], "time_zone": ["UTC", "Europe/Oslo"]}
        assert told() == [("organisation", admin.pk, {"changes": changes})]

    def test_nothing_changed_writes_nothing(self, admin):
        change(admin)
        assert told() == []

    def test_days_are_counted_by_the_new_time_zone_at_once(self, admin):
        assert str(calendar.zone.get()) == "UTC"
        change(admin, time_zone="Asia/Tokyo")
        assert str(calendar.zone.get()) == "Asia/Tokyo"

    def test_only_administrators_change_it(self, alice):
        with pytest.raises(PermissionDenied):
            change(alice, organisation="Mine")
        assert Installation.current().organisation == "Norvik"

    def test_a_logo_is_told_by_its_hash_put_in_place_of_another_and_removed(self, admin):
        (red, first), (blue, second) = brought(), brought("blue")
        for logo, sha256 in ((red, first), (blue, second), (None, "")):
            change(admin, picture=logo, logo=sha256)
            assert (Logo.current().sha256, bytes(Logo.current().image)) == (sha256, logo.content if logo else b"")
        assert [detail["changes"]["logo"] for _action, _actor, detail in told()] == [
            ["", first],
            [first, second],
            [second, ""],
        ]

    def test_there_is_one_logo(self, db):
        with pytest.raises(IntegrityError), transaction.atomic():
            Logo.objects.bulk_create([Logo(pk=2, image=b"x")])

    def test_papers_have_name_and_logo_from_one_place(self, admin):
        assert Installation.current().letterhead() == {"organisation": "Norvik", "logo": ""}
        verbs.put_logo(brought()[0])
        assert Installation.current().letterhead()["logo"].startswith("data:image/png;base64,iVBOR")

    def test_reading_the_installation_does_not_read_the_logo(self, admin):
        verbs.put_logo(brought()[0])
        with CaptureQueriesContext(connection) as queries:
            Installation.current()
        assert "image" not in str(queries.captured_queries)


class TestTwoAtOnce:
    def test_each_keeps_what_the_other_changed(self, admin):
        other, seen = PersonFactory(is_administrator=True), verbs.organisation_now()
        change(other, organisation="Norvik AS")
        verbs.change_organisation(actor=admin, seen=seen, wanted=seen | {"time_zone": "Europe/Oslo"})
        found = Installation.current()
        assert (found.organisation, found.time_zone) == ("Norvik AS", "Europe/Oslo")

    def test_the_later_one_overwrites_nothing_unseen(self, admin):
        seen = verbs.organisation_now()
        change(PersonFactory(is_administrator=True), organisation="Norvik AS")
        with pytest.raises(ChangedMeanwhileError) as raised:
            verbs.change_organisation(actor=admin, seen=seen, wanted=seen | {"organisation": "N", "time_zone": "UTC"})
        assert raised.value.found == {"organisation": "Norvik AS"}
        assert Installation.current().organisation == "Norvik AS"

    def test_both_wanting_the_same_is_no_conflict(self, admin):
        seen = verbs.organisation_now()
        for _ in range(2):
            verbs.change_organisation(actor=admin, seen=seen, wanted=seen | {"organisation": "Norvik AS"})
        assert len(told()) == 1

    def test_a_logo_is_not_put_over_one_that_was_not_seen(self, admin):
        seen, (picture, sha256) = verbs.organisation_now(), brought("blue")
        verbs.put_logo(brought()[0])
        with pytest.raises(ChangedMeanwhileError):
            verbs.change_organisation(actor=admin, seen=seen, wanted=seen | {"logo": sha256}, logo=picture)
        assert Logo.current().sha256 == brought()[1]

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_the_same_moment_one_is_refused(self, admin):
        other, seen = PersonFactory(is_administrator=True), verbs.organisation_now()

        def renames(actor, name):
            return lambda: verbs.change_organisation(actor=actor, seen=seen, wanted=seen | {"organisation": name})

        refused = at_once(renames(admin, "One"), renames(other, "Other"))
        assert [type(error) for error in refused] == [ChangedMeanwhileError]
        assert len(told()) == 1


class TestPage:
    def test_a_logo_is_brought_shown_and_removed(self, client_of, admin):
        client = client_of(admin)
        assert 'name="removes_logo"' not in client.get(PLACE).content.decode()
        client.post(PLACE, ANSWERS | {"logo": file()})
        page = client.get(PLACE).content.decode()
        assert re.search(r'<img class="logo-shown" src="data:image/png;base64,[^"]+" alt="[^"]+"', page)
        assert f"Logo: <del>empty</del> <ins>SHA-256 {Logo.current().sha256[:12]}…</ins>" in page
        client.post(PLACE, ANSWERS | {"removes_logo": "on"})
        assert (Logo.objects.count(), "logo-shown" in client.get(PLACE).content.decode()) == (0, False)

    def test_saving_without_a_file_leaves_the_logo(self, client_of, admin):
        verbs.put_logo(brought()[0])
        client_of(admin).post(PLACE, ANSWERS | {"organisation": "Norvik AS"})
        assert (Installation.current().organisation, Logo.objects.count()) == ("Norvik AS", 1)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"a text", "no image that can be read"),
            (b"", "empty"),
            (image()[:-40], "no image that can be read"),
            (image(kind="GIF"), "no image that can be read"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 2 * 1024 * 1024, "larger than 1.0\N{NO-BREAK SPACE}MB"),
        ],
    )
    def test_a_bad_file_is_refused_at_its_field_and_what_was_typed_is_kept(self, client_of, admin, content, words):
        answer = client_of(admin).post(PLACE, ANSWERS | {"organisation": "Typed name", "logo": file(content)})
        form, page = answer.context["form"], answer.content.decode()
        assert (answer.status_code, list(form.errors)) == (422, ["logo"])
        assert words in form.errors["logo"][0]
        assert 'value="Typed name"' in page
        assert (Installation.current().organisation, Logo.objects.count(), told()) == ("Norvik", 0, [])

    def test_a_file_beside_another_mistake_is_asked_for_again(self, client_of, admin):
        answer = client_of(admin).post(PLACE, ANSWERS | {"organisation": "", "logo": file()})
        assert set(answer.context["form"].errors) == {"organisation", "logo"}
        assert "Choose the file again" in answer.content.decode()

    def test_a_new_logo_and_none_contradict_each_other(self, client_of, admin):
        verbs.put_logo(brought("blue")[0])
        answer = client_of(admin).post(PLACE, ANSWERS | {"logo": file(), "removes_logo": "on"})
        assert set(answer.context["form"].errors) == {"removes_logo", "logo"}
        assert Logo.current().sha256 == brought("blue")[1]

    def test_whoever_is_later_is_told_and_may_save_again(self, client_of, admin):
        client = client_of(admin)
        sent = seen_of(client.get(PLACE))
        change(PersonFactory(is_administrator=True), organisation="Norvik AS")
        answer = client.post(PLACE, sent | ANSWERS | {"organisation": "Mine"})
        page = answer.content.decode()
        assert (answer.status_code, "to “Norvik AS” meanwhile" in page, 'value="Mine"' in page) == (422, True, True)
        client.post(PLACE, seen_of(answer) | ANSWERS | {"organisation": "Mine"})
        assert Installation.current().organisation == "Mine"

    def test_an_unknown_time_zone_or_language_is_refused_at_its_field(self, client_of, admin):
        answer = client_of(admin).post(PLACE, ANSWERS | {"time_zone": "Moon/Base", "language": "tlh"})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"time_zone", "language"})

    def test_administrators_are_offered_it_and_others_neither_see_nor_get_it(self, client_of, admin, alice):
        assert f'href="{PLACE}"' in client_of(admin).get("/people/").content.decode()
        assert f'href="{PLACE}"' not in client_of(alice).get("/people/").content.decode()
        assert client_of(alice).post(PLACE, ANSWERS | {"organisation": "Mine"}).status_code == 403
        assert Installation.current().organisation == "Norvik"

    def test_it_asks_the_same_however_much_happened(self, client_of, admin):
        client, counts = client_of(admin), []
        for place in range(2):
            client.get(PLACE)
            with CaptureQueriesContext(connection) as queries:
                client.get(PLACE)
            counts.append(len(queries))
            for n in range(5):
                change(PersonFactory(is_administrator=True), organisation=f"Norvik {place} {n}")
        assert counts[0] == counts[1]
