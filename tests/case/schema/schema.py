#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas that `sij schema` prints, held against what the program itself says, by a validator that knows nothing of it.

cases      every case of the project is valid, and so are the defaults and examples of the schema; every fault of
           tests/fault/casefile that `sij check` tells (expected.txt) is seen at the same place, or stands in
           only_program.json with the reason why only the program can see it
units      quantities with all kinds of units: what the schema refuses the program refuses; what only the program refuses
           is an expression of several units
summaries  those that other tests left are valid, and what is none is not

usage: schema.py CHECK SIJ SOURCE_DIR WORK [MORE]

WORK: where the packages of npm are put, once; MORE: unit_verdicts, or the folder of summaries
"""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from checks import need  # noqa: E402
from packages import SKIPPED, installed  # noqa: E402

SENTENCE = re.compile(r"^(?:[^:]*\.yaml > )?[^:]*\.yaml:\d+: (?:([a-z_]+(?:\.[\w -]+)*): )?")

NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
SEVERAL = re.compile(r"[/*^.()·\d²³⁻-]|\S\s+\S")


def printed(sij, subject):
    return subprocess.run([sij, "schema", subject], check=True, capture_output=True, text=True).stdout


def validated(work, schema, files):
    """{file: [(path, sentence)...]}"""
    where = work / "case.json"
    where.write_text(schema)
    done = subprocess.run([shutil.which("node"), HERE / "validate.mjs", work, where, *files], capture_output=True, text=True)
    need(done.returncode == 0, done.stderr)
    return {Path(file): [tuple(fault) for fault in found] for file, found in json.loads(done.stdout).items()}


def asked(words, lines):
    done = subprocess.run([*map(str, words)], input="".join(f"{line}\n" for line in lines), capture_output=True, text=True)
    need(done.returncode == 0, done.stderr)
    return done.stdout.splitlines()


def told(expected):
    """{file name: places of its faults}, as the program tells them."""
    found = {}
    for line in expected.read_text().splitlines():
        name = re.match(r"[\w.]+\.yaml", line)
        if name and not line.startswith("missing_file"):
            place = SENTENCE.match(line)
            found.setdefault(name[0], set()).add(place[1] or "" if place else "")
    return found


def cut(place):
    """Without the numbers of elements at its end: the program stops at the first of them that is wrong."""
    return re.sub(r"(\.\d+)+$", "", place)


def seen(place, places):
    """Whether a fault is found there or below; a file that is no YAML is at fault everywhere."""
    return "" in places or any(other == place or other.startswith(place + ".") for other in places)


def compare(name, program, schema, excused):
    for place in sorted(schema):
        need(not place or any(seen(other, {place}) or cut(other) == cut(place) for other in program),
             f"{name}: {place}: only the schema finds fault with it")
    for place in sorted(program):
        known = f"{name} {place}".strip() in excused
        need(known or seen(place, schema), f"{name}: {place}: only the program finds fault with it; if that must be so, "
             "only_program.json wants the reason")
        need(not (known and seen(place, schema)), f"{name}: {place}: the schema sees this too; take it out of only_program.json")


def cases(sij, source, work):
    schema = printed(sij, "case")
    need(schema == printed(sij, "case"), "the schema differs from one call to the next")
    (work / "case.json").write_text(schema)
    *misfits, count = asked([shutil.which("node"), HERE / "examples.mjs", work, work / "case.json"], [])
    need(not misfits and int(count) > 100, f"{count} defaults and examples: {misfits}")
    faulty, studies = source / "tests/fault/casefile", source / "inputs/studies"
    good = [file for folder in ("inputs", "meshes", "docs/examples", "tests") for file in (source / folder).rglob("*.yaml")
            if faulty not in file.parents and studies not in file.parents]
    for file, faults in validated(work, schema, good).items():
        need(not faults, f"{file}: {faults}")
    program = told(faulty / "expected.txt")
    found = validated(work, schema, [faulty / name for name in program])
    excused = {place for places in json.loads((HERE / "only_program.json").read_text()).values() for place in places}
    stale = excused - {f"{name} {place}".strip() for name, places in program.items() for place in places}
    need(not stale, f"only_program.json names faults that nobody tells: {sorted(stale)}")
    for file, faults in found.items():
        compare(file.name, program[file.name], {place for place, _ in faults}, excused)
    print(f"{len(good)} cases are valid; {sum(map(len, program.values()))} places of faults in {len(program)} files, "
          f"{len(excused)} of them the program's alone")


def units(sij, source, work, verdicts):
    """Of a common notation, or a lone word, the schema says what the program says; of others it refuses none that is good."""
    texts = (HERE / "units.txt").read_text().splitlines()
    rows = [line.split("\t") for line in asked([verdicts], texts)]
    where = work / "units.json"
    where.write_text(printed(sij, "case"))
    wanted = [(name.replace(" ", "_"), text) for name, text, _ in rows] + [("common", text) for text in texts]
    found = asked([shutil.which("node"), HERE / "units.mjs", work, where], ["\t".join(one) for one in wanted])
    common = {text for text, one in zip(texts, found[len(rows):]) if one == "1"}
    lenient = set()
    for (name, text, program), schema in zip(rows, found):
        need(schema >= program, f"{text}: {name} to the program, refused by the schema")
        exact = text in common or not SEVERAL.search(NUMBER.sub("", text))
        need(schema == program or not exact, f"{text}: no {name} to the program, accepted by the schema")
        lenient |= {text} if schema > program else set()
    print(f"{len(texts)} texts, {len(rows)} verdicts, {len(common)} common notations; only the program refuses some of "
          f"{sorted(lenient)}")


def spoiled(summary):
    """(what, a summary with a fault)"""
    for key in ("case", "quantities"):
        yield f"no {key}", {name: value for name, value in summary.items() if name != key}
    yield "a newer version", {**summary, "version": 2}
    yield "a key that nobody documents", {**summary, "colour": "blue"}
    row = {"name": "relief.peak", "unit": "1", "value": 0.5}
    for what, changed in (("a text for a value", {"value": "x"}), ("a value missing that must occur", {"value": None}),
                          ("no unit", {"unit": ""}), ("a negative bar", {"error": -1.0}), ("a name of one word", {"name": "relief"}),
                          ("half a yes", {"unit": "yes/no"})):
        yield what, {**summary, "quantities": [{**row, **changed}]}


def summaries(sij, source, work, place):
    schema = printed(sij, "summary")
    need(schema == (source / "src/report/summary-1.json").read_text(), "sij schema summary prints another file")
    old = {"case": "x", "quantities": [{"name": "relief.peak", "unit": "1", "value": 0.5, "error": 0.01},
                                       {"name": "targets.fat.onset_c", "unit": "min", "value": None}]}
    made = work / "summaries"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for what, summary in [("", old), ("", {"schema": "summary", "version": 1, **old}), *spoiled(old)]:
        (made / f"{len(list(made.iterdir()))}{what}.json").write_text(json.dumps(summary))
    for file, faults in validated(work, schema, sorted(made.iterdir())).items():
        need(bool(faults) == (not file.stem.isdigit()), f"{file.stem}: {faults or 'no fault is found'}")
    left = [file for file in Path(place).glob("*.json") if file.stat().st_mtime > Path(sij).stat().st_mtime]
    for file, faults in validated(work, schema, left).items():
        need(not faults, f"{file}: {faults[:3]}")
    print(f"{len(left)} summaries of other tests are valid")


def main():
    check, sij, source, work = sys.argv[1], *map(Path, sys.argv[2:5])
    if not installed(HERE, work):
        return SKIPPED
    globals()[check](sij, source, work, *sys.argv[5:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
