# SPDX-License-Identifier: GPL-3.0-or-later
"""In pvpython: size of every PNG of a folder, the colours of its window, and over which height the window shows something,
in pixels, as JSON.

usage: check.py FOLDER
"""
import json
import sys
from pathlib import Path

import numpy
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGReader

WINDOW = (300, 100, 900, 900)  # left, top, width, height, as src/render/paraview/sheet.py has it
EDGE = 3  # of its frame


def seen(path):
    reader = vtkPNGReader()
    reader.SetFileName(str(path))
    reader.Update()
    image = reader.GetOutput()
    width, height, _ = image.GetDimensions()
    pixels = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width, 3)[::-1]
    x, y, wide, high = WINDOW
    shown = pixels[y + EDGE:y + high - EDGE, x + EDGE:x + wide - EDGE]
    rows = numpy.nonzero((shown < 250).any((1, 2)))[0]
    return {"size": [width, height], "colours": len(numpy.unique(shown.reshape(-1, 3), axis=0)),
            "height": int(rows[-1] - rows[0] + 1) if len(rows) else 0}


print(json.dumps({path.stem: seen(path) for path in Path(sys.argv[1]).glob("*.png")}))
