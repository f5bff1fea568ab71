#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless the installed headers are those of include/sij/api/ and the version, each compiles alone as C and as
C++ without a warning, and every name in them is prefixed.

usage: headers.py TREE CC SOURCE_DIR
"""
import re
import subprocess
import sys
from pathlib import Path

from declared import headers, others


def flags(tree):
    where = next(tree.glob("lib*/**/sij.pc")).parent
    words = subprocess.run(["pkg-config", "--cflags", "sij"], check=True, capture_output=True, text=True,
                           env={"PKG_CONFIG_PATH": str(where), "PATH": "/usr/bin:/bin"}).stdout.split()
    # headers of others are not ours to judge
    return [word if f"{tree}" in word else re.sub("^-I", "-isystem", word) for word in words
            if not word.startswith("-Wp,")]


def compiles(cc, language, header, words):
    pedantic = ["-std=c17"] if language == "c" else ["-std=c++17", "-Wno-variadic-macros"]
    done = subprocess.run(
        [cc, "-x", language, *pedantic, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", *words, "-"],
        input=f"#include <sij/{header.name}>\n", capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def faults(tree, cc, source):
    installed = {header.name for header in headers(tree)}
    wanted = {file.name for file in (source / "include/sij/api").glob("*.h")} | {"sij_version.h"}
    if installed != wanted:
        yield f"installed and public headers differ by {sorted(installed ^ wanted)}"
    for header in headers(tree):
        for language in ("c", "c++"):
            complaint = compiles(cc, language, header, flags(tree))
            if complaint:
                yield f"{header.name} as {language}:\n{complaint}"
    for name in others(tree):
        if not name.startswith(("Sij", "SIJ_", "sij_")):
            yield f"{name} begins with neither Sij nor SIJ_"


def main():
    tree = Path(sys.argv[1])
    found = sorted(faults(tree, sys.argv[2], Path(sys.argv[3])))
    print("\n".join(found) or f"headers: {len(headers(tree))}, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
