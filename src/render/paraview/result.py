# SPDX-License-Identifier: GPL-3.0-or-later
"""A run as `sij render` hands it over, and what is cut and computed of it: tissues, levels, sections, strains.

Lengths are in mm; x is to the patient's right, y anterior, z cranial.
"""
import json
from pathlib import Path

import numpy
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkPlane
from vtkmodules.vtkFiltersCore import (vtkCleanPolyData, vtkClipPolyData, vtkContourFilter, vtkCutter, vtkFeatureEdges, vtkPolyDataNormals,
                                       vtkStripper, vtkThreshold, vtkWindowedSincPolyDataFilter)
from vtkmodules.vtkFiltersGeometry import vtkGeometryFilter
from vtkmodules.vtkIOXdmf2 import vtkXdmfReader

AGAINST_TIES = 0.0137  # mm: a plane through vertices of the mesh would cut what only touches it
ROUNDS, PASS_BAND = 30, 0.03  # of the smoothing of surfaces


def piped(source, data, **settings):
    source.SetInputData(data)
    for name, value in settings.items():
        getattr(source, f"Set{name}")(value)
    source.Update()
    return source.GetOutput()


class Result:
    def __init__(self, task):
        self.task = json.loads(Path(task).read_text(encoding="utf-8"))
        self.reader = vtkXdmfReader()
        self.reader.SetFileName(self.task["index"])
        self.reader.UpdateInformation()
        self.names, self.fields = self.task["regions"], self.task["fields"]
        self.mesh = None
        self.show(0.0)
        self.points = vtk_to_numpy(self.mesh.GetPoints().GetData()).astype(float)
        self.cells = vtk_to_numpy(self.mesh.GetCells().GetConnectivityArray()).reshape(-1, 4)
        self.region = vtk_to_numpy(self.mesh.GetCellData().GetArray("region"))
        self.lateral = 1.0 if self.points[:, 0].mean() > 0 else -1.0

    def show(self, time):
        """The fields of the output at this time."""
        self.reader.UpdateTimeStep(time)
        self.mesh = self.reader.GetOutputDataObject(0)

    def has(self, name):
        return name in self.names and bool((self.region == self.names.index(name)).any())

    def values(self, field):
        return vtk_to_numpy(self.mesh.GetPointData().GetArray(field))

    def curves(self, kind):
        return {c["name"]: numpy.array(c["points"]) for c in self.task["curves"] if c["kind"] == kind}

    def part(self, name):
        """The cells of a tissue, with all fields."""
        number = self.names.index(name)
        cut = vtkThreshold()
        cut.SetInputArrayToProcess(0, 0, 0, 1, "region")
        return piped(cut, self.mesh, LowerThreshold=number, UpperThreshold=number)

    def skin(self, name):
        return piped(vtkGeometryFilter(), self.part(name))

    def centre(self, name="joint_cavity"):
        inside = self.cells[self.region == self.names.index(name)] if self.has(name) else self.cells
        return self.points[numpy.unique(inside)].mean(0)

    def level(self, field, value):
        """The surface where a field has this value, without the steps of the tetrahedra."""
        self.mesh.GetPointData().SetActiveScalars(field)
        surface = vtkContourFilter()
        surface.SetValue(0, value)
        rough = piped(vtkCleanPolyData(), piped(surface, self.mesh, ComputeNormals=False))
        if rough.GetNumberOfCells() == 0:
            return rough
        smooth = vtkWindowedSincPolyDataFilter()
        smooth.NormalizeCoordinatesOn()
        smooth.BoundarySmoothingOff()
        return piped(vtkPolyDataNormals(), piped(smooth, rough, NumberOfIterations=ROUNDS, PassBand=PASS_BAND), Splitting=False)

    def cut(self, data, height):
        """Section of cells or of a surface by a plane across z."""
        plane = vtkPlane()
        plane.SetNormal(0, 0, 1)
        plane.SetOrigin(0, 0, height + AGAINST_TIES)
        return piped(vtkCutter(), data, CutFunction=plane)

    def outlines(self, name, height):
        """Closed lines about a tissue in a section: lists of [x, y]."""
        return boundary(self.cut(self.part(name), height))

    def level_outlines(self, field, value, height):
        """Lines where a section meets the surface of a level."""
        return chains(piped(vtkCleanPolyData(), self.cut(self.level(field, value), height)))

    def patches(self, name, field, least, height):
        """Areas of a tissue's section where a field of points has at least this value."""
        section = self.cut(self.part(name), height)
        section.GetPointData().SetActiveScalars(field)
        clip = vtkClipPolyData()
        clip.SetValue(least)
        return boundary(piped(clip, section))

    def principal_strain(self, cells):
        """The largest principal stretch less one, from the displacement of the vertices."""
        edges = self.points[cells[:, 1:]] - self.points[cells[:, :1]]
        moved = self.values("displacement")[cells]
        deformed = edges + moved[:, 1:] - moved[:, :1]
        gradient = numpy.linalg.solve(edges, deformed)
        return numpy.linalg.svd(gradient, compute_uv=False)[:, 0] - 1.0

    def strain(self, name):
        """Of the cells of a tissue, in per cent."""
        return 100.0 * self.principal_strain(self.cells[self.region == self.names.index(name)])

    def add_strain(self, name):
        """The strain of a tissue as a field of points: at each the mean of its own cells around it."""
        strain, total, count = self.strain(name), *numpy.zeros((2, len(self.points)))
        for corner in self.cells[self.region == self.names.index(name)].T:
            numpy.add.at(total, corner, strain)
            numpy.add.at(count, corner, 1.0)
        mean = numpy_to_vtk(numpy.divide(total, count, out=numpy.zeros_like(total), where=count > 0), deep=True)
        mean.SetName("strain")
        self.mesh.GetPointData().AddArray(mean)


def boundary(section):
    """Closed lines about the polygons of a section."""
    edges = vtkFeatureEdges()
    edges.BoundaryEdgesOn()
    edges.FeatureEdgesOff()
    edges.ManifoldEdgesOff()
    edges.NonManifoldEdgesOff()
    edges.ColoringOff()
    return chains(piped(edges, piped(vtkCleanPolyData(), section)))


def chains(lines):
    """Lines of VTK joined to lists of [x, y]."""
    strip = vtkStripper()
    strip.JoinContiguousSegmentsOn()
    joined = piped(strip, lines, MaximumLength=100000)
    if joined.GetNumberOfLines() == 0:
        return []
    points = vtk_to_numpy(joined.GetPoints().GetData())[:, :2].astype(float)
    offsets = vtk_to_numpy(joined.GetLines().GetOffsetsArray())
    numbers = vtk_to_numpy(joined.GetLines().GetConnectivityArray())
    found = [points[numbers[a:b]] for a, b in zip(offsets, offsets[1:])]
    return [loop for loop in found if len(loop) > 3]
