# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a run: `sij render` starts this in pvpython with a task, see include/sij/render.h.

usage: pvpython --force-offscreen-rendering render.py TASK.json
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import screen  # noqa: E402

screen.provide()  # before VTK looks for one
import pictures  # noqa: E402
from result import Result  # noqa: E402
from vtkmodules.vtkCommonCore import vtkLogger  # noqa: E402


def main():
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_WARNING)
    result = Result(sys.argv[1])
    folder, rows = Path(result.task["folder"]), []
    for kind in result.task["only"]:
        for row in getattr(pictures, f"draw_{kind}")(result, folder):
            print(f"{row['file']}.png, .svg", flush=True)
            rows.append({"kind": kind, **row})
    (folder / "pictures.json").write_text(json.dumps({"case": result.task["case"], "pictures": rows}, indent=1) + "\n")


main()
