# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test wants of a number: the first that does not hold ends the program with a sentence."""
import sys


def need(holds, sentence):
    if not holds:
        sys.exit(sentence)


def at_most(value, limit, what):
    print(f"{what}: {value:.3g}, at most {limit:.3g}")
    need(value <= limit, f"{what} is {value}, want at most {limit}")


def above(value, limit, what):
    print(f"{what}: {value:.4g}, above {limit:.4g}")
    need(value > limit, f"{what} is {value}, want above {limit}")


def near(value, wanted, what, within=1e-8):
    print(f"{what}: {value:.6g}, want {wanted:.6g}")
    need(abs(value - wanted) <= within * abs(wanted), f"{what} is {value}, want {wanted}")
