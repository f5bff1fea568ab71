#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pressure in the joint cavity against the volume injected, of one or more runs.

usage: pressure.py RUN=LABEL... PICTURE.png       (RUN: a folder of results; its outputs should be dense)
"""
import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def series(folder):
    with open(Path(folder, "timeseries.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    volume = [float(row["injected_mL"]) for row in rows]
    pressure = [float(row["cavity_pressure_kPa"]) for row in rows]
    last = volume.index(max(volume)) + 1  # after it the needle is closed
    return volume[:last], pressure[:last]


def main():
    *runs, picture = sys.argv[1:]
    figure, axes = plt.subplots(figsize=(5.2, 3.4), dpi=130)
    for run, colour in zip(runs, ("#1f5fa8", "#c8372d", "#3a8f4d", "#555555")):
        folder, _, label = run.partition("=")
        axes.plot(*series(folder), color=colour, linewidth=2, label=label or Path(folder).name)
    axes.set_xlabel("injected [mL]")
    axes.set_ylabel("pressure in the joint [kPa]")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(picture)


if __name__ == "__main__":
    main()
