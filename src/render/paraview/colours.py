# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours that those who cannot tell red from green tell apart too: ordered maps rise in lightness, and single colours differ in it."""
from vtkmodules.vtkRenderingCore import vtkColorTransferFunction

BONE = {"sacrum": (0.95, 0.90, 0.77), "ilium": (0.88, 0.80, 0.64)}
CAVITY, CLOUD, NEEDLE, NERVE = (0.34, 0.71, 0.91), (0.84, 0.37, 0.0), (0.12, 0.12, 0.15), (0.95, 0.80, 0.15)
TISSUE = {**BONE, "cartilage_sacral": (0.70, 0.82, 0.92), "cartilage_iliac": (0.58, 0.72, 0.86), "joint_cavity": CAVITY,
          "capsule": (0.66, 0.55, 0.72), "lig_interosseous": (0.52, 0.72, 0.62), "lig_post_short": (0.66, 0.82, 0.72),
          "lig_post_long": (0.36, 0.58, 0.50), "multifidus": (0.90, 0.72, 0.70), "gluteal": (0.84, 0.64, 0.62),
          "fat": (0.99, 0.95, 0.80), "soft_anterior": (0.93, 0.90, 0.88), "foramina": (0.97, 0.97, 0.93)}

# The maps of matplotlib at even steps.
VIRIDIS = ((0.267, 0.005, 0.329), (0.283, 0.141, 0.458), (0.254, 0.265, 0.530), (0.207, 0.372, 0.553), (0.164, 0.471, 0.558),
           (0.128, 0.567, 0.551), (0.135, 0.659, 0.518), (0.267, 0.749, 0.441), (0.478, 0.821, 0.318), (0.741, 0.873, 0.150),
           (0.993, 0.906, 0.144))
CIVIDIS = ((0.0, 0.135, 0.305), (0.028, 0.213, 0.432), (0.243, 0.292, 0.422), (0.343, 0.370, 0.427), (0.428, 0.449, 0.447),
           (0.512, 0.532, 0.473), (0.601, 0.617, 0.465), (0.699, 0.708, 0.439), (0.803, 0.803, 0.394), (0.913, 0.904, 0.322),
           (0.995, 0.909, 0.218))


def tissue(name):
    return TISSUE.get(name, (0.85, 0.85, 0.85))


def between(table, share):
    at = min(max(share, 0.0), 1.0) * (len(table) - 1)
    i = min(int(at), len(table) - 2)
    return tuple(a + (at - i) * (b - a) for a, b in zip(table[i], table[i + 1]))


def steps(table, count):
    return [between(table, i / max(count - 1, 1)) for i in range(count)]


def lookup(table, low, high):
    """The map for what VTK colours."""
    function = vtkColorTransferFunction()
    for i, colour in enumerate(table):
        function.AddRGBPoint(low + (high - low) * i / (len(table) - 1), *colour)
    return function
