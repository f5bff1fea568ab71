#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless the installed program tells the version of the library, finds its own library of tissues and drugs from
any folder, prints the installed schema, and its installed inputs are cases without a fault.

usage: program.py TREE VERSION SOURCE_DIR
"""
import subprocess
import sys
import tempfile
from pathlib import Path


def call(tree, folder, *words):
    return subprocess.run([tree / "bin/sij", *words], cwd=folder, capture_output=True, text=True)


def faults(tree, version, source, folder):
    told = call(tree, folder, "--version").stdout
    if not told.startswith(f"sij {version}"):
        yield f"--version tells {told.splitlines()[:1]}, want sij {version}"
    written = (tree / "include/sij/sij_version.h").read_text()
    if f'"{version}"' not in written:
        yield f"sij_version.h does not hold {version}"
    listed = call(tree, folder, "list", "drugs")
    if "lidocaine" not in listed.stdout:
        yield f"list drugs: no lidocaine: {listed.stderr}"
    schema = call(tree, folder, "schema", "summary").stdout
    if schema != (tree / "share/sij/schema/summary-1.json").read_text():
        yield "schema summary is not the installed file"
    inputs = sorted((tree / "share/sij/inputs").glob("*.yaml"))
    if {file.name for file in inputs} != {file.name for file in (source / "inputs").glob("*.yaml")}:
        yield "the installed inputs are not those of the project"
    for file in inputs[:: max(1, len(inputs) // 4)]:
        done = call(tree, folder, "check", file)
        if done.returncode:
            yield f"check {file.name}: {done.stderr}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3]), folder))
    print("\n".join(found) or "program: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
