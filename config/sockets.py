"""uvicorn's websocket protocol, impatient with whoever no longer reads: named by --ws."""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class Impatient(WebSocketsSansIOProtocol):
    """Lets the consumer drop a connection at once: closing one politely waits until all that was written is read."""

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "abort": transport.abort}

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.transport.abort()
