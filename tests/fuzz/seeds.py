#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of the fuzz targets, a folder each, and a dictionary of the words that cases are made of.

Cases and meshes are those of the repository; summaries and small meshes are made here.

usage: seeds.py SOURCE_DIR OUTPUT_DIR
"""
import json
import re
import struct
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


def checkpoint(*entries):
    """A file of checkpoints: names, kinds, columns and rows of doubles, or a text. Checksums are the target's to add."""
    at = 48 + 144 * len(entries)
    head, data = b"", b""
    for name, kind, columns, rows in entries:
        size = rows if kind == 4 else 8 * rows * columns
        head += struct.pack("<120siiqq", name, kind, columns, rows, at + len(data))
        data += bytes(range(size)) + b"\0" * (-size % 8)
    return struct.pack("<16sIIqq", b"sij checkpoint 1", 0x01020304, len(entries), at, at + len(data)) + b"\0" * 8 + head + data


CHECKPOINTS = {"empty": checkpoint(), "text": checkpoint((b"case", 4, 1, 11)),
               "all": checkpoint((b"run.t", 1, 1, 1), (b"sums", 2, 1, 5), (b"c", 3, 1, 6), (b"u", 3, 3, 4), (b"case", 4, 1, 3))}


def main():
    root, out = (Path(word).resolve() for word in sys.argv[1:])
    for target in ("yaml", "case", "mesh", "summary", "checkpoint"):
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
    for name, content in CHECKPOINTS.items():
        (out / "checkpoint" / name).write_bytes(content)
    rows = (root / "src/casefile/schema_rows.c").read_text()
    words = sorted(set(re.findall(r'"([a-z_]{3,40})"', rows)))
    (out / "words.dict").write_text("".join(f'"{word}"\n' for word in words))


if __name__ == "__main__":
    main()
