"""Raw answers of services elsewhere, each kept as it came, with its day and its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from painopiste.errors import ImportsError


@dataclass(frozen=True)
class Answer:
    """An answer: what was asked of whom, when (xsd:dateTime), with which status, and the bytes with their SHA-256.

    `asked` is the media type that was asked for, or the text of a query. `etag` and `modified` are what the server gave to ask again by.
    """

    url: str
    asked: str
    retrieved: str
    status: int
    media_type: str
    etag: str
    modified: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


class AnswerCache:
    """A folder with the newest answer to each request: the bytes in one file, what is to be said of them in another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str, asked: str) -> Answer | None:
        """The answer that was kept, if there is a whole one."""
        place = self._place(url, asked)
        try:
            told = json.loads(place.with_suffix(".json").read_bytes())
            digest, content = told.pop("digest"), place.with_suffix(".body").read_bytes()
            answer = Answer(**told, content=content)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return answer if answer.digest == digest else None

    def keep(self, answer: Answer) -> Answer:
        """Keep an answer in place of an older one; ImportsError if the folder cannot be written."""
        place = self._place(answer.url, answer.asked)
        told = {name: value for name, value in asdict(answer).items() if name != "content"} | {"digest": answer.digest}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            put(place.with_suffix(".body"), answer.content)
            put(place.with_suffix(".json"), json.dumps(told, indent=2).encode() + b"\n")
        except OSError as error:
            raise ImportsError(self._folder, f"answers cannot be kept there ({error.strerror or error})") from error
        return answer

    def _place(self, url: str, asked: str) -> Path:
        return self._folder / hashlib.sha256(f"{url}\n{asked}".encode()).hexdigest()


def put(path: Path, content: bytes) -> None:
    """Write a file at once: whoever reads it sees all of it, or what was there before."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
