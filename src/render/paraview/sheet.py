# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet: a window with a scene or with areas, and lines and texts around it, written as PNG and as SVG.

Marks are placed in points of the sheet, x to the right and y down, as SVG has it. Those of the window are cut at its edge.
In SVG they stay lines, areas and texts; only a scene of three dimensions is a raster.
"""
import base64
from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy
import vtkmodules.vtkRenderingFreeType  # noqa: F401, what draws texts
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401, what draws all else
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersGeneral import vtkContourTriangulator
from vtkmodules.vtkIOImage import vtkPNGWriter
from vtkmodules.vtkRenderingCore import (vtkActor2D, vtkImageActor, vtkPolyDataMapper2D, vtkRenderer, vtkRenderWindow, vtkTextActor,
                                         vtkWindowToImageFilter)

SIZE = (1500, 1180)
WINDOW = (300, 100, 900, 900)  # left, top, width, height
FINE = 2  # pixels to a point while drawing: four make one of the picture
INK, FAINT = (0.1, 0.1, 0.1), (0.35, 0.35, 0.35)


class Text(NamedTuple):
    at: tuple
    text: str
    size: float = 24
    anchor: str = "start"  # start, middle, end
    colour: tuple = INK
    bold: bool = False


class Line(NamedTuple):
    points: list
    colour: tuple = INK
    width: float = 2
    inside: bool = False


class Area(NamedTuple):
    loops: list  # of points; what lies in an even number of them is outside
    colour: tuple
    edge: tuple | None = None
    inside: bool = True


def css(colour):
    return "#" + "".join(f"{round(255 * c):02x}" for c in colour)


def pixels_of(window):
    """What a window shows, as rows from the top: [height][width][3], 0 to 255."""
    grab = vtkWindowToImageFilter()
    grab.SetInput(window)
    grab.ReadFrontBufferOff()
    grab.Update()
    image = grab.GetOutput()
    width, height, _ = image.GetDimensions()
    return vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width, -1)[::-1, :, :3]


def averaged(pixels):
    """Of FINE by FINE pixels their mean."""
    height, width = (n // FINE for n in pixels.shape[:2])
    return pixels.reshape(height, FINE, width, FINE, 3).mean((1, 3)).round().astype(numpy.uint8)


def as_image(pixels):
    height, width, _ = pixels.shape
    image = vtkImageData()
    image.SetDimensions(width, height, 1)
    flat = numpy_to_vtk(numpy.ascontiguousarray(pixels[::-1]).reshape(-1, 3), deep=True)
    image.GetPointData().SetScalars(flat)
    return image


def png_bytes(pixels):
    writer = vtkPNGWriter()
    writer.SetInputData(as_image(pixels))
    writer.WriteToMemoryOn()
    writer.Write()
    return vtk_to_numpy(writer.GetResult()).tobytes()


def polygons(lists, closed):
    """Lines of VTK out of lists of points in pixels."""
    points, cells = vtkPoints(), vtkCellArray()
    for one in lists:
        first = points.GetNumberOfPoints()
        cells.InsertNextCell(len(one) + closed)
        for x, y in one:
            cells.InsertCellPoint(points.InsertNextPoint(x, y, 0))
        if closed:
            cells.InsertCellPoint(first)
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetLines(cells)
    return data


class Sheet:
    def __init__(self):
        self.marks = []
        self.scene = vtkRenderer()
        self.scene.SetBackground(1, 1, 1)
        self.is_vector = True
        self.window = None

    def add(self, *marks):
        self.marks.extend(marks)

    def show_image(self, pixels):
        """A raster of the size of the window in place of a scene."""
        actor = vtkImageActor()
        actor.SetInputData(as_image(pixels))
        self.scene.AddActor(actor)
        camera = self.scene.GetActiveCamera()
        camera.ParallelProjectionOn()
        middle = [(n - 1) / 2 for n in (pixels.shape[1], pixels.shape[0])]
        camera.SetFocalPoint(*middle, 0)
        camera.SetPosition(*middle, 100)
        camera.SetParallelScale(pixels.shape[0] / 2)
        self.is_vector = False

    # As SVG

    def write_svg(self, path, title, about):
        x, y, width, height = WINDOW
        rows = [f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="170mm" '
                f'height="{170 * SIZE[1] / SIZE[0]:.1f}mm" viewBox="0 0 {SIZE[0]} {SIZE[1]}" '
                'font-family="Arial, Helvetica, sans-serif">',
                f"<title>{escape(title)}</title>", f"<desc>{escape(about)}</desc>",
                f'<rect width="{SIZE[0]}" height="{SIZE[1]}" fill="#ffffff"/>',
                f'<clipPath id="window"><rect x="{x}" y="{y}" width="{width}" height="{height}"/></clipPath>']
        if not self.is_vector:
            data = base64.b64encode(png_bytes(self.raster())).decode()
            rows.append(f'<image x="{x}" y="{y}" width="{width}" height="{height}" '
                        f'xlink:href="data:image/png;base64,{data}"/>')
        rows.append('<g clip-path="url(#window)">')
        rows += [as_svg(mark) for mark in self.marks if getattr(mark, "inside", False)]
        rows.append("</g>")
        rows += [as_svg(mark) for mark in self.marks if not getattr(mark, "inside", False)]
        path.write_text("\n".join([*rows, "</svg>", ""]), encoding="utf-8")

    # As PNG

    def open_window(self):
        if self.window is None:
            x, y, width, height = WINDOW
            self.window = vtkRenderWindow()
            self.window.SetOffScreenRendering(1)
            self.window.SetMultiSamples(0)
            self.window.SetDPI(72)
            self.window.SetSize(FINE * SIZE[0], FINE * SIZE[1])
            self.window.SetNumberOfLayers(2)
            back = vtkRenderer()
            back.SetBackground(1, 1, 1)
            self.scene.SetViewport(x / SIZE[0], 1 - (y + height) / SIZE[1], (x + width) / SIZE[0], 1 - y / SIZE[1])
            self.window.AddRenderer(back)
            self.window.AddRenderer(self.scene)
        return self.window

    def raster(self):
        """What the window of the sheet shows without marks."""
        x, y, width, height = WINDOW
        self.open_window().Render()
        return averaged(pixels_of(self.window))[y:y + height, x:x + width]

    def write_png(self, path):
        window = self.open_window()
        over = vtkRenderer()
        over.SetLayer(1)
        window.AddRenderer(over)
        for mark in self.marks:
            inside = getattr(mark, "inside", False)
            for actor in as_actors(mark, inside):
                (self.scene if inside else over).AddActor2D(actor)
        window.Render()
        pixels = averaged(pixels_of(window))
        path.write_bytes(png_bytes(pixels))
        return pixels


def as_path(points, closed):
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + ("Z" if closed else "")


def as_svg(mark):
    if isinstance(mark, Text):
        weight = ' font-weight="bold"' if mark.bold else ""
        return (f'<text x="{mark.at[0]:.1f}" y="{mark.at[1]:.1f}" font-size="{mark.size:g}" text-anchor="{mark.anchor}" '
                f'fill="{css(mark.colour)}"{weight}>{escape(mark.text)}</text>')
    if isinstance(mark, Line):
        return (f'<path d="{as_path(mark.points, False)}" fill="none" stroke="{css(mark.colour)}" '
                f'stroke-width="{mark.width:g}" stroke-linecap="round" stroke-linejoin="round"/>')
    way = "".join(as_path(loop, True) for loop in mark.loops)
    edge = css(mark.edge or mark.colour)
    return f'<path d="{way}" fill="{css(mark.colour)}" fill-rule="evenodd" stroke="{edge}" stroke-width="1"/>'


def to_pixels(points, inside):
    """From points of the sheet to pixels of its renderer, y upwards."""
    left, bottom = (WINDOW[0], WINDOW[1] + WINDOW[3]) if inside else (0, SIZE[1])
    return [(FINE * (x - left), FINE * (bottom - y)) for x, y in points]


def flat_actor(data, colour, width=1.0):
    mapper = vtkPolyDataMapper2D()
    mapper.SetInputData(data)
    actor = vtkActor2D()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(colour)
    actor.GetProperty().SetLineWidth(FINE * width)
    return actor


def text_actor(mark, inside):
    actor = vtkTextActor()
    actor.SetInput(mark.text)
    look = actor.GetTextProperty()
    look.SetFontFamilyToArial()
    look.SetFontSize(round(FINE * mark.size * 0.92))  # VTK's size is that of the capitals and what hangs below
    look.SetColor(mark.colour)
    look.SetBold(mark.bold)
    look.SetVerticalJustificationToBottom()
    look.SetJustification({"start": 0, "middle": 1, "end": 2}[mark.anchor])
    look.SetUseTightBoundingBox(False)
    actor.SetPosition(*to_pixels([(mark.at[0], mark.at[1] + 0.22 * mark.size)], inside)[0])
    return actor


def as_actors(mark, inside):
    if isinstance(mark, Text):
        return [text_actor(mark, inside)]
    if isinstance(mark, Line):
        return [flat_actor(polygons([to_pixels(mark.points, inside)], False), mark.colour, mark.width)]
    outline = polygons([to_pixels(loop, inside) for loop in mark.loops], True)
    fill = vtkContourTriangulator()
    fill.SetInputData(outline)
    fill.Update()
    return [flat_actor(fill.GetOutput(), mark.colour), flat_actor(outline, mark.edge or mark.colour)]
