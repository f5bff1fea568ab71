"""Picture of one or more runs side by side: where a drug is at a given time.

usage: [xvfb-run -a] pvpython --force-offscreen-rendering results.py RUN... PICTURE.png [--drug lidocaine]
       [--time SECONDS] [--level MOL_PER_M3] [--height Z_MM] [--label TEXT ...]

Above: axial slice through the joint, seen from the feet (patient's right on the left), tissues pale,
drug in colour, the level as a black line. Below: view from behind and from the side, bones
translucent, drug as nested surfaces of the level and 10 and 100 times as much. The level is what a
half block needs (EC50); without one a tenth of the largest concentration is taken. Colours are the
same for all runs. The nearest stored time is shown, and named.
"""
import argparse
from pathlib import Path

from paraview import simple

COLUMN, ROWS = 800, (700, 800)  # pixels
INK, FAINT = [0.1, 0.1, 0.1], [0.35, 0.35, 0.35]
CAVITY = 4  # regions: number of the joint cavity, and colours of all in order
PALE = [0.93, 0.89, 0.80, 0.93, 0.89, 0.80, 0.80, 0.88, 0.95, 0.80, 0.88, 0.95, 0.62, 0.80, 0.95,
        0.88, 0.83, 0.93, 0.86, 0.91, 0.84, 0.80, 0.88, 0.78, 0.74, 0.85, 0.72, 0.95, 0.83, 0.80,
        0.93, 0.79, 0.76, 0.98, 0.95, 0.82, 0.94, 0.93, 0.91, 0.97, 0.92, 0.75]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+", metavar="RUN", help="folders of results")
    parser.add_argument("picture")
    parser.add_argument("--drug", default="lidocaine")
    parser.add_argument("--time", type=float, default=600.0, help="s")
    parser.add_argument("--level", type=float, help="mol/m3")
    parser.add_argument("--height", type=float, help="z of the slice in mm; else that of the joint")
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


def drug_colours(array, level, largest):
    colours = simple.GetColorTransferFunction(array)
    colours.ApplyPreset("Plasma (matplotlib)", True)
    colours.AutomaticRescaleRangeMode = "Never"
    colours.RescaleTransferFunction(level / 100, max(largest, level))
    colours.MapControlPointsToLogSpace()
    colours.UseLogScale = 1
    return colours


def region_colours():
    colours = simple.GetColorTransferFunction("region")
    colours.InterpretValuesAsCategories = 1
    count = len(PALE) // 3
    colours.Annotations = [text for i in range(count) for text in (str(i), str(i))]
    colours.IndexedColors = PALE
    return colours


def show_bar(view, colours, drug):
    bar = simple.GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle = f"{drug} [mol/m3]", ""
    bar.TitleColor = bar.LabelColor = INK
    bar.TitleFontSize = bar.LabelFontSize = 16
    bar.WindowLocation, bar.ScalarBarLength = "Lower Right Corner", 0.35
    bar.Visibility = 1


def draw_slice(run, view, level, height):
    centre = run.centre()
    centre[2] = centre[2] if height is None else height
    cut = simple.Slice(Input=run.reader)
    cut.SliceType.Origin, cut.SliceType.Normal = centre, [0, 0, 1]
    tissue = simple.Show(cut, view)
    simple.ColorBy(tissue, ("CELLS", "region"))
    tissue.Ambient, tissue.Diffuse, tissue.Specular = 1.0, 0.0, 0.0
    drug = simple.IsoVolume(Input=cut, InputScalars=["POINTS", run.array],
                            ThresholdRange=[level / 100, 1e30])
    shown = simple.Show(drug, view)
    simple.ColorBy(shown, ("POINTS", run.array))
    shown.Ambient, shown.Diffuse, shown.Specular = 1.0, 0.0, 0.0
    line = simple.Show(simple.Contour(Input=cut, ContourBy=["POINTS", run.array],
                                      Isosurfaces=[level]), view)
    simple.ColorBy(line, None)
    line.AmbientColor = line.DiffuseColor = INK
    line.LineWidth = 2.5
    look(view, cut, run.time, [0, 0, -1], [0, 1, 0])
    write(view, f"{run.label}, t = {minutes(run.time)}", "Upper Center", 22)
    write(view, f"axial, z = {centre[2]:.0f} mm, from the feet", "Lower Left Corner", 16, FAINT)


def draw_space(run, view, level):
    bones = simple.Show(simple.ExtractSurface(Input=run.regions(0, 1)), view)
    simple.ColorBy(bones, None)
    bones.AmbientColor = bones.DiffuseColor = [0.90, 0.85, 0.74]
    bones.Opacity = 0.25
    surfaces = simple.Contour(Input=run.reader, ContourBy=["POINTS", run.array],
                              Isosurfaces=[level, 10 * level, 100 * level])
    surfaces.ComputeScalars = 1
    shown = simple.Show(surfaces, view)
    simple.ColorBy(shown, ("POINTS", run.array))
    shown.Opacity, shown.Specular = 0.45, 0.0
    outline = simple.Show(simple.Outline(Input=run.reader), view)
    outline.AmbientColor = outline.DiffuseColor = [0.7, 0.7, 0.7]
    look(view, run.reader, run.time, [0.6, -1.0, 0.4], [0, 0, 1])
    write(view, f"above {level:.3g} mol/m3, from behind and lateral", "Lower Left Corner", 16, FAINT)


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
    layout = simple.CreateLayout("picture")
    cell = 0
    for i, (above, below) in enumerate(columns):
        rest = None
        if i + 1 < len(columns):
            cell = layout.SplitHorizontal(cell, 1 / (len(columns) - i))
            rest = cell + 1
        top = layout.SplitVertical(cell, ROWS[0] / sum(ROWS))
        layout.AssignView(top, above)
        layout.AssignView(top + 1, below)
        cell = rest
    size = [COLUMN * len(columns), sum(ROWS)]
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
    columns = []
    for run in runs:
        above, below = new_view([COLUMN, ROWS[0]]), new_view([COLUMN, ROWS[1]])
        draw_slice(run, above, level, given.height)
        draw_space(run, below, level)
        columns.append((above, below))
    show_bar(columns[-1][1], drug_colours(array, level, largest), given.drug)
    compose(columns, given.picture)
    print(f"{given.picture}: {', '.join(labels)} above {level:.3g} mol/m3")


main()
