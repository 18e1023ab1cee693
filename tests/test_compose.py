"""compose.yaml: its form, and that its services are started by commands that there are."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from ui.terminal.cli import build_parser

FILE = Path(__file__).parent.parent / "compose.yaml"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text())["services"]
OURS = [name for name, service in SERVICES.items() if service.get("image") == "dateline"]
BY_HAND = [
    line.partition(" indexer-1 ")[2]
    for line in FILE.read_text().splitlines()
    if line.startswith("#   docker compose run ")
]
HOST = re.compile(r"(?:@|http://)([\w-]+)[:/]")


def test_there_are_two_servers_and_two_indexers() -> None:
    jobs = sorted(SERVICES[name]["command"].split()[0] for name in OURS)
    assert jobs == ["index", "serve", "serve", "watch", "work"]


@pytest.mark.parametrize("command", [*(SERVICES[name]["command"] for name in OURS), *BY_HAND])
def test_each_command_is_one_of_ours_and_names_services(command: str) -> None:
    parsed = build_parser().parse_args(shlex.split(command))
    assert parsed.archive.shown.startswith("postgresql://dateline@postgres/")
    assert set(HOST.findall(command)) <= SERVICES.keys()


def test_people_are_named_where_the_servers_look_for_them() -> None:
    assert len(BY_HAND) == 1
    server = build_parser().parse_args(shlex.split(SERVICES["server-1"]["command"]))
    assert build_parser().parse_args(shlex.split(BY_HAND[0])).archive == server.archive


def test_what_one_waits_for_is_a_service() -> None:
    waited = {each for service in SERVICES.values() for each in service.get("depends_on", {})}
    assert waited == {"postgres", "chroma", "first"}
