"""Every pattern of some packages: in their modules' globals, and written in functions."""

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

METHODS = {
    "search": "finditer",
    "finditer": "finditer",
    "findall": "finditer",
    "split": "finditer",
    "sub": "finditer",
    "subn": "finditer",
    "match": "match",
    "fullmatch": "fullmatch",
}
"""The methods of a pattern, and that of `Stepper` which takes the same steps."""
_DEEPEST = 6


class Use(NamedTuple):
    """A pattern, what it is called, and by which methods of `Stepper` it is counted."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]


class Made(NamedTuple):
    """A pattern that is made while the program runs, of what its module's globals do not tell.

    Attributes:
        module: Where.
        source: Of what.
        method: The function of `re` that it is given to.
        flags: With which flags.
    """

    module: ModuleType
    source: str
    method: str
    flags: int

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.module.__name__}: {self.source}"

    def example(self, **values: str) -> Use:
        """The pattern of these values, each an expression that the module's globals tell."""
        known = {name: eval(value, vars(self.module)) for name, value in values.items()}
        pattern = eval(self.source, vars(self.module) | known)
        methods = {self.method} & METHODS.keys()
        return Use(self.name, re.compile(pattern, self.flags), _counted(methods))


def modules_of(*packages: str) -> list[ModuleType]:
    """All modules of some packages, imported."""
    found = []
    for package in packages:
        home = importlib.import_module(package)
        names = [each.name for each in pkgutil.walk_packages(home.__path__, f"{package}.")]
        found += [home, *map(importlib.import_module, names)]
    return found


def uses(modules: list[ModuleType]) -> tuple[list[Use], list[Made]]:
    """The patterns of modules, each once; and the places where one is made at run time."""
    found: dict[re.Pattern[str], tuple[str, set[str]]] = {}
    made: list[Made] = []
    for module in modules:
        read = _Reader(module)
        for name, pattern, methods in read.patterns():
            found.setdefault(pattern, (name, set()))[1].update(methods)
        made += read.made
    return [Use(name, pattern, _counted(how)) for pattern, (name, how) in found.items()], made


def _counted(methods: set[str]) -> tuple[str, ...]:
    """The methods of `Stepper`; a search begins with a match, and is not counted twice."""
    counted = {METHODS[method] for method in methods} or set(METHODS.values())
    return tuple(sorted(counted - ({"match"} if "finditer" in counted else set())))


class _Reader:
    """What one module holds and calls."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._globals = vars(module)
        self._tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        self._parents = {
            id(child): node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)
        }
        self.made: list[Made] = []

    def patterns(self) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
        """Each pattern, with the methods of it that the module names: all, where it hands it on."""
        for name, value in self._globals.items():
            for place, pattern in _within(value, f"{self._module.__name__}.{name}"):
                yield place, pattern, self._methods_of(name)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call) and _of_re(node.func) and self._in_function(node):
                yield from self._written(node)

    def _methods_of(self, name: str) -> set[str]:
        found: set[str] = set()
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                parent = self._parents[id(node)]
                named = isinstance(parent, ast.Attribute) and parent.attr in METHODS
                found |= {parent.attr} if named else self._methods_of_others()
        return found

    def _methods_of_others(self) -> set[str]:
        """The methods that are called on what is no global: a parameter, a part of one."""
        calls = [node for node in ast.walk(self._tree) if isinstance(node, ast.Attribute)]
        return {
            call.attr
            for call in calls
            if call.attr in METHODS.keys() - {"split"}
            and not _of_re(call)
            and not (isinstance(call.value, ast.Name) and call.value.id in self._globals)
        }

    def _in_function(self, node: ast.AST) -> bool:
        while parent := self._parents.get(id(node)):
            if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                return True
            node = parent
        return False

    def _written(self, call: ast.Call) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
        """The pattern of `re.search(r"...", ...)`, if the module's globals tell it."""
        assert isinstance(call.func, ast.Attribute)
        source, method, flags = ast.unparse(call.args[0]), call.func.attr, self._flags(call)
        try:
            pattern = self._value(call.args[0])
        except NameError:
            self.made.append(Made(self._module, source, method, flags))
            return
        compiled = pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, flags)
        yield f"{self._module.__name__}: {source}", _of_text(compiled), {method} & METHODS.keys()

    def _flags(self, call: ast.Call) -> int:
        assert isinstance(call.func, ast.Attribute)
        place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(call.func.attr, 2)
        named = [word.value for word in call.keywords if word.arg == "flags"]
        given = [*named, *call.args[place : place + 1]]
        return int(self._value(given[0])) if given else 0

    def _value(self, node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), "pattern", "eval"), dict(self._globals))


def _of_re(node: ast.AST) -> bool:
    """Whether an expression is a function of `re` that takes a pattern."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "re"
        and node.attr in METHODS.keys() | {"compile"}
    )


def _of_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """A pattern of bytes as one of a text, which takes the same steps."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def _within(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in a value: itself, or in tuples, lists, mappings, dataclasses."""
    if isinstance(value, re.Pattern):
        yield name, _of_text(value)
    elif depth > _DEEPEST:
        return
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _within(each, f"{name}[{key!r}]", depth + 1)
    elif isinstance(value, tuple | list | set | frozenset):
        for n, each in enumerate(value):
            yield from _within(each, f"{name}[{n}]", depth + 1)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name), f"{name}.{field.name}", depth + 1)
