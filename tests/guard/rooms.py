#!/usr/bin/env python3
"""Fail if a room includes what its row of docs/rooms.txt does not allow.

usage: rooms.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]')


def read_map(path):
    """room -> rooms it may use; header prefix -> the one room that may include it."""
    uses, home = {}, {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        room, used, foreign = (part.split() for part in line.split(":"))
        above = set(uses)
        if not set(used) <= above:
            sys.exit(f"{path}: {room[0]} names {sorted(set(used) - above)}, which stand below it")
        uses[room[0]] = {room[0], *used}
        home.update({prefix: room[0] for prefix in foreign if prefix != "-"})
    return uses, home


def room_of(file, root):
    """src/<room>/x.c, include/sij/<room>/x.h and include/sij/<room>.h; None for src/x.c, the program."""
    parts = file.relative_to(root).parts
    if parts[0] == "src":
        return parts[1] if len(parts) > 2 else None
    return Path(parts[2]).stem


def faults(root, uses, home):
    files = sorted([*root.glob("src/**/*.[ch]"), *root.glob("include/sij/**/*.h")])
    for file in files:
        room = room_of(file, root)
        if room is not None and room not in uses:
            yield f"{file.relative_to(root)}: room {room} has no row in docs/rooms.txt"
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            header, where = found.group(1), f"{file.relative_to(root)}:{number}"
            target = Path(header).parts[1].removesuffix(".h") if header.startswith("sij/") else None
            if room and target and target not in uses[room]:
                yield f"{where}: {room} includes {header}: not in its row of docs/rooms.txt"
            for prefix, owner in home.items():
                if header.startswith(prefix) and room is not None and owner != room:
                    yield f"{where}: {room} includes {header}: only {owner} may"


def main():
    root = Path(sys.argv[1]).resolve()
    found = list(faults(root, *read_map(root / "docs/rooms.txt")))
    print("\n".join(found) or "rooms: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
