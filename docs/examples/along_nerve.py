#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Concentration of a drug along a nerve, as CSV: a row for each point of the nerve, a column for each output. With a third
word also a picture of the nerve in its cloud, by PyVista.

usage: along_nerve.py RUN NERVE [PICTURE.png]   (PYTHONPATH: share/sij/python of the installation)
"""
import sys

import numpy as np

from sij_results import ResultError, Run


def nearest(points, places):
    """Number of the point of the mesh that is nearest to each place."""
    return np.array([np.argmin(((points - place) ** 2).sum(axis=1)) for place in places])


def draw(run, field, nerve, path):
    import pyvista

    grid = run.grid(at=run.times[-1])
    plotter = pyvista.Plotter(off_screen=True)
    plotter.add_mesh(grid.extract_surface(), opacity=0.1)
    cloud = grid.contour([0.1 * grid.point_data[field].max()], scalars=field)
    if cloud.n_points:
        plotter.add_mesh(cloud, color="teal", opacity=0.5)
    plotter.add_mesh(pyvista.lines_from_points(nerve).tube(radius=1.0), color="gold")
    plotter.screenshot(path)


def main():
    run, name = Run(sys.argv[1]), sys.argv[2]
    nerves, field = run.curves("nerve"), next((f for f in run.fields if f.startswith("concentration_")), None)
    if name not in nerves:
        raise ResultError(f"there is no nerve {name}; there are {', '.join(nerves)}")
    if not field:
        raise ResultError("this run holds no drug")
    nerve = nerves[name]
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(nerve, axis=0), axis=1))])
    where = nearest(run.points, nerve)
    values = [run.field(field, at=time)[where] for time in run.times]
    print("length [mm]," + ",".join(f"{field} [{run.unit(field)}] at {time:g} s" for time in run.times))
    for i, along in enumerate(length):
        print(f"{along:.3f}," + ",".join(f"{value[i]:.6g}" for value in values))
    if len(sys.argv) > 3:
        draw(run, field, nerve, sys.argv[3])


if __name__ == "__main__":
    try:
        main()
    except ResultError as fault:
        sys.exit(str(fault))
