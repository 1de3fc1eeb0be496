"""How people sign in: by e-mail, and only those the organisation let in."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter

_follow_ups: dict[str, Callable] = {}


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
