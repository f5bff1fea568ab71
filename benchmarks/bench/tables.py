# SPDX-License-Identifier: GPL-3.0-or-later
"""A measurement as Markdown: the kernels over sizes with their exponents, over ranks beside STREAM, their share of the bandwidth, the cases."""
import math
import sys
from collections import defaultdict

from bench import peers

# Of a page: what stands between them is replaced; peers have marks of their own.
MARKS = {False: ("<!-- tables -->", "<!-- end of tables -->"), True: ("<!-- peers -->", "<!-- end of peers -->")}
KERNELS = ("MatMult", "MatSolve", "MatLUFactorNum", "MatCholFctrNum", "whole")
NO_SPEEDUP = ("setup", "first", "geometry")  # what a run has once, or on rank 0 alone


def table(head, rows):
    marks = ["---" if k == 0 else "---:" for k in range(len(head))]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in (head, marks, *rows))


def in_sizes(found):
    """{(kernel, phase): {(unknowns, ranks): entry}} of the entries named KERNEL.SIZE.RANKS."""
    series = defaultdict(dict)
    for name, entry in found["entries"].items():
        parts = name.split(".")
        if len(parts) == 3 and parts[1][:1].isdigit():
            for phase in entry["phases"]:
                series[parts[0], phase][parts[1], entry["ranks"]] = entry
    return series


def find_exponent(small, large, phase):
    times = [entry["phases"][phase]["processor"]["median"] for entry in (small, large)]
    sizes = [entry["counts"]["unknowns"] for entry in (small, large)]
    if min(times) <= 0.0 or sizes[0] == sizes[1]:
        return None
    return math.log(times[1] / times[0]) / math.log(sizes[1] / sizes[0])


def clock(phase):
    return f"{phase['median']:.3g} ± {phase['spread']:.1g}"


def sizes_table(found):
    rows = []
    for (kernel, phase), entries in in_sizes(found).items():
        alone = sorted((e for (_, ranks), e in entries.items() if ranks == 1), key=lambda e: e["counts"]["unknowns"])
        for entry in alone:
            unknowns, times = entry["counts"]["unknowns"], entry["phases"][phase]
            exponent = find_exponent(alone[0], entry, phase) if entry is not alone[0] else None
            rows.append((f"{kernel}: {phase}" if kernel != phase else kernel, f"{unknowns:,}", clock(times["wall"]), clock(times["processor"]),
                         f"{1e6 * times['processor']['median'] / unknowns:.2f}", "-" if exponent is None else f"{exponent:.2f}",
                         f"{entry.get('memory', 0) / 1e6:.0f}"))
    head = ("kernel", "unknowns", "wall, s", "processor, s", "us per unknown", "exponent", "memory, MB")
    return table(head, rows) if rows else ""


def ranks_table(found):
    stream = {int(n): value for n, value in found["provenance"]["triad"].items()}
    rows = []
    for (kernel, phase), entries in in_sizes(found).items():
        if phase in NO_SPEEDUP:
            continue
        for (size, ranks), entry in entries.items():
            alone = entries.get((size, 1))
            if ranks == 1 or not alone or entry["phases"][phase]["wall"]["median"] <= 0.0:
                continue
            ratio = alone["phases"][phase]["wall"]["median"] / entry["phases"][phase]["wall"]["median"]
            rows.append((f"{kernel}: {phase}" if kernel != phase else kernel, size, ranks, f"{ratio:.2f}", f"{stream[ranks] / stream[1]:.2f}"))
    return table(("kernel", "unknowns", "ranks", "times as fast as one", "STREAM's ratio"), rows) if rows else ""


def share(entry, kernel):
    """GB/s, and of the triad of the same run."""
    speed = 1e-9 * kernel["calls"] * kernel["bytes"] / kernel["seconds"]
    return speed, speed / entry["triad"]


def bandwidth_table(found):
    rows = []
    for name, entry in found["entries"].items():
        for part, kernel in entry.get("kernels", {}).items():
            if part.split(".")[1] in KERNELS and kernel["seconds"] > 0.0 and entry.get("triad"):
                speed, fraction = share(entry, kernel)
                rows.append((name, part.split(".")[1], kernel["calls"], f"{1e-6 * kernel['bytes']:.1f}", f"{speed:.1f}", f"{fraction:.0%}"))
    return table(("entry", "operation", "calls", "MB a call", "GB/s", "of STREAM"), rows) if rows else ""


def cases_table(found):
    rows = []
    for name, entry in found["entries"].items():
        if "run.steps" not in entry["counts"]:
            continue
        phases = {phase: times["wall"]["median"] for phase, times in entry["phases"].items()}
        longest = sorted(phases, key=phases.get, reverse=True)[:4]
        rows.append((name, entry["ranks"], f"{entry['counts']['run.steps']}", clock(entry["wall"]),
                     ", ".join(f"{phase} {phases[phase]:.1f}" for phase in longest), f"{entry.get('memory', 0) / 1e6:.0f}",
                     f"{entry.get('bytes', 0) / 1e6:.1f}"))
    return table(("case", "ranks", "steps", "wall, s", "longest phases, s", "memory, MB", "written, MB"), rows) if rows else ""


def missing(found):
    lines = [f"- `{name}` was left out: {why}" for name, why in found.get("left_out", {}).items()]
    return "\n".join(lines + [f"- `{name}` failed: {why.splitlines()[0]}" for name, why in found.get("failed", {}).items()])


def draw(found):
    if "pairs" in found:
        return peers.draw(found)
    made = found["provenance"]
    stream = ", ".join(f"{value} GB/s on {n}" for n, value in made["triad"].items())
    parts = [f"Set `{found['set']}` at commit {made['commit'][:12]}, {made['machine']}; load {made.get('load', 0):.1f}; STREAM's triad {stream} rank(s)."]
    for title, text in (("Kernels on one rank, the exponent of processor time against the smallest size", sizes_table(found)),
                        ("More ranks", ranks_table(found)), ("Bytes that must be moved, against STREAM on as many ranks", bandwidth_table(found)),
                        ("Whole runs", cases_table(found)), ("Not measured", missing(found))):
        if text:
            parts.append(f"**{title}**\n\n{text}")
    return "\n\n".join(parts)


def put(found, page):
    put_between(draw(found), MARKS["pairs" in found], page)


def put_between(text, marks, page):
    """Replaces what stands between two lines of a page."""
    begin, end = marks
    try:
        old = page.read_text()
    except OSError as reason:
        sys.exit(f"{page} cannot be read: {reason.strerror}")
    before, _, rest = old.partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        sys.exit(f"{page} has no lines {begin} and {end}")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}")
