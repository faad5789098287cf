"""The Dutch spaCy pipeline: which one is used, and one shared copy of it.

``config.yml`` names the pipeline in the entry ``bot.nlu.dutch_pipeline.DutchPipeline``; nothing else does. spaCy is
imported at the first ``load_pipeline()``, not before, so that commands that need no Dutch pipeline start fast.
"""

from __future__ import annotations

import importlib.metadata
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot import settings

if TYPE_CHECKING:
    from spacy.language import Language

EMBEDDED = "nl_duaal_sm"
COMPONENT = "bot.nlu.dutch_pipeline.DutchPipeline"

_loaded: dict[str, Language] = {}
_lock = threading.Lock()


class PipelineError(Exception):
    """The Dutch pipeline cannot be used; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class PipelineId:
    """Name of the Python package and its version: what a trained model remembers."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def pipeline_name(root: Path | None = None) -> str:
    """Return the name of the pipeline that ``config.yml`` names; raise ``PipelineError`` when it names none."""
    path = (root or settings.load().root) / "config.yml"
    try:
        entries = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["pipeline"]
        named = [entry.get("model") for entry in entries if entry.get("name") == COMPONENT]
    except (OSError, YAMLError, KeyError, TypeError, AttributeError) as error:
        raise PipelineError(f"{path}: the NLU pipeline cannot be read ({error})") from error
    if len(named) != 1 or not isinstance(named[0], str):
        raise PipelineError(
            f"{path}: the NLU pipeline needs one entry '{COMPONENT}' with the name of a spaCy pipeline, "
            f"such as 'model: {EMBEDDED}'"
        )
    return named[0]


def installed(name: str) -> PipelineId:
    """Return the installed pipeline called ``name``; raise ``PipelineError`` with the remedy when there is none."""
    try:
        return PipelineId(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        raise PipelineError(
            f"config.yml names the spaCy pipeline '{name}', which is not installed. Run 'make install' for "
            f"'{EMBEDDED}', which comes with the product, or 'make spacy-official' for 'nl_core_news_sm'."
        ) from None


def switch(root: Path, name: str) -> PipelineId:
    """Write ``name`` into ``config.yml`` once that pipeline proves to load; return it with its version.

    Raises ``PipelineError``, and leaves the file alone, when it cannot be used.
    """
    identity = installed(name)
    pipeline_name(root)
    missing = {"morphologizer", "tagger"} - set(load_pipeline(name).pipe_names)
    if missing:
        raise PipelineError(
            f"The spaCy pipeline {identity} cannot be used: it has no {' and no '.join(sorted(missing))}."
        )
    path = root / "config.yml"
    entry = re.compile(rf"(name: {re.escape(COMPONENT)}\s+model: ).*")
    path.write_text(entry.sub(rf"\g<1>{name}", path.read_text(encoding="utf-8")), encoding="utf-8")
    return identity


def load_pipeline(name: str | None = None) -> Language:
    """Return the pipeline called ``name`` (without it: the one in ``config.yml``), loaded once and then shared.

    Raises ``PipelineError`` when it is not installed or does not fit the installed spaCy.
    """
    name = name or pipeline_name()
    with _lock:
        if name not in _loaded:
            _loaded[name] = _load(name)
        return _loaded[name]


def _load(name: str) -> Language:
    identity = installed(name)
    import spacy

    try:
        # a parser or name recogniser costs time, and nothing here reads what it makes
        return spacy.load(name, exclude=["parser", "ner"])
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(
            f"The spaCy pipeline {identity} cannot be loaded with spaCy {spacy.__version__}: {error}"
        ) from error
