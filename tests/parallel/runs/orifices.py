# SPDX-License-Identifier: GPL-3.0-or-later
"""Orifices at one place are one tip, and pass all that is pumped, each its share.

usage: orifices.py SIJ MPIEXEC CASE RANKS...
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SHARES = (0.5, 0.3, 0.2)
SHORT = ("injections.0.volume=0.25 mL", "time.duration=6 s", "time.outputs=[6 s]", "numerics.newton_tolerance=1e-12",
         "numerics.linear_tolerance=1e-14")
OPTIONS = ("-flow_ksp_rtol", "1e-12", "-transport_ksp_rtol", "1e-14")
ORIFICES = f"injections.0.orifices=[{', '.join(f'[0 mm, {share}]' for share in SHARES)}]"
WITHIN = 1e-10


def quantities(command, case, folder, *keys):
    overrides = [word for key in (*SHORT, *keys) for word in ("-D", key)]
    subprocess.run([*command, "run", case, "-o", folder, *overrides, "--", *OPTIONS], check=True, stdout=subprocess.DEVNULL)
    return {q["name"]: q["value"] for q in json.loads((folder / "summary.json").read_text())["quantities"]}


def faults(one, several):
    asked = one["injection.joint.asked"]
    for k, share in enumerate(SHARES, 1):
        delivered = several[f"injection.joint.{k}.delivered"]
        if abs(delivered - share * asked) > 1e-12 * asked:
            yield f"orifice {k} delivered {delivered} mL of {share * asked}"
    if abs(several["ledger.water.defect"]) > 1e-12 or abs(several["ledger.lidocaine.defect"]) > 1e-12:
        yield "what comes in is not what is there"
    if abs(one["ledger.lidocaine.injected"] - several["ledger.lidocaine.injected"]) > 1e-12:
        yield "another mass of drug was injected"
    for name in one.keys() & several.keys():
        a, b = one[name], several[name]
        if not isinstance(a, float) or name.startswith("run.") or abs(a) < 1e-6 or "defect" in name or "smallest" in name:
            continue
        if abs(a - b) > WITHIN * abs(a):
            yield f"{name}: {a} of one tip, {b} of orifices"


def main():
    sij, mpiexec, case, *ranks = sys.argv[1:]
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for n in ranks:
            command = [mpiexec, "-n", n, sij]
            one = quantities(command, case, pathlib.Path(scratch) / f"one_{n}")
            several = quantities(command, case, pathlib.Path(scratch) / f"several_{n}", ORIFICES)
            found += [f"{n} ranks: {fault}" for fault in faults(one, several)]
    print("\n".join(found) or f"{len(SHARES)} orifices are one tip on {', '.join(ranks)} ranks")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
