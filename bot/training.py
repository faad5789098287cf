"""Training the assistant: only when its training data changed, with progress and plain errors."""

from __future__ import annotations

import hashlib
import logging
import warnings
from pathlib import Path

from bot.nlu.dutch import installed, pipeline_name
from bot.settings import Settings

_TRAINED_ON = ("config.yml", "domain.yml", "requirements.lock")
_TRAINED_ON_FOLDERS = (
    ("data/nlu", "*.yml"),
    ("data/rules", "*.yml"),
    ("data/stories", "*.yml"),
    ("data/lexicon", "*.yml"),
    ("bot/nlu", "*.py"),
)


class TrainingError(Exception):
    """The model could not be trained; the message says what to correct."""


def training_files(root: Path) -> list[Path]:
    """Return the files that a model depends on."""
    files = [root / name for name in _TRAINED_ON if (root / name).is_file()]
    for folder, pattern in _TRAINED_ON_FOLDERS:
        files += sorted((root / folder).glob(pattern))
    return files


def fingerprint(root: Path) -> str:
    """Return a short hash of everything that a model depends on, the Dutch pipeline included."""
    digest = hashlib.sha256()
    for path in training_files(root):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    digest.update(str(installed(pipeline_name(root))).encode())
    return digest.hexdigest()[:12]


def model_path(settings: Settings) -> Path:
    """Return where the model for the present training data is or will be."""
    return settings.models / f"duaalwijzer-{fingerprint(settings.root)}.tar.gz"


def train(settings: Settings) -> Path:
    """Train a model on the present data and return its path; raise ``TrainingError`` with what to correct."""
    warnings.filterwarnings("ignore")
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    logging.getLogger("rasa").setLevel(logging.ERROR)
    target = model_path(settings)
    settings.models.mkdir(parents=True, exist_ok=True)
    data = [str(settings.root / folder) for folder in ("data/nlu", "data/rules", "data/stories")]
    try:
        result = rasa_train(
            domain=str(settings.root / "domain.yml"),
            config=str(settings.root / "config.yml"),
            training_files=data,
            output=str(settings.models),
            fixed_model_name=target.name.removesuffix(".tar.gz"),
            force_training=True,
        )
    except RasaException as error:
        raise TrainingError(" ".join(str(error).split())) from error
    except (ValueError, OSError, KeyError) as error:
        raise TrainingError(f"{type(error).__name__}: {error}") from error
    if result.code != 0 or result.model is None:
        raise TrainingError("Rasa gave no model; run 'make check' to see what is wrong with the data")
    _remove_older(settings.models, keep=target)
    return target


def _remove_older(folder: Path, keep: Path) -> None:
    for path in folder.glob("duaalwijzer-*.tar.gz"):
        if path != keep:
            path.unlink()
