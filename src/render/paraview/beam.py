# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums along the beam of a fluoroscope: what tissues hold, or their thickness, integrated over depth for every place of
the window of a sheet. Exact for what is linear in each tetrahedron: the ray's length in it times the value halfway."""
import numpy
from sheet import WINDOW

WIDTH, HEIGHT = WINDOW[2:]
DRUG_RAYS, BONE_RAYS = 2, 3  # points of the sheet from one ray to the next
BATCH = 300000  # rays and tetrahedra that are looked at together


def gradients(corners):
    """Of the four barycentric coordinates of tetrahedra: [n][4][4], value at the origin and slopes along x, y, z."""
    ones = numpy.ones((len(corners), 4, 1))
    return numpy.linalg.inv(numpy.concatenate([ones, corners], 2)).transpose(0, 2, 1)


def boxes(corners, step, size):
    """First column and row, and how many, of the rays that may meet each tetrahedron; size: of all columns and rows."""
    low = numpy.ceil(corners[:, :, :2].min(1) / step - 0.5).astype(int)
    high = numpy.floor(corners[:, :, :2].max(1) / step - 0.5).astype(int)
    low, high = numpy.clip(low, 0, None), numpy.minimum(high, numpy.array(size) - 1)
    return low, numpy.maximum(high - low + 1, 0)


def crossed(slopes, values, x, y):
    """Integrals along z through tetrahedra at places [n][rays]: where all four coordinates are positive."""
    at = slopes[:, :, 0, None] + slopes[:, :, 1, None] * x[:, None] + slopes[:, :, 2, None] * y[:, None]
    rise = slopes[:, :, 3, None]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        root = -at / rise
    start = numpy.where(rise > 0, root, -numpy.inf).max(1)
    end = numpy.where(rise < 0, root, numpy.inf).min(1)
    missed = ((rise == 0) & (at < 0)).any(1) | ~(end > start)
    length = numpy.where(missed, 0.0, end - start)
    middle = numpy.where(missed, 0.0, (start + end) / 2)
    return length * ((at + rise * middle[:, None]) * values[:, :, None]).sum(1)


def batches(count):
    """Ranges of tetrahedra, ascending in their rays, that are looked at together."""
    first = 0
    while first < len(count):
        wide = first + 1
        while wide < len(count) and (wide + 1 - first) * count[wide].prod() <= BATCH:
            wide += 1
        yield first, wide
        first = wide


def integrated(corners, values, camera, apart):
    """[HEIGHT][WIDTH] from the top, of tetrahedra [n][4][3] as in_window() has them; a ray every so many points."""
    step, columns, rows = apart / camera.per_mm, WIDTH // apart, HEIGHT // apart
    total = numpy.zeros(columns * rows)
    low, count = boxes(corners, step, (columns, rows))
    order = numpy.argsort(count.max(1))
    order = order[count[order].prod(1) > 0]
    corners, values, low, count = corners[order], values[order], low[order], count[order]
    count = numpy.repeat(count.max(1)[:, None], 2, 1)  # square, so that those of a batch have one size
    for a, b in batches(count):
        side = numpy.arange(count[b - 1, 0])
        column, row = (low[a:b, k, None] + part.ravel() for k, part in enumerate(numpy.meshgrid(side, side)))
        sums = crossed(gradients(corners[a:b]), values[a:b], step * (column + 0.5), step * (row + 0.5))
        seen = (column < columns) & (row < rows) & (sums != 0)
        total += numpy.bincount((row * columns + column)[seen], sums[seen], columns * rows)
    return total.reshape(rows, columns)[::-1].repeat(apart, 0).repeat(apart, 1)


def in_window(result, camera):
    """Points of the mesh in mm from the lower left corner of the window, depth last."""
    away = result.points - camera.focus
    half = numpy.array((WIDTH, HEIGHT, 0)) / 2 / camera.per_mm
    return away @ numpy.stack([camera.right, camera.up, camera.eye], 1) + half


def summed(result, camera, field):
    """Of a field over thickness, in its unit times mm."""
    values = result.values(field)[result.cells]
    there = values.max(1) > 1e-6 * values.max()
    return integrated(in_window(result, camera)[result.cells[there]], values[there], camera, DRUG_RAYS)


def thickness(result, camera, name):
    """Of a tissue along the beam, in mm."""
    mine = result.cells[result.region == result.names.index(name)]
    return integrated(in_window(result, camera)[mine], numpy.ones(mine.shape), camera, BONE_RAYS)


def whole(result, field):
    """The integral of a field over the volume of the mesh, in its unit times mm^3."""
    edges = result.points[result.cells[:, 1:]] - result.points[result.cells[:, :1]]
    volume = numpy.abs(numpy.linalg.det(edges)) / 6
    return float((volume * result.values(field)[result.cells].mean(1)).sum())
