"""The pack of a review: asked for, made once, kept, sent, and made again to the byte."""

from base64 import b64decode
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jobs.domain.errors import JobError
from jobs.models import Job
from jobs.progress import CancelledError, Progress
from leadership.domain.reviews import holding, packs, planning
from leadership.domain.reviews.packs import PACK_JOB, ask_for_pack, keep_pack, send_pack, source_of
from leadership.models import ReviewPack
from leadership.paper.review import make_pack, print_pack
from people.domain.installation import put_logo
from people.models import Logo, User
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.domain.files import open_content
from records.domain.write import write
from records.models import Event, Notice
from shell.contents import drop
from shell.images import Picture
from tests.conftest import BACKEND
from tests.factories import PersonFactory, ReviewFactory
from tests.leadership.reviews.conftest import approved, block, concluded, decided, frozen, held, looked_at, sign
from tests.leadership.reviews.printed import Printed, faults, sha256
from tests.services.conftest import again

pytestmark = pytest.mark.django_db
LOGO = Picture(
    b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQsvACAAD0AJWiKnlbAAAAAElFTkSuQmCC"),
    "image/png",
)


def progress():
    return Progress(Job.objects.create(kind=PACK_JOB, state="running", worker="w"))


def make(review, person):
    """What the job makes."""
    make_pack(progress(), review=review.pk, by=person.pk)
    return review.packs.first()


def read(pack):
    with open_content(pack.file) as file:
        return file.read()


@pytest.fixture
def alone(review, smr):
    """A pack without its pages, which other tests look at."""

    def kept(content=b"%PDF-1.7 a pack"):
        return keep_pack(again(review), content, source=source_of(again(review), smr), by=smr)

    return kept


def test_before_figures_are_frozen_there_is_a_draft_of_those_of_this_moment(review, smr):
    pack = make(review, smr)
    printed = Printed(read(pack))
    assert pack.is_draft
    assert faults(printed) == []
    assert "not frozen yet" in printed.words
    assert sha256(printed.content) == pack.file_id


def test_the_same_figures_are_the_same_pack(review, smr):
    assert make(review, smr) == make(review, smr)
    assert ReviewPack.objects.count() == 1


def test_what_was_written_since_makes_another_pack(review, smr):
    frozen(review, smr)
    first = make(again(review), smr)
    review.blocks.filter(code="a").update(comment="Two are late")
    second = make(again(review), smr)
    assert {first.pk, second.pk} == set(review.packs.values_list("pk", flat=True))


def test_a_pack_bears_the_logo_and_is_made_again_with_it_to_the_byte(review, smr):
    frozen(review, smr)
    without = source_of(again(review), smr)
    put_logo(LOGO)
    first, second = (source_of(again(review), smr) for _ in range(2))
    content = print_pack(first)
    assert first.sha256 == second.sha256 != without.sha256
    assert (content, without.logo, "logo" in without.home) == (print_pack(second), "", False)
    assert first.home["logo"] == Logo.current().sha256
    printed = Printed(content)
    assert faults(printed) == []
    assert "Norvik" in [str(figure.Alt) for figure in printed.tags("Figure")]


def test_another_logo_makes_another_pack_and_the_one_that_was_made_stays(review, smr, alone):
    first = alone(b"%PDF-1.7 without")
    put_logo(LOGO)
    second = alone(b"%PDF-1.7 with")
    put_logo(None)
    assert alone(b"%PDF-1.7 anew") == first
    assert [read(pack) for pack in (first, second)] == [b"%PDF-1.7 without", b"%PDF-1.7 with"]


def test_after_the_signature_the_pack_is_asked_for_once_and_is_final(review, smr, director):
    held(review, smr, director)
    decided(review, smr, director, owner=smr, due=timezone.localdate() + timedelta(30))
    looked_at(review, smr)
    concluded(review, smr)
    holding.submit(again(review), actor=smr)
    signed = sign(review, director)
    job = Job.objects.get(kind=PACK_JOB)
    assert (job.arguments, job.requested_by) == ({"review": review.pk, "by": director.pk}, director)
    make_pack(progress(), **job.arguments)
    pack = review.packs.get()
    printed = Printed(read(pack))
    assert not pack.is_draft
    assert faults(printed) == []
    assert sha256(printed.files["review.json"]) == signed.content_id
    assert sha256(printed.files["inputs.json"]) == signed.inputs_id
    assert signed.content_id in printed.words.replace(" ", "")
    assert "Two more people for the desk" in printed.words
    assert str(printed.pdf.docinfo.CreationDate)[2:10] == f"{signed.approved_at:%Y%m%d}"


def test_a_signed_review_gives_the_same_bytes_whatever_changed_since(review, smr, director):
    signed = approved(review, smr, director)
    first = source_of(again(signed), None)
    bystander = review.blocks.first().presenter
    User.objects.filter(pk=bystander.pk).update(job_title="Elsewhere", is_active=False)
    second = source_of(again(signed), None)
    assert first.sha256 == second.sha256
    assert print_pack(first) == print_pack(second)


def test_a_job_that_is_cancelled_keeps_nothing(review, smr):
    working = progress()
    Job.objects.update(cancel_asked=True)
    with pytest.raises(CancelledError):
        make_pack(working, review=review.pk, by=smr.pk)
    assert not ReviewPack.objects.exists()


def test_of_two_that_are_made_at_once_the_first_is_kept(alone):
    assert alone(b"%PDF-1 one") == alone(b"%PDF-1 two")
    assert read(ReviewPack.objects.get()) == b"%PDF-1 one"


def test_keeping_a_pack_is_an_event_with_its_hash(review, smr, alone):
    pack = alone()
    event = Event.objects.get(record_id=review.pk, action="make_pack")
    assert event.detail == {"file": packs.file_name(pack), "sha256": pack.file_id}
    assert event.actor == smr


def test_who_does_not_see_a_review_gets_no_pack_of_it(smr, director):
    hidden = ReviewFactory(actor=smr, owner=smr, chair=director, restricted=True)
    with pytest.raises(JobError, match="do not see"):
        make_pack(progress(), review=hidden.pk, by=PersonFactory().pk)


def test_reviews_without_figures_have_no_pack(review, smr):
    planning.call_off(again(review), actor=smr, reason="r")
    with pytest.raises(NotNowError, match="no figures"):
        ask_for_pack(again(review), actor=smr)
    with pytest.raises(JobError, match="no figures"):
        make_pack(progress(), review=review.pk, by=smr.pk)


def test_lost_figures_are_said_in_words(review, smr):
    frozen(review, smr)
    drop(again(review).inputs.path)
    with pytest.raises(JobError, match="no longer kept"):
        make_pack(progress(), review=review.pk, by=smr.pk)


def test_asking_is_for_who_prepares_and_who_leads(review, smr, director):
    assert ask_for_pack(again(review), actor=director).kind == PACK_JOB
    with pytest.raises(Refused):
        ask_for_pack(again(review), actor=PersonFactory())


def test_a_pack_is_saved_by_who_sees_the_review(client, review, smr, alone):
    pack = alone()
    client.force_login(PersonFactory(), backend=BACKEND)
    answer = client.get(packs.pack_url(pack))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a pack"
    assert answer["Content-Disposition"] == f'attachment; filename="{packs.file_name(pack)}"'
    assert client.get(f"{review.page_url}pack/{pack.pk + 1}/").status_code == 404
    review.refresh_from_db()
    review.restricted = True
    write(review, actor=smr, action="edit")
    assert client.get(packs.pack_url(pack)).status_code == 404


def test_a_pack_that_is_lost_or_damaged_is_not_handed_out(client, smr, alone):
    pack = alone()
    client.force_login(smr, backend=BACKEND)
    drop(pack.file.path)
    answer = client.get(packs.pack_url(pack))
    assert answer.status_code == 410
    assert pack.file_id in answer.content.decode()


def test_one_asks_on_the_page_and_finds_the_packs_there(client, review, smr, alone):
    client.force_login(smr, backend=BACKEND)
    pack = alone()
    page = client.get(review.page_url).content.decode()
    assert pack.file_id in page
    assert packs.pack_url(pack) in page
    answer = client.post(f"{review.page_url}pack/")
    assert answer.url == Job.objects.get(kind=PACK_JOB).page_url


def test_a_pack_is_sent_to_all_who_take_part_and_see_it(review, smr, director, alone):
    with pytest.raises(NotNowError, match="make it first"):
        send_pack(again(review), actor=smr)
    guest = PersonFactory()
    one = block(review, "a")
    one.presenter = guest
    one.save()
    alone()
    send_pack(again(review), actor=smr, reason="Read it by Friday")
    told = {notice.person for notice in Notice.objects.filter(kind="news", record=review.pk)}
    assert told == {director, guest} | {each.presenter for each in review.blocks.all()} - {smr}
    assert Notice.objects.filter(person=guest, kind="news").get().detail["text"] == "Read it by Friday"
    assert Event.objects.get(record_id=review.pk, action="send_pack").detail["people"] == len(told)


def test_the_command_writes_a_pack(review, smr, director, tmp_path):
    said = StringIO()
    call_command("review_pack", review.reference.lower(), "--out", str(tmp_path / "a.pdf"), stdout=said)
    assert "draft pack of RVW-" in said.getvalue()
    assert faults(Printed((tmp_path / "a.pdf").read_bytes())) == []


def test_the_command_says_what_is_wrong(review, smr, tmp_path):
    with pytest.raises(CommandError, match="There is no management review RVW-9"):
        call_command("review_pack", "RVW-9", "--out", str(tmp_path / "a.pdf"))
    with pytest.raises(CommandError, match="cannot be written: Is a directory"):
        call_command("review_pack", review.reference, "--out", str(tmp_path))
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("review_pack", review.reference, "--out", str(tmp_path / "no" / "a.pdf"))
    planning.call_off(again(review), actor=smr, reason="r")
    with pytest.raises(CommandError, match="no figures"):
        call_command("review_pack", review.reference, "--out", str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []
