from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import threshold_choice
from bot.nlu.evaluation import Example, through_gate
from bot.nlu.gate import Thresholds
from bot.nlu.ngram_model import Prediction
from bot.nlu.threshold_choice import Aims, calibration_error, choose, reliability, trade_off
from tests.conftest import ROOT

LOOSE = Aims(wrong=0.1, strangers=0.9, certainty=0.5)


def reading(intent: str, probability: float, stranger: float = 0.0) -> Prediction:
    rest = 1 - probability - stranger
    return Prediction(((intent, probability), ("faq_other", rest), ("out_of_scope", stranger)), stranger, 1.0)


@pytest.fixture
def asked() -> tuple[list[Example], list[Prediction]]:
    """Sure readings are right, readings below 0.6 are wrong, strangers have a probability above 0.3."""
    examples, predictions = [], []
    for number in range(40):
        examples.append(Example("q", "faq_a"))
        predictions.append(reading("faq_a", 0.7 + number / 200, 0.05))
    for number in range(40):
        examples.append(Example("q", "faq_other"))
        predictions.append(reading("faq_a", 0.5 + number / 500, 0.05))
    for number in range(40):
        examples.append(Example("q", "out_of_scope"))
        predictions.append(reading("faq_a", 0.6, 0.3 + number / 200))
    return examples, predictions


def test_the_thresholds_separate_what_can_be_separated(asked: tuple[list[Example], list[Prediction]]) -> None:
    chosen = choose(*asked, LOOSE)
    report = through_gate(*asked, chosen)
    assert (report.right, report.choice_with_right, report.wrong, report.declined) == (40, 40, 0, 0)
    assert report.strangers_declined == 40


def test_the_fast_measure_agrees_with_the_gate(asked: tuple[list[Example], list[Prediction]]) -> None:
    outlook = threshold_choice._Outlook(*asked)
    for thresholds in (Thresholds(0.3, 0.1, 0.2), Thresholds(0.55, 0.2, 0.4), Thresholds(0.9, 0.6, 0.8)):
        report = through_gate(*asked, thresholds)
        missed, helped = outlook.value(thresholds, LOOSE)
        told = report.right + threshold_choice.CHOICE_WORTH * report.choice_with_right
        sent_on = threshold_choice.STRANGER_WORTH * report.strangers_declined
        assert helped == pytest.approx(told + sent_on)
        opened = report.strangers - report.strangers_declined
        too_many = max(0, report.wrong - LOOSE.most_wrong(80)) + max(0, opened - LOOSE.most_open(40))
        assert missed == -too_many


def test_the_aims_are_kept_even_at_a_cost(asked: tuple[list[Example], list[Prediction]]) -> None:
    examples, predictions = asked
    predictions = [reading("faq_a", 0.75, p.stranger) if p.ranking[0][1] < 0.6 else p for p in predictions]
    report = through_gate(examples, predictions, choose(examples, predictions, LOOSE))
    assert report.wrong <= LOOSE.most_wrong(80)


@pytest.mark.parametrize(("number", "most"), [(366, 3), (100, 0), (2000, 31)])
def test_more_questions_allow_a_share_nearer_to_the_aim(number: int, most: int) -> None:
    assert Aims(wrong=0.02, certainty=0.9).most_wrong(number) == most


def test_reliability_counts_every_prediction_once(asked: tuple[list[Example], list[Prediction]]) -> None:
    bins = reliability(*asked)
    assert sum(entry.count for entry in bins) == 120
    assert 0 <= calibration_error(bins) <= 1


def test_the_trade_off_shows_the_chosen_threshold(asked: tuple[list[Example], list[Prediction]]) -> None:
    rows = trade_off(*asked, Thresholds(0.66, 0.1, 0.2))
    assert 0.66 in [value for value, _ in rows]
    assert "**0.66**" in threshold_choice.table(rows, 0.66)


def test_writing_changes_the_entry_of_the_gate_only(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    before = (ROOT / "config.yml").read_text(encoding="utf-8")
    config.write_text(before, encoding="utf-8")
    wanted = Thresholds(0.77, 0.11, 0.33)
    threshold_choice.write(config, wanted)
    assert threshold_choice.read(config) == wanted
    threshold_choice.write(config, threshold_choice.read(ROOT / "config.yml"))
    assert config.read_text(encoding="utf-8") == before
