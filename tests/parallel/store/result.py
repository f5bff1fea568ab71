# SPDX-License-Identifier: GPL-3.0-or-later
"""What writer.c must have written, read back with h5py: every value, the layout, the attributes."""
import numpy as np

try:
    import h5py
except ImportError:
    h5py = None

SIZE = np.array([0.04, 0.05, 0.06])  # m, of the box
LAYOUT = {"PartOffsets": 0, "NumberOfParts": 1, "PointOffsets": 0, "CellOffsets": 0,
          "ConnectivityIdOffsets": 0, "CellDataOffsets/region": 0, "CellDataOffsets/rank": 0}


def close(actual, wanted, what):
    np.testing.assert_allclose(actual, wanted, rtol=1e-13, atol=1e-16, err_msg=what)


def same(actual, wanted, what):
    assert np.array_equal(actual, wanted), f"{what}: got {actual}, want {wanted}"


def time(step):
    return 10.0 * step * step


def scalar(x, scale, t):
    return scale * (1 + 10 * x[:, 0] - 20 * x[:, 1] + 30 * x[:, 2] + t)


def vector(x, t):
    return np.stack([x[:, 0] + t, x[:, 1] * t, -x[:, 2]], axis=1)


def wanted_fields(n_fields):
    """name -> (unit, function of place and time)"""
    fields = {"pressure": ("Pa", lambda x, t: scalar(x, 1000, t)), "velocity": ("m/s", vector)}
    for i in range(n_fields):
        fields[f"concentration_{i}"] = ("mol/m3", lambda x, t, i=i: scalar(x, 1 + i, t))
    return fields


def check_mesh(grid, cubes, ranks):
    n, n_cells = (cubes + 1) ** 3, 6 * cubes**3
    same(grid.attrs["Version"], [2, 0], "Version")
    same(grid.attrs["Type"], b"UnstructuredGrid", "Type")
    for name, count in (("Points", n), ("Cells", n_cells), ("ConnectivityIds", 4 * n_cells)):
        same(grid["NumberOf" + name][:], [count], name)
    same(grid["Offsets"][:], 4 * np.arange(n_cells + 1), "Offsets")
    same(grid["Types"][:], np.full(n_cells, 10), "Types")
    assert grid["Points"].attrs["unit"] == b"mm"
    x = grid["Points"][:] / 1000
    side = [np.linspace(0, s, cubes + 1) for s in SIZE]
    lattice = np.stack(np.meshgrid(*side, indexing="ij"), axis=-1).reshape(-1, 3)
    order = [np.lexsort(p.T.round(9)) for p in (x, lattice)]
    close(x[order[0]], lattice[order[1]], "Points")
    corner = x[grid["Connectivity"][:].reshape(-1, 4)]
    edge = corner[:, 1:] - corner[:, :1]
    close(np.linalg.det(edge) / 6, np.full(n_cells, SIZE.prod() / n_cells), "volumes")
    place = corner[:, 0, 0] / SIZE[0]
    near = np.abs(place[:, None] - [0.2, 0.7]).min(axis=1) < 1e-9
    region = np.where(place < 0.2, 0, np.where(place < 0.7, 9, 1))
    same(grid["CellData/region"][:][~near], region[~near], "region")
    assert grid["CellData/region"].attrs["names"][9] == b"multifidus"
    assert set(grid["CellData/rank"][:]) <= set(range(ranks)), "rank"
    return x


def check_steps(file, x, steps, n_fields):
    grid, n = file["VTKHDF"], len(x)
    part = grid["Steps"]
    same(part.attrs["NSteps"], steps, "NSteps")
    close(part["Values"][:], [time(i) for i in range(steps)], "Values")
    for name, value in LAYOUT.items():
        same(part[name][:].ravel(), np.full(steps, value), name)
    assert part["CellOffsets"].shape == part["ConnectivityIdOffsets"].shape == (steps, 1)
    fields = wanted_fields(n_fields)
    assert set(grid["PointData"]) == set(part["PointDataOffsets"]) == set(file["fields"]) == set(fields)
    for name, (unit, function) in fields.items():
        values, offsets = grid["PointData"][name], part["PointDataOffsets"][name][:]
        assert values.attrs["unit"].decode() == unit and values.dtype == np.float64
        same(offsets, n * np.arange(steps), name)
        for i in range(steps):
            wanted = function(x, time(i))
            close(values[offsets[i]:offsets[i] + n], wanted, f"{name} at step {i}")
            close(file[f"fields/{name}/{i}"][:], wanted, f"{name}/{i}")
            close(file[f"fields/{name}/{i}"].attrs["time"], time(i), "time")


def check_texts(file, ranks):
    assert file["case"][0].decode() == "name: box # µ\n"
    about = file["provenance"].attrs
    wanted = {"command": "writer", "options": "-flow_ksp_type cg", "version": "0.1.0",
              "commit": "abc123", "metis": "5.1.0", "mesh_hash": "0123abcd"}
    for name, text in wanted.items():
        assert about[name].decode() == text, f"{name}: {about[name]}"
    assert about["ranks"] == ranks
    assert all(about[name] for name in ("petsc", "hdf5", "mpi", "date"))


def check_tables(file, steps):
    t = np.array([time(i) for i in range(steps)])
    assert list(file["tables/ledger"].attrs["columns"]) == [b"time", b"given", b"left"]
    close(file["tables/ledger"][:], np.stack([t, 1 + t, 2 * t], axis=1), "ledger")


def check(path, ranks, cubes=4, steps=3, n_fields=1):
    with h5py.File(path, "r") as file:
        x = check_mesh(file["VTKHDF"], cubes, ranks)
        check_steps(file, x, steps, n_fields)
        check_texts(file, ranks)
        check_tables(file, steps)
