#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if clang-tidy finds a fault in src/, by the checks of .clang-tidy. 77: there is no such tool.

A file that was clean is looked at again only when it, a header of the project it includes, its command or .clang-tidy
has changed. Files of tidy_pending.txt are excused for now (pending.py).

usage: tidy.py SOURCE_DIR BUILD_DIR
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from includes import INCLUDE, header_of
from pending import judged

SKIPPED = 77


def with_headers(file, root):
    """The file and all headers of the project it includes, directly or not."""
    files = [file]
    for one in files:
        for text in INCLUDE.findall(one.read_text()):
            header = header_of(text, one, root)
            if header and header not in files:
                files.append(header)
    return files


def key_of(entry, root, checks):
    """What the verdict on one file depends on."""
    text = checks + entry["command"] + "".join(f.read_text() for f in with_headers(Path(entry["file"]), root))
    return hashlib.sha256(text.encode()).hexdigest()


def warnings_about(program, build, file):
    done = subprocess.run([program, "--quiet", "-p", str(build), file], capture_output=True, text=True)
    return done.stdout + (done.stderr if done.returncode else "")


def main():
    root, build = (Path(word).resolve() for word in sys.argv[1:3])
    program = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
    commands = build / "compile_commands.json"
    if not program or not commands.exists():
        print("skipped: clang-tidy is not installed" if not program else f"skipped: there is no {commands}")
        return SKIPPED
    checks = (root / ".clang-tidy").read_text() + subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    entries = [e for e in json.loads(commands.read_text()) if Path(e["file"]).is_relative_to(root / "src")]
    sources = {str(file) for file in root.glob("src/*/*.c")}
    missing = sources - {entry["file"] for entry in entries}
    if len(missing) > len(sources) / 10:  # what an option leaves out is not compiled
        print(f"tidy: {commands} has no command for {len(missing)} of {len(sources)} sources, {min(missing)} among them")
        return 1
    keys = {entry["file"]: key_of(entry, root, checks) for entry in entries}
    memory = build / "tests/guard/tidy.clean"
    known = set(memory.read_text().split()) if memory.exists() else set()
    asked = [file for file, key in keys.items() if key not in known]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        said = dict(zip(asked, pool.map(lambda file: warnings_about(program, build, file), asked)))
    memory.write_text("\n".join(key for file, key in keys.items() if not said.get(file)) + "\n")
    found = list(judged("tidy", ((str(Path(file).relative_to(root)), text.replace(f"{root}/", "").rstrip())
                                   for file, text in said.items() if text)))
    print("\n".join(found) or f"tidy: {len(keys)} files, {len(asked)} of them looked at, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
