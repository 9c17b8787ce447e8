"""Records ↔ plain JSON values, led by the records' own type hints."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Decoder = Callable[[Any], Any]

CLASS = "_"
"""The key that names the class, for places where several records may stand."""


def encode(value: Any) -> Any:
    """A record as dicts, lists and simple values. Every dataclass carries its class name under "_"."""
    if is_dataclass(value):
        return {CLASS: type(value).__name__} | {one.name: encode(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, (tuple, list)):
        return [encode(one) for one in value]
    if isinstance(value, Mapping):
        return {key: encode(one) for key, one in value.items()}
    return value


def decode(kind: type[Record], value: Any) -> Record:
    """The record of type `kind` that `value` was made from."""
    return typing.cast(Record, decoder(typing.cast(typing.Hashable, kind))(value))


@cache
def decoder(kind: Any) -> Decoder:
    """How values of a type are read back. Raises TypeError for types that no record uses."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _choice(inner)
    if origin is tuple:
        return _sequence(inner)
    if origin is not None and issubclass(origin, Mapping):
        one = decoder(inner[1])
        return lambda value: {key: one(part) for key, part in value.items()}
    if is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return lambda value: kind(*value)
    if kind in (str, int, float, bool, types.NoneType, Any):
        return lambda value: value
    raise TypeError(f"no record has a field of type {kind}")


def _sequence(inner: tuple[Any, ...]) -> Decoder:
    if len(inner) == 2 and inner[1] is Ellipsis:
        one = decoder(inner[0])
        return lambda value: tuple([one(part) for part in value])
    each = [decoder(part) for part in inner]
    return lambda value: tuple(read(part) for read, part in zip(each, value, strict=True))


def _choice(inner: tuple[Any, ...]) -> Decoder:
    """None, one of several records by class name, or else the one other type."""
    records = {one.__name__: one for one in inner if isinstance(one, type) and is_dataclass(one)}
    readers = {name: decoder(typing.cast(typing.Hashable, one)) for name, one in records.items()}
    others = [one for one in inner if one is not types.NoneType and not is_dataclass(one)]

    def read(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, dict) and value.get(CLASS) in readers:
            return readers[value[CLASS]](value)
        return decoder(others[0])(value)

    return read


def _record(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind)]
    readers: list[tuple[str, Decoder]] = []

    def read(value: Any) -> Any:
        if not readers:
            readers.extend((name, decoder(hints[name])) for name in known)
        return kind(**{name: one(value[name]) for name, one in readers if name in value})

    return read
