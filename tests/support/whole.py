# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of whole runs share: start sij, read what it wrote."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

SKIPPED = 77
FORBIDDEN = ("PETSC ERROR", "runtime error", "AddressSanitizer")


def run_sij(command, case, folder, *overrides, options=()):
    """The finished process of `sij run CASE -o FOLDER -D ...`."""
    words = [*command, "run", str(case), "-o", str(folder)]
    words += [word for override in overrides for word in ("-D", override)]
    words += ["--", *options] if options else []
    return subprocess.run(words, capture_output=True, text=True)


def keep(path, summary):
    """A copy for the test that holds every summary against its schema, under a name that the same case gives again."""
    place = os.environ.get("SIJ_TEST_SUMMARIES")
    if place:
        names = " ".join([summary["case"], *(q["name"] for q in summary["quantities"])])
        Path(place).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, Path(place) / f"{hashlib.sha256(names.encode()).hexdigest()[:16]}.json")


class Result:
    """A folder of results: quantities of the summary by name, and the time series by column."""

    def __init__(self, folder):
        self.folder = Path(folder)
        summary = json.loads((self.folder / "summary.json").read_text())
        keep(self.folder / "summary.json", summary)
        self.value = {q["name"]: q["value"] for q in summary["quantities"]}
        head, *rows = (self.folder / "timeseries.csv").read_text().splitlines()
        columns = zip(*([float(x or "nan") for x in row.split(",")] for row in rows))
        self.series = {name.strip('"'): list(column) for name, column in zip(head.split(","), columns)}

    def names(self, start="", end=""):
        return [n for n in self.value if n.startswith(start) and n.endswith(end)]

    def drugs(self):
        return [n.split(".")[1] for n in self.names("ledger.", ".injected")]


def finished(command, case, folder, *overrides, options=()):
    """Result of a run that must end well."""
    done = run_sij(command, case, folder, *overrides, options=options)
    faulty = [word for word in FORBIDDEN if word in done.stderr]
    if done.returncode != 0 or faulty:
        sys.exit(f"{' '.join(map(str, done.args))}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return Result(folder)
