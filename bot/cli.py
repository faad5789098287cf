"""The command line: ``python -m bot run | train | check | evaluate | widget``. The Makefile only calls it."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# Rasa draws a progress bar for each step of training unless its log is that quiet
os.environ.setdefault("LOG_LEVEL", "ERROR")

import structlog

from bot import action_server, lean_imports
from bot import settings as settings_module
from bot.answers.store import read_library
from bot.bench import BenchError
from bot.channels.widget_script import SCRIPT
from bot.content.parameters import load_parameters
from bot.content.schools import read_schools
from bot.content.yaml_file import ContentError
from bot.dialogue.markers import Markers
from bot.nlu import dutch
from bot.nlu.dutch import PipelineError
from bot.nlu.lexicon import read_lexicon
from bot.personal import command as rules_command
from bot.personal.command import RuleError
from bot.personal.store import read_topics
from bot.settings import SettingError, Settings
from bot.storage import database
from bot.storage.database import DatabaseError
from bot.training import TrainingError
from bot.widget_build import WidgetBuild, WidgetBuildError


class UsageError(Exception):
    """Something a person can put right; the message says what and how."""


# what a person can put right: told in one line, without a traceback
FAULTS = (
    UsageError,
    ContentError,
    TrainingError,
    SettingError,
    PipelineError,
    BenchError,
    RuleError,
    DatabaseError,
    WidgetBuildError,
)


def say(text: str) -> None:
    """Print a line of progress at once."""
    print(text, flush=True)


def run(settings: Settings, _: argparse.Namespace) -> int:
    """Train if needed, then serve until Ctrl-C."""
    check_port(settings.host, settings.port, "DUAALWIJZER_PORT")
    check_port(action_server.HOST, settings.action_port, "DUAALWIJZER_ACTION_PORT")
    check_content(settings)
    database.check(settings.database_url)
    model = trained_model(settings)
    build_widget(settings)
    say("Starting the assistant …")
    from bot import server

    def ready() -> None:
        shown = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0"} else settings.host
        say(f"Ready: open http://{shown}:{settings.port}/ in a browser. Stop with Ctrl-C.")

    server.serve(settings, model, ready)
    say("Stopped.")
    return 0


def actions(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the custom actions; ``run`` starts this by itself."""
    action_server.serve(settings, arguments.with_parent)
    return 0


def rules(settings: Settings, arguments: argparse.Namespace) -> int:
    """Work out a rule, as the assistant does in a conversation."""
    say(rules_command.rules(settings, arguments, settings_module.today()))
    return 0


def train(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train the model."""
    check_content(settings)
    say(f"Model: {trained_model(settings, force=arguments.force)}")
    return 0


def check(settings: Settings, _: argparse.Namespace) -> int:
    """Check all content files."""
    check_content(settings)
    return 0


def evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print the 5-fold cross-validation and, on the unseen questions, what people get."""
    from bot.nlu import measuring

    measuring.evaluate(settings.root, say, shuffle_labels=arguments.shuffle_labels)
    return 0


def thresholds(settings: Settings, _: argparse.Namespace) -> int:
    """Choose the thresholds of the gate and write them into ``config.yml``."""
    from bot.bench import report
    from bot.nlu import measuring

    if not (settings.root / measuring.VALIDATION).is_file():
        raise UsageError(f"{measuring.VALIDATION} is missing: thresholds are chosen on questions the model never saw.")
    for part, table in measuring.choose_thresholds(settings.root, say).items():
        say(table)
        report.write(settings.root / "docs" / "nlu.md", part, table)
    return 0


def bench(settings: Settings, arguments: argparse.Namespace) -> int:
    """Measure this assistant beside Rasa's default configuration."""
    from bot.bench import comparison, report

    effort = comparison.QUICK if arguments.short else comparison.thorough(arguments.examples)
    with tempfile.TemporaryDirectory() as folder:
        result = comparison.run(settings.root, Path(folder), effort, say)
    text = report.table(result, effort)
    say(text)
    if arguments.write:
        report.write(settings.root / "docs" / "benchmarks.md", "bench", text)
    return 0


def compare(settings: Settings, arguments: argparse.Namespace) -> int:
    """Compare ways to find the intent of a message."""
    from bot.bench import diet, report, understanding
    from bot.nlu.evaluation import read_training_data

    if arguments.massive is not None and not (arguments.massive / "train.tsv").is_file():
        raise UsageError(f"{arguments.massive} holds no train.tsv and test.tsv of MASSIVE; give the folder that does.")
    rows = understanding.compare(settings.root, arguments.massive, say, arguments.only)
    found = None
    if arguments.diet:
        say(f"DIET, {arguments.diet} epochs: this takes long …")
        examples, questions = read_training_data(settings.root / "data" / "nlu"), understanding.in_scope(settings.root)
        with tempfile.TemporaryDirectory() as folder:
            found = diet.measure(examples, questions, arguments.diet, Path(folder))
    text = understanding.table(rows, found, arguments.diet)
    say(text)
    if arguments.write:
        report.write(settings.root / "docs" / "nlu.md", "compare", text)
    return 0


def pipeline(settings: Settings, arguments: argparse.Namespace) -> int:
    """Use another spaCy pipeline: write its name into ``config.yml``."""
    identity = dutch.switch(settings.root, arguments.name)
    say(f"config.yml now names the spaCy pipeline {identity}; the next 'make run' or 'make train' trains with it.")
    return 0


def widget(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the chat widget; with ``--test``, check its types and run its unit tests too."""
    build = WidgetBuild(settings.root)
    if arguments.test and build.has_sources:
        build.test(say)
    build.build(say, force=arguments.force)
    return 0


def build_widget(settings: Settings) -> None:
    """Build the chat widget when its sources changed; the assistant does without it when that fails."""
    try:
        WidgetBuild(settings.root).build(say)
    except WidgetBuildError as error:
        rest = "an earlier build of it stays in use" if SCRIPT.is_file() else "the pages show no chat"
        say(f"Note: {error} Until then the assistant answers over HTTP, and {rest}.")


def check_content(settings: Settings) -> None:
    """Read every content file; raise ``ContentError`` for the first fault."""
    library = read_library([settings.answers, settings.extra_answers], settings.replies)
    schools = read_schools([settings.schools, settings.extra_schools], library.answers)
    topics = read_topics(settings.results, settings.facts)
    load_parameters(settings.parameters)
    read_lexicon(settings.root)
    Markers.read(settings.lexicon / "follow_up.yml")
    settings_module.today()
    say(
        f"Content: {len(library.answers)} answers, {len(topics.topics)} personal topics, {len(library.replies)} "
        f"replies and {len(schools)} schools are in order."
    )


def trained_model(settings: Settings, force: bool = False) -> Path:
    """Return the path of a model for the present data, training one when there is none."""
    from bot import training

    path = training.model_path(settings)
    if path.is_file() and not force:
        say("Model: up to date.")
        return path
    say("Training: this takes about a minute …")
    started = time.monotonic()
    path = training.train(settings)
    say(f"Training: done in {time.monotonic() - started:.0f} s.")
    return path


def check_port(host: str, port: int, variable: str) -> None:
    """Raise ``UsageError`` when something else listens on ``port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop the program that uses it, or choose "
                f"another port: {variable}={port + 1} make run"
            ) from None


COMMANDS: dict[str, Callable[[Settings, argparse.Namespace], int]] = {
    "run": run,
    "actions": actions,
    "rules": rules,
    "train": train,
    "check": check,
    "evaluate": evaluate,
    "thresholds": thresholds,
    "pipeline": pipeline,
    "bench": bench,
    "compare": compare,
    "widget": widget,
}


def quiet_logging() -> None:
    """Show warnings and errors only; Rasa's structured log would print every message a person types."""
    if not sys.warnoptions:  # deprecations inside the pinned packages: nobody who runs the assistant can act on them
        logging.captureWarnings(True)
        logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    root = argparse.ArgumentParser(prog="duaalwijzer", description="Dutch assistant on duaal leren.")
    commands = root.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="train if needed and serve the chat page")
    serving = commands.add_parser("actions", help="serve the custom actions (run does this by itself)")
    serving.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    rules_command.add_arguments(commands.add_parser("rules", help="work out a rule: rules contract --hours 19.5"))
    training = commands.add_parser("train", help="train the model")
    training.add_argument("--force", action="store_true", help="train even when nothing changed")
    evaluation = commands.add_parser(
        "evaluate", help="measure the understanding: cross-validation and unseen questions"
    )
    evaluation.add_argument(
        "--shuffle-labels", action="store_true", help="mix the intents up: the result must collapse"
    )
    commands.add_parser("thresholds", help="choose the gate's thresholds on the validation questions")
    commands.add_parser("check", help="check answers, replies and parameters")
    benchmark = commands.add_parser("bench", help="measure speed and cost beside Rasa's default configuration")
    benchmark.add_argument(
        "--short", action="store_true", help="little data and few messages, to try the benchmark out"
    )
    benchmark.add_argument(
        "--examples",
        type=int,
        help="training questions an intent for both (without it all: Rasa's default takes hours)",
    )
    benchmark.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    comparison = commands.add_parser("compare", help="compare ways to find the intent of a message")
    comparison.add_argument(
        "--massive", type=Path, metavar="FOLDER", help="also on MASSIVE: its train.tsv and test.tsv"
    )
    comparison.add_argument(
        "--diet", type=int, default=0, metavar="EPOCHS", help="also DIET, through Rasa (takes long)"
    )
    comparison.add_argument("--only", default="", metavar="TEXT", help="only the alternatives whose name holds this")
    comparison.add_argument("--write", action="store_true", help="put the table into docs/nlu.md")
    switching = commands.add_parser("pipeline", help="use another installed spaCy pipeline")
    switching.add_argument("name", help="name of its Python package, such as nl_duaal_sm or nl_core_news_sm")
    building = commands.add_parser("widget", help="build the chat widget when its sources changed")
    building.add_argument("--test", action="store_true", help="check its types and run its unit tests first")
    building.add_argument("--force", action="store_true", help="build even when nothing changed")
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 fine, 1 a clear message was printed, 130 interrupted."""
    parsed = parser().parse_args(arguments)
    quiet_logging()
    try:
        lean_imports.install_if_possible(settings_module.load().root / "config.yml")
        return COMMANDS[parsed.command](settings_module.load(), parsed)
    except FAULTS as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
