# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scene of three dimensions is made of: tissues, tubes along needles and nerves, surfaces of a level; and where
each of them is seen, so that its name can point to it."""
import numpy
from place import COARSE, place_within
from sheet import WINDOW, pixels_of
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkPolyDataNormals, vtkTubeFilter
from vtkmodules.vtkRenderingCore import vtkActor, vtkLight, vtkPolyDataMapper, vtkRenderer, vtkRenderWindow

APART = 5  # from one number to the next, in levels of red


def actor_of(data, colour, opacity=1.0, field=None, table=None):
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.SetScalarVisibility(field is not None)
    if field is not None:
        mapper.SetScalarModeToUsePointFieldData()
        mapper.SelectColorArray(field)
        mapper.SetLookupTable(table)
        mapper.UseLookupTableScalarRangeOn()
        mapper.InterpolateScalarsBeforeMappingOn()
    actor = vtkActor()
    actor.SetMapper(mapper)
    look = actor.GetProperty()
    look.SetColor(colour)
    look.SetOpacity(opacity)
    look.SetAmbient(0.32)
    look.SetDiffuse(0.8)
    look.SetSpecular(0.05)
    return actor


def shaded(surface):
    """With normals, so that it looks round but for sharp edges."""
    normals = vtkPolyDataNormals()
    normals.SetInputData(surface)
    normals.SetFeatureAngle(40)
    normals.Update()
    return normals.GetOutput()


def tube(points, radius):
    data, place, line = vtkPolyData(), vtkPoints(), vtkCellArray()
    line.InsertNextCell(len(points))
    for point in points:
        line.InsertCellPoint(place.InsertNextPoint(*point))
    data.SetPoints(place)
    data.SetLines(line)
    made = vtkTubeFilter()
    made.SetInputData(data)
    made.SetRadius(radius)
    made.SetNumberOfSides(16)
    made.CappingOn()
    made.Update()
    return made.GetOutput()


def points_of(data):
    return vtk_to_numpy(data.GetPoints().GetData()).astype(float)


def add_lights(renderer):
    """One from above the left shoulder, and weaker ones from both sides, so that no face is dark."""
    for place, strength in (((-0.3, 0.5, 1), 0.58), ((1, 0.1, 0.25), 0.62), ((-1, -0.2, 0.25), 0.3)):
        light = vtkLight()
        light.SetLightTypeToCameraLight()
        light.SetPosition(*place)
        light.SetIntensity(strength)
        renderer.AddLight(light)


def numbered(surface, number):
    """Without light, in a red that tells the number."""
    actor = actor_of(surface, (number * APART / 255, 0, 0))
    look = actor.GetProperty()
    look.SetLighting(False)
    look.SetAmbient(1)
    look.SetDiffuse(0)
    return actor


class Scene:
    def __init__(self, sheet, camera):
        self.sheet, self.camera = sheet, camera
        self.shown = []  # (name in lines or None, actor)
        sheet.is_vector = False
        camera.aim(sheet.scene.GetActiveCamera())
        add_lights(sheet.scene)
        sheet.scene.SetUseDepthPeeling(True)
        sheet.scene.SetMaximumNumberOfPeels(8)
        sheet.scene.SetOcclusionRatio(0.0)

    def put(self, name, actor):
        self.sheet.scene.AddActor(actor)
        self.shown.append((name, actor))

    def masks(self):
        """Where each named thing is seen: [height][width], in COARSE points. What is clear hides nothing, but what was put
        later is taken before."""
        clear = [i for i, (_, actor) in enumerate(self.shown) if actor.GetProperty().GetOpacity() < 1]
        front = self.seen(set(range(len(self.shown))) - set(clear))
        for i in reversed(clear):
            front = numpy.where(front > 0, front, self.seen([i]))
        return [(name, front == i + 1) for i, (name, _) in enumerate(self.shown) if name]

    def seen(self, which):
        """The number, from 1, of what is in front at each place, of these alone; 0: nothing."""
        window, renderer = vtkRenderWindow(), vtkRenderer()
        window.SetOffScreenRendering(1)
        window.SetMultiSamples(0)
        window.SetSize(WINDOW[2] // COARSE, WINDOW[3] // COARSE)
        window.AddRenderer(renderer)
        self.camera.aim(renderer.GetActiveCamera())
        for i in which:
            renderer.AddActor(numbered(self.shown[i][1].GetMapper().GetInput(), i + 1))
        window.Render()
        return numpy.round(pixels_of(window)[:, :, 0] / APART).astype(int)

    def anchors(self):
        found = ((name, place_within(mask)) for name, mask in self.masks())
        return [(name, at) for name, at in found if at is not None]
