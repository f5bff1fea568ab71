#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a known run on two ranks and have ParaView check it; exit 77 where there is no ParaView.

usage: run.py WRITER MPIEXEC PVPYTHON
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from pvlaunch import looked_at  # noqa: E402


def main():
    writer, mpiexec, pvpython = sys.argv[1:]
    return looked_at(pvpython, HERE / "check.py", lambda folder: subprocess.run(
        [mpiexec, "-n", "2", writer, folder, "-cubes", "5"], check=True))


if __name__ == "__main__":
    sys.exit(main())
