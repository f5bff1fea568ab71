# SPDX-License-Identifier: GPL-3.0-or-later
"""In pvpython: run.xdmf of a whole run shows its mesh, times, arrays, and values that can be; a VTU of each of its outputs
shows the same to the last bit.

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


def numbers(array):
    return list(map(array.GetTuple, range(array.GetNumberOfTuples())))


def check_vtu(path, mesh, time):
    """Points, cells and every array of the VTU are those of the mesh that the index shows at that time."""
    source = simple.XMLUnstructuredGridReader(FileName=[str(path)])
    source.UpdatePipeline()
    grid = servermanager.Fetch(source)
    need(list(source.TimestepValues) in ([], [time]) and grid.GetFieldData().GetArray("TimeValue").GetValue(0) == time,
         f"{path.name}: its time is not {time} s")
    need(numbers(grid.GetPoints().GetData()) == numbers(mesh.GetPoints().GetData()), f"{path.name}: other points")
    need(numbers(grid.GetCells().GetConnectivityArray()) == numbers(mesh.GetCells().GetConnectivityArray()),
         f"{path.name}: other cells")
    need({grid.GetCellType(i) for i in range(grid.GetNumberOfCells())} == {10}, f"{path.name}: cells that are no tetrahedra")
    for ours, theirs in ((grid.GetPointData(), mesh.GetPointData()), (grid.GetCellData(), mesh.GetCellData())):
        names = {theirs.GetArrayName(i) for i in range(theirs.GetNumberOfArrays())}
        need({ours.GetArrayName(i) for i in range(ours.GetNumberOfArrays())} == names, f"{path.name}: not the arrays {names}")
        for name in names:
            need(numbers(ours.GetArray(name)) == numbers(theirs.GetArray(name)), f"{path.name}: {name} differs")
    regions = grid.GetFieldData().GetAbstractArray("region_names")
    need(regions.GetNumberOfValues() == REGIONS and regions.GetValue(0) == "sacrum", f"{path.name}: names of regions")
    print(f"{path.name}: {len(names)} arrays of cells, {grid.GetPointData().GetNumberOfArrays()} of points are the same")


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
        check_vtu(folder / f"{time:.0f}.vtu", mesh, time)


main()
