#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if files of one module include each other in a circle.

A unit is a source with the header beside it, src/flow/step.c and src/flow/step.h, or one public header. A unit needs
another when any of its files includes a header of that one; no unit may need itself by way of others. Circles through
a unit of includes_pending.txt (src/flow/step) are excused for now (pending.py).

usage: includes.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

from modules import module_of, read_map
from pending import judged

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def header_of(text, file, root):
    """The file of the project that an #include names, or None."""
    for candidate in (root / "include" / text, file.parent / text):
        if candidate.exists():
            return candidate.resolve()
    return None


def needs_of(root):
    """unit -> units of its module that it includes; a unit is (module, name)."""
    uses, _ = read_map(root / "docs/rooms.txt")
    unit = {file: (module_of(file, root, uses), str(file.relative_to(root).with_suffix("")))
            for file in sorted([*root.glob("src/**/*.[ch]"), *root.glob("include/sij/**/*.h")])}
    needs = {name: {} for name in unit.values()}
    for file, one in unit.items():
        for text in INCLUDE.findall(file.read_text()):
            other = unit.get(header_of(text, file, root))
            if other and other != one and other[0] == one[0]:
                needs[one].setdefault(other, file)
    return needs


def path_between(needs, start, end):
    """The shortest way from one unit to another, or None."""
    ways, seen = [[start]], {start}
    for way in ways:
        for following in needs[way[-1]]:
            if following == end:
                return [*way, end]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def circles(needs):
    """Each circle once, as the shortest one through its first unit."""
    told = set()
    for unit in sorted(needs, key=str):
        circle = path_between(needs, unit, unit)
        if circle and not told & set(circle):
            told |= set(circle)
            yield circle


def main():
    root = Path(sys.argv[1]).resolve()
    needs = needs_of(root)
    found = list(judged("includes", (
        (circle[0][1], ", ".join(f"{needs[a][b].relative_to(root)} includes {b[1]}.h" for a, b in zip(circle, circle[1:])))
        for circle in circles(needs))))
    print("\n".join(f"circle: {line}" for line in found) or f"includes: {len(needs)} units, no circle")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
