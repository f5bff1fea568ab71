#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees of a run: progress and the answer at its end, in a pipe and on a terminal; `sij compare` and `sij list`
at several widths.

usage: answer.py SIJ
"""
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CASE = Path(__file__).resolve().parent.parent / "runs" / "tiny_intra_articular.yaml"
SHORT = ["-D", "time={duration: 2 min, outputs: [1 min]}"]
WIDTHS = (60, 80, 120, 200)
SUBJECTS = ("tissues", "drugs", "sites", "places", "targets", "presets", "patients", "protocols")
COLOUR = re.compile(r"\033\[[0-9;]*[mK]")


def need(good, what):
    if not good:
        sys.exit(what)


def call(*words, columns=None, **environment):
    """What a command prints into a pipe."""
    settings = {**os.environ, **environment}
    settings.pop("COLUMNS", None)
    if columns:
        settings["COLUMNS"] = str(columns)
    done = subprocess.run(words, capture_output=True, text=True, env=settings)
    need(done.returncode == 0, f"{words} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def watch(*words, **environment):
    """What a command prints on a terminal of 80 columns."""
    main, end = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", **environment}
    settings.pop("COLUMNS", None)
    work = subprocess.Popen(words, stdout=end, stderr=end, env=settings)
    os.close(end)
    text = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        text += part
    need(work.wait() == 0, f"{words} ended with {work.returncode}: {text.decode()}")
    return text.decode()


def check_width(text, columns, what):
    for line in text.splitlines():
        need(len(line) <= columns, f"{what}: {len(line)} of {columns} columns: {line}")


def check_run(text):
    answer = text[text.index("Where does the injection go"):]
    need(re.search(r"^t .*step \d+ .*elapsed [\d.]+ s", text, re.M), f"no line of a step:\n{text}")
    need(re.search(r"^  It blocks .*\n", answer, re.M), f"the answer does not say what is blocked:\n{answer}")
    need("All of the 1.5 mL was delivered" in answer, f"the answer does not say what was delivered:\n{answer}")
    need("It spills onto no nerve" in answer, f"the answer does not say what spilled:\n{answer}")
    need("too coarse to believe" in answer, f"the answer believes this mesh:\n{answer}")
    need(not re.search(r"e-\d\d", answer), f"a number that nobody reads:\n{answer}")
    need(len(answer.splitlines()) <= 20, f"a long answer:\n{answer}")


def check_watched(text):
    plain = COLOUR.sub("", text)
    need(re.search(r"\r\[[#.]{24}\] t .*elapsed", text), f"no bar on a terminal:\n{text!r}")
    need("\033[1m" in text, "no colour on a terminal")
    for line in re.split(r"[\r\n]+", plain):
        need(len(line) <= 80 or "run.xdmf" in line, f"{len(line)} columns on a terminal of 80: {line}")


def check_compare(sij, runs):
    full = {name for name in re.findall(r'"name": "(injection[^"]*|spill[^"]*fraction|plasma[^"]*peak)"',
                                        (runs[0] / "summary.json").read_text())}
    for columns in WIDTHS:
        text = call(sij, "compare", *runs, columns=columns)
        check_width(text, columns, "compare")
        need("not distinguishable" in text and "relief of the stated pain" in text, f"compare says no verdict:\n{text}")
        text = call(sij, "compare", *runs, "--all", columns=columns)
        check_width(text, columns, "compare --all")
        missing = [name for name in full if name not in text]
        need(not missing, f"compare --all at {columns} columns cuts {missing}")


def check_lists(sij):
    for columns in (WIDTHS[0], WIDTHS[-1]):
        for subject in SUBJECTS:
            text = call(sij, "list", subject, columns=columns)
            check_width(text, columns, f"list {subject}")
            need(len(text.splitlines()) > 3, f"list {subject}: nothing")
    need("oblique_pulling  " in call(sij, "list", "protocols"), "columns run together")


def main():
    sij = sys.argv[1]
    with tempfile.TemporaryDirectory() as place:
        runs = [Path(place) / name for name in ("one", "two")]
        words = [sij, "run", CASE, "--allow-outside", *SHORT, "-o"]
        check_run(call(*words, runs[0]))
        check_watched(watch(*words, runs[1]))
        need("\033[" not in re.sub(r"\033\[K", "", watch(sij, "compare", runs[0], NO_COLOR="1")), "colour in spite of NO_COLOR")
        check_compare(sij, runs)
    check_lists(sij)
    print("answer: run, compare and list, no fault")


if __name__ == "__main__":
    main()
