# SPDX-License-Identifier: GPL-3.0-or-later
"""In pvpython: every reader that can open a run shows the values that tests/parallel/store/writer.c
wrote (5 cubes, 3 steps).

usage: check.py FOLDER
"""
import sys
from pathlib import Path

from paraview import servermanager, simple

TIMES = [0.0, 10.0, 40.0]
POINTS, CELLS = 216, 750
BOUNDS = (0.0, 40.0, 0.0, 50.0, 0.0, 60.0)  # mm


def scalar(point, scale, t):
    x, y, z = (c / 1000 for c in point)
    return scale * (1 + 10 * x - 20 * y + 30 * z + t)


def vector(point, t):
    x, y, z = (c / 1000 for c in point)
    return (x + t, y * t, -z)


def near(actual, wanted, what):
    worst = max(abs(a - w) for a, w in zip(actual, wanted, strict=True))
    assert worst <= 1e-9 * max(1.0, *map(abs, wanted)), f"{what}: got {actual}, want {wanted}"


def check_values(source, t, who):
    source.UpdatePipeline(t)
    info = source.GetDataInformation()
    assert (info.GetNumberOfPoints(), info.GetNumberOfCells()) == (POINTS, CELLS), who
    near(info.GetBounds(), BOUNDS, who)
    mesh = servermanager.Fetch(source)
    if mesh.IsA("vtkMultiBlockDataSet") or mesh.IsA("vtkPartitionedDataSet"):
        mesh = mesh.NewIterator().GetCurrentDataObject()
    data, cells = mesh.GetPointData(), mesh.GetCellData()
    for i in range(POINTS):
        point = mesh.GetPoint(i)
        near([data.GetArray("pressure").GetValue(i)], [scalar(point, 1000, t)], f"{who} pressure")
        near([data.GetArray("concentration_0").GetValue(i)], [scalar(point, 1, t)], who)
        near(data.GetArray("velocity").GetTuple(i), vector(point, t), f"{who} velocity")
    assert cells.GetArray("region").GetRange() == (0.0, 9.0), who
    assert cells.GetArray("rank").GetRange() == (0.0, 1.0), who
    assert all(mesh.GetCellType(i) == 10 for i in range(CELLS)), who


def check_series(source, who):
    source.UpdatePipelineInformation()
    near(source.TimestepValues, TIMES, f"{who} times")
    for t in (40.0, 0.0, 10.0):
        check_values(source, t, who)
    print(who, "shows", len(TIMES), "steps")


def main():
    index = str(Path(sys.argv[1], "run.xdmf").resolve())
    data = str(Path(sys.argv[1], "run.vtkhdf").resolve())
    check_series(simple.OpenDataFile(index), "OpenDataFile")
    check_series(simple.XDMFReader(FileNames=[index]), "XDMFReader")
    check_series(simple.Xdmf3ReaderS(FileName=[index]), "Xdmf3ReaderS")
    check_series(simple.Xdmf3ReaderT(FileName=[index]), "Xdmf3ReaderT")
    if servermanager.vtkSMProxyManager.GetVersionMinor() >= 12:
        check_series(simple.OpenDataFile(data), "VTKHDF in time")
    else:
        check_values(simple.VTKHDFReader(FileName=[data]), 0.0, "VTKHDF, first step")
        print("VTKHDF shows the first step")


main()
