#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small whole run, opened by ParaView; exit 77 where there is no ParaView.

usage: run.py SIJ CASE PVPYTHON
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from pvlaunch import looked_at  # noqa: E402
from whole import finished  # noqa: E402


def fill(sij, case, folder):
    finished([sij], case, folder, "time.duration=30 s", "time.outputs=[10 s, 30 s]")
    for time in ("0", "10", "30"):
        subprocess.run([sij, "export", folder, "--at", f"{time}s", "--vtu", "-o", Path(folder) / f"{time}.vtu"], check=True)


def main():
    sij, case, pvpython = sys.argv[1:]
    return looked_at(pvpython, HERE / "check.py", lambda folder: fill(sij, case, folder))


if __name__ == "__main__":
    sys.exit(main())
