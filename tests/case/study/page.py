#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a study in a real browser: each number of its ranking is that of study.json, the charts hold every case, and
no part failed to draw.

usage: page.py SIJ
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "fault/mesh"), str(Path(__file__).parents[2] / "support")]
from bar import Bar  # noqa: E402
from checks import need  # noqa: E402
from study import CASE  # noqa: E402

SKIPPED = 77
STUDY = """title: What moves the peak?
baseline: case.yaml
vary:
  latin_hypercube:
    cases: 6
    ranges: {injections.needle.volume: {from: 0.05 mL, to: 0.2 mL, scale: log}, injections.needle.contents.lidocaine: [1 %, 2 %]}
rank_by: plasma.lidocaine.peak
show: [injection.needle.delivered, injection.needle.hub_pressure_max, relief.onset]
"""


def called(*words, cwd):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    need(done.returncode == 0, f"{words}: ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def drawn(browser, page):
    """The page as the browser has it after its script, without the data it was made of."""
    text = called(browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom", page.as_uri(),
                  cwd=page.parent)
    return re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def check_numbers(text, study):
    shown = {(case, name): value
             for case, name, value in re.findall(r'data-case="([^"]*)" data-name="([^"]*)" data-value="([^"]*)"', text)}
    wanted = {}
    for case in study["cases"]:
        for q in [*case["shown"], {"name": study["rank_by"]["quantity"], "value": case["value"]}]:
            wanted[case["name"], q["name"]] = q["value"]
    need(set(shown) == set(wanted), f"shown and not wanted, or the other way: {set(shown) ^ set(wanted)}")
    for key, value in wanted.items():
        found = shown[key]
        need((found == "missing") if value is None else float(found) == value, f"{key}: shown {found}, study.json has {value}")
    print(f"{len(wanted)} numbers are those of study.json")


def main():
    sij, browser = sys.argv[1], shutil.which("chromium")
    if not browser:
        print("skipped: chromium is missing (Debian: apt-get install chromium)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        for name, text in (("bar.msh", Bar().text()), ("case.yaml", CASE), ("study.yaml", STUDY)):
            (place / name).write_text(text)
        called(sij, "study", "study.yaml", "-o", "out", cwd=place)
        called(sij, "report", "out", "-o", "page.html", cwd=place)
        study = json.loads((place / "out/study.json").read_text())
        text = drawn(browser, place / "page.html")
        need("cannot be drawn" not in text, "a part of the page cannot be drawn")
        need("What moves the peak?" in text and "Response surface" in text, "the study is not on its page")
        check_numbers(text, study)
        for case in study["cases"]:  # a dot in each of two charts, and on the surface
            need(text.count(f"<title>{case['name']}: ") == 3, f"{case['name']} has {text.count(case['name'] + ': ')} dots, want 3")
        (place / "out/study.json").write_text('{"format": 2}')
        done = subprocess.run([sij, "report", "out"], cwd=place, capture_output=True, text=True)
        need(done.returncode == 2 and "is no study of format 1" in done.stderr, done.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
