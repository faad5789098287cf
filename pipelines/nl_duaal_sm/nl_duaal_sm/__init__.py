"""Small Dutch spaCy pipeline: tokens, parts of speech, morphology, lemmas. Licence: CC BY-SA 4.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

__version__: str = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """Return the pipeline; ``overrides`` are those of ``spacy.load``, such as ``disable``."""
    return load_model_from_init_py(__file__, **overrides)
