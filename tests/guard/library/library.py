#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless every number of inputs/library/*.yaml has its row, with the same value, in docs/theory/sources.md,
every row its number, and every source its citation; and unless the tissues are those of the program and
film and ligaments have the constants their shape gives them. The same for coordinates and shape constants: the table
of src/anatomy/constants.c is that of docs/theory/anatomy.md, and the files that draw the anatomy hold no other.

usage: library.py SOURCE_DIR
"""
import itertools
import math
import re
import sys
from pathlib import Path

CONFIDENCE = {"checked", "recalled", "estimate"}
# a patient or what is done to one is an input, not a constant
INPUTS = ("patients.", "pain.", "protocols.", "include")
KEY_LINE = re.compile(r"^( *)([A-Za-z_][\w]*):(?: (.*))?$")
COLUMNS = ["key", "value", "unit", "range", "source", "confidence", "why"]


def flow_mapping(name, text):
    """{a: 1, b: [2, 3]} -> name.a, name.b; one level."""
    for part in re.split(r",\s*(?![^\[]*\])", text.strip("{}")):
        if not part.strip():
            continue
        key, value = part.split(":", 1)
        yield f"{name}.{key.strip()}", value.strip()


def read_yaml(path):
    """key path -> scalar text, of block mappings with plain scalars and flow collections of them."""
    leaves, stack = {}, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = re.sub(r"(^|\s)#.*$", "", line).rstrip()
        if not line:
            continue
        found = KEY_LINE.match(line)
        if not found:
            sys.exit(f"{path}:{number}: not a plain 'key: value': {line.strip()}")
        depth, key, value = len(found[1]) // 2, found[2], found[3]
        if depth > len(stack) or len(found[1]) % 2:
            sys.exit(f"{path}:{number}: indented too deep")
        stack = stack[:depth] + [key]
        name = ".".join(stack)
        if name in leaves:
            sys.exit(f"{path}:{number}: {name} is there twice")
        if value is not None:
            leaves.update(flow_mapping(name, value) if value[0] == "{" else [(name, value)])
            stack.pop()
    return leaves


def is_number(text):
    return re.match(r"\[?[-+.]?\d", text) is not None


def expand(key):
    parts = re.split(r"\{([^}]*)\}", key)
    choices = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(choice) for choice in itertools.product(*choices)]


def tables(path):
    """Rows as lists of cells under the header of their table."""
    header = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.startswith("|"):
            header = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if header is None:
            header = cells
        elif not set(line) <= set("|-: "):
            yield number, header, cells


def read_sources(path):
    """key path -> (text, row); faults of form; names of cited and of listed sources."""
    rows, faults, cited, listed = {}, [], set(), set()
    for number, header, cells in tables(path):
        where = f"docs/theory/sources.md:{number}"
        if header[0] == "name above":
            listed.add(cells[0])
        if header != COLUMNS:
            continue
        if len(cells) != len(COLUMNS):
            faults.append(f"{where}: {len(cells)} cells, want {len(COLUMNS)}")
            continue
        key, value, unit, _, source, confidence, why = cells
        if confidence not in CONFIDENCE:
            faults.append(f"{where}: confidence {confidence}, want one of {sorted(CONFIDENCE)}")
        if confidence == "estimate" and not why:
            faults.append(f"{where}: an estimate without its reasoning")
        cited.update(name.strip() for name in source.split(";") if source != "-")
        for name in expand(key.strip("`")):
            if name in rows:
                faults.append(f"{where}: {name} has two rows")
            rows[name] = (f"{value} {unit}".strip(), where)
    return rows, faults, cited, listed


def citations(cited, listed):
    for source in sorted(cited - listed):
        yield f"docs/theory/sources.md: no citation for {source}"
    for source in sorted(listed - cited):
        yield f"docs/theory/sources.md: nothing comes from {source}"


def constants_of_laws(root, rows):
    """laws.<file>.<NAME> must stand in src/laws/<file>.c with the value of its row."""
    for name, (text, where) in rows.items():
        if name.startswith("laws."):
            _, file, constant = name.split(".")
            path = root / f"src/laws/{file}.c"
            code = path.read_text() if path.exists() else ""
            if not re.search(rf"\b{constant}\s*=\s*{re.escape(text)};", code):
                yield f"{where}: src/laws/{file}.c has no {constant} = {text}"


SHAPE_COLUMNS = ["name", "value", "unit", "source", "what it is"]
SHAPE_ROW = re.compile(r'\[SHAPE_(\w+)\] = \{"([\w.]+)", (\d+), \{([^}]*)\}, "([^"]*)", "([^"]*)"\}')
# files that draw the anatomy, and numbers that belong to formulas, not to a shape
SHAPE_FILES = ("reference", "bones", "ligaments", "surroundings", "warp", "targets", "sites", "landmarks", "size")
SHAPE_PLAIN = {0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 180.0}
SHAPE_EXEMPT = re.compile(r"static const double (BRACKET|DEEPEST) ")


def shapes_of_code(root):
    """name -> (values, unit, source) of the table of the program; faults of form."""
    text = " ".join((root / "src/anatomy/constants.c").read_text().split())
    rows, faults = {}, []
    for key, name, count, values, unit, source in SHAPE_ROW.findall(text):
        numbers = [float(value) for value in values.split(",")]
        if key != name.upper().replace(".", "_"):
            faults.append(f"src/anatomy/constants.c: {name} stands under SHAPE_{key}")
        if len(numbers) != int(count):
            faults.append(f"src/anatomy/constants.c: {name} says {count} values and has {len(numbers)}")
        rows[name] = (numbers, unit, source)
    keys = set(re.findall(r"^  SHAPE_(\w+),$", (root / "src/anatomy/constants.h").read_text(), re.MULTILINE))
    for name in sorted(keys ^ {name.upper().replace(".", "_") for name in rows}):
        faults.append(f"src/anatomy/constants.c: SHAPE_{name} has no row, or no place in the enum")
    return rows, faults


def shapes_of_docs(root):
    """The same of the page, with the line of each row."""
    rows = {}
    for number, header, cells in tables(root / "docs/theory/anatomy.md"):
        if header == SHAPE_COLUMNS:
            name, values, unit, source = cells[:4]
            rows[name.strip("`")] = ([float(value) for value in values.split(",")], unit or "-", source, number)
    return rows


def limits_of_docs(root, code):
    """What can be built, in the table of parameters, is what the program accepts."""
    for number, header, cells in tables(root / "docs/theory/anatomy.md"):
        if header[0] != "key":
            continue
        names = re.findall(r"`(\w+)`", cells[0])
        ranges = [[float(end) for end in part.split(" to ")] for part in cells[2].split(",")]
        for name, found in zip(names, ranges if len(ranges) > 1 else ranges * len(names)):
            want = code.get(f"limit.anatomy.{name}", (None,))[0]
            if found != want:
                yield f"docs/theory/anatomy.md:{number}: {name} is {found}, the program has {want}"


def bare_numbers(root):
    """Coordinates that stand in the code that draws the anatomy instead of in its table."""
    for file in SHAPE_FILES:
        path = root / f"src/anatomy/{file}.c"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = re.sub(r'"[^"]*"|//.*', "", line)
            for literal in re.findall(r"(?<![\w.])\d+\.\d*(?![\w.])", code):
                if not SHAPE_EXEMPT.match(line) and float(literal) not in SHAPE_PLAIN:
                    yield f"src/anatomy/{file}.c:{number}: {literal} belongs to src/anatomy/constants.c"


def shapes(root, listed):
    code, faults = shapes_of_code(root)
    docs = shapes_of_docs(root)
    yield from faults
    for name in sorted(code.keys() | docs.keys()):
        if name not in docs:
            yield f"src/anatomy/constants.c: {name} has no row in docs/theory/anatomy.md"
        elif name not in code:
            yield f"docs/theory/anatomy.md:{docs[name][3]}: {name} is not in src/anatomy/constants.c"
        elif code[name] != docs[name][:3]:
            yield f"docs/theory/anatomy.md:{docs[name][3]}: {name} is {docs[name][:3]}, the program has {code[name]}"
        elif code[name][2] not in listed | {"estimate"}:
            yield f"docs/theory/anatomy.md:{docs[name][3]}: no citation for {code[name][2]}"
    yield from limits_of_docs(root, code)
    yield from bare_numbers(root)


def tissues(root, leaves):
    """The tissues of the library are those of the program."""
    code = (root / "src/casefile/regions.c").read_text()
    wanted = set(re.findall(r'\[REGION_\w+\]\s*=\s*"(\w+)"', code))
    found = {name.split(".")[1] for name in leaves if name.startswith("tissues.")}
    for name in sorted(wanted ^ found):
        yield f"tissues.{name}: in only one of src/casefile/regions.c and inputs/library"


def film(leaves):
    """The film at rest conducts as plates phi x 1 mm apart, filled with its fluid."""
    number = lambda name: float(leaves[name].split()[0])
    phi = number("tissues.joint_cavity.porosity")
    viscosity = 1e-3 * number("surfaces.cavity_film_viscosity")
    want = phi * (phi * 1e-3) ** 2 / (12 * viscosity)
    found = number("tissues.joint_cavity.conductivity_along")
    if abs(found - want) > 0.05 * want:
        yield f"tissues.joint_cavity.conductivity_along: {found:g}, its film gives {want:.3g}"


def springs(leaves):
    """A ligament outside the block is as stiff as its section and length make the law of ligaments where
    it carries the pull: 35 MPa at first, as docs/theory/sources.md takes it, stiffening as the ligaments of the block do."""
    number = lambda name: float(leaves[name].split()[0])
    stiffening = number("tissues.lig_post_long.fibre_stiffening")

    def pull(stretch):  # MPa
        strain = stretch * stretch - 1
        return 35 / 2 * stretch * strain * math.exp(stiffening * strain * strain)

    for name, area, length in (("sacrotuberous", 26 * 3.5, 79), ("sacrospinous", 12.5 * 3, 45),
                               ("iliolumbar", 30, 31.7)):  # mm^2, mm
        spring = f"mechanics.springs.{name}"
        taut = next(s for s in (1 + 1e-5 * i for i in range(10000))
                    if pull(s) >= number(f"{spring}.preload") / area)
        want = (pull(taut + 1e-5) - pull(taut)) / 1e-5 * area / length
        found = number(f"{spring}.stiffness")
        if abs(found - want) > 0.02 * want:
            yield f"{spring}.stiffness: {found:g}, its ligament has {want:.3g} N/mm"


def main():
    root = Path(sys.argv[1]).resolve()
    leaves = {}
    for path in sorted((root / "inputs/library").glob("*.yaml")):
        leaves.update(read_yaml(path))
    numbers = {name: text for name, text in leaves.items()
               if is_number(text) and not name.startswith(INPUTS)}
    rows, faults, cited, listed = read_sources(root / "docs/theory/sources.md")
    for name, text in numbers.items():
        if name not in rows:
            faults.append(f"{name}: {text} has no row in docs/theory/sources.md")
        elif rows[name][0] != text:
            faults.append(f"{rows[name][1]}: {name} is {rows[name][0]}, the library has {text}")
    faults += [f"{where}: {name} is not in the library"
               for name, (_, where) in rows.items() if name not in numbers and name[:5] != "laws."]
    faults += [*citations(cited, listed), *constants_of_laws(root, rows), *tissues(root, leaves),
               *film(leaves), *springs(leaves), *shapes(root, listed)]
    print("\n".join(faults) or f"library: {len(numbers)} numbers of tissues and drugs, "
          f"{len(shapes_of_docs(root))} shape constants, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
