# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of sij in Python: summary, time series, mesh, regions and fields of a run. Needs h5py and numpy.

    from sij_results import Run

    run = Run("results/intra_articular")
    run.value("relief.peak")                  # a number, or None: it did not occur
    run.times                                 # of the outputs, s
    run.field("pressure", at="20 min")        # one value for each point, Pa
    run.cells[run.of("capsule")]              # tetrahedra of one tissue
    run.grid(at="20 min")                     # for PyVista, where it is installed

What cannot be read is a ResultError whose text says why. The names of quantities and fields are explained in the pages
quantities.md and results.md of sij.
"""
import csv
import hashlib
import json
import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Optional

import h5py
import numpy as np

VERSION = 1  # of summary.json: the newest that this module reads

SECONDS = {"s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0, "m": 60.0, "min": 60.0, "minute": 60.0, "minutes": 60.0,
           "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "hours": 3600.0, "d": 86400.0, "day": 86400.0, "days": 86400.0}


class ResultError(ValueError):
    """A folder that holds no finished run, or something that a run does not hold."""


class Quantity(NamedTuple):
    value: Optional[float]  # None: it did not occur
    unit: str
    error: Optional[float]  # half the width of its error bar; None: not known


def seconds(time):
    """A time in seconds, from a number of them or a text with a unit: 90, "90 s", "20min", "1.5 h"."""
    if not isinstance(time, str):
        return float(time)
    found = re.fullmatch(r"\s*([0-9.]+(?:[eE][+-]?[0-9]+)?)\s*([a-z]+)\s*", time)
    if not found or found[2] not in SECONDS:
        raise ResultError(f"\"{time}\" is no time; wanted is one with its unit, as \"20 min\", or a number of seconds")
    return float(found[1]) * SECONDS[found[2]]


def _text(word):
    """HDF5 holds texts as bytes."""
    return word.decode() if isinstance(word, bytes) else str(word)


def _checked(path, text):
    """The object of a summary, if it is whole and of a version that is known."""
    seal = text.rfind(b',\n "sha256": "')
    try:
        summary = json.loads(text)
    except ValueError as fault:
        raise ResultError(f"{path}: not valid JSON: {fault}") from None
    if not isinstance(summary, dict) or not {"case", "quantities"} <= summary.keys():
        raise ResultError(f"{path}: this is no summary of a run")
    if summary.get("version", 0) > VERSION:
        raise ResultError(f"{path}: is of version {summary['version']}, and this module reads up to {VERSION}")
    if seal >= 0 and "sha256" in summary and hashlib.sha256(text[:seal]).hexdigest() != summary["sha256"]:
        raise ResultError(f"{path}: its checksum is wrong: the file is damaged; if it was changed on purpose, remove its "
                          "key sha256")
    return summary


class Run:
    """One run; FOLDER is what `sij run -o FOLDER` wrote. Files are read when they are asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise ResultError(f"{folder}: there is no such folder; name one that `sij run -o` has finished")

    def __repr__(self):
        return f"Run({str(self.folder)!r})"

    def _path(self, name):
        path = self.folder / name
        if path.exists():
            return path
        if path.with_name(f"{name}.part").exists():
            raise ResultError(f"{path}.part: this run has not finished")
        raise ResultError(f"{path}: is missing; name a folder that `sij run -o` has finished")

    # What the run found

    @cached_property
    def _summary(self):
        path = self._path("summary.json")
        return _checked(path, path.read_bytes())

    @property
    def case(self):
        """Name of the case."""
        return self._summary["case"]

    @cached_property
    def quantities(self):
        """{name: Quantity} of everything that summary.json holds."""
        return {row["name"]: Quantity(row["value"], row["unit"], row.get("error")) for row in self._summary["quantities"]}

    def value(self, name):
        """Value of one quantity; None if it did not occur."""
        if name not in self.quantities:
            raise ResultError(f"{self.folder}: there is no quantity {name}")
        return self.quantities[name].value

    @cached_property
    def series(self):
        """{column: numbers} of timeseries.csv, one number for each output; NaN where there is none."""
        with open(self._path("timeseries.csv"), newline="", encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        numbers = np.array([[float(x or "nan") for x in row] for row in rows]).reshape(len(rows), len(head))
        return dict(zip(head, numbers.T))

    # Mesh and fields

    @cached_property
    def file(self):
        """run.vtkhdf as h5py opens it."""
        path = self._path("run.vtkhdf")
        try:
            return h5py.File(path, "r")
        except OSError:
            raise ResultError(f"{path}: this is no HDF5 file, or it is cut off") from None

    @cached_property
    def points(self):
        """[points, 3] in mm: x lateral, y anterior, z cranial."""
        return self.file["VTKHDF/Points"][:]

    @cached_property
    def cells(self):
        """[cells, 4]: tetrahedra by the numbers of their points."""
        return self.file["VTKHDF/Connectivity"][:].reshape(-1, 4)

    @cached_property
    def volumes(self):
        """[cells] in mL."""
        a, b, c, d = (self.points[self.cells[:, i]] for i in range(4))
        return np.abs(np.einsum("ij,ij->i", np.cross(b - a, c - a), d - a)) / 6.0 * 1e-3

    @cached_property
    def region_names(self):
        """Names of the regions, in the order of their numbers."""
        return [_text(name) for name in self.file["VTKHDF/CellData/region"].attrs["names"]]

    @cached_property
    def region(self):
        """[cells]: number of the region of each."""
        return self.file["VTKHDF/CellData/region"][:]

    def of(self, region):
        """[cells]: which belong to the region of that name."""
        if region not in self.region_names:
            raise ResultError(f"there is no region {region}; there are {', '.join(self.region_names)}")
        return self.region == self.region_names.index(region)

    @cached_property
    def times(self):
        """Times of the outputs, s."""
        return self.file["VTKHDF/Steps/Values"][:]

    @property
    def fields(self):
        """Names of the fields, all of them on points."""
        return sorted(self.file["fields"]) if "fields" in self.file else []

    def output(self, at, nearest=False):
        """Number of the output at a time; of the one nearest to it, if that is asked for."""
        time = seconds(at)
        number = int(np.argmin(np.abs(self.times - time)))
        if not nearest and abs(self.times[number] - time) > 1e-9 * max(1.0, time):
            around = ", ".join(f"{t:g} s" for t in self.times[max(0, number - 1):number + 2])
            raise ResultError(f"{self.folder}: there is no output at {time:g} s; there are {around}; nearest=True takes "
                              "the nearest")
        return number

    def _field(self, name):
        if name not in self.fields:
            raise ResultError(f"{self.folder}: there is no field {name}; there are {', '.join(self.fields)}")
        return self.file["fields"][name]

    def field(self, name, at, nearest=False):
        """[points] or [points, 3]: a field at a time, in the unit that unit() tells."""
        return self._field(name)[str(self.output(at, nearest))][:]

    def unit(self, name):
        """Unit of a field."""
        return _text(self._field(name)["0"].attrs.get("unit", ""))

    def on_cells(self, values):
        """[cells]: mean of a field over the points of each tetrahedron, exact for an integral of it."""
        return np.asarray(values)[self.cells].mean(axis=1)

    # Tables, curves, and what was run

    @property
    def tables(self):
        """Names of the tables that grow with time."""
        return sorted(self.file["tables"]) if "tables" in self.file else []

    def table(self, name):
        """{column: numbers} of a table."""
        if name not in self.tables:
            raise ResultError(f"{self.folder}: there is no table {name}; there are {', '.join(self.tables)}")
        table = self.file["tables"][name]
        return dict(zip(map(_text, table.attrs["columns"]), table[:].T))

    def curves(self, kind):
        """{name: [points, 3] in mm} of the nerves or the needles: kind is "nerve" or "needle"."""
        found = self.file.get(f"curves/{kind}", {})
        return {name: found[name][:] for name in found}

    @property
    def input(self):
        """The resolved case, as YAML."""
        return _text(self.file["case"][0])

    def grid(self, at, nearest=False):
        """The mesh with its regions and all fields at a time, as a pyvista.UnstructuredGrid."""
        try:
            import pyvista
        except ImportError:
            raise ResultError("PyVista is not installed: pip install pyvista") from None
        grid = pyvista.UnstructuredGrid({pyvista.CellType.TETRA: self.cells}, self.points)
        grid.cell_data["region"] = self.region
        for name in self.fields:
            grid.point_data[name] = self.field(name, at, nearest)
        return grid
