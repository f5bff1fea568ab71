#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of the fuzz targets, a folder each, and a dictionary of the words that cases are made of.

Cases and meshes are those of the repository; summaries and small meshes are made here.

usage: seeds.py SOURCE_DIR OUTPUT_DIR
"""
import json
import re
import subprocess
import sys
from pathlib import Path

LARGEST = 20000  # bytes: a larger seed slows every mutation of it
QUANTITIES = [{"name": "flow.cavity_pressure_max", "unit": "kPa", "value": 12.5, "error": 0.25},
              {"name": "targets.lig_post_short.duration_c", "unit": "min", "value": None},
              {"name": "run.steps", "unit": "", "value": 11}]
SUMMARIES = {"whole": {"case": "periarticular", "quantities": QUANTITIES},
             "empty": {"case": "none", "quantities": []},
             "no_list": {"case": "none", "quantities": {}},
             "bare": []}
# A tetrahedron in format 4.1, which no mesh here is written in.
MSH_4_1 = """$MeshFormat
4.1 0 8
$EndMeshFormat
$PhysicalNames
1
3 1 "fat"
$EndPhysicalNames
$Entities
0 0 0 1
1 0 0 0 1 1 1 1 1 0
$EndEntities
$Nodes
1 4 1 4
3 1 0 4
1
2
3
4
0 0 0
1 0 0
0 1 0
0 0 1
$EndNodes
$Elements
1 1 1 1
3 1 4 1
1 1 2 3 4
$EndElements
"""


def main():
    root, out = (Path(word).resolve() for word in sys.argv[1:])
    for target in ("yaml", "case", "mesh", "summary"):
        (out / target).mkdir(parents=True, exist_ok=True)
    cases = [*root.glob("inputs/*.yaml"), *root.glob("tests/*/*/*.yaml")]
    for file in cases:
        text = file.read_bytes()
        if len(text) <= LARGEST:
            name = "_".join(file.relative_to(root).parts)
            (out / "yaml" / name).write_bytes(text)
            # Files that a case includes are not beside its copy, but the library is built in.
            (out / "case" / name).write_bytes(re.sub(rb"[^ ,\[]*/([a-z_0-9]+)[.]yaml", rb"\1", text))
    subprocess.run([sys.executable, root / "tests/fault/mesh/bar.py", out / "mesh/bar.msh"], check=True)
    (out / "mesh/four_one.msh").write_text(MSH_4_1)
    for name, summary in SUMMARIES.items():
        (out / "summary" / f"{name}.json").write_text(json.dumps(summary, indent=1))
    rows = (root / "src/casefile/schema.c").read_text()
    words = sorted(set(re.findall(r'"([a-z_]{3,40})"', rows)))
    (out / "words.dict").write_text("".join(f'"{word}"\n' for word in words))


if __name__ == "__main__":
    main()
