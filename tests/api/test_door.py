"""The door's connections: what leaves, what leaves together, what leaves at once, and nothing twice."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from core.api.egress import Caps, Egress, Purpose, Request
from core.errors import Unclear, Unreachable

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
_BOUNDS = Caps(total=20)


class Books:
    """A system that takes connections, one thread for each, and keeps the bytes of every request."""

    def __init__(self, host: str, answers: Callable[[int], bytes | None]) -> None:
        """`answers` gives what is said to the nth request, from 1 on; None closes the connection."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._server = socket.create_server((host, 0), family=family)
        self.answers, self._lock = answers, threading.Lock()
        self.heard: list[bytes] = []
        self.connections = 0
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # who waits for a connection lets go of it
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):  # who is not understood is left
            while said := peer.recv(65_536):
                head, end, _ = said.partition(b"\r\n\r\n")
                told = re.search(rb"content-length: (\d+)", head.lower())
                whole = len(head + end) + (int(told[1]) if told else 0)
                more = len(said)
                while more < whole:
                    more += len(peer.recv(65_536))
                with self._lock:
                    self.heard.append(said)
                    answer = self.answers(len(self.heard))
                if answer is None:
                    return
                peer.sendall(answer)


@contextmanager
def books(
    answers: Callable[[int], bytes | None] = lambda _: _ANSWER, host: str = "127.0.0.1"
) -> Iterator[tuple[Books, Egress]]:
    """Books, and a door to them."""
    served = Books(host, answers)
    egress = Egress("the books", [served.url], private=True, writes=True, caps=_BOUNDS)
    yield served, egress
    egress.close()
    served.close()


def _order(number: int, url: str) -> Request:
    return Request("POST", url, Purpose.WRITE, body={"number": number})


def test_head_and_body_of_a_request_leave_together() -> None:
    """A system sees a small request whole at its first look, and one after the other on one connection."""
    with books() as (there, egress):
        for number in (1, 2):
            assert egress.send(_order(number, there.url + "/orders")).content == b"{}"
    assert [each.rpartition(b"\r\n")[2] for each in there.heard] == [b'{"number":1}', b'{"number":2}']
    assert there.connections == 1


def test_a_write_is_not_sent_again_when_a_kept_connection_breaks() -> None:
    """A system that books, and closes a connection that was kept alive instead of answering, books once."""
    with books(lambda nth: _ANSWER if nth % 2 else None) as (there, egress):
        for number in (1, 3, 5):
            egress.send(_order(number, there.url))
            with pytest.raises(Unclear, match="closed before an answer came"):
                egress.send(_order(number + 1, there.url))
    assert [each[-2:-1] for each in there.heard] == [b"1", b"2", b"3", b"4", b"5", b"6"]


def test_a_write_whose_connection_breaks_is_not_taken_for_unsent_when_the_system_is_gone() -> None:
    """A system that books, and goes away before it answers, may have booked: nobody may send it again."""
    with books() as (there, egress):

        def answer(nth: int) -> bytes | None:
            if nth == 1:
                return _ANSWER
            there.close()
            return None

        there.answers = answer
        egress.send(_order(1, there.url))
        with pytest.raises(Unclear, match="closed before an answer came"):
            egress.send(_order(2, there.url))
        with pytest.raises(Unreachable):
            egress.send(_order(3, there.url))
    assert len(there.heard) == 2


def test_a_connection_that_was_closed_in_the_meantime_is_made_anew() -> None:
    """A connection that the system closed after its answer costs no request."""
    closing = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
    with books(lambda nth: closing if nth == 1 else _ANSWER) as (there, egress):
        for number in (1, 2, 3):
            egress.send(_order(number, there.url))
    assert len(there.heard) == 3
    assert there.connections == 2


def _without_inner_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return True
    return False


_IPV6 = pytest.param("::1", marks=pytest.mark.skipif(_without_inner_ipv6(), reason="no IPv6 on this machine"))


@pytest.mark.parametrize("host", ["127.0.0.1", _IPV6])
def test_an_address_leaves_as_it_stands(host: str) -> None:
    """Neither path nor query is written anew: a next link, and what is signed, is followed to the letter."""
    target = "//a/b;c=%2f%2F/?from='x'&a[]={1}&empty=&+%20|"
    with books(host=host) as (there, egress):
        egress.send(Request("GET", there.url + target, Purpose.READ))
        egress.send(Request("GET", there.url + "?a=b", Purpose.READ))
    lines = [heard.split(b"\r\n")[0].decode() for heard in there.heard]
    assert lines == [f"GET {target} HTTP/1.1", "GET /?a=b HTTP/1.1"]


@pytest.mark.parametrize(
    ("request_", "more"),
    [
        (Request("GET", "", Purpose.READ), {}),
        (Request("DELETE", "", Purpose.WRITE), {}),
        (Request("POST", "", Purpose.WRITE), {"content-length": "0"}),
        (Request("PUT", "", Purpose.WRITE, raw=b"abc"), {"content-length": "3"}),
        (
            Request("PUT", "", Purpose.WRITE, {"X-Empty": ""}, raw=b"a"),
            {"content-length": "1", "x-empty": ""},
        ),
        (
            Request("PATCH", "", Purpose.WRITE, form={"a": "b c"}),
            {"content-length": "5", "content-type": "application/x-www-form-urlencoded"},
        ),
        (
            Request("POST", "", Purpose.WRITE, {"Content-Type": "text/csv"}, raw=b";" * 2_000_000),
            {"content-length": "2000000", "content-type": "text/csv"},
        ),
    ],
)
def test_nothing_is_said_that_was_not_asked_for(request_: Request, more: dict[str, str]) -> None:
    """A request has the headers that it was given and those that HTTP needs, and no other."""
    with books() as (there, egress):
        egress.send(
            Request(
                request_.method,
                there.url,
                request_.purpose,
                request_.headers,
                form=request_.form,
                raw=request_.raw,
            ),
            ("Authorization", "Bearer canary"),
        )
    head = there.heard[0].split(b"\r\n\r\n")[0].decode().split("\r\n")
    said = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    assert head[0] == f"{request_.method} / HTTP/1.1"
    assert said == {
        "host": there.url.removeprefix("http://"),
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "user-agent": "koppel",
        "authorization": "Bearer canary",
        **more,
    }


_SAID = (
    *(
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/2 200\r\n",
        b"HTTP/1.1 999 \r\n",
        b"ICY 200 OK\r\n",
    ),
    *(
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 408 Timeout\r\nConnection: close\r\n",
        b"HTTP/1.1 417 no\r\n",
    ),
    *(
        b"HTTP/1.1 401 no\r\nWWW-Authenticate: Basic\r\n",
        b"HTTP/1.1 407 no\r\nProxy-Authenticate: Negotiate\r\n",
    ),
    *(b"HTTP/1.1 301 on\r\n", b"HTTP/1.1 421 elsewhere\r\n", b"Location: /x\r\n", b"Retry-After: 0\r\n"),
    *(
        b"Content-Length: 2\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 9" * 9,
    ),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Connection: close\r\n"),
    *(b"X: \x00\xff\r\n", b" folded\r\n", b"no colon\r\n", b"A" * 70_000, b"\r\n", b"\r\n{}", b"{}", b"\n"),
    *(b"2\r\n{}\r\n0\r\n\r\n", b"zz\r\n", b"0\r\nTrailer: x\r\n\r\n", _ANSWER, _ANSWER * 2),
)


def test_whatever_is_answered_a_write_arrives_once_and_is_said_to_have_left() -> None:
    """Answers of any pieces in any order, on connections that are kept: what arrived is never sent again."""
    dice = random.Random(seed := int(os.environ.get("KOPPEL_SEED", time.time_ns() % 1_000_000)))

    def said(_: int) -> bytes | None:
        pieces = [dice.choice(_SAID) for _ in range(dice.randrange(1, 6))]
        return dice.choice((None, _ANSWER, _ANSWER, dice.randbytes(40), b"".join(pieces), b"".join(pieces)))

    with books(said) as (served, _):
        egress = Egress("the books", [served.url], private=True, writes=True, caps=Caps(total=1))
        for number in range(100):
            try:
                egress.send(_order(number, served.url))
            except Unclear:
                pass
            except Unreachable as error:
                pytest.fail(f"KOPPEL_SEED={seed}, order {number}: {error}")
        egress.close()
        orders = Counter(heard.rpartition(b"\r\n\r\n")[2] for heard in served.heard)
    assert (len(orders), max(orders.values())) == (100, 1), f"KOPPEL_SEED={seed}"


def test_an_answer_is_the_last_one_and_has_all_its_headers() -> None:
    """What only says that an answer comes is not taken for it; a header that stands twice is joined."""
    first = b"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n"
    second = b"HTTP/1.1 200 OK\r\nX-Limit: 1\r\nx-limit:  2 \r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"2\r\n{}\r\n0\r\nX-Trailer: late\r\n\r\n"
    with books(lambda _: first + second + chunks) as (there, egress):
        answer = egress.send(Request("GET", there.url, Purpose.READ))
    assert (answer.status, answer.content) == (200, b"{}")
    assert answer.headers["x-limit"] == "1, 2"
    assert "x-early" not in answer.headers


def test_a_door_serves_several_at_once() -> None:
    """Two that ask at the same moment each get their own answer, on connections of their own."""
    together = threading.Barrier(2, timeout=20)
    with books() as (there, egress):
        got: list[bytes] = []

        def ask() -> None:
            for number in range(20):
                together.wait()
                got.append(egress.send(_order(number, there.url)).content)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == [b"{}"] * 40
    assert there.connections <= 2


def test_what_there_is_to_do_is_done_while_an_answer_is_waited_for() -> None:
    """It begins once the whole of a write has left, and not where a read waits; its faults harm no answer."""
    begun, answered = [], []

    def work() -> None:
        begun.append(len(answered))
        raise ArithmeticError

    def answer(_: int) -> bytes:
        time.sleep(0.3)
        answered.append(True)
        return _ANSWER

    with books(answer) as (there, egress):
        egress.meanwhile(work)
        assert egress.send(Request("GET", there.url, Purpose.READ)).content == b"{}"
        assert begun == []
        big = Request("POST", there.url, Purpose.WRITE, body={"picture": "x" * 3_000_000})
        assert egress.send(big).content == b"{}"
    assert begun
    assert set(begun) == {1}, "it began when the first was answered and the second was not"


def test_a_person_who_stops_a_command_need_not_wait_for_an_answer() -> None:
    """Control-C is heard while a system says nothing."""
    asked, said = threading.Event(), threading.Event()

    def answer(_: int) -> bytes:
        asked.set()
        time.sleep(15)
        said.set()
        return _ANSWER

    def stop() -> None:
        asked.wait(10)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background nobody hears it
    try:
        with books(answer) as (there, egress):
            threading.Thread(target=stop, daemon=True).start()
            with pytest.raises(KeyboardInterrupt):
                egress.send(Request("GET", there.url, Purpose.READ))
            assert not said.is_set()
    finally:
        signal.signal(signal.SIGINT, before)
