# SPDX-License-Identifier: GPL-3.0-or-later
"""From where a joint is looked at, and what every picture has: scale bar, orientation, names beside what they name."""
import math
from typing import NamedTuple

import numpy
from sheet import FAINT, INK, WINDOW, Area, Line, Text

LEFT, TOP, WIDTH, HEIGHT = WINDOW
AXES = (("lateral", "medial"), ("ventral", "dorsal"), ("cranial", "caudal"))
FLAT = 0.35  # an axis that is seen shorter than this share of its length has no place in the marker
LINE = 27  # from one line of a name to the next


class View(NamedTuple):
    name: str
    words: str
    eye: tuple  # towards it
    up: tuple


def fluoroscopic(lateral, ipsilateral=15.0, caudal=25.0):
    """As the page of `sij report` has it: the tube turned to the joint's own side in front, and towards the feet."""
    a, t = math.radians(ipsilateral), math.radians(caudal)
    return (-lateral * math.sin(a) * math.cos(t), -math.cos(a) * math.cos(t), -math.sin(t))


def views(lateral):
    return {"posterior": View("posterior", "from behind", (0, -1, 0), (0, 0, 1)),
            "axial": View("axial", "from the feet", (0, 0, -1), (0, 1, 0)),
            "oblique": View("oblique", "fluoroscopic oblique", fluoroscopic(lateral), (0, 0, 1))}


class Camera:
    """Parallel projection of a view onto the window of a sheet."""

    def __init__(self, view, focus, reach):
        self.view, self.focus, self.reach = view, numpy.asarray(focus, float), reach  # reach: half the height, mm
        self.eye = numpy.asarray(view.eye, float) / numpy.linalg.norm(view.eye)
        self.right = numpy.cross(-self.eye, view.up)
        self.right /= numpy.linalg.norm(self.right)
        self.up = numpy.cross(self.right, -self.eye)
        self.per_mm = HEIGHT / (2 * reach)

    @classmethod
    def around(cls, view, points, share=0.9):
        """So that the points fill this share of the window."""
        one = cls(view, (0, 0, 0), 1.0)
        axes = (one.right, one.up, one.eye)
        low, high = zip(*(((points @ axis).min(), (points @ axis).max()) for axis in axes))
        focus = sum((a + b) / 2 * axis for a, b, axis in zip(low, high, axes))
        return cls(view, focus, max(high[0] - low[0], high[1] - low[1]) / 2 / share)

    def place(self, points):
        """Points of the joint on the sheet."""
        away = numpy.atleast_2d(points) - self.focus
        return numpy.stack([LEFT + WIDTH / 2 + self.per_mm * (away @ self.right),
                            TOP + HEIGHT / 2 - self.per_mm * (away @ self.up)], 1)

    def aim(self, camera):
        camera.ParallelProjectionOn()
        camera.SetFocalPoint(*self.focus)
        camera.SetPosition(*(self.focus + 1000 * self.eye))
        camera.SetViewUp(*self.up)
        camera.SetParallelScale(self.reach)
        camera.SetClippingRange(500, 1500)


def scale_bar(camera):
    """A bar of a round length, a fifth of the window or less."""
    room = WIDTH / 5 / camera.per_mm
    power = 10 ** math.floor(math.log10(room))
    length = max(n * power for n in (1, 2, 5) if n * power <= room)
    x, y = LEFT + WIDTH, TOP + HEIGHT + 56
    end = x - length * camera.per_mm
    return length, [Line([(end, y), (x, y)], INK, 6), Text(((x + end) / 2, y - 14), f"{length:g} mm", 24, "middle")]


def orientation(camera, lateral):
    """Arms along the axes of the body with the names of both ends."""
    middle, arm = numpy.array((142.0, TOP + HEIGHT - 40)), 56
    marks = []
    for k, names in enumerate(AXES):
        axis = numpy.eye(3)[k] * (lateral if k == 0 else 1)
        seen = numpy.array((axis @ camera.right, -(axis @ camera.up)))
        size = numpy.linalg.norm(seen)
        if size < FLAT:
            continue
        marks.append(Line([tuple(middle - arm * seen), tuple(middle + arm * seen)], INK, 2.5))
        for name, way in zip(names, (1, -1)):
            tip = middle + way * seen * (arm + 14 / size)
            flat = abs(seen[0]) < 0.4 * size
            anchor = "middle" if flat else "start" if way * seen[0] > 0 else "end"
            marks.append(Text((tip[0], tip[1] + 7 + (8 * way * math.copysign(1, seen[1]) if flat else 0)), name, 20, anchor))
    return marks


def colour_bar(title, colours, ticks):
    """Along the foot of the sheet; colours from the low end to the high one; ticks are (share of the length, text)."""
    x, y, width, height = LEFT, TOP + HEIGHT + 100, 520, 26
    marks, step = [], width / len(colours)
    for i, colour in enumerate(colours):
        at = x + i * step
        marks.append(Area([[(at, y), (at + step, y), (at + step, y + height), (at, y + height)]], colour, inside=False))
    for share, text in ticks:
        at = x + width * share
        marks += [Line([(at, y + height), (at, y + height + 8)], INK, 2), Text((at, y + height + 32), text, 22, "middle")]
    return [*marks, Text((x + width + 24, y + 22), title, 24)]


def spread(wanted, gaps, low, high):
    """Places near those wanted (ascending), each with a gap of its own below it, within bounds if there is room."""
    places, free, end = [], low, high
    for want, gap in zip(wanted, gaps):
        places.append(max(want, free))
        free = places[-1] + gap
    for i in reversed(range(len(places))):
        places[i] = min(places[i], end - gaps[i])
        end = places[i]
    return places


def names_beside(anchors):
    """Names left and right of the window, each with a thin line to its anchor; anchors: [(lines, (x, y))]."""
    marks = []
    for on_left in (True, False):
        mine = sorted((a for a in anchors if (a[1][0] < LEFT + WIDTH / 2) == on_left), key=lambda a: a[1][1])
        bottom = TOP + HEIGHT - (190 if on_left else 0)
        gaps = [LINE * len(lines) + 12 for lines, _ in mine]
        for (lines, at), y in zip(mine, spread([a[1][1] - LINE * len(a[0]) / 2 for a in mine], gaps, TOP, bottom)):
            x = LEFT - 16 if on_left else LEFT + WIDTH + 16
            marks += [Text((x, y + LINE * (i + 0.8)), line, 24, "end" if on_left else "start") for i, line in enumerate(lines)]
            edge = x + (8 if on_left else -8)
            marks.append(Line([(edge, y + LINE * len(lines) / 2), tuple(at)], FAINT, 1.4))
            marks.append(Line([(at[0] - 0.1, at[1]), (at[0] + 0.1, at[1])], INK, 7))
    return marks


def headings(title, below, note):
    marks = [Text((LEFT, 46), title, 32, bold=True), Text((LEFT, 80), below, 24, colour=FAINT)]
    return marks + [Text((LEFT, TOP + HEIGHT + 38 + 28 * i), line, 22, colour=FAINT) for i, line in enumerate(note)]


def frame():
    return Line([(LEFT, TOP), (LEFT + WIDTH, TOP), (LEFT + WIDTH, TOP + HEIGHT), (LEFT, TOP + HEIGHT), (LEFT, TOP)],
                (0.6, 0.6, 0.6), 1.5)
