"""One stored query: its head, its parameters and their binding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from painopiste.errors import BuildError, ParameterError
from painopiste.model import LANGUAGES
from painopiste.store import Term, iri, literal

XSD = "http://www.w3.org/2001/XMLSchema#"
MARK = "#+"


@dataclass(frozen=True)
class Parameter:
    """What a query wants to be told; its name is that of a projected variable."""

    name: str
    type: str
    required: bool
    example: str
    default: str | None
    description: dict[str, str]

    def term(self, text: str, absolute: Callable[[str], str]) -> Term:
        """The value as a term of its type, or ParameterError."""
        try:
            return READERS[self.type](text, absolute)
        except ValueError as error:
            raise ParameterError(f"“{text}” is no {self.type} for {self.name}; an example: {self.example}", self.name) from error


def read_iri(text: str, absolute: Callable[[str], str]) -> Term:
    """An IRI, relative ones being under the base."""
    return iri(absolute(text))


def read_date(text: str, _: Callable[[str], str]) -> Term:
    """A day as in 2023-06-30."""
    return literal(date.fromisoformat(text).isoformat(), XSD + "date")


def read_integer(text: str, _: Callable[[str], str]) -> Term:
    """A whole number."""
    return literal(str(int(text)), XSD + "integer")


def read_language(text: str, _: Callable[[str], str]) -> Term:
    """One of the languages of the service."""
    if text not in LANGUAGES:
        raise ValueError(text)
    return literal(text)


def read_string(text: str, _: Callable[[str], str]) -> Term:
    """A plain text."""
    return literal(text)


READERS = {"iri": read_iri, "date": read_date, "integer": read_integer, "lang": read_language, "string": read_string}


@dataclass(frozen=True)
class Query:
    """A question that people ask, as SPARQL with a head."""

    name: str
    summary: dict[str, str]
    description: dict[str, str]
    tags: tuple[str, ...]
    params: dict[str, Parameter]
    derives: bool
    internal: bool
    text: str

    @classmethod
    def read(cls, path: Path, name: str) -> Query:
        """The query of a file, or BuildError if its head is not as it must be."""
        text = path.read_text(encoding="utf-8")
        head = "\n".join(line.removeprefix(MARK).removeprefix(" ") for line in text.splitlines() if line.startswith(MARK))
        try:
            fields = yaml.safe_load(head)
            params = {key: parameter(key, value) for key, value in (fields.get("params") or {}).items()}
            derives, internal = bool(fields.get("derives")), bool(fields.get("internal"))
            return cls(name, fields["summary"], fields["description"], tuple(fields["tags"]), params, derives, internal, text)
        except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
            raise BuildError(path, f"the head behind {MARK} is not as it must be: {error}") from error

    def bind(self, values: Mapping[str, str], absolute: Callable[[str], str]) -> dict[str, Term]:
        """The parameters as terms to be substituted: typed, checked, with defaults; ParameterError if one is wrong."""
        unknown = sorted(set(values) - set(self.params))
        if unknown:
            raise ParameterError(f"{self.name} has no parameter {unknown[0]}; it has: {', '.join(self.params) or 'none'}.", unknown[0])
        given = {name: values.get(name) or parameter.default for name, parameter in self.params.items()}
        for name, parameter in self.params.items():
            if parameter.required and given[name] is None:
                raise ParameterError(f"{self.name} needs {name}, for example {name}={parameter.example}.", name)
        return {name: self.params[name].term(text, absolute) for name, text in given.items() if text is not None}


def parameter(name: str, fields: dict[str, Any]) -> Parameter:
    """A parameter as its head tells it."""
    default = fields.get("default")
    if fields["type"] not in READERS:
        raise KeyError(fields["type"])
    return Parameter(
        name=name,
        type=fields["type"],
        required=bool(fields.get("required", False)),
        example=str(fields["example"]),
        default=None if default is None else str(default),
        description=fields.get("description", {}),
    )
