"""How people sign in: by e-mail, and only those the organisation let in."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; people are imported or invited."""

    def is_open_for_signup(self, request) -> bool:
        return False
