#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a page names a file or folder of the project, in `code`, that does not exist.

A name counts if it starts with a folder of the project (`src/flow/step.c`), or with the folder of a module and ends in .c
or .h (`flow/step.c`, `laws/pore.h`: below src/ or include/sij/). Names with <parts> or * to be filled in do not count.

usage: paths.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

from sources import all_files, text_lines

CODE = re.compile(r"`([^`\s]+)`")
FOLDERS = ("src/", "include/", "tests/", "docs/", "inputs/", "meshes/", "cmake/", "benchmarks/", ".ci/")
SOURCE = re.compile(r"[\w/]+\.[ch]")
OPEN = re.compile(r"[<>*{}$]|\.\.\.")


def exists(name, root):
    homes = [root] if name.startswith(FOLDERS) else [root / "src", root / "include/sij", root / "include"]
    return any((home / name).exists() for home in homes)


def faults(root):
    modules = {folder.name for folder in (root / "src").iterdir()} if (root / "src").is_dir() else set()
    for file in (f for f in all_files(root) if f.suffix == ".md"):
        for number, line in text_lines(file):
            for name in CODE.findall(line):
                name = name.rstrip(":,;")
                ours = name.startswith(FOLDERS) or (SOURCE.fullmatch(name) and name.split("/")[0] in modules)
                if ours and not OPEN.search(name) and not exists(name, root):
                    yield f"{file.relative_to(root)}:{number}: {name} does not exist"


def main():
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "paths: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
