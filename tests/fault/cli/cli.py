#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the command line: each gets its sentence and its exit code, no trace, and writes nothing.

usage: cli.py SIJ INPUTS [LAUNCHER...]   with a launcher (mpirun -n 2), every fourth row
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

INPUT = 2  # exit code: the input is at fault
CASES = {"CASE": "intra_articular.yaml", "STANDING": "standing.yaml"}

# arguments, exit code, what standard error must hold ("" for nothing); CASE and STANDING are sound cases
FAULTS = [
    ("", INPUT, "usage: sij VERB"),
    ("chek CASE", INPUT, 'sij: unknown verb "chek"; did you mean "check"?'),
    ("frobnicate", INPUT, 'sij: unknown verb "frobnicate"; sij --help names'),
    ("run", INPUT, "sij run: wants CASE; see sij run --help"),
    ("run CASE CASE", INPUT, "is one word too many; wants CASE"),
    ("run CASE --outptu", INPUT, 'unknown option "--outptu"; see sij --help'),
    ("run CASE --hlep", INPUT, 'unknown option "--hlep"; did you mean "--help"?'),
    ("run CASE -flow_ksp_type cg", INPUT, "options of PETSc stand after --"),
    ("run CASE -o", INPUT, "sij run: -o wants a name after it"),
    ("run CASE -o a -o b", INPUT, '-o is given twice, with "a" and "b"'),
    ("run CASE -D", INPUT, "-D wants path.to.key=value after it"),
    ("run CASE -Dduration", INPUT, '-D "duration": path.to.key=value is wanted'),
    ("run CASE -D =2", INPUT, '-D "=2": path.to.key=value is wanted'),
    ("run CASE --max-walltime", INPUT, "sij run: --max-walltime wants TIME after it"),
    ("run CASE --max-walltime 3", INPUT, '--max-walltime "3": a time above 0 is wanted, with units'),
    ("run CASE --max-walltime 1h --max-walltime 2h", INPUT, "--max-walltime is given twice"),
    ("run CASE --max-waltime 1h", INPUT, 'unknown option "--max-waltime"; did you mean "--max-walltime"?'),
    ("check CASE --max-walltime 1h", INPUT, 'unknown option "--max-walltime"'),
    ("run nowhere.yaml", INPUT, "nowhere.yaml"),
    ("check nowhere.yaml", INPUT, "nowhere.yaml"),
    ("mesh nowhere.yaml", INPUT, "nowhere.yaml"),
    ("run CASE -D time.duratoin=1h", INPUT, "duratoin"),
    ("check CASE -o x", INPUT, "sij check: writes nothing and takes no -o"),
    ("compare a b -D x=1", INPUT, "sij compare: reads no case and takes no -D"),
    ("compare a", INPUT, "there is no such folder"),
    ("compare", INPUT, "sij compare: wants RUN..."),
    ("report a --limit", INPUT, "sij report: --limit wants MB after it"),
    ("report a --limit some", INPUT, "--limit \"some\": a number of megabytes up to 1000 is wanted"),
    ("report a --limit -1", INPUT, "a number of megabytes up to 1000 is wanted"),
    ("compare a b --page", INPUT, "sij compare: --page wants FILE after it"),
    ("compare nowhere neither", INPUT, "nowhere"),
    ("list", INPUT, "sij list: wants tissues|drugs|sites|places|targets"),
    ("list drug", INPUT, 'there is no list of "drug"; did you mean "drugs"?'),
    ("list nonsense", INPUT, "presets, patients or protocols are wanted"),
    ("check STANDING -Dmechanics.loads.weight.at=s1_endplat", INPUT,
     'mechanics.loads.weight.at: no place is called "s1_endplat"; did you mean "s1_endplate"?'),
    ("check STANDING -Dmechanics.springs.iliolumbar.to.at=elsewhere", INPUT,
     'mechanics.springs.iliolumbar.to.at: no place is called "elsewhere"'),
    ("check STANDING -Danatomy.mesh_file=own.msh", INPUT, "own.msh cannot be read (No such file or directory)"),
    ("check STANDING -Danatomy.mesh_file=SLAB", INPUT,
     "mechanics.loads.weight.at: no place is called \"s1_endplate\"; a mesh of your own has no named places"),
    ("check STANDING -Dmechanics.protocol=standin", INPUT, 'did you mean "standing"?'),
    ("plan", INPUT, "sij plan: a case is missing, or --calibrate"),
    ("plan CASE --ranks", INPUT, "sij plan: --ranks wants N after it"),
    ("plan CASE --ranks 0", INPUT, '--ranks "0": a whole number of 1 or more is wanted'),
    ("plan CASE --ranks two", INPUT, '--ranks "two": a whole number of 1 or more is wanted'),
    ("plan CASE --ranks 99999999", INPUT, "99999999 ranks are more than the"),
    ("plan CASE --rank 2", INPUT, 'unknown option "--rank"; did you mean "--ranks"?'),
    ("plan CASE -Danatomy.mesh_file=own.msh", INPUT, "own.msh cannot be read (No such file or directory)"),
    ("check STANDING", 0, ""),
    ("list places", 0, ""),
    ("list protocols", 0, ""),
    ("list presets CASE", 0, ""),
    ("list patients nowhere.yaml", INPUT, "nowhere.yaml"),
    ("-Dtime.duration=1h", INPUT, "a verb is missing"),
    ("list drugs -- -flow_ksp_typ cg", 0, "warning: option -flow_ksp_typ cg was used by nothing"),
    ("list drugs", 0, ""),
    ("check CASE", 0, ""),
    ("--help", 0, ""),
    ("run --help", 0, ""),
    ("--version", 0, ""),
]


def faults(rows, command, inputs):
    """Sentences about rows that do not hold."""
    for arguments, wanted, sentence in rows:
        words = [str(inputs / CASES[word]) if word in CASES else word for word in arguments.split()]
        words = [word.replace("SLAB", str(inputs.parent / "meshes/slab.msh")) for word in words]
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([*command, *words], cwd=folder, capture_output=True, text=True)
            left = os.listdir(folder)
        where = f"sij {arguments}"
        if done.returncode != wanted:
            yield f"{where}: exit code {done.returncode}, want {wanted}\n{done.stderr}"
        if sentence not in done.stderr or (not sentence and "sij" in done.stderr):
            yield f"{where}: no \"{sentence}\" in\n{done.stderr}"
        if "PETSC ERROR" in done.stderr or "runtime error" in done.stderr:
            yield f"{where}: a trace\n{done.stderr}"
        if wanted and done.stdout:
            yield f"{where}: printed on standard output\n{done.stdout}"
        if left:
            yield f"{where}: left behind {left}"


def output_faults(command, inputs):
    """Sentences about a standard output that is full, or whose reader leaves."""
    case = str(inputs / CASES["CASE"])
    for words in (["--help"], ["--version"], ["list", "drugs"], ["check", case]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([*command, *words], stdout=full, stderr=subprocess.PIPE, text=True)
        if done.returncode != 1 or "sij: standard output could not be written" not in done.stderr:
            yield f"sij {words[0]} > /dev/full: exit code {done.returncode}, want 1 and a sentence\n{done.stderr}"
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([*command, *words], stdout=writer, stderr=subprocess.PIPE, text=True)
        os.close(writer)
        if done.returncode != 0 or done.stderr:
            yield f"sij {words[0]} into a closed pipe: exit code {done.returncode}, want 0 and no word\n{done.stderr}"


def main():
    program, inputs, launcher = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    rows = FAULTS[::4] if launcher else FAULTS
    found = list(faults(rows, [*launcher, program], inputs))
    if not launcher:
        found += output_faults([program], inputs)
    print("\n".join(found) or f"command line: {len(rows)} rows, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
