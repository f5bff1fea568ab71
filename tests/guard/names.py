#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a module exports a symbol that no header of it declares, or declares a name of another subject.

What a public header declares begins with its module, with the subject of a header (regions.h: region_),
or with a type that one of the module's headers defines (CoarseMesh: coarse_). Public headers of a module are
include/sij/MODULE.h, include/sij/MODULE/ and, for tests alone, include/sij/testing/MODULE.h. What a header
beside the sources declares is internal and may have any name. Functions of MPI are declared by MPI: store stands before some by
the profiling interface.

usage: names.py SOURCE_DIR NM MODULE=LIBRARY...
"""
import re
import subprocess
import sys
from pathlib import Path

TYPE = re.compile(r"^(?:\}|typedef (?:struct|enum|union) \w+) (\w+);", re.MULTILINE)


def headers(root, module):
    public = root / "include/sij"
    return [*public.glob(f"{module}.h"), *public.glob(f"{module}/*.h"), *public.glob(f"{module}/*.h.in"),
            *public.glob(f"testing/{module}.h"), *root.glob(f"src/{module}/*.h")]


def subjects(module, files):
    """Every word a symbol of the module may begin with."""
    words = {module}
    for file in files:
        words |= {file.stem, file.stem.removesuffix("s")}
        for name in TYPE.findall(file.read_text()):
            words.add(re.match(r"[A-Z]?[a-z0-9]*", name).group(0).lower())
    return words


def exported(nm, library):
    listed = subprocess.run([nm, "-g", "--defined-only", "-P", library], check=True,
                            capture_output=True, text=True).stdout
    for line in listed.splitlines():
        parts = line.split()
        if len(parts) > 2 and re.fullmatch(r"[A-Za-z]\w*", parts[0]):
            yield parts[0]


def faults(root, nm, module, library):
    files = headers(root, module)
    words = subjects(module, files)
    text = "\n".join(file.read_text() for file in files)
    public = "\n".join(file.read_text() for file in files if "include" in file.parts)
    for symbol in exported(nm, library):
        if symbol.startswith("MPI_"):
            continue
        if not re.search(rf"\b{symbol}\b", text):
            yield f"{module}: {symbol} is exported but stands in no header of the module: make it static"
        elif re.search(rf"\b{symbol}\b", public) and not any(
                symbol.lower() == word or symbol.lower().startswith(word + "_") for word in words):
            yield f"{module}: {symbol} begins with none of {', '.join(sorted(words))}"


def main():
    root, nm = Path(sys.argv[1]).resolve(), sys.argv[2]
    found = []
    for pair in sys.argv[3:]:
        found += faults(root, nm, *pair.split("=", 1))
    print("\n".join(found) or f"names: {len(sys.argv) - 3} modules, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
