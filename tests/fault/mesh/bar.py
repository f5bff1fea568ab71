# SPDX-License-Identifier: GPL-3.0-or-later
"""A small tagged mesh, and the same with one fault each, as MSH 2.2 texts.

Cubes in a grid, each cut into six tetrahedra around one of its diagonals; every cube is one tissue, so that the grid
holds what a joint needs: two bones, their cartilage, the cavity between, a capsule, a ligament and fat.

usage: bar.py FILE     writes the sound one
"""
import sys
from itertools import permutations, product

COUNT, SPACING, LEFT = (5, 3, 2), 4.0, 12.0
ROW = ("sacrum", "cartilage_sacral", "joint_cavity", "cartilage_iliac", "ilium")
VOLUMES = (*ROW, "capsule", "lig_interosseous", "fat")
SURFACES = ("skin", "cut_midline")


def tissue_of(i, j):
    if j == 0:
        return ROW[i]
    if j == 1:
        return "capsule" if i == 2 else "lig_interosseous"
    return "fat"


def determinant(a, b, c, d):
    u, v, w = ([q[k] - a[k] for k in range(3)] for q in (b, c, d))
    return (u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0])
            + u[2] * (v[0] * w[1] - v[1] * w[0]))


class Bar:
    """nodes: {number: point}; tets: [(volume name, four numbers)]; triangles: [(surface name, three numbers)]."""

    def __init__(self):
        corner = {at: n + 1 for n, at in enumerate(product(*(range(c + 1) for c in COUNT)))}
        self.nodes = {n: tuple((LEFT if k == 0 else 0.0) + SPACING * at[k] for k in range(3)) for at, n in corner.items()}
        self.tets, self.names = [], {name: name for name in (*VOLUMES, *SURFACES)}
        for cube in product(*(range(c) for c in COUNT)):
            for order in permutations(range(3)):
                at, tet = list(cube), [corner[cube]]
                for axis in order:
                    at[axis] += 1
                    tet.append(corner[tuple(at)])
                if determinant(*(self.nodes[n] for n in tet)) < 0:
                    tet[2], tet[3] = tet[3], tet[2]
                self.tets.append((tissue_of(cube[0], cube[1]), tet))
        self.triangles = list(self.tagged_faces())

    def tagged_faces(self):
        times = {}
        for _, tet in self.tets:
            for skipped in range(4):
                face = tuple(sorted(tet[:skipped] + tet[skipped + 1:]))
                times[face] = times.get(face, 0) + 1
        for face, n in times.items():
            x = [self.nodes[v][0] for v in face]
            if n == 1 and all(abs(v - LEFT) < 1e-9 for v in x):
                yield "cut_midline", face
            elif n == 1 and not all(abs(v - LEFT - SPACING * COUNT[0]) < 1e-9 for v in x):
                yield "skin", face

    def text(self, untagged=()):
        names = [*SURFACES, *VOLUMES]
        lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(names))]
        lines += [f'{2 if name in SURFACES else 3} {n + 1} "{self.names[name]}"' for n, name in enumerate(names)]
        lines += ["$EndPhysicalNames", "$Nodes", str(len(self.nodes))]
        lines += [f"{n} {x[0]:.17g} {x[1]:.17g} {x[2]:.17g}" for n, x in self.nodes.items()]
        cells = [(2, *face) for face in self.triangles] + [(4, *tet) for tet in self.tets]
        lines += ["$EndNodes", "$Elements", str(len(cells))]
        for n, (kind, name, vertices) in enumerate(cells):
            group = 0 if name in untagged else names.index(name) + 1
            lines.append(f"{n + 1} {kind} 2 {group} {names.index(name) + 1} {' '.join(map(str, vertices))}")
        return "\n".join([*lines, "$EndElements", ""])


def faults():
    """name -> text, and words of the sentence that is wanted."""
    def changed(change, **how):
        bar = Bar()
        change(bar)
        return bar.text(**how)

    def split(bar):
        own = {v for name, tet in bar.tets if name == "joint_cavity" for v in tet}
        bar.nodes.update({v + 1000: bar.nodes[v] for v in own})
        bar.tets = [(name, [v + 1000 for v in tet] if name == "joint_cavity" else tet) for name, tet in bar.tets]

    def double(name):
        return lambda bar: bar.tets.extend([(name or tissue, tet) for tissue, tet in bar.tets if tissue == "joint_cavity"])

    def hole(bar):
        bar.tets = [cell for cell in bar.tets if cell[0] != "fat"] + [cell for cell in bar.tets if cell[0] == "fat"][6:]

    def scale(factor):
        return lambda bar: bar.nodes.update({n: tuple(factor * c for c in x) for n, x in bar.nodes.items()})

    def mirror(bar):
        bar.nodes = {n: (-x[0], x[1], x[2]) for n, x in bar.nodes.items()}

    def overlap(bar):
        bar.nodes.update({5000 + k: x for k, x in enumerate(((13, 1, 1), (15, 1, 1), (13, 3, 1), (13, 1, 3)))})
        bar.tets.append(("fat", [5000, 5001, 5002, 5003]))

    def drop_node(bar):
        del bar.nodes[max(bar.nodes)]

    def fold(bar):
        inner = next(n for n, x in bar.nodes.items() if x == (LEFT + 8.0, 4.0, 4.0))
        bar.nodes[inner] = (LEFT + 13.0, 4.0, 4.0)

    keep = lambda bar: None
    sound = Bar().text()
    return {
        "script": ('SystemCall "touch ran_by_mesh";\n', "no mesh in Gmsh's MSH format|beginning of a section"),
        "script_behind": (sound + 'SystemCall "touch ran_by_mesh";\n', "beginning of a section"),
        "split_interface": (changed(split), "nodes stand where another one does"),
        "twice": (changed(double(None)), "12 tetrahedra are there twice"),
        "two_volumes": (changed(double("fat")), "12 tetrahedra are there twice (in joint_cavity and in fat)"),
        "no_volume": (changed(keep, untagged=("lig_interosseous",)), "48 of 180 tetrahedra belong to no physical volume"),
        "misspelt_surface": (changed(lambda bar: bar.names.update(skin="skinn")), "unknown name: skinn"),
        "missing_node": (changed(drop_node), "nodes that the file does not have"),
        "metres_as_mm": (changed(scale(1e-3)), "mesh_unit"),
        "left": (changed(mirror), "anatomy.side"),
        "overlap": (changed(overlap), "inside other tetrahedra"),
        "fold": (changed(fold), "same side"),
        "cut": (sound[:len(sound) // 2], "the file ends|is wanted|only"),
        "compressed": ("\x1f\x8b\x08\x00", "compressed"),
        "empty": ("", "does not begin with $MeshFormat"),
    }, {
        "plain": (sound, {}),
        "crlf": (sound.replace("\n", "\r\n"), {}),
        "with_data": (sound + '$NodeData\n1\n"p"\n1\n0.0\n3\n0\n1\n1\n1 0.5\n$EndNodeData\n', {}),
        "orphans": (changed(lambda bar: bar.nodes.update({90000 + k: (500.0, 0.0, 1.0 * k) for k in range(5)})), {}),
        "inverted": (changed(lambda bar: setattr(bar, "tets", [(t, [v[0], v[1], v[3], v[2]]) for t, v in bar.tets])), {}),
        "large_numbers": (changed(lambda bar: renumber(bar)), {}),
        "in_metres": (changed(scale(1e-3)), {"anatomy.mesh_unit": "1 m"}),
        "mirrored": (changed(mirror), {"anatomy.side": "left", "tip": "[-22.3 mm, 1.9 mm, 3.7 mm]"}),
    }


def renumber(bar):
    new = {n: 3_000_000_000 + 13 * n for n in bar.nodes}
    bar.nodes = {new[n]: x for n, x in bar.nodes.items()}
    bar.tets = [(name, [new[v] for v in tet]) for name, tet in bar.tets]
    bar.triangles = [(name, [new[v] for v in face]) for name, face in bar.triangles]


if __name__ == "__main__":
    open(sys.argv[1], "w").write(Bar().text())
