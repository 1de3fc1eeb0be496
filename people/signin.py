"""How people sign in: by e-mail, and only those the organisation let in."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled

_follow_ups: dict[str, Callable] = {}
_at_sign_out: list[Callable[[int], None]] = []


def register_sign_out(tell: Callable[[int], None]) -> None:
    """Who wants to know, by the person's id, that sessions of theirs may have ended."""
    _at_sign_out.append(tell)


def sessions_ended(person_id: int) -> None:
    """Sessions end on sign-out, a new password and deactivation, and what hangs on them ends too."""
    for tell in _at_sign_out:
        tell(person_id)


def signs_in_themselves(person) -> bool:
    """Whom a mailed link must not sign in: who has a second factor, or may change things for everybody."""
    return person.is_ld_admin or person.is_staff or person.is_superuser or is_mfa_enabled(person)


def register_follow_up(kind: str, follow_up: Callable) -> None:
    """What happens when somebody comes in by a link of purpose `kind:id`: `follow_up(person, id)` is called."""
    _follow_ups[kind] = follow_up


def follow_up(link) -> None:
    """Do what the link's purpose asks for, such as accepting an invitation."""
    kind, _colon, identity = link.purpose.partition(":")
    if kind in _follow_ups:
        _follow_ups[kind](link.person, int(identity))


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; people are imported or invited."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def logout(self, request) -> None:
        person_id = request.user.pk
        super().logout(request)
        if person_id:
            sessions_ended(person_id)

    def set_password(self, user, password) -> None:
        super().set_password(user, password)
        sessions_ended(user.pk)
