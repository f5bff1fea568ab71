# SPDX-License-Identifier: GPL-3.0-or-later
"""The set: what is measured, in which sizes and on how many ranks, and which results show that the answer is right.

A case is a run of `sij`; the phases of its log are counted apart, so that one run serves for meshing, distribution, flow, transport,
output and checkpoint. A program is one of this folder; its last line but one names the columns of its last.
"""
from dataclasses import dataclass

SETS = ("short", "full")
COARSE = ("mesh.size_joint=6 mm", "mesh.size_ligament=7 mm", "mesh.size_far=15 mm", "mesh.size_needle=4 mm", "mesh.gradation=0.4")
REFINED = ("mesh.refine=1",)
# Of the results, relative: rounding between machines moves a number less; a change of the model moves it more.
TOLERANCE = 1e-6


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


def program(name, asks, what, words, ranks):
    return Entry(name, asks, "program", what, tuple(words), ranks)


def short():
    yield injection(COARSE, 1, "injection.coarse")
    yield injection(COARSE, 2, "injection.coarse.2")
    yield day((*COARSE, "time.duration=1 h"), 1, "hour.coarse", "10 min, 1 h")
    yield program("elasticity.box", "iterations of a linear solid", "elasticity", ("box", "12"), 1)
    yield program("biot.box", "iterations of a solid with its fluid", "biot", ("-bricks", "8"), 1)


def full():
    for ranks in (1, 2, 4):
        yield injection((), ranks, f"injection.default.{ranks}", cold=ranks == 1)
        yield day((), ranks, f"day.default.{ranks}")
        yield injection(REFINED, ranks, f"injection.refined.{ranks}")
        yield solid("standing.yaml", f"standing.default.{ranks}", (), ranks, physics=STANDING)
        yield solid("coupled_intra_articular.yaml", f"coupled.default.{ranks}",
                    ("injections.0.volume=0.15 mL", "time.duration=6 s", "time.outputs=[6 s]"), ranks, physics=("injection.",))
        for bricks in (26, 40):
            yield program(f"elasticity.box{bricks}.{ranks}", "iterations of a linear solid", "elasticity", ("box", str(bricks)), ranks)
            yield program(f"biot.box{bricks}.{ranks}", "iterations of a solid with its fluid", "biot", ("-bricks", str(bricks)), ranks)
    yield case("demo.intra_articular", "a case of the demonstration", "intra_articular.yaml", ranks=2, physics=INJECTION)
    yield case("demo.periarticular", "a case of the demonstration", "periarticular.yaml", ranks=2, physics=INJECTION)


def of_set(name):
    return list({"short": short, "full": full}[name]())
