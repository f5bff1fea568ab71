# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests with ParaView share: a folder is filled, then a script looks at it in pvpython."""
import os
import subprocess
import tempfile

from whole import SKIPPED


def looked_at(pvpython, script, fill):
    """Exit code of `pvpython SCRIPT FOLDER` once fill(FOLDER) has run; 77 where there is no pvpython."""
    if not os.access(pvpython, os.X_OK):
        print("skipped: pvpython is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        return subprocess.run([pvpython, "--force-offscreen-rendering", str(script), folder]).returncode
