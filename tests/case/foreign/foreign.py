#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worked example of a mesh of one's own: its script writes the file that is kept, and its case runs.

usage: foreign.py SIJ SOURCE_DIR
"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import need  # noqa: E402
from whole import finished  # noqa: E402

BALANCE = 1e-8  # of the dose


def check_script(meshes, folder):
    again = folder / "slab.msh"
    subprocess.run([sys.executable, str(meshes / "slab.py"), str(again)], check=True)
    need(again.read_bytes() == (meshes / "slab.msh").read_bytes(), "slab.py does not write slab.msh as it is kept")


def check_run(sij, meshes, folder):
    value = finished([sij], meshes / "slab.yaml", folder / "run").value
    for name in ("ledger.water.defect", "ledger.lidocaine.defect"):
        need(abs(value[name]) <= BALANCE, f"{name} is {value[name]}, want at most {BALANCE}")
    delivered, asked = value["injection.joint.delivered"], value["injection.joint.asked"]
    need(abs(delivered - asked) <= 1e-9 * asked, f"{delivered} mL delivered, {asked} mL asked")
    reached = value["targets.lining_iliac.blocked_fraction_c"]
    spared = value["targets.branch.blocked_fraction_c"]
    need(reached > 0.5, f"the lining beside the needle is blocked to {reached}, want above 0.5")
    need(spared < 1e-3, f"the nerve behind the capsule is blocked to {spared}, want below 0.001")


def main():
    sij, source = sys.argv[1:]
    meshes = Path(source) / "meshes"
    with tempfile.TemporaryDirectory() as folder:
        check_script(meshes, Path(folder))
        check_run(sij, meshes, Path(folder))
    print("the worked example: no fault")


if __name__ == "__main__":
    main()
