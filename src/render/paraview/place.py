# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on a sheet a name may point to: a place well inside what it names."""
import numpy
from sheet import WINDOW

COARSE = 4  # places lie so many points of the sheet apart
DEEP = 8  # a place so far inside is as good as one still farther inside


def area_mask(loops):
    """Places within areas, as Area has them: [height][width]."""
    left, top, width, height = WINDOW
    x = left + COARSE * (numpy.arange(width // COARSE) + 0.5)
    mask = numpy.zeros((height // COARSE, len(x)), bool)
    start = numpy.concatenate([numpy.asarray(loop) for loop in loops])
    end = numpy.concatenate([numpy.roll(loop, -1, 0) for loop in loops])
    for row in range(len(mask)):
        y = top + COARSE * (row + 0.5)
        hit = (start[:, 1] <= y) != (end[:, 1] <= y)
        a, b = start[hit], end[hit]
        crossing = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        mask[row] = (crossing[:, None] < x).sum(0) % 2 == 1
    return mask


def depth_within(mask):
    """How many places from its edge each place of a mask lies, up to DEEP."""
    depth, left = mask.astype(int), mask.copy()
    for _ in range(DEEP - 1):
        inner = numpy.zeros_like(left)
        inner[1:-1, 1:-1] = left[1:-1, 1:-1] & left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
        left = inner
        depth += left
    return depth


def place_within(mask):
    """On the sheet: well inside, and near the side of the window; None: too little is seen."""
    if mask.sum() < 12:
        return None
    depth = depth_within(mask)
    rows, columns = numpy.nonzero(depth == depth.max())
    middle = mask.shape[1] / 2
    weight = numpy.nonzero(mask)
    on_left = weight[1].mean() < middle
    sideways = columns if on_left else mask.shape[1] - columns
    best = numpy.argmin(sideways + 0.6 * abs(rows - numpy.median(rows)))
    return (WINDOW[0] + COARSE * (columns[best] + 0.5), WINDOW[1] + COARSE * (rows[best] + 0.5))
