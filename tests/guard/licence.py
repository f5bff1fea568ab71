#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a source does not say its licence in its first lines (the second, below #! or a schema's line).

Sources are C, Python, JavaScript, style, shell and CMake files, `bootstrap`, hooks of continuous integration, workflows and the
inputs. Fixtures of tests, data and prose need no line of their own: LICENSE covers them.

usage: licence.py SOURCE_DIR
"""
import sys
from pathlib import Path

from sources import all_files

LINE = "SPDX-License-Identifier: GPL-3.0-or-later"
SUFFIXES = {".c", ".h", ".cc", ".cpp", ".py", ".sh", ".bash", ".zsh", ".cmake", ".yml", ".js", ".mjs", ".css"}
NAMES = {"CMakeLists.txt", "bootstrap", ".clang-format", ".clang-tidy", ".editorconfig", "CITATION.cff"}
WITHIN = 3  # lines


def is_source(file, root):
    path = file.relative_to(root)
    if file.name.endswith(".in"):
        return is_source(file.with_suffix(""), root)
    if file.suffix == ".yaml":
        return path.parts[0] == "inputs"
    return file.suffix in SUFFIXES or file.name in NAMES or path.parts[0] == ".ci"


def faults(root):
    for file in all_files(root):
        if is_source(file, root):
            head = file.read_text(errors="replace").splitlines()[:WITHIN]
            if not any(LINE in line for line in head):
                yield f"{file.relative_to(root)}: no line '{LINE}' among its first {WITHIN}"


def main():
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "licence: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
