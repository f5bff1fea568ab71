# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture of one or more runs side by side: where a drug is at a given time.

usage: [xvfb-run -a] pvpython --force-offscreen-rendering results.py RUN... PICTURE.png [--drug lidocaine]
       [--time SECONDS] [--level MOL_PER_M3] [--height Z_MM] [--reach MM]
       [--meaning "of the level"] [--label TEXT ...]

Above: axial slice through the joint, seen from the feet (patient's right on the left), tissues pale,
drug in colour, the level as a black line. Below: the same from behind, bones translucent, the joint
cavity blue, drug above the level opaque. The level is what a half block needs (EC50); without one a tenth
of the largest concentration is taken. Colours are the same for all runs. The nearest stored time is shown.
"""
import argparse
from pathlib import Path

from paraview import simple

COLUMN, ROWS, LEGEND = 640, (560, 560), 90  # pixels
INK, FAINT = [0.1, 0.1, 0.1], [0.35, 0.35, 0.35]
BONE, CAVITY, SKY = [0.90, 0.84, 0.70], 4, [0.35, 0.65, 0.95]
# Kinds of tissue: name, colour, numbers of the regions.
KINDS = [("bone", BONE, (0, 1)), ("cartilage", [0.72, 0.84, 0.96], (2, 3)), ("joint cavity", SKY, (4,)),
         ("capsule", [0.80, 0.70, 0.88], (5,)), ("ligaments", [0.74, 0.87, 0.70], (6, 7, 8)),
         ("muscle", [0.95, 0.80, 0.78], (9, 10)), ("fat", [0.99, 0.96, 0.82], (11, 13)),
         ("front of the joint", [0.94, 0.92, 0.91], (12,))]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+", metavar="RUN", help="folders of results")
    parser.add_argument("picture")
    parser.add_argument("--drug", default="lidocaine")
    parser.add_argument("--time", type=float, default=600.0, help="s")
    parser.add_argument("--level", type=float, help="mol/m3")
    parser.add_argument("--height", type=float, help="z of the slice in mm; else that of the joint")
    parser.add_argument("--reach", type=float, default=46.0, help="half the height of the slice in mm")
    parser.add_argument("--meaning", default="", help="of the level, as words")
    parser.add_argument("--label", action="append", default=[], help="for each run, in order")
    return parser.parse_args()


class Run:
    def __init__(self, folder, label, array, time):
        index = Path(folder, "run.xdmf").resolve()
        if not index.is_file():
            raise SystemExit(f"{folder}: holds no run.xdmf; is it a folder of results?")
        self.label, self.array = label, array
        self.reader = simple.OpenDataFile(str(index))
        self.reader.UpdatePipelineInformation()
        self.time = min(self.reader.TimestepValues, key=lambda t: abs(t - time))
        self.reader.UpdatePipeline(self.time)
        found = self.reader.PointData.GetArray(array)
        if found is None:
            names = ", ".join(sorted(self.reader.PointData.keys()))
            raise SystemExit(f"{folder}: has no {array}; it has {names}")
        self.largest = found.GetRange()[1]

    def regions(self, low, high):
        part = simple.Threshold(Input=self.reader, Scalars=["CELLS", "region"],
                                LowerThreshold=low, UpperThreshold=high)
        part.UpdatePipeline(self.time)
        return part

    def centre(self):
        """Of the joint cavity, else of everything."""
        cavity = self.regions(CAVITY, CAVITY)
        source = cavity if cavity.GetDataInformation().GetNumberOfCells() else self.reader
        bounds = source.GetDataInformation().GetBounds()
        return [(bounds[2 * k] + bounds[2 * k + 1]) / 2 for k in range(3)]


def new_view(size):
    view = simple.CreateView("RenderView")
    view.ViewSize = size
    view.UseColorPaletteForBackground = 0
    view.BackgroundColorMode = "Single Color"
    view.Background = [1, 1, 1]
    view.OrientationAxesVisibility = 0
    view.CameraParallelProjection = 1
    return view


def write(view, text, where, size=18, colour=INK):
    shown = simple.Show(simple.Text(Text=text), view)
    shown.FontSize, shown.Color, shown.WindowLocation = size, colour, where
    return shown


def plain(shown, colour, opacity=1.0):
    shown.ColorArrayName = ["POINTS", ""]
    shown.AmbientColor = shown.DiffuseColor = colour
    shown.Opacity = opacity


def flat(shown):
    shown.Ambient, shown.Diffuse, shown.Specular = 1.0, 0.0, 0.0


def drug_colours(array, level, largest):
    colours = simple.GetColorTransferFunction(array)
    colours.AutomaticRescaleRangeMode = "Never"
    low, high = level / 10, max(largest, 10 * level)
    ends = [low, level, (level * high) ** 0.5, high]
    paint = [[1.0, 0.93, 0.60], [0.99, 0.62, 0.20], [0.87, 0.16, 0.14], [0.45, 0.0, 0.20]]
    colours.ColorSpace = "RGB"
    colours.RGBPoints = [x for at, rgb in zip(ends, paint) for x in [at, *rgb]]
    colours.UseLogScale = 1
    return colours


def region_colours():
    colours = simple.GetColorTransferFunction("region")
    colours.InterpretValuesAsCategories = 1
    paint = {r: rgb for _, rgb, regions in KINDS for r in regions}
    colours.Annotations = [text for i in sorted(paint) for text in (str(i), str(i))]
    colours.IndexedColors = [x for i in sorted(paint) for x in paint[i]]
    return colours


def show_bar(view, colours, drug, level):
    bar = simple.GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle = f"{drug} [mM]", ""
    bar.TitleColor = bar.LabelColor = INK
    bar.TitleFontSize = bar.LabelFontSize = 14
    bar.HorizontalTitle = 1
    bar.TitleBold = bar.AddRangeLabels = bar.DrawTickMarks = 0
    bar.UseCustomLabels, bar.CustomLabels = 1, [level / 10, level, 10 * level, 100 * level]
    bar.LabelFormat = "%-#.2g"
    bar.WindowLocation, bar.Position, bar.ScalarBarLength = "Any Location", [0.80, 0.10], 0.35
    bar.Visibility = 1


def draw_slice(run, view, level, given):
    centre, reach = run.centre(), given.reach
    centre[2] = centre[2] if given.height is None else given.height
    cut = simple.Slice(Input=run.reader)
    cut.SliceType.Origin, cut.SliceType.Normal = centre, [0, 0, 1]
    tissue = simple.Show(cut, view)
    simple.ColorBy(tissue, ("CELLS", "region"))
    flat(tissue)
    drug = simple.IsoVolume(Input=cut, InputScalars=["POINTS", run.array],
                            ThresholdRange=[level / 10, 1e30])
    shown = simple.Show(drug, view)
    simple.ColorBy(shown, ("POINTS", run.array))
    flat(shown)
    line = simple.Show(simple.Contour(Input=cut, ContourBy=["POINTS", run.array],
                                      Isosurfaces=[level]), view)
    plain(line, INK)
    line.LineWidth = 3
    look(view, cut, run.time, [0, 0, -1], [0, 1, 0])
    view.CameraFocalPoint = [centre[0], centre[1] - 0.18 * reach, centre[2]]
    view.CameraPosition = [centre[0], centre[1] - 0.18 * reach, centre[2] - 1000]
    view.CameraParallelScale = reach
    write(view, f"{run.label}, after {minutes(run.time)}", "Upper Center", 24)
    note = f"axial slice seen from the feet, back below; black line: {level:.3g} mM"
    write(view, note, "Lower Left Corner", 16, FAINT)


def draw_space(run, view, level, meaning):
    bones = simple.Show(simple.ExtractSurface(Input=run.regions(0, 1)), view)
    plain(bones, BONE, 0.30)
    cavity = simple.Show(simple.ExtractSurface(Input=run.regions(CAVITY, CAVITY)), view)
    plain(cavity, SKY, 0.45)
    above = simple.Contour(Input=run.reader, ContourBy=["POINTS", run.array], Isosurfaces=[level])
    plain(simple.Show(above, view), [0.87, 0.16, 0.14], 0.9)
    look(view, run.reader, run.time, [0.35, -1.0, 0.25], [0, 0, 1])
    view.CameraParallelScale *= 0.72
    note = f"from behind; red: above {level:.3g} mM" + (f", {meaning}" if meaning else "")
    write(view, note, "Lower Left Corner", 16, FAINT)


def draw_legend(view, rows):
    """Coloured squares with the names of tissues, in one row or two of four."""
    width, height = 10.0 * len(rows[0]), 10.0 * len(rows[0]) * view.ViewSize[1] / view.ViewSize[0]
    for r, kinds in enumerate(rows):
        middle = height * ((len(rows) - r) / (len(rows) + 1) - 0.5)
        for k, (name, colour, _) in enumerate(kinds):
            x, y = 10.0 * k, middle - 0.5
            shown = simple.Show(simple.Plane(Origin=[x, y, 0], Point1=[x + 1, y, 0], Point2=[x, y + 1, 0]), view)
            plain(shown, colour)
            flat(shown)
            text = write(view, name, "Any Location", 15)
            text.Position = [(x + 1.6) / width, middle / height + 0.42]
    view.CameraFocalPoint, view.CameraPosition = [width / 2, 0, 0], [width / 2, 0, 100]
    view.CameraViewUp, view.CameraParallelScale = [0, 1, 0], height / 2


def look(view, source, time, towards_eye, up):
    """All of the source in the view: along an axis tight, else by its diagonal."""
    source.UpdatePipeline(time)
    bounds = source.GetDataInformation().GetBounds()
    size = [bounds[2 * k + 1] - bounds[2 * k] for k in range(3)]
    focus = [(bounds[2 * k + 1] + bounds[2 * k]) / 2 for k in range(3)]
    width, height = view.ViewSize
    view.ViewTime = time
    view.CameraFocalPoint, view.CameraViewUp = focus, up
    view.CameraPosition = [f + 1000 * d for f, d in zip(focus, towards_eye)]
    if towards_eye[:2] == [0, 0]:
        view.CameraParallelScale = 0.58 * max(size[1], size[0] * height / width)
    else:
        view.CameraParallelScale = 0.48 * sum(s * s for s in size) ** 0.5


def minutes(t):
    if t < 120:
        return f"{t:.0f} s"
    return f"{t / 60:.0f} min" if t < 7200 else f"{t / 3600:.1f} h"


def compose(columns, picture):
    """Columns side by side, each of views one above the other."""
    heights = [*ROWS, LEGEND]
    layout, cell = simple.CreateLayout("picture"), 0
    for i, views in enumerate(columns):
        rest = None
        if i + 1 < len(columns):
            cell = layout.SplitHorizontal(cell, 1 / (len(columns) - i))
            rest = cell + 1
        for k, view in enumerate(views):
            if k + 1 < len(views):
                cell = layout.SplitVertical(cell, heights[k] / sum(heights[k:]))
            layout.AssignView(cell, view)
            cell += 1
        cell = rest
    size = [COLUMN * len(columns), sum(heights)]
    layout.SetSize(size)
    simple.SaveScreenshot(picture, layout, ImageResolution=size)


def main():
    given = arguments()
    array = f"concentration_{given.drug}"
    labels = given.label + [Path(run).resolve().name for run in given.runs[len(given.label):]]
    runs = [Run(*pair, array, given.time) for pair in zip(given.runs, labels)]
    largest = max(run.largest for run in runs)
    level = given.level or largest / 10
    if largest <= 0:
        raise SystemExit(f"there is no {given.drug} anywhere at t = {given.time:g} s")
    region_colours()
    columns, half = [], len(KINDS) // 2
    rows = [[KINDS[:half]], [KINDS[half:]]] if len(runs) > 1 else [[KINDS[:half], KINDS[half:]]]
    for i, run in enumerate(runs):
        views = [new_view([COLUMN, height]) for height in (*ROWS, LEGEND)]
        draw_slice(run, views[0], level, given)
        draw_space(run, views[1], level, given.meaning)
        if i < len(rows):
            draw_legend(views[2], rows[i])
        columns.append(views)
    show_bar(columns[-1][0], drug_colours(array, level, largest), given.drug, level)
    compose(columns, given.picture)
    print(f"{given.picture}: {', '.join(labels)} above {level:.3g} mol/m3")


main()
