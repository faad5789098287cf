"""Trains the Dutch spaCy pipeline that the product embeds, from a folder with treebank files.

Usage::

    python pipelines/training/train.py TREEBANK [--work FOLDER] [--steps N]

TREEBANK holds ``train.conllu.gz`` and ``dev.conllu.gz``, and optionally test sets named ``*-test.conllu.gz``;
``pipelines/training/README.md`` tells where they come from. About 17 minutes on one core. The result replaces the
data of the package ``pipelines/nl_duaal_sm``; its scores are written into its ``meta.json``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "nl_duaal_sm" / "nl_duaal_sm"
CONFIG = HERE / "config.cfg"
META = HERE / "meta.json"
# training on plain text cuts paragraphs of this many sentences, so that sentence ends inside a text are seen too
SENTENCES_PER_TEXT = 3


class TreebankError(Exception):
    """The treebank folder cannot be used; the message says what is missing."""


def spacy(*arguments: str | Path) -> None:
    """Run spaCy's command line; raise ``CalledProcessError`` when it fails."""
    subprocess.run([sys.executable, "-m", "spacy", *map(str, arguments)], check=True)


def convert(treebank: Path, work: Path) -> dict[str, Path]:
    """Convert the treebank files to spaCy's format; return the converted files by name (``train``, ``dev``, …)."""
    names = ["train", "dev", *sorted(path.name.split(".")[0] for path in treebank.glob("*-test.conllu.gz"))]
    converted = {}
    for name in names:
        source = treebank / f"{name}.conllu.gz"
        if not source.is_file():
            raise TreebankError(f"{source} is missing; {HERE.name}/README.md tells where the treebank comes from")
        plain = work / f"{name}.conllu"
        with gzip.open(source, "rb") as compressed, plain.open("wb") as target:
            shutil.copyfileobj(compressed, target)
        spacy("convert", plain, work, "--converter", "conllu", "--n-sents", str(SENTENCES_PER_TEXT))
        converted[name] = work / f"{name}.spacy"
    return converted


def score(model: Path, test: Path, work: Path) -> dict[str, float]:
    """Return the scores of ``model`` on plain text of ``test``: shares between 0 and 1."""
    result = work / "scores.json"
    spacy("evaluate", model, test, "--output", result)
    scores: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return {key: round(scores[key], 4) for key in ("token_acc", "pos_acc", "tag_acc", "morph_acc", "lemma_acc")}


def install(model: Path, scores: dict[str, dict[str, float]]) -> None:
    """Put the trained model with its description into the package."""
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    meta.update(json.loads(META.read_text(encoding="utf-8")))
    meta["performance"] = scores
    (model / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False), encoding="utf-8")
    target = PACKAGE / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    config = model / "config.cfg"
    # where the training files stood on this machine is nobody's business
    config.write_text(
        re.sub(r"(?m)^(train|dev) = .+$", r"\1 = null", config.read_text(encoding="utf-8")), encoding="utf-8"
    )
    for older in PACKAGE.glob(f"{meta['lang']}_{meta['name']}-*"):
        shutil.rmtree(older)
    shutil.copytree(model, target)
    shutil.copy(model / "meta.json", PACKAGE / "meta.json")


def train(treebank: Path, work: Path, steps: int | None) -> None:
    """Convert, train, score and install."""
    data = convert(treebank, work)
    overrides = ["--training.max_steps", str(steps)] if steps else []
    paths = ["--paths.train", data["train"], "--paths.dev", data["dev"]]
    spacy("train", CONFIG, "--output", work / "out", *paths, *overrides)
    model = work / "out" / "model-best"
    install(model, {name: score(model, path, work) for name, path in data.items() if name != "train"})


def main() -> int:
    """Run the command line; return 0, or 1 after a clear message."""
    parser = argparse.ArgumentParser(description="Train the embedded Dutch spaCy pipeline.")
    parser.add_argument("treebank", type=Path, help="folder with the treebank files")
    parser.add_argument("--work", type=Path, help="folder for intermediate files (default: a temporary one)")
    parser.add_argument("--steps", type=int, help="fewer training steps, to try the script out")
    arguments = parser.parse_args()
    try:
        if arguments.work:
            arguments.work.mkdir(parents=True, exist_ok=True)
            train(arguments.treebank, arguments.work, arguments.steps)
        else:
            with tempfile.TemporaryDirectory() as folder:
                train(arguments.treebank, Path(folder), arguments.steps)
    except TreebankError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"Error: spaCy stopped with exit code {error.returncode}; its message is above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
