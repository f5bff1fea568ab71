# SPDX-License-Identifier: GPL-3.0-or-later
"""The four kinds of pictures: tissues, the cloud of a drug, the strain of ligaments, and an arthrogram."""
import math

import numpy
from beam import summed, thickness, whole
from colours import BONE, CAVITY, CIVIDIS, CLOUD, NEEDLE, NERVE, VIRIDIS, lookup, steps, tissue
from place import COARSE, area_mask, place_within
from sheet import INK, WINDOW, Area, Line, Sheet
from solid import Scene, actor_of, points_of, shaded, tube
from view import Camera, colour_bar, frame, headings, names_beside, orientation, scale_bar, views
from words import in_lines, time_words, word

BONES = ("sacrum", "ilium")
LIGAMENTS = ("capsule", "lig_interosseous", "lig_post_short", "lig_post_long")
CUT_WIDTH = 4.0  # mm from a section up to which a needle's tip is drawn in it
BANDS = 6  # of concentration in a section
NEEDLE_RADIUS, NERVE_RADIUS = 0.6, 0.7  # mm as drawn


class Page:
    """One picture: its sheet, its view, and what is named."""

    def __init__(self, result, view, camera):
        self.result, self.view, self.camera = result, view, camera
        self.sheet, self.anchors, self.note = Sheet(), [], []

    def write(self, folder, file, title, **more):
        length, marks = scale_bar(self.camera)
        below = f"{self.result.task['title'] or self.result.task['case']}, {self.view.words}"
        self.sheet.add(*marks, *orientation(self.camera, self.result.lateral), *headings(title, below, self.note),
                       *names_beside(self.anchors), frame())
        self.sheet.write_svg(folder / f"{file}.svg", title, "; ".join([below, *self.note]))
        self.sheet.write_png(folder / f"{file}.png")
        return {"file": file, "view": self.view.name, "scale_bar_mm": length, "points_per_mm": self.camera.per_mm, **more}


def chosen_views(result):
    every = views(result.lateral)
    return [every[name] for name in result.task["views"]]


# Scenes of three dimensions

def scene_page(result, view, tissues):
    outer = [points_of(result.skin(name)) for name in tissues if result.has(name)]
    page = Page(result, view, Camera.around(view, numpy.concatenate(outer)))
    return page, Scene(page.sheet, page.camera)


def put_bones(result, scene, opacity):
    for name in BONES:
        if result.has(name):
            scene.put([word(name)], actor_of(shaded(result.skin(name)), BONE[name], opacity))


def put_needles(result, scene):
    for name, points in result.curves("needle").items():
        if len(points) > 1:
            scene.put(in_lines(f"needle, {name}"), actor_of(tube(points, NEEDLE_RADIUS), NEEDLE))


def put_nerves(result, scene):
    for name, points in result.curves("nerve").items():
        if name.startswith("lateral_branch"):
            scene.put(in_lines(word(name)), actor_of(tube(points, NERVE_RADIUS), NERVE))


# Sections

def section_height(result):
    """Through the tip of the needle, of several the middle one; without one through the middle of the joint."""
    heights = sorted(points[-1][2] for points in result.curves("needle").values())
    return heights[len(heights) // 2] if heights else result.centre()[2]


def section_page(result, view, names):
    """The window holds the joint, its ligaments and the fat plane behind it, with a margin."""
    height = section_height(result)
    shown = [name for name in names if result.has(name)]
    outline = {name: result.outlines(name, height) for name in shown}
    focus = [loop for name in LIGAMENTS + ("joint_cavity",) for loop in outline.get(name, [])]
    flat = numpy.concatenate(focus or [loop for loops in outline.values() for loop in loops])
    page = Page(result, view, Camera.around(view, numpy.column_stack([flat, numpy.full(len(flat), height)]), 0.74))
    page.note.append(f"axial section at z = {height:.0f} mm")
    return page, outline, height


def on_sheet(page, loop, height):
    return [tuple(p) for p in page.camera.place(numpy.column_stack([loop, numpy.full(len(loop), height)]))]


def area_of(page, loops, height, colour, edge=None):
    return Area([on_sheet(page, loop, height) for loop in loops], colour, edge)


def add_tissues(page, outline, height, colour_of):
    for name, loops in outline.items():
        if loops:
            page.sheet.add(area_of(page, loops, height, colour_of(name), (0.55, 0.52, 0.5)))


def add_needles(page, height):
    """What of a needle lies near the section, as seen along z."""
    for name, points in page.result.curves("needle").items():
        if abs(points[-1][2] - height) > CUT_WIDTH:
            continue
        way = [tuple(p) for p in page.camera.place(points)]
        page.sheet.add(Line(way, NEEDLE, 6, True), Line(way, (0.95, 0.95, 0.95), 2, True),
                       Line([way[-1], (way[-1][0] + 0.1, way[-1][1])], NEEDLE, 13, True))
        page.anchors.append((in_lines(f"needle, {name}"), inner_end(way)))


def inner_end(way):
    """A place of a needle within the window, not far from its tip."""
    tip, hub = numpy.array(way[-1]), numpy.array(way[0])
    low, high = numpy.array(WINDOW[:2]) + 40, numpy.array(WINDOW[:2]) + WINDOW[2:] - 40
    for share in numpy.linspace(0.5, 0, 50):
        at = tip + share * (hub - tip)
        if (at > low).all() and (at < high).all():
            return tuple(at)
    return tuple(numpy.clip(tip, low, high))


def name_tissues(page, outline, height, more=lambda name: []):
    for name, loops in outline.items():
        at = place_within(area_mask([on_sheet(page, loop, height) for loop in loops])) if loops else None
        if at is not None:
            page.anchors.append((in_lines(word(name)) + more(name), at))


# Tissues

def draw_regions(result, folder):
    for view in chosen_views(result):
        yield regions_section(result, folder, view) if view.name == "axial" else regions_scene(result, folder, view)


def regions_scene(result, folder, view):
    page, scene = scene_page(result, view, BONES)
    put_bones(result, scene, 1.0)
    for name in (*LIGAMENTS, "joint_cavity"):
        if result.has(name):
            scene.put(in_lines(word(name)), actor_of(shaded(result.skin(name)), tissue(name)))
    put_nerves(result, scene)
    put_needles(result, scene)
    page.anchors = scene.anchors()
    return page.write(folder, f"regions_{view.name}", "Bones, ligaments and nerves")


def regions_section(result, folder, view):
    page, outline, height = section_page(result, view, result.names)
    add_tissues(page, outline, height, tissue)
    name_tissues(page, outline, height)
    add_needles(page, height)
    return page.write(folder, f"regions_{view.name}", "Tissues about the joint")


# The cloud

def drug_of(result):
    """The contrast agent, or else the first of the drugs that are there; None: there is none."""
    drugs = [name for name in result.fields if name.startswith("concentration_")]
    return min(drugs, key=lambda name: name != "concentration_iohexol", default=None)


def cloud_level(result):
    """Field and value whose surface is the cloud at this output, and what it means."""
    level, drug = result.task["block_level"], drug_of(result)
    if "block_c" in result.fields and result.values("block_c").max() >= level:
        return "block_c", level, "half of C fibres blocked" if level == 0.5 else f"{100 * level:g} % of C fibres blocked"
    most = result.task["largest"][drug]
    return drug, most / 10, f"{word(drug)} above {most / 10:.2g} mM"


def draw_cloud(result, folder):
    for time in result.task["at"]:
        result.show(time)
        for view in chosen_views(result):
            draw = cloud_section if view.name == "axial" else cloud_scene
            yield {"time": time, **draw(result, folder, view, time)}


def cloud_scene(result, folder, view, time):
    page, scene = scene_page(result, view, BONES)
    field, value, meaning = cloud_level(result)
    put_bones(result, scene, 0.28)
    if result.has("joint_cavity"):
        scene.put(["joint cavity"], actor_of(shaded(result.skin("joint_cavity")), CAVITY, 0.45))
    put_nerves(result, scene)
    put_needles(result, scene)
    surface = result.level(field, value)
    if surface.GetNumberOfCells():
        scene.put(in_lines(meaning), actor_of(surface, CLOUD))
    else:
        page.note.append(f"nowhere {meaning}")
    page.anchors = scene.anchors()
    title = f"{word(drug_of(result)).capitalize()} {time_words(time)} after the start"
    return page.write(folder, f"cloud_{view.name}_{time_words(time, '')}", title, field=field, level=value)


def band_edges(most):
    """1, 3, 10, 30 ... ascending to just below the most: BANDS of them."""
    steps = [m * 10.0**k for k in range(math.floor(math.log10(most)) - BANDS, math.floor(math.log10(most)) + 1) for m in (1, 3)]
    return [s for s in steps if s < most][-BANDS:]


def cloud_section(result, folder, view, time):
    page, outline, height = section_page(result, view, result.names)
    field, value, meaning = cloud_level(result)
    drug = drug_of(result)
    edges = band_edges(result.task["largest"][drug])
    colours = steps(VIRIDIS, len(edges))
    add_tissues(page, outline, height, tissue)
    for edge, colour in zip(edges, colours):
        loops = result.level_outlines(drug, edge, height)
        if loops:
            page.sheet.add(area_of(page, loops, height, colour))
    for loop in result.level_outlines(field, value, height):
        way = on_sheet(page, loop, height)
        page.sheet.add(Line([*way, way[0]], INK, 4, True))
    name_tissues(page, outline, height)
    add_needles(page, height)
    page.sheet.add(*colour_bar(f"{word(drug)} [mM]", colours, [(i / len(edges), f"{edge:g}") for i, edge in enumerate(edges)]))
    page.note.append(f"black line: {meaning}")
    title = f"{word(drug).capitalize()} {time_words(time)} after the start"
    return page.write(folder, f"cloud_{view.name}_{time_words(time, '')}", title, field=field, level=value)


# Strain of ligaments

def draw_strain(result, folder):
    for time in result.task["strain_at"]:
        result.show(time)
        every = numpy.concatenate([result.strain(name) for name in LIGAMENTS if result.has(name)])
        most = round_up(float(numpy.percentile(every, 95)))
        for view in chosen_views(result):
            draw = strain_section if view.name == "axial" else strain_scene
            yield {"time": time, "largest": most, **draw(result, folder, view, time, most)}


def round_up(value):
    """To one digit, or 1.5."""
    power = 10.0 ** math.floor(math.log10(max(value, 1e-12)))
    return next(n * power for n in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if n * power >= value * (1 - 1e-9))


def carried(result, time):
    """What the run's own table says of a ligament at a time: a line below its name."""
    at = int(numpy.argmin([abs(t - time) for t in result.task["times"]]))
    return lambda name: [f"{100 * result.task['strain'][name][at]:.2g} %"] if name in result.task["strain"] else []


def strain_bar(page, most):
    ticks = [(0, "0"), (0.5, f"{most / 2:g}"), (1, f"\u2265 {most:g}")]
    page.sheet.add(*colour_bar("largest principal strain [%]", steps(CIVIDIS, 60), ticks))
    page.note.append("with each name: mean strain along the fibres")


def strain_scene(result, folder, view, time, most):
    page, scene = scene_page(result, view, BONES)
    put_bones(result, scene, 0.25)
    for name in LIGAMENTS:
        if result.has(name):
            result.add_strain(name)
            actor = actor_of(shaded(result.skin(name)), INK, field="strain", table=lookup(CIVIDIS, 0, most))
            scene.put(in_lines(word(name)) + carried(result, time)(name), actor)
    page.anchors = scene.anchors()
    strain_bar(page, most)
    return page.write(folder, f"strain_{view.name}_{time_words(time, '')}", f"Strain of ligaments at {time_words(time)}")


def strain_section(result, folder, view, time, most):
    page, outline, height = section_page(result, view, result.names)
    add_tissues(page, outline, height, lambda name: tissue(name) if name in BONES else (0.96, 0.96, 0.95))
    colours = steps(CIVIDIS, 12)
    for name in (n for n in LIGAMENTS if outline.get(n)):
        result.add_strain(name)
        page.sheet.add(area_of(page, outline[name], height, colours[0]))
        for i, colour in enumerate(colours[1:], 1):
            patches = result.patches(name, "strain", most * i / len(colours), height)
            if patches:
                page.sheet.add(area_of(page, patches, height, colour))
    names = {name: loops for name, loops in outline.items() if name in LIGAMENTS + BONES}
    name_tissues(page, names, height, carried(result, time))
    strain_bar(page, most)
    return page.write(folder, f"strain_{view.name}_{time_words(time, '')}", f"Strain of ligaments at {time_words(time)}")


# Arthrogram

BONE_DARKEST, BONE_THICK = 0.30, 60.0  # share of the light that so many mm of bone take, as drawn
LIGHT, DARK = 235, 15  # greys where nothing is, and where most of the drug is


def draw_arthrogram(result, folder):
    for time in result.task["at"]:
        result.show(time)
        for view in chosen_views(result):
            yield {"time": time, **arthrogram(result, folder, view, time)}


def absorbed(sums, most):
    """Light that passes, falling exponentially with what lies in the beam, to DARK over LIGHT where most lies."""
    return numpy.exp(math.log(DARK / LIGHT) * numpy.minimum(sums / most, 1))


def arthrogram(result, folder, view, time):
    drug = drug_of(result)
    page = Page(result, view, Camera.around(view, numpy.concatenate([points_of(result.skin(n)) for n in BONES if result.has(n)])))
    sums = summed(result, page.camera, drug)
    bones = {name: thickness(result, page.camera, name) for name in BONES if result.has(name)}
    most = round_up(max(float(numpy.percentile(sums[sums > 0], 99.5)) if (sums > 0).any() else 0.0, 1e-3))
    light = absorbed(sums, most) * (1 - BONE_DARKEST) ** (sum(bones.values()) / BONE_THICK)
    page.sheet.show_image(numpy.repeat((LIGHT * light).round().astype(numpy.uint8)[:, :, None], 3, 2))
    page.anchors = [a for a in ((words, place_within(mask)) for words, mask in beam_masks(word(drug), sums > 0.2 * most, bones)) if a[1]]
    for name, points in result.curves("needle").items():
        way = [tuple(p) for p in page.camera.place(points)]
        page.sheet.add(Line(way, (0.05, 0.05, 0.05), 3, True))
        page.anchors.append((in_lines(f"needle, {name}"), inner_end(way)))
    greys = [(LIGHT / 255 * float(absorbed(numpy.array(i / 59), 1)),) * 3 for i in range(60)]
    page.sheet.add(*colour_bar(f"{word(drug)} along the beam [mmol/m\u00b2]", greys,
                               [(0, "0"), (0.5, f"{most / 2:g}"), (1, f"\u2265 {most:g}")]))
    page.note += ["concentration summed over thickness;", "bone is shaded by its own, outside the scale"]
    pixel = page.camera.per_mm ** -2
    title = f"{word(drug).capitalize()} as a contrast agent, {time_words(time)} after the start"
    return page.write(folder, f"arthrogram_{view.name}_{time_words(time, '')}", title, field=drug, largest=most,
                      summed=float(sums.sum() * pixel), whole=whole(result, drug))


def beam_masks(name, drug, bones):
    """Drug and bones, where each lies alone in the beam."""
    yield [name], drug[::COARSE, ::COARSE]
    for bone, own in bones.items():
        rest = sum(other for n, other in bones.items() if n != bone)
        yield [word(bone)], ((own > 0) & (rest == 0) & ~drug)[::COARSE, ::COARSE]
