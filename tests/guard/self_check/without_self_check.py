#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless the program builds without its self checks, says so when asked for them, and CTest leaves out
the tests that need them.

usage: without_self_check.py SOURCE_DIR FOLDER CMAKE CTEST   FOLDER is emptied and built in
"""
import shutil
import subprocess
import sys
from pathlib import Path

INPUT = 2  # exit code: the command line asks for what is not there
NEEDED_BY = ("verify.", "parallel.verify.", "case.validate.", "unit.verify.", "unit.validate.", "unit.verdicts.")
STAYS = "verify.independent"  # compares runs with another program: no self check


def call(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def refusals(program):
    for verb in ("verify", "validate"):
        done = subprocess.run([program, verb, "--list"], capture_output=True, text=True)
        if done.returncode != INPUT:
            yield f"sij {verb}: exit code {done.returncode}, want {INPUT}"
        if "no self checks" not in done.stderr or "-DSIJ_SELF_CHECK=ON" not in done.stderr:
            yield f"sij {verb}: does not say how to get self checks: {done.stderr.strip()}"
        if len(done.stderr.splitlines()) != 1 or done.stdout:
            yield f"sij {verb}: says more than a sentence: {done.stdout}{done.stderr}"


def leftovers(folder, ctest):
    for line in call(ctest, "--test-dir", folder, "-N").splitlines():
        name = line.split(":")[-1].strip() if "Test " in line and "#" in line else ""
        if name.startswith(NEEDED_BY) and not name.startswith(STAYS):
            yield f"{name}: a test of what this build has not"
    for library in folder.glob("libsij_*.a"):
        if library.stem.removeprefix("libsij_") in ("verdicts", "verify", "validate"):
            yield f"{library.name}: built all the same"


def main():
    source, folder, cmake, ctest = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), *sys.argv[3:5]
    shutil.rmtree(folder, ignore_errors=True)
    call(cmake, "-S", source, "-B", folder, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0",
         "-DSIJ_SELF_CHECK=OFF", "-DBUILD_TESTING=ON")
    call(cmake, "--build", folder, "--target", "sij", "--parallel", "2")
    found = [*refusals(folder / "sij"), *leftovers(folder, ctest)]
    print("\n".join(found) or "without self checks: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
