# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws how counts and times of the entries went over the commits."""
import sys

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

COUNTS = ("run.steps", "flow.residuals", "flow.preconditioner_setups", "transport.factorisations", "iterations")


def series(measurements, name, of):
    points = [(i, of(m["entries"][name])) for i, m in enumerate(measurements) if name in m["entries"]]
    return [[p[0] for p in points if p[1] is not None], [p[1] for p in points if p[1] is not None]]


def draw(measurements, path):
    measurements.sort(key=lambda m: m["provenance"]["date"])
    if len(measurements) < 1:
        sys.exit("sij-bench history: the folder holds no measurement")
    names = sorted({name for m in measurements for name in m["entries"]})
    figure, axes = pyplot.subplots(len(names), 2, figsize=(11, 2.2 * len(names)), squeeze=False, sharex=True)
    for row, name in zip(axes, names):
        for count in COUNTS:
            x, y = series(measurements, name, lambda e, count=count: e["counts"].get(count))
            if y:
                row[0].plot(x, y, marker="o", markersize=3, label=count)
        x, y = series(measurements, name, lambda e: sum(p["processor"]["median"] for p in e["phases"].values()))
        row[1].plot(x, y, marker="o", markersize=3, color="black", label="processor time, all phases [s]")
        for axis in row:
            axis.set_ylim(bottom=0)
            axis.legend(fontsize=6)
            axis.set_title(name, fontsize=8, loc="left")
    for axis in axes[-1]:
        axis.set_xticks(range(len(measurements)), [m["provenance"]["commit"][:8] for m in measurements], rotation=60, fontsize=6)
    figure.tight_layout()
    figure.savefig(path)
