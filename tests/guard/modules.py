#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a module includes what its row of docs/rooms.txt does not allow, or the product what is for tests.

include/sij/testing/<module>.h belongs to the module of its name. Others may include it only if they test
themselves: all their headers stand in include/sij/testing/.

usage: modules.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]')


def read_map(path):
    """module -> modules it may use; header prefix -> the modules that may include it."""
    uses, home = {}, {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        module, used, foreign = (part.split() for part in line.split(":"))
        above = set(uses)
        if not set(used) <= above:
            sys.exit(f"{path}: {module[0]} names {sorted(set(used) - above)}, which stand below it")
        uses[module[0]] = {module[0], *used}
        for prefix in foreign:
            if prefix != "-":
                home.setdefault(prefix, set()).add(module[0])
    return uses, home


def owner_of(header, uses):
    """The module of <module>.h, <module>/x.h and testing/<module>.h; what else testing holds is its own."""
    first, last = Path(header.parts[0]).stem, Path(header.parts[-1]).stem
    return last if first == "testing" and last in uses else first


def module_of(file, root, uses):
    """src/<module>/x.c, include/sij/<module>/x.h and include/sij/<module>.h; None for src/cli/, the program."""
    parts = file.relative_to(root).parts
    if parts[0] == "src":
        return None if parts[1] == "cli" else parts[1]
    return owner_of(Path(*parts[2:]), uses)


def product(root, uses):
    """Modules with a header outside include/sij/testing/."""
    public = root / "include/sij"
    return {module for module in uses if (public / f"{module}.h").exists() or (public / module).is_dir()}


def faults(root, uses, home):
    files = sorted([*root.glob("src/**/*.[ch]"), *root.glob("include/sij/**/*.h")])
    shipped = product(root, uses)
    for file in files:
        module = module_of(file, root, uses)
        if module is not None and module not in uses:
            yield f"{file.relative_to(root)}: module {module} has no row in docs/rooms.txt"
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            header, where = found.group(1), f"{file.relative_to(root)}:{number}"
            target = owner_of(Path(*Path(header).parts[1:]), uses) if header.startswith("sij/") else None
            if module and target and target not in uses[module]:
                yield f"{where}: {module} includes {header}: not in its row of docs/rooms.txt"
            if module in shipped and header.startswith("sij/testing/") and target != module:
                yield f"{where}: {module} includes {header}, which is for tests"
            for prefix, owners in home.items():
                if header.startswith(prefix) and module is not None and module not in owners:
                    yield f"{where}: {module} includes {header}: only {' and '.join(sorted(owners))} may"


def main():
    root = Path(sys.argv[1]).resolve()
    found = list(faults(root, *read_map(root / "docs/rooms.txt")))
    print("\n".join(found) or "modules: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
