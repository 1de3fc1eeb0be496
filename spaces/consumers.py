"""The only consumer: it forwards frames of the spaces on a page, reads no noun and never writes.

Who looks at a space is Redis's to know for some seconds; see spaces.presence.
"""

import asyncio
from importlib import import_module
from typing import NamedTuple
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.contrib.auth import get_user
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant

from lib.composed import composed
from lib.text import whole_number
from spaces import live, presence, watch
from spaces.models import Space

MEMBERS = Space.ReadableBy.MEMBERS
MOST_SPACES = 50
# Whoever takes no frame for so long, or has so many waiting, is cut off; the page catches up when it is back.
PATIENCE_SECONDS = 15
MOST_WAITING = 1000
WORTH_SAYING_SECONDS = 1
SIGNED_OUT, TOO_MANY = 4401, 4400


@composed
def _visible(viewer, spaces: list[int]) -> QuerySet:
    seen = Space.objects.visible_to(viewer).among(spaces).with_joined(viewer)
    return seen.values_list("pk", "last_number", "readable_by", "is_joined")


class Seen(NamedTuple):
    """A space as a socket's person sees it: its number, who reads it, and whether they are in it."""

    number: int
    readable_by: str
    is_joined: bool


class Live(AsyncJsonWebsocketConsumer):
    """One socket a tab, one way: ?spaces=1,5&here=5&lang=en joins what its person may see now, and is here in 5."""

    def __init__(self):
        super().__init__()
        self.spaces: set[int] = set()
        self.rooms: set[int] = set()
        self.joined: set[int] = set()
        self.shows = False
        self.is_here = False
        self.heard_at = 0.0
        self.told: dict[int, int] = {}
        self.greeted_at = 0.0

    async def connect(self):
        self.user = self.scope["user"]
        await self.accept()
        if not self.user.is_authenticated:
            return await self.close(SIGNED_OUT)
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        wanted = _numbers_in(query, "spaces")
        if len(wanted) > MOST_SPACES:
            return await self.close(TOO_MANY)
        self.language = _language(query.get("lang", ["en"])[0])
        await self.channel_layer.group_add(live.person_group(self.user.pk), self.channel_name)
        # Joined before anybody looks, and read afterwards: what is recorded from now on waits here as a frame, what
        # came before shows in the numbers. Frames are taken once this is through, and those of other spaces dropped.
        await self._join(wanted)
        await self._wait_for_turn()
        seen = await self._seen(wanted)
        self.spaces = wanted
        await self._unwatch(wanted - set(seen))
        await self._say_hello(seen)
        watch.add(self)
        self.shows = self.user.shows_presence
        # Only members' rooms: of what everybody may read nobody is told who reads it.
        members = {space_id for space_id, one in seen.items() if one.readable_by == MEMBERS}
        self.rooms = _numbers_in(query, "here") & members
        await self._be_here(True)

    async def _wait_for_turn(self):
        """A page that knows how long it will be neither asks meanwhile nor takes this socket for a dead one."""
        seconds = watch.turn()
        if seconds > WORTH_SAYING_SECONDS:
            await self.send_json({"wait": round(seconds, 1)})
        await asyncio.sleep(seconds)

    async def disconnect(self, code):
        watch.remove(self)
        await self._be_here(False)
        if self.user.is_authenticated:
            await self.channel_layer.group_discard(live.person_group(self.user.pk), self.channel_name)
        await self._unwatch(set(self.spaces))

    async def receive_json(self, content, **kwargs):
        """Nothing said by a page is acted upon, but a ping is answered so that it can notice a dead connection."""
        if not isinstance(content, dict) or content.get("ping") != 1:
            return
        await self.send_json({"pong": 1})
        now = asyncio.get_running_loop().time()
        if now - self.heard_at >= 1:
            self.heard_at = now
            await self._be_here(not content.get("away"))

    async def dispatch(self, message):
        """As Channels does it, but a frame asks the database nothing: no thread need tidy connections before it."""
        if message["type"] == "frame":
            return await self.frame(message)
        await super().dispatch(message)

    async def frame(self, event):
        """Pass it on; what was still on its way when its space was left is dropped."""
        frame = event["frame"]
        of = frame.get("here") or frame.get("typing")
        if of and (not self.shows or of["person"] == self.user.pk):
            return
        space_id = frame.get("space")
        # Whoever only looks does not learn who is about to say something.
        if frame.get("typing") and space_id not in self.joined:
            return
        if space_id is None or space_id in self.spaces:
            if "number" in frame:
                self.told[space_id] = max(frame["number"], self.told.get(space_id, 0))
            await self.send_json(frame)

    async def check_again(self, event):
        """A membership changed: stop watching what may no longer be seen."""
        for space_id in self.spaces - set(await self._seen(self.spaces)):
            await self._leave(space_id)

    async def check_presence(self, event):
        """A person chose to be seen, or not to be, which they then see of nobody."""
        await self._be_here(False)
        await database_sync_to_async(self.user.refresh_from_db)(fields=["shows_presence"])
        self.shows = self.user.shows_presence
        await self._be_here(True)

    async def _be_here(self, is_here: bool):
        """Say in this page's rooms that its person looks at them, or does not; on coming, hear who else does."""
        comes, self.is_here = is_here and not self.is_here, is_here and self.shows
        for space_id in list(self.rooms):
            if not self.is_here:
                await presence.quietly(presence.go(space_id, self.user.pk, self.channel_name))
                continue
            people = await presence.quietly(presence.come(space_id, self.user.pk, self.channel_name))
            if comes:
                await self.send_json({"space": space_id, "here": {"people": people}})

    async def _leave(self, space_id: int):
        if space_id in self.rooms:
            self.rooms.discard(space_id)
            await presence.quietly(presence.go(space_id, self.user.pk, self.channel_name))
        await self._unwatch({space_id})
        await self.send_json({"left": space_id})

    async def look_again(self):
        """Frames may have been lost: check what they would have said, and greet the page anew, so that it catches up."""
        await asyncio.sleep(watch.turn())
        if not await self._is_signed_in():
            return await self.close(SIGNED_OUT)
        await self._greet()
        await self.send_json({"told": "bell"})

    async def _greet(self):
        """Say the numbers as they stand now, and leave what may no longer be seen."""
        seen = await self._seen(self.spaces)
        for space_id in self.spaces - set(seen):
            await self._leave(space_id)
        await self._say_hello(seen)

    async def _say_hello(self, seen: dict[int, Seen]):
        numbers = self.told = {space_id: one.number for space_id, one in seen.items()}
        self.greeted_at = asyncio.get_running_loop().time()
        await self.send_json({"hello": numbers})

    async def send_json(self, content, close=False):
        """Send, but wait for nobody who does not read."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await super().send_json(content, close=close)
        except TimeoutError:
            return await self._cut_off()
        if self._waiting() > MOST_WAITING:
            await self._cut_off()

    async def check_session(self, event):
        if not await self._is_signed_in():
            await self.close(SIGNED_OUT)

    def _waiting(self) -> int:
        """How many frames have arrived for this socket that it was not sent yet."""
        waiting = self.channel_layer.channels.get(self.channel_name)
        return waiting.qsize() if waiting else 0

    async def _cut_off(self):
        drop = self.scope.get("state", {}).get("drop")
        if drop:
            return drop()
        await self.close()

    async def _join(self, wanted: set[int]):
        for space_id in wanted:
            await self.channel_layer.group_add(live.space_group(space_id, self.language), self.channel_name)

    async def _unwatch(self, spaces: set[int]):
        for space_id in spaces:
            await self.channel_layer.group_discard(
                live.space_group(space_id, self.language), self.channel_name
            )
            self.spaces.discard(space_id)
            self.told.pop(space_id, None)

    @database_sync_to_async
    def _seen(self, spaces: set[int]) -> dict[int, Seen]:
        """Of these spaces, those that the person may see now; which of them are theirs is noted."""
        seen = {space_id: Seen(*one) for space_id, *one in _visible(self.user, sorted(spaces))}
        self.joined = {space_id for space_id, one in seen.items() if one.is_joined}
        return seen

    @database_sync_to_async
    def _is_signed_in(self) -> bool:
        """Whether the session this socket came with still stands, with the person's password as it is now."""
        request = HttpRequest()
        # The session in the scope is a lazy stand-in, and was read when the socket opened.
        store = import_module(settings.SESSION_ENGINE).SessionStore
        request.session = store(self.scope["session"].session_key)
        return get_user(request).is_authenticated


def _numbers_in(query: dict, name: str) -> set[int]:
    words = query.get(name, [""])[0].split(",")
    return {number for word in words if (number := whole_number(word)) is not None}


def _language(code: str) -> str:
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return "en"
