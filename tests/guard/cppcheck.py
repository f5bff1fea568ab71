#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if cppcheck finds a fault in src/. 77: there is no such tool.

Files of cppcheck_pending.txt are excused for now (pending.py).

usage: cppcheck.py SOURCE_DIR
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from pending import judged

SKIPPED = 77
# What is not asked, and why.
SUPPRESSED = {
    "missingIncludeSystem": "headers of foreign libraries are not read",
    "invalidPointerCast": "tables of the case file reach members of a struct by their offset",
    "pointerOutOfBounds": "takes sizeof (*p)->member - 1 for arithmetic of pointers",
    "invalidFunctionArg": "logarithms of sums that are above zero",
}


def main():
    root = Path(sys.argv[1]).resolve()
    program = shutil.which("cppcheck")
    if not program:
        print("skipped: cppcheck is not installed")
        return SKIPPED
    done = subprocess.run(
        [program, "--quiet", "--enable=warning,performance,portability", "--std=c11", "--inline-suppr",
         "--template={file}:{line}: {message} [{id}]", "--template-location=", f"-j{len(os.sched_getaffinity(0))}", "-I", "include", *(f"--suppress={name}" for name in SUPPRESSED), "src"],
        cwd=root, capture_output=True, text=True)
    found = list(judged("cppcheck", ((line.split(":")[0], line) for line in done.stderr.splitlines() if line.strip())))
    print("\n".join(found) or "cppcheck: no fault")
    return 1 if done.returncode or found else 0


if __name__ == "__main__":
    sys.exit(main())
