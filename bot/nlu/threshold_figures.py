"""The figures of the threshold choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from bot.nlu.evaluation import GateReport
from bot.nlu.gate import Thresholds
from bot.nlu.threshold_choice import Aims, Bin, calibration_error

pyplot.rcParams.update({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False})


def draw_reliability(bins: Sequence[Bin], path: Path) -> None:
    """Draw how often the first intent is right against its confidence."""
    figure, axes = pyplot.subplots(figsize=(5, 4.2))
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", linewidth=1, label="perfect")
    axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", color="#0b5c8a", label="measured")
    for entry in bins:
        axes.annotate(
            str(entry.count), (entry.confidence, entry.right), textcoords="offset points", xytext=(6, -10), fontsize=8
        )
    axes.set(xlabel="confidence of the first intent", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title(f"Reliability (calibration error {calibration_error(bins):.3f})", fontsize=11)
    axes.legend(frameon=False)
    _save(figure, path)


def draw_trade_off(rows: Sequence[tuple[float, GateReport]], chosen: Thresholds, aims: Aims, path: Path) -> None:
    """Draw how many questions are answered wrong against how many are answered at once."""
    figure, axes = pyplot.subplots(figsize=(5, 4.2))
    answered = [report.share(report.right + report.wrong) for _, report in rows]
    wrong = [report.share(report.wrong) for _, report in rows]
    axes.plot(answered, wrong, marker=".", color="#0b5c8a")
    for (value, _), across, up in zip(rows, answered, wrong, strict=True):
        if value == chosen.answer:
            axes.plot([across], [up], marker="o", markersize=9, color="#b3261e", label=f"chosen: {value:.2f}")
    axes.axhline(aims.wrong, color="#b3261e", linestyle="--", linewidth=1, label=f"aim: {aims.wrong:.0%} wrong")
    axes.set(xlabel="share of questions answered at once", ylabel="share answered wrong", ylim=(0, None))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes.set_title("Answered versus wrong, validation questions", fontsize=11)
    axes.legend(frameon=False)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # without the version of matplotlib, so that the same figures give the same file
    figure.savefig(path, dpi=130, bbox_inches="tight", metadata={"Software": None})
    pyplot.close(figure)
