#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study of three cases on a small mesh: killed and resumed, on one rank and on two, as jobs, with a case that fails;
and what its ranking says.

usage: study.py SIJ MPIEXEC
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "fault/mesh"), str(Path(__file__).parents[2] / "support")]
from bar import Bar  # noqa: E402
from checks import near, need  # noqa: E402

CASE = """include: [baseline]
anatomy: {mesh_file: bar.msh}
time: {duration: 1 min, outputs: {first: 5 s, count: 4}}
injections:
  - {name: needle, tip: [22.3 mm, 1.9 mm, 3.7 mm], volume: 0.1 mL, rate: 1 mL/min, contents: {lidocaine: 2 %}}
pain: {sources: {lining_posterior: {weight: 1}}}
"""
STUDY = """title: Which volume?
baseline: case.yaml
vary: {grid: {injections.needle.volume: [0.05 mL, 0.1 mL, 0.2 mL]}}
rank_by: plasma.lidocaine.peak
show: [relief.peak, injection.needle.delivered]
"""
NAMES = ["case_001", "case_002", "case_003"]


class Scene:
    def __init__(self, sij, mpiexec, folder):
        self.sij, self.mpiexec, self.folder = sij, mpiexec, folder
        self.write("bar.msh", Bar().text())
        self.write("case.yaml", CASE)
        self.write("study.yaml", STUDY)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def command(self, *words, ranks=1):
        before = [self.mpiexec, "-n", str(ranks)] if ranks > 1 else []
        return [*before, self.sij, "study", "study.yaml", *words]

    def done(self, *words, ranks=1, code=0):
        done = subprocess.run(self.command(*words, ranks=ranks), cwd=self.folder, capture_output=True, text=True)
        need(done.returncode == code, f"{words}: ended with {done.returncode}, want {code}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def peak(self, place, name):
        summary = json.loads((self.folder / place / name / "summary.json").read_text())
        return next(q["value"] for q in summary["quantities"] if q["name"] == "plasma.lidocaine.peak")

    def times(self, place):
        return {name: (self.folder / place / name / "summary.json").stat().st_mtime_ns
                for name in NAMES if (self.folder / place / name / "summary.json").exists()}


def values(place):
    return {case["name"]: case["value"] for case in json.loads((place / "study.json").read_text())["cases"]}


def kill_after_first(scene, place):
    """Stops the study when its first case is finished and its second has saved a state; what is finished by then."""
    running = subprocess.Popen(scene.command("-o", place), cwd=scene.folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not list((scene.folder / place).glob("case_002/checkpoint/state-*.sij")):
        time.sleep(0.01)
    running.send_signal(signal.SIGTERM)
    told = running.communicate()[1]
    need(running.returncode == 75, f"the stopped study ended with {running.returncode}\n{told}")
    need("stopped by SIGTERM with 1 of 3 cases finished; the same command goes on" in told, told)
    return scene.times(place)


def check_resumed(scene):
    before = kill_after_first(scene, "one")
    need(list(before) == NAMES[:1], f"finished when it was stopped: {list(before)}")
    told = scene.done("-o", "one")
    need(scene.times("one")["case_001"] == before["case_001"], "a finished case was run again")
    need("case_001: begins" not in told and "case_002: begins" in told, told)
    need("3 of 3 cases finished" in told, told)
    after = scene.times("one")
    told = scene.done("-o", "one")
    need("begins" not in told and "ranked by plasma.lidocaine.peak, highest first" in told, told)
    need(scene.times("one") == after, "a finished study was run again")


def check_ranks(scene):
    told = scene.done("-o", "two", ranks=2)
    need("3 of 3 cases finished" in told, told)
    for name, value in values(scene.folder / "one").items():
        need(values(scene.folder / "two")[name] == value, f"{name} beside another case is not what it is alone")
    scene.done("-o", "together", "--ranks-per-case", "2", "--only", NAMES[1], ranks=2)
    near(scene.peak("together", NAMES[1]), scene.peak("one", NAMES[1]), "a case on two ranks", 1e-6)


def check_jobs(scene):
    told = scene.done("-o", "jobs", "--task", "1", "--tasks", "2")
    need("1 of 3 cases are finished" in told and list(scene.times("jobs")) == ["case_002"], told)
    need(not (scene.folder / "jobs/study.json").exists(), "a part of a study was ranked")
    scene.done("-o", "jobs", "--only", "case_003")
    told = scene.done("-o", "jobs", "--task", "0", "--tasks", "2")
    need("ranked by" in told, told)
    need(values(scene.folder / "jobs") == values(scene.folder / "one"), "jobs give other values")


def check_ranking(scene):
    study = json.loads((scene.folder / "one/study.json").read_text())
    names = [case["name"] for case in study["cases"]]
    need(names == NAMES[::-1], f"ranked {names}: more drug gives a higher peak")
    need(study["factors"][0]["range"] == [0.05, 0.2] and study["factors"][0]["unit"] == "mL", study["factors"])
    for case in study["cases"]:
        summary = json.loads((scene.folder / "one" / case["name"] / "summary.json").read_text())
        rows = {q["name"]: q["value"] for q in summary["quantities"]}
        need(case["value"] == rows["plasma.lidocaine.peak"], f"{case['name']}: {case['value']}")
        need(summary["case"] == case["name"], f"{case['name']} is called {summary['case']}")
        for q in case["shown"]:
            need(q["value"] == rows[q["name"]], f"{case['name']}: {q}")


def check_changed(scene):
    """Results of another study are not replaced in silence; one case that fails leaves the others."""
    scene.write("study.yaml", STUDY.replace("[0.05 mL,", "[0.06 mL,"))
    told = scene.done("-o", "one", code=2)
    need("holds the result of another case: injections.1.volume is" in told and "--overwrite" in told, told)
    scene.done("-o", "one", "--only", "case_001", "--overwrite")

    scene.write("study.yaml", STUDY.replace("vary:", "vary:\n  arms: {sound: {}, loose: {numerics.ledger_tolerance: 1e-300}}")
                .replace("vary:\n  arms", "vary:\n  arms").replace(" {grid: {injections.needle.volume: [0.05 mL, 0.1 mL, 0.2 mL]}}", ""))
    told = scene.done("-o", "failing", code=1)
    need("case loose failed: case.yaml: at " in told and "the ledger of" in told, told)
    need((scene.folder / "failing/sound/summary.json").exists() and "ranked by" in told, told)
    found = json.loads((scene.folder / "failing/study.json").read_text())["cases"]
    need([case["state"] for case in found] == ["finished", "failed"], found)


def check_two_programs(scene):
    """Two programs on one study: no case is run by both."""
    scene.write("study.yaml", STUDY)
    both = [subprocess.Popen(scene.command("-o", "shared"), cwd=scene.folder, stdout=subprocess.PIPE, text=True)
            for _ in range(2)]
    told = "".join(one.communicate()[0] for one in both)
    need(all(one.returncode == 0 for one in both), told)
    for name in NAMES:
        need(told.count(f"{name}: begins") == 1, f"{name} was begun {told.count(f'{name}: begins')} times\n{told}")


def main():
    sij, mpiexec = sys.argv[1:]
    os.environ.pop("SIJ_INCLUDE_PATH", None)
    with tempfile.TemporaryDirectory() as place:
        scene = Scene(sij, mpiexec, Path(place))
        for check in (check_resumed, check_ranking, check_ranks, check_jobs, check_two_programs, check_changed):
            began = time.monotonic()
            check(scene)
            print(f"{check.__name__}: {time.monotonic() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
