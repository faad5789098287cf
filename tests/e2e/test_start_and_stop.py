from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.server import ROOT, Assistant, Conversation, free_port


def start(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**os.environ, "DUAALWIJZER_VAR": str(var), "DUAALWIJZER_PORT": str(free_port()), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_page_is_served_with_a_strict_policy(assistant: Assistant) -> None:
    status, body = assistant.request("GET", "/")
    assert status == 200
    assert b'lang="nl-BE"' in body
    assert assistant.request("GET", "/static/nothing.js")[0] == 404
    assert assistant.request("GET", "/static/..%2f..%2fsettings.py")[0] == 404


def test_a_taken_port_gives_one_clear_message(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = start(var, DUAALWIJZER_PORT=str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "Stop the program that uses it" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_a_port_that_is_no_number_gives_one_clear_message(var: Path) -> None:
    result = start(var, DUAALWIJZER_PORT="vijfduizend")
    assert result.returncode == 1
    assert "DUAALWIJZER_PORT" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


@pytest.mark.parametrize(
    "address",
    ["postgresql://school:geheim@127.0.0.1:1/gesprekken", "sqlite:////proc/geen/map/x.sqlite", "geen adres"],
)
def test_a_database_that_cannot_be_used_gives_one_clear_message(var: Path, address: str) -> None:
    result = start(var, DUAALWIJZER_DATABASE_URL=address)
    assert result.returncode == 1
    assert "DUAALWIJZER_DATABASE_URL" in result.stderr
    assert "geheim" not in result.stderr + result.stdout
    assert "Traceback" not in result.stderr + result.stdout


def test_a_wrong_content_file_gives_file_and_line(tmp_path: Path) -> None:
    school = tmp_path / "school"
    school.mkdir()
    text = (ROOT / "data" / "answers" / "faq_costs.yml").read_text(encoding="utf-8")
    (school / "faq_costs.yml").write_text(text.replace("button:", "knop:", 1), encoding="utf-8")
    result = start(tmp_path / "var", DUAALWIJZER_EXTRA_ANSWERS=str(school))
    assert result.returncode == 1
    assert "faq_costs.yml:2" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_training_data_that_is_wrong_gives_one_clear_message(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("bot", "actions", "data"):
        shutil.copytree(ROOT / name, home / name)
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, home / name)
    (home / "data" / "nlu" / "faq_costs.yml").write_text('version: "3.1"\nnlu:\n- intent: [\n', encoding="utf-8")
    result = start(tmp_path / "var", DUAALWIJZER_HOME=str(home))
    assert result.returncode == 1
    assert "faq_costs.yml" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_a_conversation_survives_a_restart_and_stopping_is_clean(var: Path) -> None:
    with Assistant(var) as first:
        chat = first.conversation()
        chat.say("ik ben leerling")
        chat.say("/faq_costs")
        said = chat.last[0]["text"]
        assert first.stop() == 0
        assert "Traceback" not in first.output()
        assert "Stopped." in first.output()
    with Assistant(var, port=first.port) as second:
        again = Conversation(second, chat.sender)
        again.say("/faq_costs")
        assert again.last[0]["text"] == said
        assert again.say("kan je dat herhalen?") == said


def test_the_database_is_where_one_variable_says(var: Path, tmp_path: Path) -> None:
    other = tmp_path / "elders" / "gesprekken.sqlite"
    with Assistant(var, DUAALWIJZER_DATABASE_URL=f"sqlite:///{other}") as running:
        chat = running.conversation()
        chat.say("/faq_costs")
    with sqlite3.connect(other) as database:
        rows = database.execute("select count(*) from events where sender_id = ?", (chat.sender,)).fetchone()
    assert rows[0] > 0
    assert not (var / "duaalwijzer.sqlite").exists()
