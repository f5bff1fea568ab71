# SPDX-License-Identifier: GPL-3.0-or-later
"""The set: what is measured, in which sizes and on how many ranks, and which results show that the answer is right.

A case is a run of `sij`; the phases of its log are counted apart, so that one run serves for meshing, distribution, flow, transport,
output and checkpoint. A program is one of this folder, which prints the lines of stopwatch.h; those of a kernel in several sizes are
named KERNEL.SIZE.RANKS. The sets begin with what is cheap, so that a limit of minutes leaves out the largest.
"""
from dataclasses import dataclass

COARSE = ("mesh.size_joint=6 mm", "mesh.size_ligament=7 mm", "mesh.size_far=15 mm", "mesh.size_needle=4 mm", "mesh.gradation=0.4")
REFINED = ("mesh.refine=1",)
# Of the results, relative: rounding between machines moves a number less; a change of the model moves it more.
TOLERANCE = 1e-6
RANKS = (1, 2, 4)
# Bricks along each side of the cube by unknowns: one at a vertex; three at a node of P2; both.
SCALAR = {"1e5": 46, "1e6": 99, "4e6": 158}
VECTOR = {"1e5": 16, "1e6": 34, "4e6": 55}
COUPLED = {"1e5": 15, "1e6": 33, "4e6": 54}
STEPS = {"mesh": "coarse mesh, distribution, graph", "pressure": "a steady pressure over layers of contrast 1e8",
         "flow": "flow while a needle runs", "diffusion": "transport in still water", "front": "transport of a front", "assembly": "the stiffness matrix of a scalar",
         "output": "fields and checkpoint"}


@dataclass(frozen=True)
class Entry:
    name: str
    asks: str
    kind: str  # case or program
    what: str  # file of inputs/, or name of the program
    words: tuple = ()
    ranks: int = 1
    cold: bool = False  # the mesh is generated in each repeat
    physics: tuple = ()  # beginnings of names of summary.json
    tolerance: float = TOLERANCE
    size: str = ""  # of the unknowns, of a kernel in several sizes


# Where the drug is, without what is rounding alone, such as defects and smallest values.
LEDGER = tuple(f"ledger.lidocaine.{part}" for part in ("bound", "in_fluid", "cleared"))
INJECTION = ("injection.", "targets.lining_posterior.blocked_fraction", *LEDGER)
STANDING = ("mechanics.nutation", "mechanics.translation", "mechanics.contact")


def case(name, asks, what, words=(), **more):
    return Entry(name, asks, "case", what, tuple(words), **more)


def injection(size, ranks, name, **more):
    keys = (*size, "injections.0.volume=0.5 mL", "time.duration=15 s", "time.outputs=[10 s, 15 s]")
    return case(name, "flow and transport while a needle runs, and after", "intra_articular.yaml", keys, ranks=ranks,
                physics=INJECTION, **more)


def day(size, ranks, name, outputs="1 h, 24 h"):
    return case(name, "transport for long after an injection behind the joint", "periarticular.yaml",
                (*size, f"time.outputs=[{outputs}]"), ranks=ranks, physics=("injection.", "targets.lateral_branch_s2.blocked_fraction", *LEDGER), tolerance=1e-5)


def solid(what, name, size, ranks, **more):
    return case(name, "the solid alone, or with its fluid", what, size, ranks=ranks, tolerance=1e-5, **more)


def coupled(ranks, name):
    return solid("coupled_intra_articular.yaml", name, ("injections.0.volume=0.15 mL", "time.duration=6 s", "time.outputs=[6 s]"), ranks,
                 physics=("injection.",))


def program(name, asks, what, words, ranks, **more):
    return Entry(name, asks, "program", what, tuple(words), ranks, **more)


def steps(kernel, bricks, repeats, ranks, name, **more):
    return program(name, STEPS[kernel], "steps", (kernel, "-bricks", str(bricks), "-repeats", str(repeats)), ranks, **more)


def kernels(size, ranks):
    """Each kernel once, in one size."""
    for kernel in STEPS:
        repeats = 3 if kernel in ("mesh", "pressure") else 5
        yield steps(kernel, SCALAR[size], repeats, ranks, f"{kernel}.{size}.{ranks}", size=size)
    yield program(f"elasticity.{size}.{ranks}", "a linear solid", "elasticity", ("box", str(VECTOR[size])), ranks, size=size, tolerance=1e-5)
    yield program(f"biot.{size}.{ranks}", "a coupled step of solid and fluid", "biot", ("-bricks", str(COUPLED[size])), ranks, size=size, tolerance=1e-4)


def short():
    yield injection(COARSE, 1, "injection.coarse")
    yield injection(COARSE, 2, "injection.coarse.2")
    yield day((*COARSE, "time.duration=1 h"), 1, "hour.coarse", "10 min, 1 h")
    yield program("elasticity.box", "iterations of a linear solid", "elasticity", ("box", "12"), 1, tolerance=1e-5)
    yield program("biot.box", "iterations of a solid with its fluid", "biot", ("-bricks", "8"), 1, tolerance=1e-4)
    for kernel in STEPS:
        yield steps(kernel, 12, 2, 1, f"{kernel}.box")


def medium():
    for ranks in (1, 2):
        yield from kernels("1e5", ranks)
    yield injection((), 2, "injection.default.2")
    yield day((), 2, "day.default.2")
    yield solid("standing.yaml", "standing.default.2", (), 2, physics=STANDING)
    yield coupled(2, "coupled.default.2")


def cases():
    for ranks in RANKS:
        yield injection((), ranks, f"injection.default.{ranks}", cold=ranks == 1)
        yield day((), ranks, f"day.default.{ranks}")
        yield injection(REFINED, ranks, f"injection.refined.{ranks}")
        yield solid("standing.yaml", f"standing.default.{ranks}", (), ranks, physics=STANDING)
        yield coupled(ranks, f"coupled.default.{ranks}")
    yield case("demo.intra_articular", "a case of the demonstration", "intra_articular.yaml", ranks=2, physics=INJECTION)
    yield case("demo.periarticular", "a case of the demonstration", "periarticular.yaml", ranks=2, physics=INJECTION)


def full():
    for size in SCALAR:
        if size == "4e6":
            yield from cases()
        for ranks in RANKS:
            yield from kernels(size, ranks)


SETS = {"short": short, "medium": medium, "full": full}


def of_set(name):
    return list(SETS[name]())
