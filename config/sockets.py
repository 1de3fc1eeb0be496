"""uvicorn's websocket protocol, impatient with whoever no longer reads: named by --ws."""

from __future__ import annotations

import contextlib
import socket
import struct

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

# Close without waiting until what was written has been read, and let the kernel forget it.
AT_ONCE = struct.pack("ii", 1, 0)


class Impatient(WebSocketsSansIOProtocol):
    """Drops a connection that answers no ping, and lets the consumer drop one that takes no frame."""

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "drop": self.drop}

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.drop()

    def drop(self) -> None:
        with contextlib.suppress(OSError):  # it may be gone by now
            connection = self.transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.transport.abort()
