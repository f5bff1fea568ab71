#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a private word stands where the field has a term, or if a term of the field stands nowhere.

docs/developer/glossary.md has the terms. Each row of WORDS is a word that was dropped, what is said in its place, and
how it is told from its other meanings: by the folders, by the part of a file (code without comments and strings;
comments; prose, which is comments and Markdown), or by lines that are exempt. A dropped name is written with a group,
name_(of_it), so that a rename by script over the tree leaves this list alone.

usage: vocabulary.py SOURCE_DIR [--counts]

--counts prints how often each word is met and no places.
"""
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sources import all_files, text_lines

CODE, COMMENT, PROSE, ALL = "code", "comments", "comments and Markdown", "all"
ROOTS = {"src", "include", "tests", "docs", "benchmarks", "README.md", "CONTRIBUTING.md"}
SUFFIXES = {".c", ".h", ".py", ".md", ".json", ".txt", ".cmake"}
EXEMPT = {"tests/guard/vocabulary.py"}

SOLID = r"^(src|include/sij|tests/unit)/(mechanics|joint|poroelastic)\b"
FLOW = r"^(src|include/sij|tests/unit)/(flow|poroelastic)\b"
LOADS = r"^(src|include/sij|tests/unit)/(joint|simulate|casefile|poroelastic|flow)\b|^src/verify/(time|trial)|^docs/(user|theory|dec)"
NEVER = r"(?!)"


class Word(NamedTuple):
    word: str
    pattern: str
    wanted: str
    where: str = ""  # pattern of the paths; "" for all
    part: str = ALL
    unless: str = NEVER  # lines with the word in another meaning


WORDS = (
    # Boundary conditions and loads
    Word("hold, held", r"\b(mechanics_(hold|held)|flow_(held)|hold_\w+)\b|\bheld\b", "Dirichlet, constrained, prescribed",
         SOLID + r"|^(src|include/sij)/(flow|fem)\b", ALL, r"held (back|up|against)|is held to\b|(they|[Ff]luid) held"),
    Word("pinned", r"\bpin(s|ned)?\b", "constrained, Dirichlet", r"^(src|include|tests/unit)/"),
    Word("pull, weigh, push", r"\bmechanics_(pull|weigh|push|hold)\b", "traction, body force, point load"),
    Word("pull (of a spring)", r"\bMechanics(Pull)\b", "spring force"),
    Word("lift", r"\blift\b", "Dirichlet increment", r"^src/mechanics/"),
    Word("way", r"(\.|->)way\b|\*way\b|\(\*?way\)\[|, way\b|\bway\[", "Dirichlet increment", r"^src/mechanics/", CODE),
    Word("share (of the load)", r"\bMechanics(Share)\b|\bshare\.(load|tension)\b", "load factor"),
    Word("grip", r"(?<![A-Za-z])[Gg]rip(s|ped|ping)?(?![a-z])|(?<=[a-z])Grip\b",
         "distributing coupling (RBE3); of a case: attachment", "", ALL, r"\"mechanics\.grips?\"|`mechanics\.grips?`"),
    Word("clad", r"(?<![A-Za-z])[Cc]lad(s|ding)?(?![a-z])", "membrane, shell face"),
    Word("between (module)", r"\bbetween_sides\b|\bfem/between|\bbetween\.[ch]\b|\btest_between\b", "layer normal"),
    # Nonlinear and linear solvers
    Word("Standing, stand", r"\bStanding\b|\bstand\b(?=\s*[(,;=.]|->)", "residual norms",
         r"^(src|include/sij)/(mechanics|poroelastic|flow)\b", CODE),
    Word("learn, foresee, remainder", r"\b(learn|foresee|remainder)\b", "forcing term (Eisenstat-Walker), residual scale",
         r"^(src|include/sij)/(poroelastic|mechanics|flow)\b", CODE),
    Word("yield", r"\byield(s|ed|ing)?\b|\byield_\w+|\w+_yield\b", "compliance, Schur-complement approximation",
         r"^(src|include/sij)/(poroelastic|mechanics)|^src/verify/coupled.*\.c$|^docs/(theory/numerics|decisions)"),
    Word("worn, fresh, stale, whole, fine", r"(->|\.)(worn|fresh|stale|whole|fine)\b|\bbool\s+(worn|stale)\b|\bMat\s+\*?(whole|fine)\b",
         "state of the preconditioner, full operator, P2 operator", r"^src/mechanics/", CODE),
    Word("overshoot", r"\bovershoots?\b", "largest eigenvalue of the preconditioned operator",
         r"^src/mechanics/|^docs/theory/numerics", ALL, r"no (under|over)shoot"),
    # Time stepping
    # A figure of `sij verify` may still be the amount that is misplaced against an exact solution.
    Word("misplaced", r"\bmisplace(s|d|)\b", "local truncation error, error estimate",
         r"^(src/(?!verify)|include|docs/(theory/numerics|user|developer|decisions))"),
    Word("foretold", r"\b(foretold|foretell|foretells)\b", "predicted", r"^(src/(?!verify)|include|docs/theory/n)"),
    Word("guess", r"\bguess\(|\bguessed\b|\bfirst guess\b", "predictor, initial guess", r"^(src|include|docs/theory/n)"),
    Word("drift", r"\bhas_drift\b|\w*_drift\b|(->|\.)drift\b", "extrapolated rate", r"^(src|include/sij)/(flow|poroelastic)\b"),
    Word("turn (predictor)", r"\b(coupled|flow|poroelastic)_turn\b", "predictor reset"),
    Word("bend (of a load)", r"\b(joint_)?next_bend\b|\bCLOCK_BENDS\b|\bn?_?bends\b|\bbend of (a|the) load|\ba load bends\b",
         "load-curve breakpoint", LOADS, ALL, r"shells? |bending|bends it"),
    # Pores and flow
    Word("room (module)", r"\brooms\b(?!\.txt)|\b([Tt]he|[Aa]|[Tt]his|[Ii]ts|[Oo]ne|[Ee]ach|[Aa]nother|[Ee]very|public) room(?! for)\b|sij_room|<room>",
         "module", "", ALL),
    Word("room (for water)", r"(?<![A-Za-z])rooms?(?![a-z])(?!\.txt)", "change of pore volume, discrete divergence",
         r"^(src|include/sij|tests/unit)/(poroelastic|flow|porous)\b|^src/verify/coupled|^docs/(theory/[nv]|decisions/014)|mistakes\.json$", ALL, r"room for (?!water)"),
    Word("head", r"\b[Hh]eads?\b|\bheads_\w+", "excess Kirchhoff potential", r"^(src|include/sij|tests/unit)/flow\b"),
    Word("leaks, account, inside, reach", r"\b(flow_)?(leaks|accounts?|reach)\b(?=\s*[(\[;,=]|->|\.)|(->|\.)(inside|reach|account)\b",
         "cavity flux diagnostics, mass balance, cavity marker, step limit", r"^(src|include/sij)/flow\b", CODE),
    # Transport
    Word("capacity (R)", r"\bcapacity\b", "retardation factor",
         r"^(src|include/sij)/(transport|model|laws/solute)|^docs/theory/numerics", ALL, r"drug->capacity"),
    # Functions that are no verb with its object
    Word("go, tell, said, feel, string, sandwich, bag, blow", r"^static [\w\s*]*\b\*?(go|tell|said|feel|string|sandwich|bag|blow)\(",
         "a verb with its object", "", CODE),
)

# Types of these names were defined twice, with different meanings.
TYPES = ("Solids", "Fibre", "Standing", "Support", "Place")

TERMS = ("dirichlet", "boundary condition", "load factor", "forcing term", "truncation error")

STRING = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
TOKEN = re.compile(rf"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>{STRING})", re.DOTALL)


def blank(text):
    """Spaces of the same shape, so that lines keep their numbers."""
    return re.sub(r"[^\n]", " ", text)


def parts_of(file):
    """CODE, COMMENT, PROSE and ALL of a file, each as a list of lines."""
    text = "\n".join(line for _, line in text_lines(file))
    code = comment = ""
    if file.suffix in (".c", ".h"):
        code = TOKEN.sub(lambda m: blank(m.group(0)), text)
        at = 0
        for found in TOKEN.finditer(text):
            comment += blank(text[at:found.start()])
            comment += found.group(0) if found.group("comment") else blank(found.group(0))
            at = found.end()
    prose = text if file.suffix == ".md" else comment
    return {CODE: code.split("\n"), COMMENT: comment.split("\n"), PROSE: prose.split("\n"), ALL: text.split("\n")}


def sources(root):
    for file in all_files(root):
        path = file.relative_to(root)
        if path.parts[0] in ROOTS and file.suffix in SUFFIXES and path.as_posix() not in EXEMPT:
            yield path.as_posix(), file


def places(root):
    """(row of WORDS, path, line number, line) of each private word."""
    rows = [(word, re.compile(word.pattern), re.compile(word.where), re.compile(word.unless)) for word in WORDS]
    for path, file in sources(root):
        parts = parts_of(file)
        for word, pattern, where, unless in rows:
            if not where.search(path):
                continue
            for number, line in enumerate(parts[word.part], 1):
                if pattern.search(line) and not unless.search(parts[ALL][number - 1]):
                    yield word, path, number, parts[ALL][number - 1].strip()


def doubled_types(root):
    """(type, paths) of each type of TYPES that more than one header or source defines."""
    for name in TYPES:
        definition = re.compile(rf"^\}} {name};", re.MULTILINE)
        defined = [path for path, file in sources(root)
                   if path.startswith(("src/", "include/")) and definition.search(file.read_text(encoding="utf-8"))]
        if len(defined) > 1:
            yield name, defined


def missing_terms(root):
    text = " ".join(re.sub(r"\s*\n\s*(\*|//)?\s*", " ", file.read_text(encoding="utf-8")).lower()
                    for path, file in sources(root) if path.startswith(("src/", "include/")))
    return [term for term in TERMS if term not in text]


def main():
    root = Path(sys.argv[1]).resolve()
    found, doubled, lacking = list(places(root)), list(doubled_types(root)), missing_terms(root)
    if "--counts" not in sys.argv:
        for word, path, number, line in found:
            print(f"{path}:{number}: \"{word.word}\": say {word.wanted}: {line[:100]}")
    for word, count in Counter(word.word for word, *_ in found).most_common():
        print(f"{count:5d}  {word}")
    for name, paths in doubled:
        print(f"type {name} is defined in {' and '.join(paths)}: one meaning a word")
    for term in lacking:
        print(f"\"{term}\" stands nowhere in src and include")
    if not (found or doubled or lacking):
        print("vocabulary: no fault")
    return 1 if found or doubled or lacking else 0


if __name__ == "__main__":
    sys.exit(main())
