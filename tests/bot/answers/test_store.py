from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.answers.store import AnswerStore, read_library
from bot.content.yaml_file import ContentError
from tests.bot.answers.conftest import answer_text


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def store(content: Path, clock: Clock) -> AnswerStore:
    return AnswerStore([content / "answers", content / "school"], content / "replies", clock)


def edit(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_an_edit_goes_live_without_restart(content: Path) -> None:
    clock = Clock()
    texts = store(content, clock)
    path = content / "answers" / "faq_one.yml"
    edit(path, path.read_text(encoding="utf-8").replace("Nu voor jou", "Gewijzigd voor jou"))
    assert "Gewijzigd" not in texts.library().answers["faq_one"].versions[-1].text.student
    clock.now += 1
    assert "Gewijzigd" in texts.library().answers["faq_one"].versions[-1].text.student


def test_a_school_overrides_one_answer_and_keeps_the_others(content: Path) -> None:
    clock = Clock()
    texts = store(content, clock)
    edit(content / "school" / "faq_two.yml", answer_text("faq_two").replace("Nu voor jou", "Op onze school"))
    clock.now += 1
    answers = texts.library().answers
    assert answers["faq_two"].versions[-1].text.student.startswith("Op onze school")
    assert answers["faq_one"].versions[-1].text.student.startswith("Nu voor jou")


def test_a_wrong_edit_keeps_the_last_good_texts_and_says_so(content: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    texts = store(content, clock)
    edit(content / "answers" / "faq_one.yml", "id: faq_one\nbutton: [")
    clock.now += 1
    assert texts.library().answers["faq_one"].versions
    assert "faq_one.yml:" in caplog.text


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("faq_four.yml", answer_text("faq_one"), "must be called faq_one.yml"),
        ("faq_one.yml", answer_text("faq_one", "faq_two, faq_nowhere"), "no answer called 'faq_nowhere'"),
        ("faq_one.yml", answer_text("faq_one", "faq_one, faq_two"), "cannot lead to itself"),
        ("faq_one.yml", answer_text("faq_one").replace("likely", "zeker"), "certainty"),
        ("faq_one.yml", answer_text("faq_one").replace("Nu voor jou, vraag het de school.", "Nu."), "nobody"),
        (
            "faq_one.yml",
            answer_text("faq_one").replace("valid_until: 2026-08-31", "valid_until: 2026-09-01"),
            "overlaps",
        ),
        ("faq_one.yml", answer_text("faq_one").replace("Vroeger voor jou.", "woord " * 91), "91 words"),
        ("faq_one.yml", answer_text("faq_one").replace("Kort je kind.", "Nee. Kort."), "starts with 'Nee'"),
    ],
)
def test_faults_in_content_are_refused(content: Path, name: str, text: str, problem: str) -> None:
    (content / "answers" / name).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=problem):
        read_library([content / "answers"], content / "replies")
