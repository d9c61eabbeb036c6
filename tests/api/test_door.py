"""The door's connections: what leaves together, and what leaves at once."""

from __future__ import annotations

import socket
import threading

from core.api.egress import Egress, Purpose, Request

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def test_head_and_body_of_a_request_leave_together() -> None:
    """A system sees a small request whole at its first look, and one after the other on one connection."""
    seen: list[bytes] = []

    def serve(server: socket.socket) -> None:
        peer, _ = server.accept()
        with peer:
            for _ in range(2):
                seen.append(peer.recv(65_536))
                peer.sendall(_ANSWER)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/orders"
        egress = Egress("the books", [url.removesuffix("/orders")], private=True, writes=True)
        for number in (1, 2):
            body = {"number": number}
            assert egress.send(Request("POST", url, Purpose.WRITE, body=body)).content == b"{}"
        thread.join()
        egress.close()
    assert [each.rpartition(b"\r\n")[2] for each in seen] == [b'{"number":1}', b'{"number":2}']
