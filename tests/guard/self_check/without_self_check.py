#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless the program without its self checks says so when asked for them, and a build without them has neither
their libraries nor the tests that need them.

usage: without_self_check.py SOURCE_DIR FOLDER CMAKE CTEST PROGRAM   FOLDER is emptied and configured
"""
import shutil
import subprocess
import sys

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


def leftovers(folder, cmake, ctest):
    for line in call(ctest, "--test-dir", folder, "-N").splitlines():
        name = line.split(":")[-1].strip() if "Test " in line and "#" in line else ""
        if name.startswith(NEEDED_BY) and not name.startswith(STAYS):
            yield f"{name}: a test of what this build has not"
    targets = call(cmake, "--build", folder, "--target", "help").split()
    for library in ("sij_verdicts", "sij_verify", "sij_validate"):
        if library in targets:
            yield f"{library}: built all the same"
    if "sij" not in targets:
        yield "sij: not built at all"


def main():
    source, folder, cmake, ctest, program = sys.argv[1:]
    shutil.rmtree(folder, ignore_errors=True)
    call(cmake, "-S", source, "-B", folder, "-DSIJ_SELF_CHECK=OFF", "-DBUILD_TESTING=ON")
    found = [*refusals(program), *leftovers(folder, cmake, ctest)]
    print("\n".join(found) or "without self checks: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
