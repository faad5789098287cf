"""Lets Rasa start without TensorFlow, which our pipeline and policies never use.

Rasa imports every component it ships, also those a configuration does not name; with TensorFlow that is two thirds of
the start-up time and half of the memory. This module answers those imports with empty stand-ins, so that the classes
exist and only fail, with a clear message, when somebody uses them. ``docs/adr/0004-lean-imports.md`` has the figures.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

HEAVY = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "tensorflow_estimator", "keras", "jax")

# spaCy's thinc uses TensorFlow when it finds this part of it, and does well without
ASKED_BY_OTHERS = ("tensorflow.experimental",)

# Rasa's own components that compute with TensorFlow; a configuration that names one gets the real package.
NEED_TENSORFLOW = (
    "DIETClassifier",
    "ResponseSelector",
    "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
)


class AbsentPackageError(RuntimeError):
    """Code used a package that was left out; the message says how to start with it."""


class _Absent(type):
    """A class whose every attribute is such a class again, good for annotations, bases and decorators."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _make(f"{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls.__dict__.get("_absent"):
            return args[0] if len(args) == 1 and callable(args[0]) and not kwargs else cls
        raise AbsentPackageError(
            f"{cls.__name__} needs TensorFlow, which is left out to save memory. "
            "Set DUAALWIJZER_FULL_IMPORTS=1 to start with it."
        )


def _make(name: str) -> Any:
    return _Absent(name, (), {"_absent": True, "__class_getitem__": classmethod(lambda cls, _: cls)})


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name == "__path__" or name.startswith("__"):
            raise AttributeError(name)
        if name == "__version__":
            return "0"
        value = _make(name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in ASKED_BY_OTHERS:
            raise ModuleNotFoundError(f"No module named '{fullname}' (left out by bot/lean_imports.py)", name=fullname)
        if fullname.split(".")[0] in HEAVY:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


def install() -> None:
    """Answer imports of heavy packages with stand-ins; must be called before the first import of Rasa."""
    if any(name in sys.modules for name in HEAVY):
        raise RuntimeError("lean_imports.install() must be called before TensorFlow is imported")
    sys.meta_path.insert(0, _Finder())


def install_if_possible(config: Path) -> bool:
    """Install the stand-ins unless ``config`` names a component that needs TensorFlow; tell whether it was done."""
    if os.environ.get("DUAALWIJZER_FULL_IMPORTS") == "1" or not config.is_file():
        return False
    text = config.read_text(encoding="utf-8")
    if any(name in text for name in NEED_TENSORFLOW) or any(name in sys.modules for name in HEAVY):
        return False
    install()
    return True
