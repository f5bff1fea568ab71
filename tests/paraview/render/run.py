#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a tiny run by `sij render`: their size, that they are not blank, the scale bar, what the SVG says; exit
77 where there is no ParaView.

usage: run.py injection|all|strain SIJ CASE
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from checks import at_most, near, need  # noqa: E402
from whole import SKIPPED, finished  # noqa: E402

BLOCK_HEIGHT = 100.0  # mm: docs/theory/anatomy.md; both bones reach from its floor to its roof
SIZE = [1500, 1180]
WORDS = {
    "regions_posterior": {"sacrum", "ilium", "lateral branch S1", "needle, joint", "20 mm", "cranial", "medial"},
    "regions_axial": {"sacrum", "ilium", "joint cavity", "multifidus", "needle, joint", "10 mm", "ventral", "lateral"},
    "cloud_posterior_30s": {"Lidocaine 30 s after the start", "sacrum", "needle, joint", "caudal"},
    "cloud_axial_30s": {"lidocaine [mM]", "black line: half of C fibres blocked", "30", "dorsal"},
    "arthrogram_posterior_30s": {"lidocaine along the beam [mmol/m\u00b2]", "sacrum", "ilium", "lidocaine"},
    "arthrogram_axial_30s": {"lidocaine along the beam [mmol/m\u00b2]", "ventral"},
    "strain_posterior_1s": {"largest principal strain [%]", "sacrum", "short posterior", "interosseous"},
    "strain_axial_1s": {"largest principal strain [%]", "ilium", "short posterior", "dorsal"}}
# Of each test, kinds and views: what is not drawn here is drawn by `all`, which is long.
DRAWN = {"injection": (("regions,arthrogram", "posterior"), ("cloud", "axial")),
         "all": (("regions,cloud,arthrogram", "posterior,axial"),), "strain": (("strain", "posterior,axial"),)}


def check_svg(folder, row):
    root = ElementTree.parse(folder / f"{row['file']}.svg").getroot()
    texts = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    wanted = WORDS[row["file"]] | {f"{row['scale_bar_mm']:g} mm"}
    need(wanted <= texts, f"{row['file']}.svg lacks {sorted(wanted - texts)}; it has {sorted(texts)}")
    raster = list(root.iter("{http://www.w3.org/2000/svg}image"))
    need(bool(raster) == (row["view"] != "axial" or row["kind"] == "arthrogram"),
         f"{row['file']}.svg has {len(raster)} rasters: a section is none, and all else is one")
    return root


def bar_of(root):
    """Length of the scale bar, the thickest line, in points."""
    thick = [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("stroke-width") == "6"]
    ends = [[float(x) for x in re.findall(r"[0-9.]+", way)] for way in thick if way.count("L") == 1]
    need(len(ends) == 1, f"{len(ends)} lines may be the scale bar")
    return abs(ends[0][2] - ends[0][0])


def check_scale(seen, root, row):
    """The bones are as high by the scale bar as they are in the block."""
    measured = seen["height"] / bar_of(root) * row["scale_bar_mm"]
    near(measured, BLOCK_HEIGHT, "height of the bones by the scale bar", within=0.005)


def check_pixels(seen, row):
    need(seen["size"] == SIZE, f"{row['file']}.png is {seen['size']}, want {SIZE}")
    need(seen["colours"] > 10, f"{row['file']}.png is blank: {seen['colours']} colours")


def look(folder):
    """What check.py sees of the pictures, by file."""
    done = subprocess.run(["pvpython", str(HERE / "check.py"), str(folder)], capture_output=True, text=True)
    need(done.returncode == 0, f"check.py ended with {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def check_sum(row):
    """The drug along all beams is the drug in the joint."""
    at_most(abs(row["summed"] / row["whole"] - 1), 1e-3, f"{row['file']}: drug missing in the projection")


def check_state(folder):
    """In ParaView, from the folder where the run lies, under another name than it was written with."""
    moved = folder.with_name("moved")
    shutil.copytree(folder, moved)
    done = subprocess.run(["pvpython", "--force-offscreen-rendering", str(HERE / "check_state.py"), str(moved)],
                          capture_output=True, text=True)
    print(done.stdout, end="")
    need("scale off" in done.stdout and done.returncode == 0, f"check_state.py ended with {done.returncode}\n{done.stderr}")


def draw(sij, folder, *options):
    return subprocess.run([sij, "render", str(folder), *options], capture_output=True, text=True)


def check_all(sij, folder, kinds, views):
    done = draw(sij, folder, "--only", kinds, "--view", views)
    need(done.returncode == 0, f"sij render ended with {done.returncode}\n{done.stdout}{done.stderr}")
    pictures = folder / "pictures"
    rows = json.loads((pictures / "pictures.json").read_text())["pictures"]
    wanted = {(kind, view) for kind in kinds.split(",") for view in views.split(",")}
    need({(row["kind"], row["view"]) for row in rows} == wanted, f"drawn are {rows}, want {sorted(wanted)}")
    seen = look(pictures)
    for row in rows:
        root = check_svg(pictures, row)
        check_pixels(seen[row["file"]], row)
        if row["file"] == "regions_posterior":
            check_scale(seen[row["file"]], root, row)
        if row["kind"] == "arthrogram":
            check_sum(row)


def main():
    name, sij, case = sys.argv[1:]
    if not shutil.which("pvpython") or not (os.environ.get("DISPLAY") or shutil.which("Xvfb")):
        print("skipped: pvpython, or a screen for it, is not there")
        return SKIPPED
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "run")
        times = ["time.duration=30 s", "time.outputs=[10 s, 30 s]"] if name != "strain" else []
        finished([sij], case, folder, *times)
        if name == "injection":
            check_state(folder)
        for kinds, views in DRAWN[name]:
            check_all(sij, folder, kinds, views)
    return 0


if __name__ == "__main__":
    sys.exit(main())
