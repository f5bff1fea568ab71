#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws docs/pictures/motion.png: how a sacrum moves under its last load, enlarged, and what its ligaments carry.

usage: motion.py RUN PICTURE.png [ENLARGED]      (RUN: a folder of results with mechanics)
"""
import json
import sys
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from PIL import Image

BONES = ("sacrum", "ilium")
EYE = np.array([-1.0, 0.0, 0.0])  # from the median plane outwards


def read(folder):
    """Points [n][3] mm, displacement of the last step [n][3] mm, outer faces of each bone [m][3]."""
    with h5py.File(Path(folder, "run.vtkhdf")) as file:
        points = file["VTKHDF/Points"][:]
        tets = file["VTKHDF/Connectivity"][:].reshape(-1, 4)
        region = file["VTKHDF/CellData/region"]
        names = [n.decode() if isinstance(n, bytes) else n for n in region.attrs["names"]] \
            if not isinstance(region.attrs["names"], (bytes, str)) else region.attrs["names"].split()
        steps = file["fields/displacement"]
        moved = steps[max(steps, key=int)][:]
        faces = {bone: skin(tets[region[:] == names.index(bone)]) for bone in BONES}
    return points, moved, faces


def skin(tets):
    faces = np.concatenate([tets[:, k] for k in ([1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1])])
    _, first, count = np.unique(np.sort(faces, 1), axis=0, return_index=True, return_counts=True)
    return faces[first[count == 1]]


def name_bones(axes, points, faces):
    """The sacrum in the middle of what is seen of it, the ilium where it stands out below in front."""
    x = points[faces["sacrum"]]
    seen = np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]) @ EYE > 0
    y, z = x[seen].mean((0, 1))[1:]
    axes.text(y, z, "sacrum", color="white", weight="bold", ha="center")
    x = points[faces["ilium"]]
    axes.text(x[..., 1].max() - 2, x[..., 2].min() + 3, "ilium", color="white", weight="bold", ha="right")


def paint(axes, points, faces, size, most):
    x = points[faces]
    normal = np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0])
    light = normal @ EYE / np.linalg.norm(normal, axis=1)
    order = np.argsort(x.mean(1) @ EYE)
    order = order[light[order] > 0]
    colour = plt.cm.viridis(size[faces[order]].mean(1) / most)
    colour[:, :3] *= (0.55 + 0.45 * light[order])[:, None]
    axes.add_collection(PolyCollection(x[order][:, :, 1:], facecolors=colour, edgecolors=colour, linewidths=0.2))


def outline(axes, points, faces):
    """Edges between a face that looks at the eye and one that does not."""
    x = points[faces]
    seen = np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]) @ EYE > 0
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), 1)
    both, at = np.unique(edges, axis=0, return_inverse=True)
    count = np.bincount(at.ravel(), np.tile(seen, 3), len(both))
    axes.add_collection(LineCollection(points[both[count == 1]][:, :, 1:], colors="#c8372d", linewidths=1.0))


def people(name):
    """lig_post_short: short posterior."""
    words = {"capsule": "anterior, with capsule", "lig_interosseous": "interosseous",
             "lig_post_short": "short posterior", "lig_post_long": "long posterior"}
    return words.get(name, name.replace("_", " "))


def ligaments(axes, summary):
    rows = {q["name"]: q["value"] for q in summary["quantities"]}
    names = [n.split(".")[2] for n in rows if n.startswith("mechanics.ligament.") and n.endswith(".force_rest")]
    rest = [rows[f"mechanics.ligament.{n}.force_rest"] for n in names]
    most = [max((rows[f"mechanics.ligament.{n}.force_{k}"] for k in ("min", "max")), key=lambda v, r=r: abs(v - r))
            for n, r in zip(names, rest)]
    place = np.arange(len(names))
    axes.barh(place - 0.2, rest, 0.4, color="#bbbbbb", label="pre-tension alone")
    axes.barh(place + 0.2, most, 0.4, color="#1f5fa8", label="farthest from it under load")
    axes.set_yticks(place, [people(n) for n in names], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel("force of the ligament [N]")
    axes.axvline(0.0, color="#555555", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return rows


def main():
    folder, picture = sys.argv[1:3]
    enlarged = float(sys.argv[3]) if len(sys.argv) > 3 else 20.0
    points, moved, faces = read(folder)
    size = np.linalg.norm(moved, axis=1)
    most = size[np.unique(faces["sacrum"])].max()
    figure, (bone, bars) = plt.subplots(1, 2, figsize=(11, 4.8), dpi=100, width_ratios=(1.2, 1.0))
    for name in ("ilium", "sacrum"):
        paint(bone, points + enlarged * moved, faces[name], size, most)
    outline(bone, points, faces["sacrum"])
    name_bones(bone, points + enlarged * moved, faces)
    bone.autoscale()
    bone.set_aspect("equal")
    bone.axis("off")
    rows = ligaments(bars, json.loads(Path(folder, "summary.json").read_text()))
    bone.set_title(f"from the median plane, motion {enlarged:g} times enlarged, red: at rest\n"
                   f"nutation {rows['mechanics.motion.nutation']:.2f} deg, anterior to the right", fontsize=9)
    figure.colorbar(plt.cm.ScalarMappable(plt.Normalize(0.0, most), "viridis"), ax=bone, shrink=0.7,
                    label="displacement [mm]")
    figure.tight_layout()
    figure.savefig(picture)
    Image.open(picture).convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE).save(picture, optimize=True)


if __name__ == "__main__":
    main()
