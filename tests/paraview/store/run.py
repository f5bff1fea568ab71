#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a known run on two ranks and have ParaView check it; exit 77 where there is no ParaView.

usage: run.py WRITER MPIEXEC PVPYTHON
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
CHECK = Path(__file__).with_name("check.py")


def main():
    writer, mpiexec, pvpython = sys.argv[1:]
    if not os.access(pvpython, os.X_OK):
        print("skipped: pvpython is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([mpiexec, "-n", "2", writer, folder, "-cubes", "5"], check=True)
        subprocess.run([pvpython, "--force-offscreen-rendering", str(CHECK), folder], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
