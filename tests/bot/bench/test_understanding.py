from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench import understanding
from bot.bench.alternatives import all_of
from bot.bench.diet import DietResult
from bot.nlu.lexicon import Lexicon

# costly to train even on little, so left to the command itself
SLOW = ("counts",)
TOPICS = {
    "faq_bus": "bus trein fiets vervoer halte",
    "faq_loon": "loon geld euro betaald verdienen",
    "greet": "hallo dag hey goeiedag hoi",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three intents that no good classifier confuses."""
    for folder in ("data/nlu", "data/lexicon", "tests/unseen"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data" / "lexicon" / "concepts.yml").write_text("concepts:\n  money: [geld, euro]\n", encoding="utf-8")
    (tmp_path / "data" / "lexicon" / "chat.yml").write_text("forms:\n  mn: mijn\n", encoding="utf-8")
    blocks, unseen = [], "intent\tquestion\n"
    for intent, words in TOPICS.items():
        lines = [
            f"      - {start} {word} {end}"
            for word in words.split()
            for start in ("is er", "wat met")
            for end in ("nu", "dan")
        ]
        blocks.append(f"  - intent: {intent}\n    examples: |\n" + "\n".join(lines))
        unseen += "".join(f"{intent}\ten {word} straks\n" for word in words.split())
    (tmp_path / "data" / "nlu" / "all.yml").write_text('version: "3.1"\nnlu:\n' + "\n".join(blocks), encoding="utf-8")
    for name in understanding.SETS:
        (tmp_path / "tests" / "unseen" / f"{name}.tsv").write_text(unseen, encoding="utf-8")
    return tmp_path


def test_every_alternative_learns_and_shuffled_intents_do_not(project: Path) -> None:
    for alternative in all_of(Lexicon()):
        if any(word in alternative.name for word in SLOW):
            continue
        (row,) = [
            row
            for row in understanding.compare(project, None, lambda _: None, alternative.name)
            if row.name == alternative.name
        ]
        assert set(row.right) == {"cv", "validation", "test", "first three", "mistyped"}
        if alternative.shuffled:
            assert row.right["cv"] < 0.7, alternative.name
        else:
            assert row.right["test"] > 0.9, alternative.name
        assert row.right["first three"] == 1


def test_the_public_set_is_read_by_its_column_names(project: Path) -> None:
    for name in ("train", "test"):
        lines = [
            f"{n}\tx\t{intent}\t{word}" for intent, words in TOPICS.items() for n, word in enumerate(words.split())
        ]
        (project / f"{name}.tsv").write_text("\n".join(["id\tscenario\tintent\tutt", *lines]), encoding="utf-8")
    (row,) = understanding.compare(project, project, lambda _: None, "**ours**")
    assert (row.right["massive"], row.right["massive 30"]) == (1, 1)


def test_the_table_shows_what_was_measured_and_leaves_the_rest_empty() -> None:
    rows = [understanding.Row("one", {"cv": 0.5, "test": 0.25}, 1.0, 0.5)]
    text = understanding.table(rows, DietResult({"test": 0.125}, 60), 3)
    assert "| one | 50.0% |  |  |  | 25.0% |  |  | 1.0 | 0.50 |" in text
    assert "DIET, through Rasa, 3 epochs" in text
    assert "12.5%" in text
