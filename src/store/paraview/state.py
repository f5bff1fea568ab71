# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the run beside this file: every tissue by its name, needles and nerves, the cloud of a drug, with scales that fit.

Nothing here names a place: the folder of a run may be moved as a whole.
"""
from pathlib import Path

from paraview import simple

INDEX = Path(__file__).resolve().parent / "run.xdmf"
USUAL = 1200.0  # s: the output nearest to it is shown first
DECADES = 1e-4  # of the largest concentration: where its scale begins
BONES = ("sacrum", "ilium")
LOOKS = {"sacrum": ((0.95, 0.90, 0.77), 0.3), "ilium": ((0.88, 0.80, 0.64), 0.3), "joint_cavity": ((0.34, 0.71, 0.91), 0.5)}
CURVE_LOOKS = {"needle": ((0.12, 0.12, 0.15), 6), "nerve": ((0.95, 0.80, 0.15), 4)}
CLOUD = (0.84, 0.37, 0.0)
VIRIDIS = ((0.267, 0.005, 0.329), (0.254, 0.265, 0.530), (0.164, 0.471, 0.558), (0.135, 0.659, 0.518), (0.478, 0.821, 0.318),
           (0.993, 0.906, 0.144))
HALF = 0.5  # of C fibres blocked


def shown_fields():
    """Those that are anything anywhere: a run of loads alone brings no drug, one without them moves nothing."""
    return [name for name, (_, largest) in FIELDS.items() if largest > 0]  # noqa: F821, at the head of the file


def plain(shown, colour, opacity=1.0, width=None):
    shown.ColorArrayName = ["POINTS", ""]
    shown.AmbientColor = shown.DiffuseColor = colour
    shown.Opacity = opacity
    if width:
        shown.LineWidth = width


def open_run():
    run = simple.XDMFReader(registrationName="run", FileNames=[str(INDEX)])
    run.PointArrayStatus = shown_fields()
    run.UpdatePipelineInformation()
    return run


def scale(field):
    """Colours of a field from nothing, or four decades of a concentration, to its largest value; what its bar is to say."""
    unit, largest = FIELDS[field]  # noqa: F821
    drug, signed = field.startswith("concentration_"), field in ("pressure", "stress_pressure")
    high = 1.0 if field.startswith("block_") else largest
    low = DECADES * high if drug else -high if signed else 0.0
    colours = simple.GetColorTransferFunction(field)
    colours.AutomaticRescaleRangeMode = "Never"
    shares = [i / (len(VIRIDIS) - 1) for i in range(len(VIRIDIS))]
    values = [low * (high / low) ** s if drug else low + (high - low) * s for s in shares]
    colours.RGBPoints = [x for value, colour in zip(values, VIRIDIS) for x in (value, *colour)]
    colours.ColorSpace, colours.UseLogScale = "RGB", drug
    return colours, f"{field.replace('_', ' ')} [{unit}]"


def show_bar(colours, title, view):
    bar = simple.GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle, bar.Visibility = title, "", 1


def show_tissues(run, view):
    """Each a threshold of its own, named; what hides the joint waits for a click on its eye."""
    tissues = {}
    for number, name in enumerate(REGIONS):  # noqa: F821
        part = simple.Threshold(registrationName=name.replace("_", " "), Input=run, Scalars=["CELLS", "region"],
                                LowerThreshold=number, UpperThreshold=number)
        colour, opacity = LOOKS.get(name, ((0.8, 0.75, 0.72), 1.0))
        shown = simple.Show(part, view)
        plain(shown, colour, opacity)
        shown.Visibility = name in LOOKS
        tissues[name] = part
    return tissues


def show_curves(view):
    for kind, name, points in CURVES:  # noqa: F821
        line = simple.PolyLineSource(registrationName=f"{kind} {name.replace('_', ' ')}", Points=[x for p in points for x in p])
        colour, width = CURVE_LOOKS.get(kind, ((0, 0, 0), 3))
        plain(simple.Show(line, view), colour, width=width)


def show_cloud(run, view, fields):
    """Where half of the C fibres are blocked, else where a tenth of the largest concentration is reached."""
    drugs = [name for name in fields if name.startswith("concentration_")]
    if FIELDS.get("block_c", ("", 0))[1] >= HALF:  # noqa: F821
        field, value, name = "block_c", HALF, "half of C fibres blocked"
    elif drugs:
        field = drugs[0]
        value = FIELDS[field][1] / 10  # noqa: F821
        name = f"{field.removeprefix('concentration_')} above {value:.2g} mol/m3"
    else:
        return
    cloud = simple.Contour(registrationName=name, Input=run, ContourBy=["POINTS", field], Isosurfaces=[value])
    plain(simple.Show(cloud, view), CLOUD)


def colour_by(fields, tissues, view):
    """The cavity by the drug; without one the bones by their motion."""
    drugs = [name for name in fields if name.startswith("concentration_")]
    field = drugs[0] if drugs else "displacement" if "displacement" in fields else None
    if field is None:
        return
    for name in (("joint_cavity",) if drugs else BONES):
        if name in tissues:
            shown = simple.GetDisplayProperties(tissues[name], view)
            # Before the scale is logarithmic: it would first be fitted to an output that has no drug yet.
            simple.ColorBy(shown, ("POINTS", field) if drugs else ("POINTS", field, "Magnitude"))
            shown.Opacity = 1.0
    show_bar(*scale(field), view)


def look(view, run):
    """From behind, at the usual time."""
    times = list(run.TimestepValues)
    scene = simple.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    scene.AnimationTime = view.ViewTime = min(times, key=lambda t: abs(t - USUAL)) if times else 0.0
    view.CameraParallelProjection = 1
    view.CameraPosition, view.CameraFocalPoint, view.CameraViewUp = [0, -1, 0], [0, 0, 0], [0, 0, 1]
    view.ResetCamera(True)


def main():
    view = simple.GetActiveViewOrCreate("RenderView")
    run, fields = open_run(), shown_fields()
    tissues = show_tissues(run, view)
    show_curves(view)
    show_cloud(run, view, fields)
    colour_by(fields, tissues, view)
    for field in fields:
        scale(field)
    look(view, run)
    simple.SetActiveSource(run)


main()
