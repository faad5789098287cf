from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.content.yaml_file import ContentError
from bot.nlu.dutch import load_pipeline
from bot.nlu.facts import extract_facts
from bot.nlu.facts.extractor import Extractor
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)
HERE = Path(__file__).parent
# words and signs with a meaning, in an order that no person types
PIECES = """
    24 -3 19,5 999999999 1/2 31/02 2/11/2026 0 een half en anderhalve min uur u dagen d week jaar keer % maand geleden
    over vorige begin eind november sinds de het in Mol Luik wonen werkt school @ # ~ ° / - . , ? ! ' ene andere van tot
    afwisselend maandag dinsdag 5de vijfde herfstvakantie na voor schooljaar wordt is hij mentor geboren op stoppen 8:30
    7u30 ½ é ß İ 👍 \u0301 \u200b
"""


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    for fact in extract_facts(text, TODAY):
        assert 0 <= fact.start < fact.end <= len(text)


@given(
    st.lists(st.sampled_from(PIECES.split()), max_size=25),
    st.sampled_from(["", " ", "\n"]),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
)
@settings(max_examples=300, deadline=None)
def test_no_row_of_words_makes_it_fail(pieces: list[str], space: str, today: date) -> None:
    text = space.join(pieces)
    facts = extract_facts(text, today)
    assert len({fact.name for fact in facts}) == len(facts)
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        json.dumps(fact.value)


@pytest.mark.parametrize(
    "piece", ["24 uur ", "a", "2/11 ", "maandag en ", "wij wonen in Gent ", "9", "é", "een week een half ", "\n", "(("]
)
def test_ten_thousand_characters(piece: str) -> None:
    text = (piece * (10_000 // len(piece) + 1))[:10_000]
    for fact in extract_facts(text, TODAY):
        assert 0 <= fact.start < fact.end <= len(text)


def test_capitals_accents_and_spaces_around_change_nothing() -> None:
    def values(text: str) -> dict[str, object]:
        return {fact.name: fact.value for fact in extract_facts(text, TODAY)}

    said = "mijn zoon werkt sinds 2 november tweeëntwintig uur per week, wij wonen in schaarbeek"
    assert values(said) == values(said.upper()) == values(said.replace("ë", "e")) == values(f"  {said}  !")
    assert len(values(said)) == 4


def test_threads_share_the_extractor() -> None:
    texts = ["24 uur", "wij wonen in Luik", "begonnen op 2 november", "hij is 17", "met de trein", "vijfde jaar"] * 20
    one_by_one = [extract_facts(text, TODAY) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda text: extract_facts(text, TODAY), texts)) == one_by_one


def test_docs_list_every_fact() -> None:
    listed = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    given = {"number"}
    for path in (ROOT / "data" / "lexicon" / "facts").glob("*.yml"):
        for rule in YAML(typ="safe").load(path.read_text(encoding="utf-8")).get("rules", []):
            given |= set(rule.get("give", {}))
    assert {name for name in given if f"| `{name}` |" not in listed} == set()


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data" / "lexicon", tmp_path / "lexicon"))


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("hours.yml", '  - {give: {hours: $number}, patterns: ["# HOURS"]}', "'HOURS' in '# HOURS' is not a class"),
        ("hours.yml", '  - {give: {hours: $number}, patterns: ["uur ~"]}', "write ~ and a number"),
        ("hours.yml", '  - {give: {hours: $many}, patterns: ["# uur"]}', r"'\$many' is not one of"),
        ("hours.yml", '  - {give: {hours: $number}, pattern: ["# uur"]}', "pattern: this key is not known"),
        ("travel.yml", '  - {give: {travel: car}, unless: [CARS], patterns: ["auto"]}', "'CARS' is not a class"),
        ("dates.yml", '  - {kind: someday, patterns: ["ooit"]}', "'someday' is not one of"),
        ("dates.yml", '  - {kind: relative, patterns: ["~2 [ ooit ]"]}', "outside the brackets"),
    ],
)
def test_a_faulty_rule_is_refused_with_its_file(lexicon: Path, name: str, line: str, message: str) -> None:
    path = lexicon / "facts" / name
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{line}\n", encoding="utf-8")
    last = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ContentError, match=message) as caught:
        Extractor(load_pipeline(), lexicon)
    assert str(path) in str(caught.value)
    assert f"{name}:{last}" in str(caught.value)


def test_a_word_of_two_kinds_is_refused(lexicon: Path) -> None:
    path = lexicon / "facts" / "words.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  MINUTE: [", "  MINUTE: [uur, "), encoding="utf-8")
    with pytest.raises(ContentError, match=r"words\.yml.*'uur' stands in HOUR and in MINUTE"):
        Extractor(load_pipeline(), lexicon)


def test_a_rule_can_be_added_in_the_files(lexicon: Path) -> None:
    path = lexicon / "facts" / "hours.yml"
    added = '  - {give: {hours: 19}, patterns: ["halftijds"]}\n'
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + added, encoding="utf-8")
    (fact,) = Extractor(load_pipeline(), lexicon).extract("hij werkt halftijds", TODAY)
    assert (fact.name, fact.value, fact.start, fact.end) == ("hours", 19, 10, 19)
