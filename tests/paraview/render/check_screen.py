# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual screen of the pictures: its number is above 9, where MPI programs do not look, and a taken number is passed over.

usage: check_screen.py FOLDER_OF_SCREEN
"""
import os
import shutil
import sys

SKIPPED = 77
LOOKED_AT_BY_HWLOC = range(10)


def main():
    if not shutil.which("Xvfb"):
        print("skipped: Xvfb is not there")
        return SKIPPED
    sys.dont_write_bytecode = True
    sys.path.insert(0, sys.argv[1])
    import screen

    numbers = []
    for _ in range(2):
        os.environ.pop("DISPLAY", None)
        screen.provide()  # the second begins at the number that the first has
        numbers.append(int(os.environ["DISPLAY"][1:]))
    print("screens", *numbers)
    return numbers[0] == numbers[1] or any(number in LOOKED_AT_BY_HWLOC for number in numbers)


if __name__ == "__main__":
    sys.exit(main())
