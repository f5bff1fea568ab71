#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes slab.msh: the smallest tagged mesh that sij takes for a joint, as an example for meshes of one's own.

A box of bricks, each split into six tetrahedra (Kuhn). The joint is a slab between two bones: cartilage, cavity,
cartilage, closed by a ring of capsule; ligament, muscle and fat lie behind it. x lateral, y anterior, z cranial, in mm.

usage: slab.py FILE.msh
"""
import sys
from itertools import permutations, product
from pathlib import Path

X = (0, 12, 24, 28, 30, 31, 32, 36, 44, 55)  # sacrum to 28, joint 28 to 32, ilium from there
Y = (-45, -40, -32, -25, -19, -15, -7, 2, 10, 14, 20)  # skin, dorsum of the bones at -25, joint -15 to 10, ventral
Z = (-30, -24, -20, -10, 0, 10, 20, 24, 30)  # joint -20 to 20

REGIONS = ("sacrum", "ilium", "cartilage_sacral", "cartilage_iliac", "joint_cavity", "capsule", "lig_interosseous",
           "multifidus", "fat", "soft_anterior")
SURFACES = ("skin", "cut_midline", "cut_lateral", "cut_cranial", "cut_caudal", "cut_ventral")


def region_of(x, y, z):
    """Name of the tissue at the centre of a brick."""
    if y < -25:
        return "fat" if y < -40 else "multifidus"
    if x < 28 or x > 32:
        return "sacrum" if x < 28 else "ilium"
    if -15 < y < 10 and abs(z) < 20:
        return "cartilage_sacral" if x < 30 else "joint_cavity" if x < 31 else "cartilage_iliac"
    if -19 < y < 14 and abs(z) < 24:
        return "capsule"
    return "soft_anterior" if y > 14 else "lig_interosseous"


def surface_of(corners):
    """Name of the outer boundary on which all of the corners lie."""
    planes = {"skin": (1, Y[0]), "cut_ventral": (1, Y[-1]), "cut_midline": (0, X[0]), "cut_lateral": (0, X[-1]),
              "cut_caudal": (2, Z[0]), "cut_cranial": (2, Z[-1])}
    return next((name for name, (axis, at) in planes.items() if all(c[axis] == at for c in corners)), None)


def bricks():
    """Lower and upper corner of each, as triples of coordinates."""
    for k, j, i in product(range(len(Z) - 1), range(len(Y) - 1), range(len(X) - 1)):
        yield (X[i], Y[j], Z[k]), (X[i + 1], Y[j + 1], Z[k + 1])


def tetrahedra(low, high):
    """Six paths from the lower to the upper corner, along one axis after the other."""
    for order in permutations(range(3)):
        path, corner = [low], list(low)
        for axis in order:
            corner[axis] = high[axis]
            path.append(tuple(corner))
        even = order in ((0, 1, 2), (1, 2, 0), (2, 0, 1))
        yield path if even else [path[0], path[2], path[1], path[3]]


def elements():
    """(Gmsh type, tag, corners): boundary triangles are 2, tetrahedra 4."""
    for low, high in bricks():
        tag = 1 + REGIONS.index(region_of(*((a + b) / 2 for a, b in zip(low, high))))
        for tet in tetrahedra(low, high):
            yield 4, tag, tet
            for out in range(4):
                face = tet[:out] + tet[out + 1:]
                surface = surface_of(face)
                if surface:
                    yield 2, 101 + SURFACES.index(surface), face


def write(path):
    nodes = list(product(X, Y, Z))
    number = {node: i + 1 for i, node in enumerate(nodes)}
    names = [f'3 {i + 1} "{name}"' for i, name in enumerate(REGIONS)]
    names += [f'2 {i + 101} "{name}"' for i, name in enumerate(SURFACES)]
    rows = [" ".join(map(str, (i + 1, kind, 2, tag, tag, *(number[c] for c in corners))))
            for i, (kind, tag, corners) in enumerate(sorted(elements(), key=lambda e: e[0]))]
    text = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat",
            "$PhysicalNames", str(len(names)), *names, "$EndPhysicalNames",
            "$Nodes", str(len(nodes)), *(f"{number[n]} {n[0]} {n[1]} {n[2]}" for n in nodes), "$EndNodes",
            "$Elements", str(len(rows)), *rows, "$EndElements"]
    Path(path).write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(sys.argv[1])
