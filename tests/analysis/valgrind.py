#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start of a tiny run under valgrind: no invalid access, no decision on what was never set, no memory lost.
77: there is no valgrind.

usage: valgrind.py SIJ CASE
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
FOUND = 9  # exit code
SHORT = ("-D", "time.duration=40 s", "-D", "time.outputs=[40 s]")


def main():
    sij, case = sys.argv[1:]
    program = shutil.which("valgrind")
    if not program:
        print("skipped: valgrind is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "--quiet", "--leak-check=full", "--show-leak-kinds=definite",
                               "--errors-for-leak-kinds=definite", "--num-callers=40", f"--error-exitcode={FOUND}",
                               f"--suppressions={Path(__file__).with_name('valgrind.supp')}",
                               sij, "run", case, "-o", f"{folder}/out", *SHORT],
                              capture_output=True, text=True, env=dict(os.environ, OMP_NUM_THREADS="1"))
    print(done.stderr[-6000:] if done.returncode else "valgrind: nothing found")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
