# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual screen where there is none: Debian's ParaView wants one even for what nobody looks at.

Without -noreset, which xvfb-run does not give, the server begins anew when the last window has closed; between two pictures
none is open, and the next window that comes in that moment finds no server.
"""
import ctypes
import os
import shutil
import signal
import subprocess

SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux: the screen goes with this program, not before its windows


def die_with_parent():
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def provide():
    """Where Xvfb is missing too, a ParaView that is built for it draws without."""
    program = shutil.which("Xvfb")
    if os.environ.get("DISPLAY") or not program:
        return
    server = subprocess.Popen([program, "-displayfd", "1", "-screen", "0", "1280x1024x24", "-noreset", "-nolisten", "tcp"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    number = server.stdout.readline().decode().strip()
    if number:
        os.environ["DISPLAY"] = f":{number}"
