#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws docs/pictures/anatomy.png: cuts through a generated mesh, and its bones and ligaments from behind.

usage: anatomy.py MESH.msh PICTURE.png      (MESH as `sij mesh -o` writes it: MSH 4.1, binary)
"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch
from PIL import Image

COLOUR = {
    "sacrum": "#efe0b9", "ilium": "#d9bd8b", "cartilage_sacral": "#63c2f0", "cartilage_iliac": "#2457d6",
    "joint_cavity": "#fff200", "capsule": "#b5179e", "lig_interosseous": "#ff8fbf",
    "lig_post_short": "#74c365", "lig_post_long": "#0b6e3b", "multifidus": "#b8463c", "gluteal": "#cf6a5d",
    "fat": "#fff3b0", "soft_anterior": "#dba08d", "foramina": "#ffa62b"}


def read(path):
    """Nodes [n][3], tetrahedra [m][4], region of each."""
    data = open(path, "rb").read()

    def section(name):
        start = data.index(b"$" + name + b"\n") + len(name) + 2
        return start

    names = {}
    at = section(b"PhysicalNames")
    lines = data[at:data.index(b"$EndPhysicalNames")].decode().split("\n")[1:]
    for line in filter(None, lines):
        dim, tag, name = line.split()
        names[int(dim), int(tag)] = name.strip('"')
    at = section(b"Nodes")
    blocks, count = map(int, np.frombuffer(data, "<u8", 2, at))
    at, nodes = at + 32, np.zeros((count + 1, 3))
    for _ in range(blocks):
        n = int(np.frombuffer(data, "<u8", 1, at + 12)[0])
        tags = np.frombuffer(data, "<u8", n, at + 20)
        nodes[tags] = np.frombuffer(data, "<f8", 3 * n, at + 20 + 8 * n).reshape(-1, 3)
        at += 20 + 32 * n
    at, tets, region = section(b"Elements"), [], []
    blocks = int(np.frombuffer(data, "<u8", 1, at)[0])
    at += 32
    for _ in range(blocks):
        dim, tag, kind = np.frombuffer(data, "<i4", 3, at)
        n = int(np.frombuffer(data, "<u8", 1, at + 12)[0])
        width = {2: 4, 4: 5, 15: 2}[int(kind)]
        rows = np.frombuffer(data, "<u8", n * width, at + 20).reshape(n, width)
        if kind == 4:
            tets.append(rows[:, 1:].astype(int))
            region += [names[3, int(tag)]] * n
        at += 20 + 8 * n * width
    return nodes, np.concatenate(tets), np.array(region)


def cut(nodes, tets, axis, value):
    """Polygons of the tetrahedra that a plane cuts, and which they are."""
    d = nodes[tets][:, :, axis] - value
    polygons, which = [], []
    keep = [k for k in range(3) if k != axis]
    for e in np.where((d.min(1) < 0) & (d.max(1) > 0))[0]:
        x, points = nodes[tets[e]], []
        for i in range(4):
            for j in range(i):
                if d[e, i] * d[e, j] < 0:
                    t = d[e, i] / (d[e, i] - d[e, j])
                    points.append((x[i] + t * (x[j] - x[i]))[keep])
        points = np.array(points)
        c = points - points.mean(0)
        polygons.append(points[np.argsort(np.arctan2(c[:, 1], c[:, 0]))])
        which.append(e)
    return polygons, np.array(which)


def draw_cut(axes, mesh, axis, value, title, window, flip):
    nodes, tets, region = mesh
    polygons, which = cut(nodes, tets, axis, value)
    axes.add_collection(PolyCollection(polygons, facecolors=[COLOUR[region[e]] for e in which],
                                       edgecolors="#00000055", linewidths=0.15))
    axes.set_xlim(*window[0])
    axes.set_ylim(*window[1])
    axes.set_aspect("equal")
    axes.set_title(title, fontsize=8)
    axes.axis("off")
    if flip:
        axes.invert_xaxis()


def draw_solid(axes, mesh, wanted, eye, title):
    """Outer faces of some regions, painted from the far to the near, lit from the eye."""
    nodes, tets, region = mesh
    pick = np.isin(region, wanted)
    faces = np.concatenate([tets[pick][:, k] for k in ([1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1])])
    owner = np.tile(region[pick], 4)
    _, first, count = np.unique(np.sort(faces, 1), axis=0, return_index=True, return_counts=True)
    first = first[count == 1]
    faces, owner = faces[first], owner[first]
    eye = np.array(eye, float) / np.linalg.norm(eye)
    right = np.cross(np.array([0, 0, 1.0]), eye)
    right /= np.linalg.norm(right)
    up = np.cross(eye, right)
    x = nodes[faces]
    normal = np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0])
    light = normal @ eye / np.linalg.norm(normal, axis=1)
    order = np.argsort((x.mean(1) @ eye))
    order = order[light[order] > 0]
    shade = 0.45 + 0.55 * light[order, None]
    colour = np.array([matplotlib.colors.to_rgb(COLOUR[n]) for n in owner[order]]) * shade
    flat = np.stack([x[order] @ right, x[order] @ up], -1)
    axes.add_collection(PolyCollection(flat, facecolors=colour, edgecolors=colour, linewidths=0.3))
    axes.autoscale()
    axes.set_aspect("equal")
    axes.set_title(title, fontsize=8)
    axes.axis("off")


def main():
    mesh = read(sys.argv[1])
    bones = ["sacrum", "ilium", "lig_interosseous", "capsule", "foramina", "cartilage_sacral", "cartilage_iliac"]
    figure, axes = plt.subplots(2, 3, figsize=(11, 7), dpi=100)
    draw_cut(axes[0, 0], mesh, 2, 2.7, "axial, S2, from below", ((0, 110), (-85, 60)), True)
    draw_cut(axes[0, 1], mesh, 1, -6.0, "coronal, from behind", ((0, 110), (-50, 50)), False)
    draw_cut(axes[0, 2], mesh, 2, 2.7, "axial: cartilage, cavity, cartilage", ((36, 66), (-26, 14)), True)
    draw_solid(axes[1, 0], mesh, ["ilium", "cartilage_iliac"], (-1, -0.1, 0.1), "iliac auricular surface, from medial")
    draw_solid(axes[1, 1], mesh, bones + ["lig_post_short", "lig_post_long"], (-0.1, -1, 0.15), "from behind")
    draw_solid(axes[1, 2], mesh, bones, (-0.2, 1, 0.15), "from the front")
    figure.legend(handles=[Patch(color=c, label=n) for n, c in COLOUR.items()], ncol=7, fontsize=7,
                  loc="lower center", frameon=False)
    figure.subplots_adjust(0.01, 0.08, 0.99, 0.96, 0.03, 0.08)
    figure.savefig(sys.argv[2])
    Image.open(sys.argv[2]).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(sys.argv[2], optimize=True)


if __name__ == "__main__":
    main()
