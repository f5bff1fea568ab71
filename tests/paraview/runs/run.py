#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small whole run, opened by ParaView; exit 77 where there is no ParaView.

usage: run.py SIJ CASE PVPYTHON
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
from whole import SKIPPED, finished  # noqa: E402


def main():
    sij, case, pvpython = sys.argv[1:]
    if not os.access(pvpython, os.X_OK):
        print("skipped: pvpython is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        finished([sij], case, folder, "time.duration=30 s", "time.outputs=[10 s, 30 s]")
        return subprocess.run([pvpython, "--force-offscreen-rendering", str(HERE / "check.py"), folder]).returncode


if __name__ == "__main__":
    sys.exit(main())
