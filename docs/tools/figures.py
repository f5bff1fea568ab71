# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the curves of a subject of `sij verify` or `sij validate`: used by page.py.

A panel for each figure and axis, three in a row. What is exact or a reference is one dashed black line on top, and
what is computed at a few points beside it is marks.
"""
import math
import re
import textwrap

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

COLOURS = ("#1f5fa8", "#c8372d", "#3a8f4d", "#8a5fb0", "#c98a1b", "#555555", "#2aa3a3", "#b0476e")
CONVERGENCE = "error against size"
COLUMNS, FEW = 3, 12
SCATTERED = ("points", "joints")
BARS = {"nerves blocked by section": ("S1", "S2", "S3", "L5")}


def is_known(curve):
    return "exact" in curve["series"] or "reference" in curve["series"]


def plain(value, _=None):
    return f"{value:g}" if 1e-3 <= value < 1e5 else f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")


def observed_order(curve):
    return math.log(curve["y"][-2] / curve["y"][-1]) / math.log(curve["x"][-2] / curve["x"][-1])


def order_guides(axes, curves):
    """The slopes on either side of what is seen, below the lowest line."""
    lowest = min(curves, key=lambda c: min(c["y"]))
    order = observed_order(lowest)
    start, end = min(lowest["x"]), max(lowest["x"])
    for slope, style in zip((0.5, 1) if order < 0.8 else (1, 2) if order < 2.4 else (2, 3), (":", "--")):
        at = 0.6 * min(lowest["y"])
        axes.plot([start, end], [at, at * (end / start) ** slope], style, color="#aaaaaa", linewidth=1,
                  label=f"order {slope}", zorder=0)


def logarithmic(axes, curves):
    """Decades where there are some, and else a few numbers that do not overlap."""
    for axis, scale, values in ((axes.xaxis, axes.set_xscale, [v for c in curves for v in c["x"]]),
                                (axes.yaxis, axes.set_yscale, [v for c in curves for v in c["y"] if v])):
        scale("log")
        wide = max(values) > 50 * min(values)
        axis.set_major_locator(LogLocator(subs=(1,) if wide else (1, 2, 5)))
        axis.set_major_formatter(FuncFormatter(plain))
        axis.set_minor_formatter(NullFormatter())
    largest = max(v for c in curves for v in c["y"] if v)
    if axes.get_ylim()[0] < 1e-6 * largest:
        axes.set_ylim(bottom=1e-6 * largest)


def ticks_at_sizes(axes, curves):
    """Meshes are few: their sizes are the numbers of the axis."""
    sizes = sorted({f"{v:.3g}": v for c in curves for v in c["x"]}.values())
    if len(sizes) <= 4:
        axes.set_xticks(sizes, [f"{v:.3g}" for v in sizes])
        axes.xaxis.set_minor_locator(NullLocator())


def in_fit_unit(curves):
    """Seconds where they are few, else minutes, hours or days."""
    longest = max(max(c["x"]) for c in curves)
    for name, length, most in (("min", 60.0, 7200.0), ("h", 3600.0, 4 * 86400.0), ("d", 86400.0, math.inf)):
        if curves[0]["x_axis"] == "time, s" and 300.0 < longest <= most:
            return [{**c, "x_axis": f"time, {name}", "x": [v / length for v in c["x"]]} for c in curves]
    return curves


def line_style(curve, beside_known):
    if is_known(curve):
        return {"color": "black", "linestyle": (0, (4, 3)), "linewidth": 1.2, "zorder": 3}
    if curve["series"].endswith(SCATTERED):
        return {"linestyle": "", "marker": "o", "markersize": 4}
    few = len(curve["x"]) <= FEW
    return {"linestyle": "" if few and beside_known else "-", "linewidth": 1.6, "marker": "o" if few else None,
            "markersize": 4}


def bars(axes, figure, curves):
    width = 0.8 / len(curves)
    for k, (curve, colour) in enumerate(zip(curves, COLOURS)):
        axes.bar([i + k * width for i in range(len(curve["y"]))], curve["y"], width, color=colour, label=curve["series"])
    axes.set_xticks([i + 0.4 - width / 2 for i in range(len(BARS[figure]))], BARS[figure])
    axes.set_ylim(0.0, 1.5)


def lines(axes, curves):
    known = [c for c in curves if is_known(c)]
    colours = iter(COLOURS * 4)
    seen = set()
    for curve in [c for c in curves if not is_known(c)] + known:
        style = line_style(curve, bool(known))
        style.setdefault("color", None if is_known(curve) else next(colours))
        label = ("exact" if "exact" in curve["series"] else "reference") if is_known(curve) else curve["series"]
        axes.plot(curve["x"], [math.nan if v is None else v for v in curve["y"]], **style,
                  label=None if label in seen else label)
        seen.add(label)


def draw(axes, figure, curves):
    if figure in BARS:
        bars(axes, figure, curves)
    else:
        lines(axes, curves)
    if curves[0]["series"].endswith("points"):
        axes.axline((curves[0]["x"][0],) * 2, (curves[0]["x"][-1],) * 2, color="#aaaaaa", label="equal", zorder=0)
    if curves[0]["logarithmic"]:
        logarithmic(axes, curves)
    if figure == CONVERGENCE:
        order_guides(axes, curves)
        ticks_at_sizes(axes, curves)
        axes.margins(y=0.2)
    axes.set_title(figure, fontsize=9)
    axes.set_xlabel(textwrap.fill(curves[0]["x_axis"], 46), fontsize=9)
    axes.set_ylabel(textwrap.fill(curves[0]["y_axis"], 34), fontsize=9)
    if "share" in curves[0]["y_axis"] and not curves[0]["logarithmic"] and figure not in BARS:
        axes.set_ylim(0.0, 1.05)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    # Below: lines may fill the panel from corner to corner.
    axes.legend(fontsize=7, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.28), ncol=2)


def unit_of(curve):
    """The unit that a line names, so that errors of metres and of pascals do not share an axis."""
    found = re.search(r"\[.*?\]", curve["series"])
    return found.group() if found and curve["figure"] == CONVERGENCE else ""


def panels_of(subject):
    panels = {}
    for curve in subject["curves"]:
        panels.setdefault((curve["figure"], curve["x_axis"], unit_of(curve)), []).append(curve)
    return panels


def picture(subject, folder):
    """One picture per subject; its path, or None where there are no curves."""
    panels = panels_of(subject)
    if not panels:
        return None
    columns = min(COLUMNS, len(panels))
    rows = -(-len(panels) // columns)
    plot, grid = plt.subplots(rows, columns, figsize=(3.9 * columns, 2.9 * rows), dpi=100, squeeze=False)
    for axes in grid.flat[len(panels):]:
        axes.set_axis_off()
    for axes, ((figure, *_), curves) in zip(grid.flat, panels.items()):
        draw(axes, figure, in_fit_unit(curves))
    plot.tight_layout()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (re.sub(r"[^a-z0-9]+", "_", subject["name"].lower()) + ".png")
    plot.savefig(path)
    plt.close(plot)
    return path
