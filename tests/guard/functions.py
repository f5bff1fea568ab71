#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if functions have grown: the median is at most 12 lines, the largest 67, and nothing is nested four deep.

A function's length is the lines from its first word to its closing brace. Depth counts the blocks of if, for, while,
do and switch inside each other: loops over i, j and k that share one block are one level, "else if" continues its "if".

usage: functions.py SOURCE_DIR
"""
import re
import statistics
import sys
from pathlib import Path
from typing import NamedTuple

MEDIAN, LARGEST, DEPTH = 12, 67, 3
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:\\\n|[^\n])*',
                      re.DOTALL | re.MULTILINE)
TOKEN = re.compile(r"[A-Za-z_]\w*|\S")
CONTROL = {"if", "for", "while", "switch"}


class Function(NamedTuple):
    file: Path
    line: int
    name: str
    length: int
    depth: int


def tokens_of(text):
    """(word, line number) of what is code: comments, literals and directives keep only their line ends."""
    code = NOT_CODE.sub(lambda found: "\n" * found.group().count("\n") if found.group()[0] not in "\"'" else "0", text)
    line, at = 1, 0
    for found in TOKEN.finditer(code):
        line += code.count("\n", at, found.start())
        at = found.start()
        yield found.group(), line


class Body:
    """Depth of a function's statements, by descent."""

    def __init__(self, words, at):
        self.words, self.at, self.deepest = words, at, 0

    def skip_group(self):
        """Past what starts with the bracket here."""
        level = 0
        while True:
            level += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(self.words[self.at], 0)
            self.at += 1
            if level == 0:
                return

    def block(self, depth):
        self.at += 1
        while self.words[self.at] != "}":
            self.statement(depth)
        self.at += 1

    def plain(self):
        """Past an expression or a declaration, or a label and its colon."""
        while self.words[self.at] not in (";", ":", "?"):
            self.skip_group() if self.words[self.at] in "([{" else self.advance()
        if self.words[self.at] == "?":
            while self.words[self.at] != ";":
                self.skip_group() if self.words[self.at] in "([{" else self.advance()
        self.advance()

    def advance(self):
        self.at += 1

    def statement(self, depth):
        word = self.words[self.at]
        if word == "{":
            self.block(depth)
        elif word in CONTROL:
            self.controlled(word, depth)
        elif word == "do":
            self.advance()
            self.nested(depth)
            self.plain()  # while (...);
        else:
            self.plain()

    def controlled(self, word, depth):
        self.advance()
        self.skip_group()
        self.nested(depth)
        if word == "if" and self.words[self.at] == "else":
            self.advance()
            self.statement(depth) if self.words[self.at] == "if" else self.nested(depth)

    def nested(self, depth):
        below = depth + (self.words[self.at] == "{")
        self.deepest = max(self.deepest, below)
        self.statement(below)


def functions_of(file):
    pairs = list(tokens_of(file.read_text()))
    words = [word for word, _ in pairs]
    at = first = 0
    while at < len(words):
        if words[at] == "{" and words[at - 1] == ")" and "=" not in words[first:at]:
            body = Body(words, at)
            body.block(0)
            name = words[words.index("(", first) - 1]
            start, end = pairs[first][1], pairs[body.at - 1][1]
            yield Function(file, start, name, end - start + 1, body.deepest)
            at = first = body.at
        elif words[at] == "{":
            body = Body(words, at)
            body.skip_group()
            at = body.at
        else:
            at += 1
            first = at if words[at - 1] == ";" else first


def faults(found, root):
    median = statistics.median(function.length for function in found)
    if median > MEDIAN:
        yield f"the median function has {median:g} lines, at most {MEDIAN} are wanted"
    for file, line, name, length, depth in found:
        where = f"{file.relative_to(root)}:{line}: {name}"
        if length > LARGEST:
            yield f"{where} has {length} lines, at most {LARGEST} are wanted"
        if depth > DEPTH:
            yield f"{where} nests {depth} deep, at most {DEPTH} is wanted"


def main():
    root = Path(sys.argv[1]).resolve()
    found = [function for file in sorted(root.glob("src/**/*.c")) for function in functions_of(file)]
    lengths = sorted(function.length for function in found)
    wrong = list(faults(found, root))
    print("\n".join(wrong) or "no fault")
    print(f"functions: {len(found)}, median {statistics.median(lengths):g} lines, largest {lengths[-1]}, "
          f"deepest {max(function.depth for function in found)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
