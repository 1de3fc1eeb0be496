"""The people, rooms and sessions of a run, made through the product's own actions."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass
class Room:
    """A space with one stream, and who is in it."""

    space: int
    thread: int
    away: list[int]


@dataclass
class Person:
    pk: int
    session: str
    rooms: list[Room] = field(default_factory=list)


@dataclass
class World:
    """Who is away neither writes nor reads: they are named by others, and mailed."""

    people: list[Person]
    rooms: list[Room]


def build(environment: dict[str, str], *, people: int, rooms: int, in_a_room: int) -> World:
    """Each room has its share of the people, in turn; everybody is in at least one."""
    os.environ.update(environment)
    import django

    django.setup()
    users = [_user(number) for number in range(people)]
    made = [Person(user.pk, _session(user)) for user in users]
    world = World([person for person in made if not _is_away(made.index(person))], [])
    for place in range(rooms):
        inside = [(place * in_a_room + step) % people for step in range(in_a_room)]
        room = _room(place, [users[i] for i in dict.fromkeys(inside)])
        room.away = [users[i].pk for i in dict.fromkeys(inside) if _is_away(i)]
        world.rooms.append(room)
        for i in dict.fromkeys(inside):
            made[i].rooms.append(room)
    for person in world.people:
        if not person.rooms:
            raise ValueError("somebody is in no room: more rooms, or larger ones")
    return world


def _is_away(number: int) -> bool:
    return number % 5 == 0


def _user(number: int):
    from people.models import User

    return User.objects.create(
        email=f"person-{number}@example.org", name=f"Person {number}", password="!", is_active=True
    )


def _session(user) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _room(place: int, users: list) -> Room:
    from discussions.actions import open_stream
    from people.models import User
    from spaces.actions import join_many, open_space
    from spaces.models import Role, Space

    system = User.objects.system()
    space = open_space(Space.Kind.TEAM, title=f"Room {place}")
    join_many(space, people=users, role=Role.LEARNER, by=system, moments={})
    thread = open_stream(space, by=system, title=f"Room {place}")
    return Room(space.pk, thread.pk, [])
