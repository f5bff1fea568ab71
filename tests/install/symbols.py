#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless both forms of the installed library show exactly the functions that the headers declare, and the
shared one is versioned.

usage: symbols.py NM TREE VERSION
"""
import re
import subprocess
import sys
from pathlib import Path

from declared import functions


def shown(nm, library, *options):
    listed = subprocess.run([nm, "-g", "--defined-only", "-P", *options, library], check=True,
                            capture_output=True, text=True).stdout
    return {found[1] for found in re.finditer(r"^(\S+) [A-Za-z]\b", listed, re.MULTILINE)}


def folder(tree):
    return next(tree.glob("lib*/**/libsij.a")).parent


def faults(nm, tree, version):
    wanted, lib = functions(tree), folder(tree)
    for library, options in ((lib / "libsij.so", ["-D"]), (lib / "libsij.a", [])):
        found = shown(nm, library, *options)
        yield from (f"{library.name} shows {name}, which no header declares" for name in found - wanted)
        yield from (f"{library.name} does not show {name}" for name in wanted - found)
    major, minor = version.split(".")[:2]
    interface = major if major != "0" else f"0.{minor}"
    for name in (f"libsij.so.{interface}", f"libsij.so.{version}"):
        if not (lib / name).exists():
            yield f"there is no {name}"


def main():
    tree = Path(sys.argv[2])
    found = sorted(faults(sys.argv[1], tree, sys.argv[3]))
    print("\n".join(found) or f"symbols: {len(functions(tree))} functions, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
