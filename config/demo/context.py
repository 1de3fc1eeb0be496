"""What every page of the demo shows besides: the banner, and whether the cast is at work."""

from django.core.cache import cache

from config.demo.doors import doors

PAUSED = "demo-paused"
A_DAY = 24 * 3600


def demo(request) -> dict:
    return {"demo": {"is_paused": is_paused, "here": request.get_full_path(), "doors": doors}}


def is_paused() -> bool:
    return bool(cache.get(PAUSED))


def set_paused(paused: bool) -> None:
    if paused:
        cache.set(PAUSED, True, A_DAY)
    else:
        cache.delete(PAUSED)
