# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads tetrahedra, outer triangles and their physical names from a binary MSH 4.1."""
import struct
from pathlib import Path

import numpy as np

TRIANGLE, TETRAHEDRON = 2, 4
NODES = {1: 2, TRIANGLE: 3, TETRAHEDRON: 4, 15: 1}


class Reader:
    """A cursor in a section."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind, n):
        values = np.frombuffer(self.data, kind, n, self.at)
        self.at += values.nbytes
        return values


class Msh:
    """x [n, 3] in the file's unit; tet [m, 4] and triangle [k, 3] index x; region [m] and surface [k] are names."""

    def __init__(self, path):
        self.data = Path(path).read_bytes()
        version, binary, _ = self.data.split(b"\n", 2)[1].split()
        if (version, binary) != (b"4.1", b"1"):
            raise SystemExit(f"{path}: not a binary MSH 4.1")
        group = self.groups(self.physical_names())
        index = self.read_nodes()
        self.tet, self.region = self.elements(TETRAHEDRON, 3, index, group)
        self.triangle, self.surface = self.elements(TRIANGLE, 2, index, group)
        del self.data

    def section(self, name):
        start = self.data.index(b"$" + name + b"\n") + len(name) + 2
        return self.data[start:self.data.index(b"$End" + name, start)]

    def physical_names(self):
        rows = [line.split(maxsplit=2) for line in self.section(b"PhysicalNames").decode().splitlines()[1:]]
        return {(int(dim), int(tag)): name.strip('"') for dim, tag, name in rows}

    def groups(self, names):
        """Name of each entity that has one: (dim, tag) to name."""
        reader, group = Reader(self.section(b"Entities")), {}
        for dim, count in enumerate(reader.take("4Q")):
            for _ in range(count):
                (tag,) = reader.take("i")
                reader.take("3d" if dim == 0 else "6d")
                physical = reader.array("<i4", *reader.take("Q"))
                if dim > 0:
                    reader.array("<i4", *reader.take("Q"))
                if len(physical) > 0:
                    group[dim, tag] = names[dim, int(physical[0])]
        return group

    def read_nodes(self):
        """Fills x; gives the index of every node's tag."""
        reader = Reader(self.section(b"Nodes"))
        blocks, _, _, last = reader.take("4Q")
        index, parts, n = np.full(last + 1, -1), [], 0
        for _ in range(blocks):
            reader.take("3i")
            (count,) = reader.take("Q")
            index[reader.array("<u8", count)] = np.arange(n, n + count)
            parts.append(reader.array("<f8", 3 * count).reshape(-1, 3))
            n += count
        self.x = np.concatenate(parts)
        return index

    def elements(self, wanted, dim, index, group):
        reader = Reader(self.section(b"Elements"))
        blocks, parts, names = reader.take("4Q")[0], [], []
        for _ in range(blocks):
            _, tag, kind = reader.take("3i")
            (count,) = reader.take("Q")
            rows = reader.array("<u8", count * (1 + NODES[kind])).reshape(count, -1)
            if kind == wanted:
                parts.append(index[rows[:, 1:]])
                names += [group[dim, tag]] * count
        return np.concatenate(parts), np.array(names)
