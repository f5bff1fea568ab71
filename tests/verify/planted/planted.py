#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one mistake after the other in a copy of the sources and asks whether the checks see it.

usage: planted.py SOURCE_DIR WORK_DIR [WORD...]     (WORD: only mistakes that hold it; --new: only those not yet seen)
       planted.py --check SOURCE_DIR                (whether list, sources and page agree; nothing is built)
       planted.py --table SOURCE_DIR                (rewrites the table of the page; nothing is built)

mistakes.json lists them: file, the text that is replaced (it must occur once), what it becomes, what the
mistake is, and the checks that must see it. Each is built and its checks run whole. What each check missed first is
written back into the list, and the table of docs/theory/verification.md is made of it. Exit code 1 when a mistake passes
unseen. Minutes: of ctest only --check is part.
"""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

LIST = "tests/verify/planted/mistakes.json"
PAGE = "docs/theory/verification.md"
BEGIN, END = "<!-- planted -->", "<!-- end of planted -->"


def copy_sources(source, work):
    listed = subprocess.run(["git", "-C", source, "ls-files"], check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        if name.startswith(("docs/", "tests/")):
            continue
        target = work / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != (source / name).read_bytes():
            shutil.copy2(source / name, target)


def build(work):
    made = subprocess.run(["cmake", "--build", str(work / "build"), "-j2"], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(made.stdout[-3000:] + made.stderr[-3000:])


def first_missed(work, check):
    """The first missed figure, or how the program stopped; None if all was well."""
    found = work / "found.json"
    found.unlink(missing_ok=True)
    done = subprocess.run([str(work / "build/sij"), "verify", check, "-o", str(found)], capture_output=True, text=True)
    if not found.exists():
        reason = re.search(r"\[0\]PETSC ERROR: ((?!-).*[a-z].*)", done.stderr)
        return "stopped: " + (reason.group(1) if reason else f"exit code {done.returncode}")[:90]
    for subject in json.loads(found.read_text())["subjects"]:
        for row in subject["rows"]:
            if row["verdict"] == "missed":
                value = "nothing" if row["value"] is None else f"{row['value']:.4g}"
                return f"{row['quantity']} = {value}"
    return None


def plant(work, mistake):
    file = work / "source" / mistake["file"]
    text = file.read_text()
    file.write_text(text.replace(mistake["was"], mistake["becomes"]))
    try:
        build(work)
        return {check: first_missed(work, check) for check in mistake["checks"]}
    finally:
        file.write_text(text)


def table(mistakes):
    yield "| mistake | file | caught by |"
    yield "| --- | --- | --- |"
    for m in mistakes:
        caught = "; ".join(f"`{check}`: {m['seen'].get(check) or '**unseen**'}" for check in m["checks"])
        yield f"| {m['what']} | `{m['file']}` | {caught} |"


def page_with(page, mistakes):
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}\n\n" + "\n".join(table(mistakes)) + f"\n\n{END}{rest.partition(END)[2]}"


def checks_of(source):
    for file in sorted((source / "src/verify").glob("*.c")):
        yield from re.findall(r'\.name\s*=\s*"([a-z_]+\.[a-z_]+)"', file.read_text())


def faults(source, mistakes):
    checks = set(checks_of(source))
    for m in mistakes:
        times = (source / m["file"]).read_text().count(m["was"])
        if times != 1:
            yield f"{m['file']}: {m['was']!r} occurs {times} times, not once"
        yield from (f"{m['what']}: there is no check {check}" for check in m["checks"] if check not in checks)
        yield from (f"{m['what']}: {check} was not seen to catch it" for check in m["checks"] if not m["seen"].get(check))
    caught = {check for m in mistakes for check in m["checks"]}
    yield from (f"{check}: no mistake was planted for it" for check in sorted(checks - caught))
    page = (source / PAGE).read_text()
    if page != page_with(page, mistakes):
        yield f"{PAGE}: its table is not what {LIST} makes it"


def agreed(source, mistakes):
    found = list(faults(source, mistakes))
    print("\n".join(found) or f"{len(mistakes)} mistakes, every check caught one")
    return 1 if found else 0


def is_wanted(mistake, words):
    if words == ["--new"]:
        return not all(mistake["seen"].get(check) for check in mistake["checks"])
    return not words or any(word in json.dumps(mistake) for word in words)


def plant_all(source, work, mistakes, words):
    copy_sources(source, work)
    subprocess.run(["cmake", "-S", str(work / "source"), "-B", str(work / "build"), "-DBUILD_TESTING=OFF",
                    "-DCMAKE_BUILD_TYPE=Release"], check=True, capture_output=True)
    for mistake in mistakes:
        if not is_wanted(mistake, words):
            continue
        mistake["seen"] = plant(work, mistake)
        print(mistake["what"], *(f"{check}: {seen or 'UNSEEN'}" for check, seen in mistake["seen"].items()),
              sep="\n  ", flush=True)
        (source / LIST).write_text(json.dumps(mistakes, indent=1) + "\n")
    rewrite_table(source, mistakes)


def rewrite_table(source, mistakes):
    page = source / PAGE
    page.write_text(page_with(page.read_text(), mistakes))


def main():
    mode = sys.argv[1] if sys.argv[1].startswith("--") else "--plant"
    source, *rest = sys.argv[1:] if mode == "--plant" else sys.argv[2:]
    source = Path(source)
    mistakes = json.loads((source / LIST).read_text())
    for mistake in mistakes:
        mistake.setdefault("seen", {})
    if mode == "--plant":
        plant_all(source, Path(rest[0]), mistakes, rest[1:])
    elif mode == "--table":
        rewrite_table(source, mistakes)
    return agreed(source, mistakes)


if __name__ == "__main__":
    sys.exit(main())
