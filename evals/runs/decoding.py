"""JSON values back to the frozen dataclasses that they were written from."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from evals.question_sets.fields import named

T = TypeVar("T")


def decoded(kind: type[T], values: object) -> T:
    """A dataclass from the JSON object that `dataclasses.asdict` and `qa.answers.plain` made of it.

    Its fields may be strings, numbers, flags, Enums, further dataclasses, named tuples of whole
    numbers, tuples of any of them, mappings from strings, or None. Fields that are left out have
    their defaults.

    Raises:
        ValueError: The values are not of this class; the message begins with the field's path.
    """
    return _object(kind, values, "")  # type: ignore[no-any-return]


def _object(kind: Any, values: object, path: str) -> Any:  # noqa: ANN401 - any dataclass
    if not isinstance(values, dict):
        raise ValueError(f"{path or 'the line'} must be an object, but is {named(values)}")
    before = f"{path}." if path else ""
    hints = _hints(kind)
    for name in values:
        if name not in hints:
            raise ValueError(f"{before}{name} is no field that this version knows")
    for field in fields(kind):
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and field.name not in values:
            raise ValueError(f"{before}{field.name} is missing")
    return kind(**{name: _value(hints[name], each, before + name) for name, each in values.items()})


def _value(kind: Any, value: object, path: str) -> Any:  # noqa: ANN401 - what the hint says
    if isinstance(kind, UnionType):
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _value(kind, value, path)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return tuple(
            _value(item, each, f"{path}[{n}]") for n, each in enumerate(_list(value, path))
        )
    if get_origin(kind) is Mapping:
        item = get_args(kind)[1]
        of = _checked(dict, value, path)
        return {key: _value(item, each, f"{path}.{key}") for key, each in of.items()}
    if is_dataclass(kind):
        return _object(kind, value, path)
    if issubclass(kind, tuple):
        return _named_tuple(kind, value, path)
    if issubclass(kind, Enum):
        return _member(kind, value, path)
    return _checked(kind, value, path)


def _named_tuple(kind: Any, value: object, path: str) -> Any:  # noqa: ANN401 - any named tuple
    numbers = [_checked(int, each, path) for each in _list(value, path)]
    if len(numbers) != len(kind._fields):
        raise ValueError(f"{path} must hold {len(kind._fields)} numbers, but is {named(value)}")
    return kind(*numbers)


def _member(kind: type[Enum], value: object, path: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        listed = ", ".join(str(each.value) for each in kind)
        raise ValueError(f"{path} must be one of {listed}, but is {named(value)}") from None


def _list(value: object, path: str) -> Any:  # noqa: ANN401 - a list of any JSON values
    return _checked(list, value, path)


def _checked(kind: Any, value: object, path: str) -> Any:  # noqa: ANN401 - of the kind asked for
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{path} must be of type {kind.__name__}, but is {named(value)}")
    return value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
