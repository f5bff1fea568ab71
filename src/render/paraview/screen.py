# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual screen where there is none: Debian's ParaView wants one even for what nobody looks at.

Without -noreset, which xvfb-run does not give, the server begins anew when the last window has closed; between two pictures
none is open, and the next window that comes in that moment finds no server.

The screen has a number above 9: where hwloc has its plugin for graphics cards, every MPI program that starts asks the screens
:0 to :9 what cards there are, and ends with this screen when it closes in that moment.
"""
import ctypes
import os
import shutil
import signal
import subprocess

FIRST, NUMBERS, TRIES = 100, 900, 20  # screens :100 to :999, begun at the process's own place, so that two rarely ask for one
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux: the screen goes with this program, not before its windows


def die_with_parent():
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def start(program, number):
    """The number as the server says it once it is ready; empty where the number is taken."""
    server = subprocess.Popen([program, f":{number}", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-noreset",
                               "-nolisten", "tcp"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    return server.stdout.readline().decode().strip()


def provide():
    """Where Xvfb is missing too, a ParaView that is built for it draws without."""
    program = shutil.which("Xvfb")
    if os.environ.get("DISPLAY") or not program:
        return
    for k in range(TRIES):
        number = start(program, FIRST + (os.getpid() + k) % NUMBERS)
        if number:
            os.environ["DISPLAY"] = f":{number}"
            return
