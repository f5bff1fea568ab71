#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sij render` says of a folder that is no run, of words it does not know, and where there is no pvpython.

usage: faults.py SIJ
"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import need  # noqa: E402


def refused(sij, sentence, *words):
    done = subprocess.run([sij, "render", *words], capture_output=True, text=True)
    print(done.stderr.strip())
    need(done.returncode == 2, f"{words} ended with {done.returncode}, want 2\n{done.stderr}")
    need(sentence in done.stderr, f"{words}: \"{sentence}\" is not in\n{done.stderr}")


def main():
    sij = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        refused(sij, "summary.json: cannot be read", folder)
        refused(sij, "there is no such folder", str(Path(folder, "none")))
        Path(folder, "run.vtkhdf.part").write_text("")
        refused(sij, "summary.json: cannot be read", folder)
        refused(sij, "unknown option", folder, "--views", "axial")
    return 0


if __name__ == "__main__":
    sys.exit(main())
