# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that a guard knows of and lets pass for now: the lines of <guard>_pending.txt, of which the first word counts.

A line that excuses nothing any more is a fault itself, so that such a list only shrinks; a guard without one excuses
nothing.
"""
from pathlib import Path


def pending(guard):
    path = Path(__file__).with_name(f"{guard}_pending.txt")
    lines = path.read_text().splitlines() if path.exists() else []
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def judged(guard, found):
    """Of pairs (what may be excused, sentence), the sentences that stand; then the excuses that nobody needs."""
    found, excused = list(found), pending(guard)
    yield from (sentence for what, sentence in found if what not in excused)
    yield from (f"{guard}_pending.txt: {what} is no fault any more: take its line out"
                for what in sorted(excused - {what for what, _ in found}))
