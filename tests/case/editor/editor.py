#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case file in an editor: the language server that VS Code and others ask about YAML completes, explains and checks keys by the
schema that the program prints (editor.mjs).

usage: editor.py SIJ WORK   (WORK: where the packages of npm are put, once)
"""
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from packages import SKIPPED, installed  # noqa: E402


def main():
    sij, work = sys.argv[1], Path(sys.argv[2])
    if not installed(HERE, work):
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        with open(Path(folder) / "case.schema.json", "w", encoding="utf-8") as schema:
            subprocess.run([sij, "schema", "case"], check=True, stdout=schema)
        return subprocess.run(["node", HERE / "editor.mjs", work, folder], timeout=60).returncode


if __name__ == "__main__":
    sys.exit(main())
