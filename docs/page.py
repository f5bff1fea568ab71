#!/usr/bin/env python3
"""Rewrites the measured part of a page, and its figures, from what sij measured.

    build/release/sij verify -o verify.json
    docs/page.py docs/verification.md verify.json...
    build/release/sij validate -o validate.json
    docs/page.py docs/validation.md validate.json

Everything between the two marker lines of the page is replaced; figures go to docs/pictures/<page>/.
"""
import json
import re
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"
COLOURS = ("#1f5fa8", "#c8372d", "#3a8f4d", "#8a5fb0", "#c98a1b", "#555555", "#2aa3a3", "#b0476e")
MARKS = {"met": "met", "missed": "**missed**", "told": ""}


def number(value):
    return "-" if value is None else f"{value:.4g}"


def band(row):
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at most {number(high)}" if low is None else f"at least {number(low)}"
    return f"{number(low)} to {number(high)}"


def table(subject):
    yield "| quantity | measured | wanted | |"
    yield "| --- | --- | --- | --- |"
    for row in subject["rows"]:
        unit = "" if row["unit"] == "1" else f" {row['unit']}"
        yield f"| {row['quantity']} | {number(row['value'])}{unit} | {band(row)} | {MARKS[row['verdict']]} |"


def order_guides(axes, curves):
    """Slopes one and two below the lines, for the eye."""
    x = [v for c in curves for v in c["x"]]
    y = min(v for c in curves for v in c["y"] if v)
    for order, style in ((1, ":"), (2, "--")):
        ends = [min(x), max(x)]
        axes.plot(ends, [0.5 * y * (v / min(x)) ** order for v in ends], style, color="#aaaaaa", linewidth=1,
                  label=f"order {order}", zorder=0)


def draw(axes, figure, curves):
    for curve, colour in zip(curves, COLOURS * 4):
        exact = "exact" in curve["series"] or "reference" in curve["series"]
        points = len(curve["x"]) <= 12 and not exact
        axes.plot(curve["x"], [float("nan") if v is None else v for v in curve["y"]], color=colour, linewidth=1.6,
                  linestyle="--" if exact else "-", marker="o" if points else None, markersize=4, label=curve["series"])
    if curves[0]["logarithmic"]:
        axes.set_xscale("log")
        axes.set_yscale("log")
    if figure == "error against size":
        order_guides(axes, curves)
    axes.set_xlabel(curves[0]["x_axis"])
    axes.set_ylabel(curves[0]["y_axis"])
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=7)


def picture(subject, folder):
    """One picture per subject, a panel per figure; its name, or None."""
    figures = {}
    for curve in subject["curves"]:
        figures.setdefault(curve["figure"], []).append(curve)
    if not figures:
        return None
    plot, panels = plt.subplots(1, len(figures), figsize=(4.6 * len(figures), 3.3), dpi=110, squeeze=False)
    for axes, (figure, curves) in zip(panels[0], figures.items()):
        draw(axes, figure, curves)
        axes.set_title(figure, fontsize=9)
    plot.tight_layout()
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / (re.sub(r"[^a-z0-9]+", "_", subject["name"].lower()) + ".png")
    plot.savefig(name)
    plt.close(plot)
    return name


def section(subject, page, folder):
    yield f"### {subject['name']}"
    yield ""
    yield subject["text"]
    yield ""
    yield from table(subject)
    if subject["note"]:
        yield ""
        yield subject["note"]
    name = picture(subject, folder)
    if name:
        yield ""
        yield f"![{subject['name']}]({name.relative_to(page.parent)})"
    yield ""


def overview(subjects):
    rows = [row for subject in subjects for row in subject["rows"]]
    met, missed = (sum(row["verdict"] == verdict for row in rows) for verdict in ("met", "missed"))
    yield f"{len(subjects)} subjects, {met + missed} figures judged: {met} met, {missed} missed."
    yield ""
    late = [(s["name"], row["quantity"]) for s in subjects for row in s["rows"] if row["verdict"] == "missed"]
    yield from (f"- missed: {name}: {quantity}" for name, quantity in late)
    yield from ([""] if late else [])


def main():
    page, *sources = map(Path, sys.argv[1:])
    subjects = [subject for source in sources for subject in json.loads(source.read_text())["subjects"]]
    folder = page.parent / "pictures" / page.stem
    for old in folder.glob("*.png"):
        old.unlink()
    lines = [*overview(subjects)]
    for subject in subjects:
        lines += section(subject, page, folder)
    head, _, rest = page.read_text().partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines).rstrip() + f"\n\n{END}{tail}")


if __name__ == "__main__":
    main()
