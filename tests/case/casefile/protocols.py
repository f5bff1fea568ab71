# SPDX-License-Identifier: GPL-3.0-or-later
"""Each case of a paper says what it can be held against, each paper has all its arms, and its page tells of them.

usage: protocols.py SIJ ROOT
"""
import pathlib
import re
import subprocess
import sys

ARMS = {
    "berthelot2006": {"leak", "whole"},
    "borowsky2008": {"both", "joint"},
    "date2019": {"ligaments"},
    "kim2010": {"dextrose", "steroid"},
    "liliang2009": {"joint"},
    "luukkainen1999": {"saline", "steroid"},
    "murakami2007": {"behind", "joint"},
    "visser2013": {"injection", "manual_therapy", "physiotherapy"},
}
NO_ARMS = {"moments_7p5Nm", "nutation_1000N", "standing"}
OF_A_PAPER = re.compile(r"([a-z]+\d{4})_(\w+)")


def sentence(path):
    """The text of `expects:` as the file folds it; "" where it has none of its own."""
    found = re.search(r"^expects: >-\n((?:  .+\n)+)", path.read_text(), re.M)
    return " ".join(found[1].split()) if found else ""


def faults(sij, root):
    arms, sentences = {}, {}
    page = (root / "docs/user/protocols.md").read_text()
    for path in sorted((root / "inputs").glob("*.yaml")):
        named = OF_A_PAPER.fullmatch(path.stem)
        if not named and path.stem not in NO_ARMS:
            continue
        told = sentence(path)
        if not re.search(r"(19|20)\d\d .*\. Hold against it: .+\.$", told):
            yield f"{path.name}: expects does not tell a finding, with its year, and what to hold against it: {told!r}"
        if path.stem not in page:
            yield f"docs/user/protocols.md does not tell of {path.name}"
        if named:
            arms.setdefault(named[1], set()).add(named[2])
            sentences.setdefault(named[1], set()).add(told)
    if arms != ARMS:
        yield f"papers and arms are {arms}, should be {ARMS}"
    yield from (f"{paper}: its arms expect different things" for paper, told in sentences.items() if len(told) > 1)
    case = root / "inputs/murakami2007_joint.yaml"
    said = subprocess.run([sij, "check", case], capture_output=True, text=True, check=True).stdout
    if f"To be held against: {sentence(case)}\n" not in said:
        yield f"sij check {case.name} does not say what it can be held against:\n{said}"


if __name__ == "__main__":
    found = list(faults(sys.argv[1], pathlib.Path(sys.argv[2])))
    print("\n".join(found) or "every arm of every paper, with its sentence")
    sys.exit(bool(found))
