# SPDX-License-Identifier: GPL-3.0-or-later
"""In pvpython: run.xdmf of a whole run shows its mesh, times, arrays, and values that can be.

usage: check.py FOLDER
"""
import json
import sys
from pathlib import Path

from paraview import servermanager, simple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import need  # noqa: E402

TIMES = [0.0, 10.0, 30.0]
INJECTED = 20e3 / 270.8  # mol/m3 of lidocaine at 2 %: its base has 234, its hydrochloride 271 g/mol
ARRAYS = {"pressure", "velocity", "concentration_lidocaine", "block_c"}
REGIONS = 14


def fetched(source, time):
    source.UpdatePipeline(time)
    mesh = servermanager.Fetch(source)
    if mesh.IsA("vtkMultiBlockDataSet") or mesh.IsA("vtkPartitionedDataSet"):
        mesh = mesh.NewIterator().GetCurrentDataObject()
    return mesh


def check_mesh(mesh, n_cells):
    need(mesh.GetNumberOfCells() == n_cells, f"{mesh.GetNumberOfCells()} cells, want {n_cells}")
    need(0 < mesh.GetNumberOfPoints() < n_cells, f"{mesh.GetNumberOfPoints()} points")
    regions = mesh.GetCellData().GetArray("region")
    numbers = {regions.GetValue(i) for i in range(n_cells)}
    need(numbers == set(range(REGIONS)), f"regions are {sorted(numbers)}")


def check_fields(mesh, time):
    data = mesh.GetPointData()
    names = {data.GetArrayName(i) for i in range(data.GetNumberOfArrays())}
    need(ARRAYS <= names, f"arrays at {time} s are {sorted(names)}")
    least, most = data.GetArray("concentration_lidocaine").GetRange()
    print(f"{time} s: lidocaine from {least} to {most} of {INJECTED} mol/m3 injected")
    need(least >= -1e-12 * INJECTED and most <= INJECTED * (1 + 1e-9), "concentration out of bounds")
    need((most > 0.5 * INJECTED) == (time > 0), f"at most {most} mol/m3 at {time} s")
    need(data.GetArray("velocity").GetNumberOfComponents() == 3, "velocity is no vector")
    least, most = data.GetArray("block_c").GetRange()
    need(0 <= least <= most <= 1, f"blocked from {least} to {most}")


def main():
    folder = Path(sys.argv[1]).resolve()
    summary = json.loads((folder / "summary.json").read_text())["quantities"]
    n_cells = next(int(q["value"]) for q in summary if q["name"] == "run.tetrahedra")
    source = simple.XDMFReader(FileNames=[str(folder / "run.xdmf")])
    source.UpdatePipelineInformation()
    times = list(source.TimestepValues)
    need(all(abs(a - b) < 1e-9 for a, b in zip(times, TIMES, strict=True)), f"times are {times}, want {TIMES}")
    for time in times:
        mesh = fetched(source, time)
        check_mesh(mesh, n_cells)
        check_fields(mesh, time)


main()
