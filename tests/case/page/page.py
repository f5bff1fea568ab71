#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of two real, coarse runs in a real browser: browser.mjs opens it, uses it and leaves pictures in OUT.

A second page is of the same runs with a quantity taken out, one set to null and one with an error bar; of it only the numbers
are read.

usage: page.py SIJ MODULES OUT   (MODULES: the folder that holds node_modules)
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "runs"
MOST = 15e6  # bytes


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    print(done.stdout, done.stderr, sep="\n")
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}")


def simulate(sij, folder):
    runs = []
    for name in ["intra_articular", "periarticular"]:
        runs.append(folder / name)
        run(sij, "run", CASES / f"tiny_{name}.yaml", "-o", runs[-1], "--allow-outside",
            "-D", f"name={name}")
    return runs


def take_out(folder):
    path = folder / "summary.json"
    summary = json.loads(path.read_text())
    rows = [row for row in summary["quantities"] if row["name"] != "plasma.lidocaine.peak"]
    for row in rows:
        if row["name"] == "relief.peak":
            row["error"] = 0.02
        if row["name"] == "targets.lateral_branch_s1.blocked_fraction_c":
            row["value"] = None
    path.write_text(json.dumps({**summary, "quantities": rows}))


def main():
    sij, modules, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    browser, node = shutil.which("chromium"), shutil.which("node") or shutil.which("nodejs")
    if not browser or not (modules / "node_modules/playwright-core").exists():
        print("skipped: chromium (Debian: apt-get install chromium) or the npm package playwright-core is missing")
        return SKIPPED
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        runs = simulate(sij, Path(place))
        page = Path(place) / "page.html"
        for change, pictures in [(None, out), (take_out, "-")]:
            if change:
                change(runs[1])
            run(sij, "report", *runs, "-o", page)
            size = page.stat().st_size
            print(f"page: {size / 1e6:.2f} MB, at most {MOST / 1e6:.0f}")
            if size > MOST:
                sys.exit("the page is too large")
            run(node, HERE / "browser.mjs", modules, browser, page, pictures, *(folder / "summary.json" for folder in runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
