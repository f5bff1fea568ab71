# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of anatomy in words of the clinic, and times as people write them."""

WORDS = {
    "cartilage_sacral": "sacral cartilage", "cartilage_iliac": "iliac cartilage", "capsule": "anterior ligament and capsule",
    "lig_interosseous": "interosseous ligament", "lig_post_short": "short posterior ligament",
    "lig_post_long": "long posterior ligament", "gluteal": "gluteal muscles", "soft_anterior": "tissue in front of the joint",
    "foramina": "sacral foramina", "lateral_branch_s1": "lateral branch S1", "lateral_branch_s2": "lateral branch S2",
    "lateral_branch_s3": "lateral branch S3"}
LONGEST = 20  # letters of a line beside the window


def word(name):
    name = name.removeprefix("concentration_")
    return WORDS.get(name, name.replace("_", " "))


def in_lines(text):
    """Broken where a line would pass LONGEST letters."""
    lines = []
    for part in text.split():
        if lines and len(lines[-1]) + 1 + len(part) <= LONGEST:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def time_words(seconds, space=" "):
    """600: 10 min; for names of files without a space."""
    for size, unit in ((86400 * 2, "d"), (7200, "h"), (120, "min")):
        if seconds >= size:
            return f"{seconds / {'d': 86400, 'h': 3600, 'min': 60}[unit]:.3g}{space}{unit}"
    return f"{seconds:.3g}{space}s"
