#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a relative link or picture of a Markdown file, or a heading it points to, does not exist.

usage: docs.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

from sources import all_files, text_lines

LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)")
CODE = re.compile(r"`[^`]*`")


def prose(file):
    """Lines outside fenced code, without inline code."""
    fenced = False
    for number, line in text_lines(file):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchors(file):
    """What headings are called in a link: lower case, punctuation dropped, spaces to hyphens."""
    for _, line in prose(file):
        if line.startswith("#"):
            title = line.lstrip("#").strip().replace("`", "").lower()
            yield re.sub(r"[^\w\- ]", "", title).replace(" ", "-")


def faults(root):
    for file in (f for f in all_files(root) if f.suffix == ".md"):
        for number, line in prose(file):
            for link in LINK.findall(CODE.sub("", line)):
                if re.match(r"[a-z]+:", link):
                    continue
                path, _, anchor = link.partition("#")
                target = (file.parent / path).resolve() if path else file
                where = f"{file.relative_to(root)}:{number}"
                if not target.exists():
                    yield f"{where}: {path} does not exist"
                elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                    yield f"{where}: {link}: there is no such heading"


def main():
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "docs: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
