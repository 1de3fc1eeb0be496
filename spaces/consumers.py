"""The only consumer: it forwards frames of the spaces on a page, reads no noun and never writes."""

from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant

from spaces import live
from spaces.models import Space

MOST_SPACES = 50
SIGNED_OUT, TOO_MANY = 4401, 4400


class Live(AsyncJsonWebsocketConsumer):
    """One socket a tab, one way: ?spaces=1,5&lang=en joins what its person may see now."""

    async def connect(self):
        self.spaces: set[int] = set()
        self.user = self.scope["user"]
        await self.accept()
        if not self.user.is_authenticated:
            return await self.close(SIGNED_OUT)
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        wanted = {
            int(word)
            for word in query.get("spaces", [""])[0].split(",")
            if word.isdecimal() and len(word) < 19
        }
        if len(wanted) > MOST_SPACES:
            return await self.close(TOO_MANY)
        self.language = _language(query.get("lang", ["en"])[0])
        await self.channel_layer.group_add(live.person_group(self.user.pk), self.channel_name)
        await self._watch(wanted)
        # Read after joining: what is recorded from now on arrives as a frame, what came before shows in these numbers.
        await self.send_json({"hello": await self._numbers(wanted)})

    async def disconnect(self, code):
        if self.user.is_authenticated:
            await self.channel_layer.group_discard(live.person_group(self.user.pk), self.channel_name)
        await self._unwatch(set(self.spaces))

    async def receive_json(self, content, **kwargs):
        """Nothing said by a page is acted upon, but a ping is answered so that it can notice a dead connection."""
        if content == {"ping": 1}:
            await self.send_json({"pong": 1})

    async def frame(self, event):
        """Pass it on; what was still on its way when its space was left is dropped."""
        space_id = event["frame"].get("space")
        if space_id is None or space_id in self.spaces:
            await self.send_json(event["frame"])

    async def check_again(self, event):
        """A membership changed: stop watching what may no longer be seen."""
        gone = self.spaces - set(await self._numbers(self.spaces))
        await self._unwatch(gone)
        for space_id in gone:
            await self.send_json({"left": space_id})

    async def check_session(self, event):
        if not await self._is_signed_in():
            await self.close(SIGNED_OUT)

    async def _watch(self, wanted: set[int]):
        for space_id in await self._numbers(wanted):
            await self.channel_layer.group_add(live.space_group(space_id, self.language), self.channel_name)
            self.spaces.add(space_id)

    async def _unwatch(self, spaces: set[int]):
        for space_id in spaces:
            await self.channel_layer.group_discard(
                live.space_group(space_id, self.language), self.channel_name
            )
            self.spaces.discard(space_id)

    @database_sync_to_async
    def _numbers(self, spaces: set[int]) -> dict[int, int]:
        seen = Space.objects.visible_to(self.user).filter(pk__in=spaces)
        return dict(seen.values_list("pk", "last_number"))

    @database_sync_to_async
    def _is_signed_in(self) -> bool:
        """Whether the session this socket came with still stands, with the person's password as it is now."""
        request = HttpRequest()
        request.session = type(self.scope["session"])(self.scope["session"].session_key)
        return get_user(request).is_authenticated


def _language(code: str) -> str:
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return "en"
