#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sij export` says of folders that hold no finished run, of damaged results, of times without an output, and of places
where it cannot write: one sentence, its exit code, no trace, no file.

usage: export.py SIJ MPIEXEC
"""
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError:
    print("skipped: h5py is not installed (Debian: apt-get install python3-h5py)")
    sys.exit(77)


def result(folder, change=None):
    """One tetrahedron at 0, 10 and 30 s; `change` spoils the file."""
    folder.mkdir()
    with h5py.File(folder / "run.vtkhdf", "w") as file:
        file["VTKHDF/Points"] = np.eye(4, 3)
        file["VTKHDF/Connectivity"] = np.arange(4)
        file["VTKHDF/CellData/region"] = np.zeros(1, int)
        file["VTKHDF/CellData/region"].attrs["names"] = np.array([b"fat"])
        file["VTKHDF/Steps/Values"] = [0.0, 10.0, 30.0]
        for i in range(3):
            file[f"fields/pressure/{i}"] = np.full(4, float(i))
        if change:
            change(file)
    return folder


def replace(path, value):
    def change(file):
        del file[path]
        if value is not None:
            file[path] = value

    return change


def cases(place):
    """Folder, words, exit code, what must be said."""
    good, at, fit = result(place / "good"), ["--at", "10s"], "mesh and fields do not fit each other"
    text = place / "text"
    text.mkdir()
    (text / "run.vtkhdf").write_text("text")
    yield place / "nowhere", at, 2, "there is no such folder"
    yield text, at, 2, "this is no HDF5 file, or it is cut off"
    yield result(place / "short", replace("fields/pressure/1", np.zeros(3))), at, 2, fit
    yield result(place / "wild", replace("VTKHDF/Connectivity", [0, 1, 2, 4])), at, 2, fit
    yield result(place / "odd", replace("VTKHDF/Connectivity", np.arange(3))), at, 2, fit
    yield result(place / "gone", replace("fields/pressure/1", None)), at, 2, "/fields/pressure/1 is missing"
    yield result(place / "still", replace("VTKHDF/Steps/Values", np.zeros(0))), at, 2, "there is no output at 10 s"
    yield good, ["--at", "31s"], 2, "there is no output at 31 s: the run has 3, from 0 s to 30 s"
    yield good, ["--at", "10"], 2, "a time with its unit is wanted"
    yield good, ["--at", "-1s"], 2, "a time with its unit is wanted"
    yield good, [], 2, "which time? --at is wanted"
    yield good, [*at, "-o", place / "none/a.vtu"], 1, "cannot be written"


def call(words, code, wanted):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != code or wanted not in done.stderr + done.stdout or "PETSC ERROR" in done.stderr:
        return [f"{' '.join(map(str, words[-6:]))}: exit code {done.returncode}, said: {done.stderr}{done.stdout}"]
    return []


def faults(sij, mpiexec, place):
    target = place / "a.vtu"
    for folder, words, code, wanted in cases(place):
        yield from call([sij, "export", folder, "--vtu", *(words if "-o" in words else [*words, "-o", target])], code, wanted)
        if target.exists() or list(place.glob("*.part")):
            yield f"{folder.name}: something was written"
    good = place / "good"
    yield from call([sij, "export", good, "--at", "10s"], 2, "which format? --vtu is wanted")
    yield from call([mpiexec, "-n", "2", sij, "export", good, "--vtu", "--at", "31s", "-o", target], 2, "there is no output")
    target.write_text("mine")
    yield from call([sij, "export", good, "--vtu", "--at", "10s", "-o", target], 2, "no VTU of `sij export`")
    if target.read_text() != "mine":
        yield "a file of somebody's was replaced"
    target.unlink()
    for time, wanted in (("0s", "the output at 0 s"), ("19s", "at 10 s and 30 s: "), ("0.5min", "the output at 30 s")):
        yield from call([sij, "export", good, "--vtu", "--at", time, "-o", target], 0, wanted)


def main():
    with tempfile.TemporaryDirectory() as place:
        found = list(faults(sys.argv[1], sys.argv[2], Path(place)))
    print("\n".join(found) or "export: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
