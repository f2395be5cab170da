"""The bytes of a file as they come down."""

from __future__ import annotations

from collections.abc import Callable

import requests
import urllib3.exceptions

from sync.engine.unpacking import Body
from sync.protocol.problems import Problem

FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)  # of a line, whoever tells


class Pieces:
    """The bytes of a file as they come; an iterator that can be closed before its first piece. What came before a line broke
    is handed out, so that an interrupted download loses next to nothing."""

    def __init__(self, response: requests.Response, problem_of: Callable[[BaseException], Problem]) -> None:
        self._response = response
        self._body = Body(response.raw, response.headers.get("Content-Encoding", ""))
        self._problem_of = problem_of
        self.skip_bytes = 0  # dropped first: a hub or cache that ignored the range sends what we have again

    def __iter__(self) -> Pieces:
        return self

    def __next__(self) -> bytes:
        while True:
            piece = self._read()
            if not piece:
                self.close()
                raise StopIteration
            if self.skip_bytes < len(piece):
                rest, self.skip_bytes = piece[self.skip_bytes:], 0
                return rest
            self.skip_bytes -= len(piece)

    def _read(self) -> bytes:
        try:
            piece = self._body.read()
        except FAILURES as error:
            self.close()
            raise self._problem_of(error) from error
        return piece

    def close(self) -> None:
        self._response.close()
