#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if clang-format 14 would change a C file; with --write, change it. 77: there is no such tool.

usage: format.py SOURCE_DIR [--write]
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sources import all_files

SKIPPED = 77


def formatter():
    for name in ("clang-format-14", "clang-format"):
        program = shutil.which(name)
        if program:
            text = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
            if re.search(r"version 14\.", text):
                return program
    return None


def main():
    root, write = Path(sys.argv[1]).resolve(), "--write" in sys.argv[2:]
    program = formatter()
    if not program:
        print("format: clang-format 14 is not installed")
        return SKIPPED
    files = [file for file in all_files(root) if file.suffix in (".c", ".h")]
    how = ["-i"] if write else ["--dry-run", "-Werror"]
    done = subprocess.run([program, *how, *files], cwd=root)
    if done.returncode == 0:
        print(f"format: {len(files)} files, no fault")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
