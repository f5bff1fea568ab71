# SPDX-License-Identifier: GPL-3.0-or-later
"""In pvpython: open_in_paraview.py of a run shows tissues by their names, scales that fit, and no field that is nothing.

usage: check_state.py FOLDER
"""
import os
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "src/render/paraview"))
import screen  # noqa: E402

screen.provide()
from paraview import simple  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import at_most, need  # noqa: E402

VISIBLE = {"sacrum", "ilium", "joint cavity", "needle joint", "half of C fibres blocked"}
HIDDEN = {"run", "fat", "gluteal", "multifidus", "lig interosseous", "capsule"}
FIELDS = {"pressure", "velocity", "concentration_lidocaine", "block_c"}


def check_names(view):
    named = {name: source for (name, _), source in simple.GetSources().items()}
    need(VISIBLE | HIDDEN <= set(named), f"sources are {sorted(named)}")
    visible = [one.Input for one in view.Representations if one.Visibility and getattr(one, "Input", None)]
    shown = {name for name, source in named.items() if source in visible}
    need(VISIBLE <= shown, f"shown are {sorted(shown)}, want {sorted(VISIBLE)}")
    need(not HIDDEN & shown, f"shown are {sorted(HIDDEN & shown)}, want none of these")
    return named


def check_fields(run):
    found = set(run.PointData.keys())
    need(found == FIELDS, f"fields are {sorted(found)}, want {sorted(FIELDS)}")


def check_scale(run):
    """From four decades below the largest of all outputs to it."""
    largest = 0.0
    for time in run.TimestepValues:
        run.UpdatePipeline(time)
        largest = max(largest, run.PointData["concentration_lidocaine"].GetRange()[1])
    points = simple.GetColorTransferFunction("concentration_lidocaine").RGBPoints
    at_most(abs(points[-4] / largest - 1), 1e-4, "end of the scale off the largest concentration")
    at_most(abs(points[0] / largest / 1e-4 - 1), 1e-3, "beginning of the scale off four decades below")


def check_tissues(named):
    for name in ("sacrum", "joint cavity"):
        named[name].UpdatePipeline()
        information = named[name].GetCellDataInformation()["region"].GetRange()
        need(information[0] == information[1], f"{name} holds regions {information}")


def main():
    folder = Path(sys.argv[1]).resolve()
    os.chdir(folder.parent)  # where the run lies must not matter
    runpy.run_path(str(folder / "open_in_paraview.py"), run_name="state")
    named = check_names(simple.GetActiveView())
    check_fields(named["run"])
    check_tissues(named)
    check_scale(named["run"])


main()
