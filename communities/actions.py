"""Every write to communities: founding and changing them, coming in, being let in, leaving, naming experts."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import permissions
from communities.models import Community, JoinRequest
from discussions.models import Post
from lib.once import hold_key
from lib.text import clean_line
from spaces import live
from spaces.actions import hold_membership, join_space, leave_space, open_space, record
from spaces.models import Membership, Role, Space


@transaction.atomic
def found_community(
    *, by, title: str, purpose: str, join_rule: str = Community.JoinRule.OPEN,
    key: uuid.UUID | None = None, occurred_at: datetime | None = None,
) -> Community:  # fmt: skip
    """A community with a board of its own, whose founder is its first expert; the same key is the same one.

    Refuses hidden ones by whoever is no L&D admin, and a title or purpose that says nothing.
    """
    if not permissions.can_found_community(by, join_rule):
        raise PermissionDenied(_("Only L&D admins found hidden communities."))
    own_key = hold_key(key, "community", by.pk)
    if own_key and (founded := Community.objects.select_related("space").filter(key=own_key).first()):
        return founded
    title, purpose = _said(title, purpose)
    space = open_space(Space.Kind.COMMUNITY, title=title, readable_by=_readable_by(join_rule))
    community = Community.objects.create(
        space=space, purpose=purpose, join_rule=join_rule, key=own_key, founded_by=by
    )
    join_space(space, person=by, role=Role.EXPERT, by=by, occurred_at=occurred_at)
    record(space, by=by, verb="community.founded", target=community, occurred_at=occurred_at)
    return community


@transaction.atomic
def edit_community(community: Community, *, by, title: str, purpose: str, join_rule: str) -> Community:
    """What it is called, what for and who can join; whoever can read it changes with that. The same again is quiet.

    Refuses whoever does not keep it, hiding it by whoever is no L&D admin, and opening to everybody what was
    written for its members.
    """
    hold_membership(community.space, by)
    if not permissions.can_keep_community(by, community):
        raise PermissionDenied(_("Only its experts change a community."))
    if join_rule != community.join_rule and not permissions.can_found_community(by, join_rule):
        raise PermissionDenied(_("Only L&D admins hide communities."))
    if _opens(community, join_rule) and Post.objects.filter(space=community.space).exists():
        raise ValidationError(
            {"join_rule": _("What stands here was written for its members only. Found an open one.")}
        )
    title, purpose = _said(title, purpose)
    if (title, purpose, join_rule) == (community.title, community.purpose, community.join_rule):
        return community
    community.purpose, community.join_rule = purpose, join_rule
    community.save(update_fields=["purpose", "join_rule"])
    community.space.title, community.space.readable_by = title, _readable_by(join_rule)
    community.space.save(update_fields=["title", "readable_by"])
    live.readers_changed(community.space_id)
    record(community.space, by=by, verb="community.edited", target=community)
    return community


def _opens(community: Community, join_rule: str) -> bool:
    return join_rule == Community.JoinRule.OPEN != community.join_rule


@transaction.atomic
def join_community(
    community: Community, *, by, words: str = "", occurred_at: datetime | None = None
) -> Membership | JoinRequest:
    """Come in where it is open or one is invited, else ask to; twice is quiet. Refuses closed communities."""
    if community.space.is_closed:
        raise PermissionDenied(_("This space is closed; it can be read."))
    inside = Membership.objects.of(by).filter(space=community.space).first()
    if inside:
        return inside
    asked = _open_request(community, by)
    if permissions.can_join_community(by, community) or (asked and asked.invited_by_id):
        return _let_in(community, by, by=by, request=asked, occurred_at=occurred_at)
    return asked or _ask(community, by, clean_line(words)[:300])


@transaction.atomic
def invite_to_community(community: Community, *, person, by) -> Membership | JoinRequest:
    """Ask a person in; who has asked already comes in. Twice is quiet. Refuses whoever may not invite here."""
    hold_membership(community.space, by)
    if not permissions.can_invite_to_community(by, community):
        raise PermissionDenied(_("Only its experts invite into this community."))
    inside = Membership.objects.of(person).filter(space=community.space).first()
    asked = inside or _open_request(community, person)
    if asked and (inside or asked.invited_by_id):
        return asked
    if asked:
        return _let_in(community, person, by=by, request=asked)
    invitation, is_new = JoinRequest.objects.get_or_create(
        community=community, person=person, decided_at=None, defaults={"invited_by": by}
    )
    if is_new:
        data = {"person": person.pk}
        record(community.space, by=by, verb="community.invited", target=invitation, data=data)
    return invitation


@transaction.atomic
def answer_request(request: JoinRequest, *, by, accept: bool) -> JoinRequest:
    """Let somebody in who asked, or decline; an invitation is answered by who was invited. Once settled, it stays.

    Refuses whoever may not answer it.
    """
    community = request.community
    request = JoinRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    request.community = community
    is_own = request.invited_by_id is not None and request.person_id == by.pk
    if not is_own and not (request.invited_by_id is None and permissions.can_keep_community(by, community)):
        raise PermissionDenied(_("Only its experts let people in."))
    if request.decided_at:
        return request
    if accept:
        _let_in(community, request.person, by=by, request=request)
    else:
        _settle(request, is_accepted=False)
    return request


@transaction.atomic
def leave_community(community: Community, *, by) -> None:
    """Go; twice is quiet. Refuses its last expert while others are in it."""
    _lock(community)
    others = Membership.objects.open().filter(space=community.space).exclude(person=by)
    if _is_last_expert(community, by) and others.exists():
        raise ValidationError(_("Name another expert first, so that somebody keeps this community in order."))
    leave_space(community.space, person=by, by=by)


@transaction.atomic
def name_expert(community: Community, *, person, by, occurred_at: datetime | None = None) -> Membership:
    """A member keeps the community in order from now on; twice is quiet. Refuses whoever is not in it."""
    _hold_as_keeper(community, by)
    if not Membership.objects.of(person).filter(space=community.space).exists():
        raise ValidationError(_("Only members can be experts; invite them first."))
    return join_space(community.space, person=person, role=Role.EXPERT, by=by, occurred_at=occurred_at)


@transaction.atomic
def release_expert(community: Community, *, person, by) -> None:
    """An expert becomes a member like others; twice is quiet. Refuses the last one."""
    _hold_as_keeper(community, by)
    if _is_last_expert(community, person):
        raise ValidationError(_("Name another expert first, so that somebody keeps this community in order."))
    if Membership.objects.of(person, Role.EXPERT).filter(space=community.space).exists():
        join_space(community.space, person=person, role=Role.LEARNER, by=by)
        leave_space(community.space, person=person, by=by, role=Role.EXPERT)


def _said(title: str, purpose: str) -> tuple[str, str]:
    title, purpose = clean_line(title), clean_line(purpose)
    if not title or len(title) > 160:
        raise ValidationError(_("Give the community a name of at most 160 letters."))
    if not purpose or len(purpose) > 600:
        raise ValidationError(_("Say in at most 600 letters what it is for."))
    return title, purpose


def _readable_by(join_rule: str) -> str:
    is_open = join_rule == Community.JoinRule.OPEN
    return Space.ReadableBy.ORGANISATION if is_open else Space.ReadableBy.MEMBERS


def _open_request(community: Community, person) -> JoinRequest | None:
    held = JoinRequest.objects.select_for_update(of=("self",), no_key=True)
    return held.open().filter(community=community, person=person).first()


def _ask(community: Community, person, words: str) -> JoinRequest:
    request, is_new = JoinRequest.objects.open().get_or_create(
        community=community, person=person, decided_at=None, defaults={"words": words}
    )
    if is_new:
        record(community.space, by=person, verb="community.asked", target=request, data={"person": person.pk})
    return request


def _let_in(community, person, *, by, request=None, occurred_at=None) -> Membership:
    role = Role.ADMIN if person.is_ld_admin and not community.is_open and request is None else Role.LEARNER
    membership = join_space(community.space, person=person, role=role, by=by, occurred_at=occurred_at)
    if request:
        _settle(request, is_accepted=True)
        if by.pk != person.pk:
            data = {"person": person.pk}
            record(community.space, by=by, verb="community.let_in", target=request, data=data)
    return membership


def _settle(request: JoinRequest, *, is_accepted: bool) -> None:
    request.decided_at, request.is_accepted = timezone.now(), is_accepted
    request.save(update_fields=["decided_at", "is_accepted"])


def _hold_as_keeper(community: Community, by) -> None:
    hold_membership(community.space, by)
    if not permissions.can_keep_community(by, community):
        raise PermissionDenied(_("Only its experts name experts."))
    _lock(community)


def _lock(community: Community) -> None:
    """Of two experts who go at once one is the last."""
    Community.objects.select_for_update(of=("self",), no_key=True).get(pk=community.pk)


def _is_last_expert(community: Community, person) -> bool:
    experts = Membership.objects.open().filter(space=community.space, role=Role.EXPERT)
    return set(experts.values_list("person_id", flat=True)) == {person.pk}
