"""What ``python -m bot evaluate`` and ``python -m bot thresholds`` do: measure the understanding, choose the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu import threshold_choice
from bot.nlu.evaluation import Example, GateReport, cross_validate, read_questions, read_training_data, through_gate
from bot.nlu.gate import Outcome, Thresholds, decide
from bot.nlu.labels import STRANGERS
from bot.nlu.lexicon import read_lexicon
from bot.nlu.ngram_model import NgramModel, Parameters, Prediction
from bot.nlu.threshold_choice import Aims

Say = Callable[[str], None]
UNSEEN = Path("tests") / "unseen"
VALIDATION = UNSEEN / "validation.tsv"
# an intent with less than this share of its training questions right in cross-validation is pointed out
WEAK = 0.5
SHOWN_CONFUSIONS = 12


@dataclass(frozen=True)
class QuestionSet:
    """Unseen questions with what the model makes of them."""

    name: str
    questions: Sequence[Example]
    predictions: Sequence[Prediction]


def evaluate(root: Path, say: Say, shuffle_labels: bool = False) -> None:
    """Print the cross-validation and, for each set of unseen questions, what people get with the present thresholds."""
    examples = read_training_data(root / "data" / "nlu")
    say(f"Cross-validation, 5 folds, {len(examples)} examples …")
    result = cross_validate(examples, Parameters(), read_lexicon(root), shuffle_labels=shuffle_labels)
    say(f"accuracy {result.accuracy:.3f}   macro-F1 {result.macro_f1:.3f}")
    if shuffle_labels:
        return
    for label, name, count in result.confusions[:SHOWN_CONFUSIONS]:
        say(f"  {count:3d}  {label} taken for {name}")
    weak = sorted((share, label) for label, share in result.per_intent.items() if share < WEAK)
    say("Weakest intents: " + ", ".join(f"{label} {share:.0%}" for share, label in weak))
    thresholds = threshold_choice.read(root / "config.yml")
    say(f"Thresholds of config.yml: {thresholds}")
    model = _model(root)
    for path in sorted((root / UNSEEN).glob("*.tsv")):
        found = _ask(model, path)
        if found.questions:
            for line in report(found, thresholds):
                say(line)


def choose_thresholds(root: Path, say: Say) -> dict[str, str]:
    """Choose the thresholds on the validation set, write them to ``config.yml``, draw the figures.

    Returns the parts of ``docs/nlu.md`` that tell of it, by name.
    """
    from bot.nlu import threshold_figures

    aims = Aims()
    model = _model(root)
    validation = _ask(model, root / VALIDATION)
    chosen = threshold_choice.choose(validation.questions, validation.predictions, aims)
    threshold_choice.write(root / "config.yml", chosen)
    say(f"Written to config.yml: {chosen}")
    rows = threshold_choice.trade_off(validation.questions, validation.predictions, chosen)
    bins = threshold_choice.reliability(validation.questions, validation.predictions)
    images = root / "docs" / "images"
    threshold_figures.draw_reliability(bins, images / "reliability.png")
    threshold_figures.draw_trade_off(rows, chosen, aims, images / "answered-wrong.png")
    say(f"Drawn in {images.relative_to(root)}: reliability.png, answered-wrong.png")
    results = {}
    for path in sorted((root / UNSEEN).glob("*.tsv")):
        found = _ask(model, path)
        if found.questions:
            results[path.stem] = through_gate(found.questions, found.predictions, chosen)
            # single questions of the test set stay unknown, so that nobody works towards them
            for line in report(found, chosen, trouble=path == root / VALIDATION):
                say(line)
    return {"thresholds": threshold_choice.table(rows, chosen.answer), "results": _table(results)}


def report(found: QuestionSet, thresholds: Thresholds, trouble: bool = True) -> list[str]:
    """Return what the people who ask these questions get, in lines; with ``trouble``, the intents that fare worst."""
    result = through_gate(found.questions, found.predictions, thresholds)
    lines = [f"{found.name}: {result.in_scope} questions in scope, {result.strangers} strangers"]
    lines += [f"  {name:28s} {share:6.1%}" for name, share in shares(result).items()]
    if trouble:
        worst = _failures(found, thresholds).most_common(8)
        lines.append("  not helped: " + (", ".join(f"{intent} {count}" for intent, count in worst) or "none"))
    return lines


def shares(result: GateReport) -> dict[str, float]:
    """Return the outcomes as shares, of the questions in scope and of the strangers."""
    strangers = max(result.strangers, 1)
    return {
        "right at once": result.share(result.right),
        "right after a choice": result.share(result.choice_with_right),
        "right at once or after it": result.share(result.right + result.choice_with_right),
        "choice without the right one": result.share(result.choice_without),
        "wrong": result.share(result.wrong),
        "declined": result.share(result.declined),
        "strangers declined": result.strangers_declined / strangers,
        "strangers answered": result.strangers_answered / strangers,
    }


def _table(results: Mapping[str, GateReport]) -> str:
    names = list(results)
    sizes = [f"{name} ({result.in_scope} + {result.strangers})" for name, result in results.items()]
    lines = [f"| share of the questions | {' | '.join(sizes)} |", "| --- |" + " ---: |" * len(names)]
    by_set = {name: shares(result) for name, result in results.items()}
    for outcome in by_set[names[0]]:
        lines.append(f"| {outcome} | " + " | ".join(f"{by_set[name][outcome]:.1%}" for name in names) + " |")
    return "\n".join(lines)


def _failures(found: QuestionSet, thresholds: Thresholds) -> Counter[str]:
    failures: Counter[str] = Counter()
    for question, prediction in zip(found.questions, found.predictions, strict=True):
        decision = decide(prediction.ranking, prediction.stranger, thresholds)
        if question.intent in STRANGERS:
            helped = decision.outcome is Outcome.DECLINE
        else:
            helped = question.intent in (decision.intent, *decision.candidates)
        failures[question.intent] += not helped
    return +failures


def _model(root: Path) -> NgramModel:
    examples = read_training_data(root / "data" / "nlu")
    texts, intents = [example.text for example in examples], [example.intent for example in examples]
    return NgramModel(Parameters(), read_lexicon(root)).fit(texts, intents)


def _ask(model: NgramModel, path: Path) -> QuestionSet:
    questions = read_questions(path)
    texts = [question.text for question in questions]
    return QuestionSet(path.name, questions, model.predict_many(texts) if texts else [])
