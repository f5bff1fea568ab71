# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project, for the guards that read them all."""
import subprocess
from pathlib import Path

MADE = {"build", "results", ".git", "__pycache__"}


def all_files(root):
    """What git follows or would follow; outside a clone, everything but what is made."""
    try:
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "-C", root, "ls-files", "--cached", "--others",
             "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout.splitlines()
        files = [root / name for name in listed]
    except (OSError, subprocess.CalledProcessError):
        files = [file for file in root.rglob("*") if not MADE & set(file.relative_to(root).parts)]
    return sorted(file for file in files if file.is_file())


def text_lines(file):
    """(number, line) of a text file; nothing of a binary one."""
    try:
        return list(enumerate(file.read_text(encoding="utf-8").splitlines(), 1))
    except UnicodeDecodeError:
        return []
