"""Search over records with texts: whatever the word, for whoever asks, and what the index adds to a save."""

from __future__ import annotations

from itertools import count

from django.db import connection

from improvement.models import Opportunity
from records.domain.write import write
from records.models import Record
from records.search.index import change_entry
from records.search.query import Search
from tests.bench import cases, scene

#: Words of the texts, the first ones far more often than the last.
VOCABULARY = [a + b + c for a in ("ser", "in", "pro", "mo", "ka", "ti", "be", "zu") for b in ("ra", "le", "ni", "do", "pu")
              for c in ("ment", "tion", "ler", "x", "ge", "rin", "dal", "sto", "van", "ky")]  # fmt: skip
#: One in so many titles has the rare word.
RARE = 5000
numbers = count()


def grow_to(size):
    """Records whose texts have forty words, one of which every record has."""
    scene.idea, plain = idea, scene.idea
    try:
        scene.grow_to(size)
    finally:
        scene.idea = plain
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE records_searchentry")


def idea(make=scene.idea):
    """An opportunity with a title and a text of words."""
    made, number = make(), next(numbers)
    made.title = f"{words(5).capitalize()} {number}" + (" quetzal" if number % RARE == 0 else "")
    made.idea = f"The customer asked for {words(35)}."
    made.expected_benefit = words(5)
    return made


def words(count):
    return " ".join(VOCABULARY[int(scene.chance.paretovariate(0.4)) % len(VOCABULARY)] for _ in range(count))


def searches():
    """What people type: each as newest first and as best first, for two people."""
    reference = Record.objects.filter(restricted=False).order_by("pk").first().reference
    asked = {
        "a rare word": "quetzal",
        "a word in every record": "customer",
        "a word in every title of a year": "opp-2026",
        "two words": f"{VOCABULARY[1]} {VOCABULARY[7]}",
        "three words, one rare": f"customer {VOCABULARY[1]} quetzal",
        "one letter": "s",
        "a beginning": "serra",
        "no hit": "zzzzz",
        "a reference": reference,
        "the beginning of a reference": reference[:10],
    }
    people = {"ordinary": scene.ordinary(), "sparse": scene.sparse(), "all-seeing": scene.all_seeing()}
    acts = {}
    for who, person in people.items():
        for name, text in asked.items():
            acts[f"newest 20, {name}, {who}"] = lambda person=person, text=text: Search(person, text).newest(20)
            acts[f"best, {name}, {who}"] = lambda person=person, text=text: Search(person, text).best()
    ordinary = scene.ordinary()
    acts["best, in the last week, ordinary"] = lambda: Search(ordinary, "customer", changed="week").best()
    acts["best, of another kind, ordinary"] = lambda: Search(ordinary, "customer", kind="contact").best()
    return acts


def pages():
    """The page, the palette and lists as people ask for them."""
    client, parts = cases.signed_in(scene.ordinary()), {"HX-Request": "true", "HX-Target": "palette-hits"}
    return {
        "floor": cases._visit(client, "/floor/"),
        "search page": cases._visit(client, "/records/search/?q=customer"),
        "search page, newest": cases._visit(client, "/records/search/?q=customer&sort=newest"),
        "search page, no hit": cases._visit(client, "/records/search/?q=zzzzz"),
        "palette, one letter": lambda: client.get("/records/search/?q=s", headers=parts),
        "palette, empty": lambda: client.get("/records/search/", headers=parts),
        "list, nothing found": cases._visit(client, f"{cases.LIST}?q=zzzzz"),
        "list, a rare word": cases._visit(client, f"{cases.LIST}?q=quetzal"),
        "list, a common word": cases._visit(client, f"{cases.LIST}?q={VOCABULARY[1]}"),
        "list, one in all": cases._visit(client, f"{cases.LIST}?q=opp"),
    }


def saves():
    """A whole edit with its index, against a plain save; and what of it is the index alone."""
    acts = cases.actions()
    person = scene.ordinary()
    first, second = Opportunity.objects.filter(owner=person).order_by("pk")[:2]

    def edit_text():
        first.idea = f"The customer asked for {words(35)}."
        write(first, actor=person, action="edit")

    def index_alone():
        second.title, before = f"{words(5)} {next(numbers)}", Opportunity.objects.get(pk=second.pk)
        change_entry(second, before)

    return {**acts, "edit of a text, whole action": edit_text, "index alone, with reading the record": index_alone}
