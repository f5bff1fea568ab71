# SPDX-License-Identifier: GPL-3.0-or-later
"""What the installed headers declare, for the tests that read them."""
import re

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
FUNCTION = re.compile(r"\b(sij_\w+)\s*\(")
NAME = re.compile(r"^(?:\}|typedef [\w ]+?\*?)\s*(\w+)(?:;|\()|^\s*#\s*define (\w+)", re.MULTILINE)


def headers(tree):
    return sorted((tree / "include/sij").iterdir())


def code(header):
    return COMMENT.sub("", header.read_text())


def functions(tree):
    """Names of all functions that the headers declare."""
    found = set()
    for header in headers(tree):
        found |= set(FUNCTION.findall(code(header)))
    return found


def others(tree):
    """Names of types and macros."""
    found = set()
    for header in headers(tree):
        found |= {a or b for a, b in NAME.findall(code(header))}
    return found
