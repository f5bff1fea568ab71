#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sij report` says of folders that hold no finished run, and of files it must not replace: one sentence, exit
code 2, no trace, no page.

usage: page.py SIJ
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SUMMARY = {"case": "x", "quantities": [{"name": "relief.peak", "unit": "1", "value": 0.5}]}


def folder(place, name, **files):
    made = place / name
    made.mkdir()
    for file, text in files.items():
        (made / file.replace("__", ".")).write_text(text)
    return made


def runs(place):
    """Folder and what must be said of it."""
    good = json.dumps(SUMMARY)
    yield place / "nowhere", "there is no such folder"
    yield folder(place, "empty"), "summary.json: cannot be read"
    yield folder(place, "broken", summary__json='{"case": '), "not valid JSON"
    yield folder(place, "foreign", summary__json='{"name": "somebody\'s"}'), "this is no summary of a run"
    yield folder(place, "alone", summary__json=good), "run.vtkhdf: is missing"
    yield folder(place, "working", summary__json=good, run__vtkhdf__part=""), "this run has not finished"
    yield folder(place, "text", summary__json=good, run__vtkhdf="text"), "this is no HDF5 file, or it is cut off"


def faults(sij, place):
    page = place / "page.html"
    for run, wanted in runs(place):
        done = subprocess.run([sij, "report", run, "-o", page], capture_output=True, text=True)
        if done.returncode != 2 or wanted not in done.stderr or "PETSC ERROR" in done.stderr:
            yield f"{run.name}: exit code {done.returncode}, said: {done.stderr}"
        if page.exists() or list(place.glob("*.part")):
            yield f"{run.name}: a page was written"
    page.write_text("somebody's page")
    alone = place / "alone"
    for words in [["report", alone, "-o", page], ["compare", alone, alone, "--page", page]]:
        done = subprocess.run([sij, *words], capture_output=True, text=True)
        if done.returncode != 2 or "no page of `sij report`" not in done.stderr or page.read_text() != "somebody's page":
            yield f"{words[0]}: a foreign page: exit code {done.returncode}, said: {done.stderr}"


def main():
    with tempfile.TemporaryDirectory() as place:
        found = list(faults(sys.argv[1], Path(place)))
    print("\n".join(found) or "9 passed, 0 failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
