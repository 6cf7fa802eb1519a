"""The navigation: one's own rooms first, every room once, links above them with what they count."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from shell.navigation import navigation
from shell.registry import Group, NavigationEntry, RolesOf, Room, TopLink, registry

ANYBODY = AnonymousUser()
ROOMS = (
    Room(key="oven", label="Oven", group=Group.CHECK, icon="flame", roles=("baker",)),
    Room(key="shop", label="Shop", group=Group.CHECK, icon="tag", roles=("seller",)),
    NavigationEntry(key="oven", room="oven", label="Loaves", url_name="people:directory"),
    NavigationEntry(key="shop", room="shop", label="Sales", url_name="people:groups"),
)


@pytest.fixture(autouse=True)
def _nobody_asks_the_database():
    reverse("home")  # addresses are read once, of what is declared then
    kept, registry._stores = registry._stores, {}
    yield
    registry._stores = kept


def drawn(*declared, path="/"):
    with registry.temporarily(*declared):
        return navigation(ANYBODY, path)


def rooms(found):
    return [(str(group.label), [room.room.key for room in group.rooms]) for group in found.groups]


def test_rooms_of_ones_roles_come_first_and_each_room_stands_once():
    assert rooms(drawn(*ROOMS, RolesOf(key="bakery", of=lambda _user: {"baker"}))) == [
        ("My rooms", ["oven"]),
        ("Check", ["shop"]),
    ]


def test_who_holds_no_role_has_the_groups_alone():
    assert rooms(drawn(*ROOMS, RolesOf(key="bakery", of=lambda _user: ()))) == [("Check", ["oven", "shop"])]


def test_a_group_whose_rooms_are_all_ones_own_is_left_out():
    every = RolesOf(key="bakery", of=lambda _user: {"baker", "seller"})
    assert rooms(drawn(*ROOMS, every)) == [("My rooms", ["oven", "shop"])]


@pytest.mark.parametrize(("count", "words"), [(0, ""), (7, "7"), (99, "99"), (100, "99+")])
def test_a_link_above_the_rooms_shows_what_it_counts(count, words):
    link = TopLink(key="top", label="Top", url_name="people:directory", icon="home", count=lambda _user: count)
    assert [(found.count, found.is_current) for found in drawn(link, path="/people/").top] == [(words, True)]


def test_what_was_drawn_for_the_pages_of_one_entry_is_not_shown_on_those_of_another():
    both = (*ROOMS, NavigationEntry(key="flour", room="oven", label="Flour", url_name="people:groups"))
    drawings = [str(drawn(*both, path=path).rooms.drawn) for path in ("/people/", "/people/groups/", "/nowhere/")]
    marked = [re.findall(r'aria-current="page">(?:<svg.*?</svg>)?(\w+)', drawing) for drawing in drawings]
    assert marked == [["Loaves"], ["Flour", "Shop"], []]
    again = [str(drawn(*both, path=path).rooms.drawn) for path in ("/people/", "/people/groups/", "/nowhere/")]
    assert again == drawings
