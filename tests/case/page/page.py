#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of real runs in a real browser: browser.mjs opens it, uses it and leaves pictures in OUT.

With --short coarse runs, opened and used shortly. Otherwise runs on the default mesh with error bars, whose pictures the
documentation shows; the page made to fit a small size; that of a run without injection; and the page of the same runs with a
quantity taken out, one set to null and one without its error bar.

usage: page.py [--short] SIJ MODULES OUT   (MODULES: the folder that holds node_modules)
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "runs"
INPUTS = HERE.parents[2] / "inputs"
MOST = 15  # MB
SMALL = 2.5  # MB, which two runs on the default mesh do not fit
SITES = ["intra_articular", "periarticular"]


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    print(done.stdout, done.stderr, sep="\n")
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}")


def simulate(sij, case, folder, *more):
    run(sij, "run", case, "-o", folder, "--allow-outside", *more)
    return folder


class Desk:
    """Pages of runs, opened in the browser."""

    def __init__(self, arguments, browser, node, place):
        self.sij, self.modules, self.out = arguments.sij, arguments.modules, arguments.out
        self.browser, self.node, self.page = browser, node, place / "page.html"

    def open(self, what, runs, most=MOST, verb=None):
        run(self.sij, *(verb or ["report", *runs, "-o", self.page, "--limit", most]))
        size = self.page.stat().st_size / 1e6
        print(f"page: {size:.2f} MB, at most {most}")
        if size > most:
            sys.exit("the page is too large")
        run(self.node, HERE / "browser.mjs", self.modules, self.browser, self.page, self.out, what,
            *(folder / "summary.json" for folder in runs))


def take_out(folder):
    path = folder / "summary.json"
    summary = json.loads(path.read_text())
    summary.pop("sha256", None)
    rows = [row for row in summary["quantities"] if row["name"] != "plasma.lidocaine.peak"]
    for row in rows:
        if row["name"] == "relief.peak":
            row.pop("error", None)
        if row["name"] == "targets.lateral_branch_s1.blocked_fraction_c":
            row["value"] = None
    path.write_text(json.dumps({**summary, "quantities": rows}))


def use_shortly(desk, place):
    runs = [simulate(desk.sij, CASES / f"tiny_{name}.yaml", place / name, "-D", f"name={name}") for name in SITES]
    desk.open("short", runs, verb=["compare", *runs, "--page", desk.page])
    take_out(runs[1])
    desk.open("numbers", runs)


def use(desk, place):
    runs = [simulate(desk.sij, INPUTS / f"{name}.yaml", place / name, "--error-estimate") for name in SITES]
    desk.open("all", runs)
    desk.open("thinned", runs, SMALL)
    desk.open("motion", [simulate(desk.sij, CASES / "tiny_standing.yaml", place / "standing")])
    take_out(runs[1])
    desk.open("numbers", runs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    for name in ["sij", "modules", "out"]:
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    browser, node = shutil.which("chromium"), shutil.which("node") or shutil.which("nodejs")
    if not browser or not (arguments.modules / "node_modules/playwright-core").exists():
        print("skipped: chromium (Debian: apt-get install chromium) or the npm package playwright-core is missing")
        return SKIPPED
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        (use_shortly if arguments.short else use)(Desk(arguments, browser, node, Path(place)), Path(place))
    return 0


if __name__ == "__main__":
    sys.exit(main())
