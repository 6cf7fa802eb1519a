"""Documents: reading one, finding one among ten thousand by its text, and asking five hundred people to read one."""

from __future__ import annotations

import hashlib
import time

from django.db import connection

from documents.domain.reading import carry_out_asking, set_audience
from documents.enums import VersionState
from documents.models import MARKDOWN, Document, Version
from jobs.models import Job
from jobs.progress import Progress
from people.calendar import today
from records.domain.bulk import create_many
from records.domain.reindexing import rebuild
from records.models import Blob, FileText
from records.search.index import FILES_MAX, joined
from records.search.query import Search
from records.search.sqlite import TABLE
from tests.bench import cases, scene
from tests.bench.search import VOCABULARY, words
from tests.factories import DocumentFactory, PersonFactory, put_in_force

#: Words of each text; one in so many has the rare word.
LONG, RARE = 2000, 500
READERS = 500
#: Seconds that asking them may take.
ASKING_MOST = 2
#: Paragraphs of the document that is read.
PARAGRAPHS = 60


def grow_to(size):
    """Documents in force, each with a text of its own that every one begins with the same word."""
    scene.grow_to(1000)
    for begun in range(0, size, 1000):
        _make(begun, min(1000, size - begun))
    rebuild()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE records_searchentry")


def searches():
    """What people type, newest and best first; and the database's own query without rights or snippets."""
    asked = {
        "a rare word": "quetzal",
        "a word in every text": "policy",
        "two words": f"{VOCABULARY[1]} {VOCABULARY[7]}",
        "no hit": "zzzzz",
        "a beginning": "serra",
    }
    acts = {"floor: the database's own query": _bare("policy")}
    for name, text in asked.items():
        acts[f"newest 20, {name}"] = lambda text=text: Search(scene.ordinary(), text).newest(20)
        acts[f"best, {name}"] = lambda text=text: Search(scene.ordinary(), text).best()
    return acts


def pages():
    """A document that is read, beside the floor."""
    text = "# Purpose\n\n" + "\n\n".join(f"## Part {n}\n\n{words(60)}" for n in range(PARAGRAPHS))
    document = put_in_force(DocumentFactory(actor=scene.ordinary(), text=text))
    client = cases.signed_in(scene.ordinary())
    return {
        "floor": cases._visit(client, "/floor/"),
        "read page": cases._visit(client, f"{document.page_url}read/"),
        "document's page": cases._visit(client, document.page_url),
        "list of documents": cases._visit(client, "/documents/library/"),
    }


def asking():
    """Publishing for five hundred: the request, which asks for the job, and the job."""
    PersonFactory.create_batch(READERS)
    document = DocumentFactory(actor=scene.ordinary(), must_be_read=True)
    set_audience(document, actor=scene.ordinary(), everybody=True)
    put_in_force(Document.objects.get(pk=document.pk), effective=today())
    job = Job.objects.filter(kind="documents.ask_readers").latest("pk")
    held = Job.objects.create(kind=job.kind, state="running", worker="bench")
    begun = time.perf_counter()
    carry_out_asking(Progress(held), **job.arguments)
    spent = time.perf_counter() - begun
    about = {"size": READERS, "case": "readers asked, in a job", "p50": round(spent * 1000)}
    return about | {"took": round(spent, 2), "most": ASKING_MOST}


def _make(begun, count):
    made = create_many([_document() for _ in range(count)], actor=None)
    texts = [
        f"Policy {begun + n} " + words(LONG) + (" quetzal" if (begun + n) % RARE == 0 else "") for n in range(count)
    ]
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    Blob.objects.bulk_create(
        [Blob(sha256=key, size=len(text), media_type=MARKDOWN) for key, text in zip(keys, texts, strict=True)]
    )
    FileText.objects.bulk_create(
        [
            FileText(blob_id=key, text=text, words=joined([text], FILES_MAX))
            for key, text in zip(keys, texts, strict=True)
        ]
    )
    about = {"major": 1, "minor": 0, "state": VersionState.IN_FORCE}
    Version.objects.bulk_create(
        [Version(document=document, blob_id=key, **about) for document, key in zip(made, keys, strict=True)]
    )


def _document():
    owner = scene.chance.choice(scene.people[:-1])
    return Document(
        title=f"{words(4).capitalize()} {next(scene.numbers)}",
        type="policy",
        owner=owner,
        created_by=owner,
        restricted=scene.chance.random() < 0.2,
        version_in_force="1.0",
    )


def _bare(word):
    """The newest twenty by the database's own index alone."""
    if connection.vendor == "postgresql":
        sql = "SELECT record_id FROM records_searchentry WHERE words @@ %s::tsquery ORDER BY record_id DESC LIMIT 20"
    else:
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT 20"

    def act():
        with connection.cursor() as cursor:
            cursor.execute(sql, [word])
            cursor.fetchall()

    return act
