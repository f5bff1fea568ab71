# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of npm that a test needs, put into a folder of the build once."""
import hashlib
import shutil
import subprocess

SKIPPED = 77


def installed(source, work):
    """True once the packages of SOURCE/package-lock.json are in WORK/node_modules; else says why they are not."""
    if not shutil.which("npm") or not shutil.which("node"):
        print("skipped: nodejs and npm are not installed (Debian: apt-get install nodejs npm)")
        return False
    wanted = hashlib.sha256((source / "package-lock.json").read_bytes()).hexdigest()
    mark = work / "installed"
    if mark.exists() and mark.read_text() == wanted:
        return True
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, work)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=work,
                          capture_output=True, text=True)
    if done.returncode:
        print(f"skipped: npm cannot have the packages\n{done.stderr}")
        return False
    mark.write_text(wanted)
    return True
