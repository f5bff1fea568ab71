#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a function is exported that no file of the product calls: only tests do, or nobody.

What the linker will see counts: symbols that an object defines, and symbols that another one leaves open. Inside its
own file a function counts as called when its name stands there once more. The verification of the product, src/verify,
src/validate and src/verdicts, is no caller, except of its own functions and of what include/sij/testing/ declares;
src/testing is for tests, as is what include/sij/testing/ declares: a test must call that. Functions that begin with sij_
are the library's interface: who links it calls them;
functions of MPI that stand before MPI's own by its profiling interface, which they call as PMPI_..., are called by libraries.

Names of callers_pending.txt are excused for now (pending.py).

usage: callers.py SOURCE_DIR NM OBJECTS_FILE   a file of lines "module object"; the program's module is cli
"""
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from functions import tokens_of
from pending import judged

SELF_CHECK = {"testing", "verdicts", "verify", "validate"}
INTERFACE = "sij_"


def symbols(nm, paths):
    """Of each object, the functions it defines for others and the names it leaves open."""
    listed = subprocess.run([nm, "-g", "-P", "-A", *paths], check=True, capture_output=True, text=True).stdout
    functions, wanted = defaultdict(set), defaultdict(set)
    for line in listed.splitlines():
        path, rest = line.split(": ", 1)
        name, kind = rest.split()[:2]
        {"T": functions, "U": wanted}.get(kind, defaultdict(set))[path].add(name)
    return functions, wanted


def source_of(root, module, path):
    return root / "src" / module / Path(path).name.removesuffix(".o")


def uses_itself(root, module, path, name):
    return sum(word == name for word, _ in tokens_of(source_of(root, module, path).read_text())) > 1


def declared_for_testing(root):
    text = "\n".join(file.read_text() for file in root.glob("include/sij/testing/**/*.h"))
    return set(re.findall(r"\b\w+\b", text))


def words_of_tests(root):
    text = "\n".join(file.read_text() for file in root.glob("tests/**/*.c"))
    return set(re.findall(r"\b\w+\b", text))


def uncalled(root, nm, objects):
    """Source, name and callers of each exported function without a caller in the product."""
    functions, wanted = symbols(nm, [path for _, path in objects])
    for_testing, callers = declared_for_testing(root), defaultdict(set)
    tested = for_testing & words_of_tests(root)
    for module, path in objects:
        for name in wanted[path]:
            callers[name].add(module)
    for module, path in objects:
        for name in sorted(functions[path] if module != "testing" else ()):
            own = module in SELF_CHECK or name in for_testing
            called = callers[name] - (set() if own else SELF_CHECK)
            if f"P{name}" in wanted[path] and name.startswith("MPI_"):
                continue
            if not (called or name in tested or name == "main" or name.startswith(INTERFACE) or uses_itself(root, module, path, name)):
                yield source_of(root, module, path).relative_to(root), name, sorted(callers[name])


def main():
    root, nm = Path(sys.argv[1]).resolve(), sys.argv[2]
    objects = [line.split(" ", 1) for line in Path(sys.argv[3]).read_text().splitlines() if line]
    found = list(judged("callers", (
        (name, f"{file}: {name} is called by " + (f"{' and '.join(modules)} alone: declare it in include/sij/testing/"
                                                 if modules else "nobody, unless by tests: delete it"))
        for file, name, modules in uncalled(root, nm, objects))))
    print("\n".join(found) or f"callers: {len(objects)} objects, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
