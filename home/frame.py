"""The frame around every page: the rail, the bell, and who is looking."""


def frame(request) -> dict:
    """Context for every page; asks the database nothing until a template looks."""
    return {}
