#!/usr/bin/env python3
"""Plants one mistake after the other in a copy of the sources and asks which check sees it.

usage: planted.py SOURCE_DIR WORK_DIR [-o FILE.json] [WORD...]     (WORD: only mistakes that hold it)

mistakes.json lists them: file, the text that is replaced (it must occur once), what it becomes, what the
mistake is, and the checks that ought to see it. Each is built and its checks run whole; the last column is the first
figure that was missed. Exit code 1 when a mistake passes unseen. Minutes: it is no part of ctest.
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path


def copy_sources(source, work):
    listed = subprocess.run(["git", "-C", source, "ls-files"], check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        if name.startswith(("docs/", "tests/")):
            continue
        target = work / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != Path(source, name).read_bytes():
            shutil.copy2(Path(source, name), target)


def build(work):
    made = subprocess.run(["cmake", "--build", str(work / "build"), "-j2"], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(made.stdout[-3000:] + made.stderr[-3000:])


def seen_by(work, checks):
    """The first missed figure, or how the program stopped; None if all was well."""
    found = work / "found.json"
    for check in checks:
        found.unlink(missing_ok=True)
        done = subprocess.run([str(work / "build/sij"), "verify", check, "-o", str(found)],
                              capture_output=True, text=True)
        if not found.exists():
            return f"{check}: the run stopped: {(done.stderr.strip().splitlines() or ['?'])[-1][:80]}"
        for subject in json.loads(found.read_text())["subjects"]:
            for row in subject["rows"]:
                if row["verdict"] == "missed":
                    return f"{subject['name']}: {row['quantity']} = {row['value']:.3g}"
    return None


def plant(work, mistake):
    file = work / "source" / mistake["file"]
    text = file.read_text()
    if text.count(mistake["was"]) != 1:
        sys.exit(f"{mistake['file']}: {mistake['was']!r} occurs {text.count(mistake['was'])} times, not once")
    file.write_text(text.replace(mistake["was"], mistake["becomes"]))
    try:
        build(work)
        return seen_by(work, mistake["checks"])
    finally:
        file.write_text(text)


def main():
    source, work, *words = sys.argv[1:]
    output = words.pop(words.index("-o") + 1) if "-o" in words else None
    words = [word for word in words if word != "-o"]
    work = Path(work)
    mistakes = json.loads(Path(__file__).with_name("mistakes.json").read_text())
    mistakes = [m for m in mistakes if not words or any(w in json.dumps(m) for w in words)]
    copy_sources(source, work)
    subprocess.run(["cmake", "-S", str(work / "source"), "-B", str(work / "build"), "-DBUILD_TESTING=OFF",
                    "-DCMAKE_BUILD_TYPE=Release"], check=True, capture_output=True)
    for mistake in mistakes:
        mistake["seen"] = plant(work, mistake)
        print(f"{'seen  ' if mistake['seen'] else 'UNSEEN'} {mistake['what']}: {mistake['seen']}", flush=True)
    build(work)
    if output:
        Path(output).write_text(json.dumps(mistakes, indent=1) + "\n")
    return 1 if any(not mistake["seen"] for mistake in mistakes) else 0


if __name__ == "__main__":
    sys.exit(main())
