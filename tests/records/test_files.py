"""Files: whole or not there, what they claim to be, and handed out only where they hang."""

import struct
import zlib
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from records.domain.files import FileRefusedError, attach, read_checked, store, withdraw_attachment
from records.models import Blob
from tests.access.scene import body
from tests.factories import OpportunityFactory, OrganisationFactory

ODT = "application/vnd.oasis.opendocument.text"


def put(blob, content):
    with open(default_storage.path(blob.path), "wb") as file:  # noqa: PTH123
        file.write(content)


def held(blob):
    with default_storage.open(blob.path) as file:
        return file.read()


@pytest.mark.django_db
class TestKeeping:
    def test_a_file_cut_short_is_written_anew_when_its_content_comes_again(self):
        blob = store(b"The whole plan", "text/plain")
        put(blob, b"The wh")
        store(b"The whole plan", "text/plain")
        assert held(blob) == b"The whole plan"

    def test_a_write_that_is_cut_off_leaves_nothing_under_the_name(self, monkeypatch):
        def killed(*_args):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("os.replace", killed)
            with pytest.raises(KeyboardInterrupt):
                store(b"Never finished", "text/plain")
        assert not default_storage.exists(Blob(sha256=sha256(b"Never finished").hexdigest()).path)
        assert held(store(b"Never finished", "text/plain")) == b"Never finished"

    def test_a_file_that_is_whole_is_not_written_again(self, monkeypatch):
        blob = store(b"Once", "text/plain")
        monkeypatch.setattr("os.replace", lambda *_args: pytest.fail("written again"))
        assert store(b"Once", "text/plain") == blob


@pytest.mark.django_db
class TestHandingOut:
    @pytest.fixture
    def made(self, alice):
        return OpportunityFactory(actor=alice)

    @pytest.fixture
    def file(self, alice, made):
        file = attach(made, SimpleUploadedFile("plan.txt", b"A plan to break"), actor=alice)
        yield file
        default_storage.delete(file.blob.path)

    def test_a_content_no_longer_kept_is_said_to_be_gone(self, client_of, alice, made, file):
        default_storage.delete(file.blob.path)
        answer = client_of(alice).get(f"{made.page_url}files/{file.pk}/")
        assert (answer.status_code, "no longer kept" in answer.content.decode()) == (410, True)

    @pytest.mark.parametrize("content", [b"A plan", b"A plan to brake", b""])
    def test_a_content_that_is_not_what_was_stored_is_held_back_and_logged(
        self, client_of, alice, made, file, content, caplog
    ):
        put(file.blob, content)
        answer = client_of(alice).get(f"{made.page_url}files/{file.pk}/")
        assert (answer.status_code, "This file is damaged" in answer.content.decode()) == (500, True)
        assert [record.levelname for record in caplog.records if file.blob.path in record.message] == ["ERROR"]

    def test_a_file_taken_off_is_not_handed_out(self, client_of, alice, made, file):
        withdraw_attachment(file, actor=alice, reason="Wrong one")
        assert client_of(alice).get(f"{made.page_url}files/{file.pk}/").status_code == 404

    @pytest.mark.parametrize("page", ["", "end/"])
    def test_a_file_is_reached_by_its_own_record_alone(self, client_of, alice, file, page):
        other = OpportunityFactory(actor=alice)
        client, place = client_of(alice), f"files/{file.pk}/{page}"
        answers = [client.get(f"{record.page_url}{place}") for record in (other, file.record)]
        assert [(answer.status_code, body(answer) != "") for answer in answers] == [(404, True), (200, True)]

    def test_a_file_is_not_taken_off_by_the_key_of_another_record(self, client_of, alice, file):
        other = OpportunityFactory(actor=alice)
        client_of(alice).post(f"{other.page_url}files/{file.pk}/end/", {"token": "t", "reason": "r"})
        file.refresh_from_db()
        assert file.withdrawn is None

    def test_attaching_and_taking_off_are_told_with_name_and_hash(self, alice, made, file):
        withdraw_attachment(file, actor=alice, reason="Wrong one")
        detail = {"file": "plan.txt", "sha256": file.blob_id}
        told = list(made.events.values_list("action", "reason", "detail"))
        assert told == [("detach", "Wrong one", detail), ("attach", "", detail), ("create", "", {})]


@pytest.mark.django_db
class TestOffers:
    def test_records_of_the_kind_asked_for_alone_are_offered(self, client_of, alice):
        OpportunityFactory(actor=alice, title="Harbour idea")
        OrganisationFactory(actor=alice, title="Harbour office")
        client = client_of(alice)
        shown = {
            kind: sorted(found.title for found in client.get(f"/records/offers/{kind}/?x=harb").context["records"])
            for kind in ("any", "organisation", "opportunity")
        }
        assert shown == {
            "any": ["Harbour idea", "Harbour office"],
            "organisation": ["Harbour office"],
            "opportunity": ["Harbour idea"],
        }


def archive(mimetype=ODT, compression=ZIP_STORED, **names):
    held = BytesIO()
    with ZipFile(held, "w", compression) as made:
        made.writestr("mimetype", mimetype)
        for name, text in names.items():
            made.writestr(name, text)
    return held.getvalue()


def docx():
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<document/>" * 50)
    return held.getvalue()


def picture(form):
    held = BytesIO()
    Image.new("RGB", (7, 5), "navy").save(held, form)
    return held.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks):
    good = picture("PNG")
    return good[:33] + b"".join(chunk(*each) for each in chunks) + good[33:]


def flagged(content, offset, value):
    """The archive with a field of the entry's two headers set."""
    local, central = bytearray(content), content.index(b"PK\x01\x02")
    local[offset] = local[central + offset + 2] = value
    return bytes(local)


def broken(content):
    """The archive with the beginning of its first entry's packed bytes overwritten."""
    begins = 30 + len("mimetype")
    return content[:begins] + b"\xff" * 9 + content[begins + 9 :]


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n"
)
GOOD = {
    "a.pdf": PDF,
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "a.webp": picture("WEBP"),
    "a.docx": docx(),
    "a.odt": archive(),
    "b.odt": archive(compression=ZIP_DEFLATED),
}
BOMB = zlib.compress(b"\x00" * 80_000_000)
BAD = {
    "encrypted": ("a.odt", flagged(archive(), 6, 1)),
    "packed in an unknown way": ("a.odt", flagged(archive(), 8, 99)),
    "broken where it is packed": ("a.odt", broken(archive(ODT * 9, ZIP_DEFLATED))),
    "a text that unpacks to a bomb": ("a.png", png_with((b"zTXt", b"k\x00\x00" + BOMB))),
    "a profile that unpacks to a bomb": ("a.png", png_with((b"iCCP", b"k\x00\x00" + BOMB))),
    "a head cut short": ("a.png", picture("PNG")[:8] + chunk(b"IHDR", b"\x00\x00") + picture("PNG")[33:]),
    "a script behind the mark of a PDF": ("a.pdf", b"%PDF-<script>alert(1)</script>"),
    "a PDF without its end": ("a.pdf", PDF[:-20]),
    "a PDF whose table lies beyond its end": ("a.pdf", PDF.replace(b"startxref\n100", b"startxref\n99999")),
    "a picture under another ending": ("a.png", picture("JPEG")),
}  # fmt: skip


def check(name, content):
    return read_checked(SimpleUploadedFile(name, content))[1]


class TestTheChecker:
    @pytest.mark.parametrize("name", sorted(GOOD))
    def test_good_files_are_taken(self, name):
        assert check(name, GOOD[name])

    @pytest.mark.parametrize("what", sorted(BAD))
    def test_bad_files_are_refused_and_make_no_fault(self, what):
        with pytest.raises(FileRefusedError, match="The content is not that of a"):
            check(*BAD[what])

    @settings(max_examples=300, deadline=None)
    @given(data=st.data())
    def test_good_files_with_any_bytes_changed_are_taken_or_refused(self, data):
        name = data.draw(st.sampled_from(sorted(GOOD)))
        content = bytearray(GOOD[name])
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        with suppress(FileRefusedError):
            assert check(name, bytes(content[: data.draw(st.integers(1, 2000))]))
