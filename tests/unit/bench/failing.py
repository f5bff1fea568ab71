#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be measured or read ends in a sentence and a code that is not zero.

usage: failing.py SIJ_BENCH
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

GOOD = "lap solve 1.0 1.0\ncount iterations 3\nresult reached 1\nmemory 1000\n"
LOG = 'for word; do case "$word" in :*) log="${word#:}"; echo "Stage Name,Event Name,Rank,Count" > "${log%:ascii_csv}";; esac; done\n'
PROGRAMS = {"sij": "exit 0", "benchmarks/triad": "echo 10.0", "benchmarks/elasticity": f"{LOG}printf '{GOOD}'",
            "benchmarks/biot": "echo the solid has fled >&2; exit 3", "benchmarks/steps": f"{LOG}echo lap without numbers"}


def make_build(folder):
    (folder / "benchmarks").mkdir()
    (folder / "CMakeCache.txt").write_text("CMAKE_BUILD_TYPE:STRING=Release\n")
    for name, script in PROGRAMS.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)


def call(bench, *words):
    done = subprocess.run([sys.executable, bench, *map(str, words)], capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done
    return done


def must_fail(bench, sentence, *words):
    done = call(bench, *words)
    assert done.returncode == 1 and sentence in done.stderr + done.stdout, (sentence, done)


def run_failing(bench, folder):
    """One benchmark runs, one ends with a code, the others say nothing that can be read: all are told, what ran is kept."""
    out = folder / "new"
    done = call(bench, "run", "--only", ".box", "--repeats", 1, "--build", folder, "-o", out)
    found = json.loads(out.read_text())
    assert done.returncode == 1 and "biot.box failed" in done.stderr and "the solid has fled" in done.stderr, done
    assert "front.box failed: steps does not say what it measured" in done.stderr, done
    assert list(found["entries"]) == ["elasticity.box"] and "biot.box" in found["failed"], found
    return found


def main():
    bench = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make_build(folder)
        found = run_failing(bench, folder)
        whole = {**found, "failed": {}, "entries": {**found["entries"], "biot.box": found["entries"]["elasticity.box"]}}
        for name, text in (("old", json.dumps(whole)), ("half", json.dumps(whole)[:200]), ("bare", '{"form": 1}'),
                           ("thin", json.dumps({**whole, "entries": {"biot.box": {"ranks": 1}}})), ("list", json.dumps({**whole, "entries": []}))):
            (folder / name).write_text(text)
        must_fail(bench, "was not measured: ", "compare", folder / "old", folder / "new")
        must_fail(bench, "is no measurement", "compare", folder / "half", folder / "new")
        must_fail(bench, "is no measurement", "compare", folder / "old", folder / "list")
        must_fail(bench, "lacks set, provenance, entries", "compare", folder / "old", folder / "bare")
        must_fail(bench, "lacks entries.biot.box.counts", "compare", folder / "old", folder / "thin")
        must_fail(bench, "cannot be read", "compare", folder / "old", folder / "nowhere")
        must_fail(bench, "cannot be read", "tables", folder / "nowhere")
        must_fail(bench, "is not built", "run", "--build", folder / "benchmarks")
        must_fail(bench, "no entry of the set", "run", "--only", "nothing", "--build", folder)
        done = call(bench, "run", "--only", ".box", "--limit-minutes", -1, "--build", folder, "-o", folder / "late")
        assert done.returncode == 0 and "the time is up" in done.stderr, done
        must_fail(bench, "was not measured: the time is up", "compare", folder / "old", folder / "late")
    print("what fails is told in sentences")


if __name__ == "__main__":
    main()
