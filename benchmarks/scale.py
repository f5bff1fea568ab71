#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Predicts strong and weak scaling of a step of flow and of transport on 1 to 100 000 ranks, and what rank 0 alone costs.

usage: scale.py [PARTITIONS.csv] [--draw FILE.svg] [--into PAGE.md]

Latency and bandwidth (Hockney 1994): a message of b bytes takes ALPHA + BETA b, a reduction over P ranks log2 P of them (recursive doubling:
Thakur, Rabenseifner & Gropp 2005). Work moves its bytes through memory at the rank's share of a socket's bandwidth. What is shared between
ranks is that of METIS partitions, partitions.csv (partitions.py); operations of a step are those of the source. Prints the tables of
docs/theory/performance.md.
"""
import argparse
import csv
import math
import sys
from pathlib import Path

from bench.tables import put_between, table

HERE = Path(__file__).resolve().parent
MARKS = ("<!-- scale -->", "<!-- end of scale -->")
RANKS = (1, 4, 16, 64, 256, 1024, 4096, 16384, 100000)
SHOWN = (64, 1024, 4096, 16384, 100000)  # of the table

# The machine: nodes of two sockets of 64 cores with one adapter, all cores busy.
ALPHA = 2e-6  # s, a short message between nodes through MPI; estimate: three times the 0.6 us that InfiniBand HDR adapters state port to port
NODE_LINK = 25e9  # B/s, 200 Gb/s of InfiniBand HDR
CORES = 128
SOCKET = 204.8e9  # B/s, eight channels of DDR4-3200; vendor's peak of an AMD EPYC 7763
STREAM_SHARE = 0.8  # of the peak, STREAM's triad; estimate
KERNEL_SHARE = 0.5  # of STREAM, a whole step; the aim of this program
BETA = CORES / NODE_LINK  # s/B, a rank's share of the adapter
MEMORY = STREAM_SHARE * KERNEL_SHARE * SOCKET / (CORES / 2)  # B/s of a rank

# Rows of P1 on tetrahedra: 1 + 2 * 7 entries of a number and an index; x, y and the row's start beside them.
PRODUCT = 15 * 12 + 20  # B per unknown
NUMBER = 8

# Transport of one solute (src/transport/stages.c, correct.c; src/fem/limiter.c), with a front: 3 BiCGStab solves of 3 iterations each, of
# two products, two ILU solves and four reductions (KSPBCGS). Beside them one product, two norms and one exchange a solve; correction and
# limiter exchange 6 times; presence, error, range and what was cleared are reduced. Bytes as in moved.c.
SOLVES, ITERATIONS = 3, 3
TRANSPORT = {"bytes": SOLVES * ITERATIONS * 1000 + 3200, "exchanges": SOLVES * (2 * ITERATIONS + 2) + 6, "reductions": SOLVES * (4 * ITERATIONS + 2) + 4}

# Flow (src/flow/newton.c, step.c, balance.c), by the counts of both demonstration cases: Newton iterations of a step; residuals of each,
# set-ups of BoomerAMG, and iterations of GMRES: one cycle, one product, two reductions each.
NEWTON, RESIDUALS, SETUPS, GMRES = 3, 1.4, 0.2, 6
EDGES = 350  # B per unknown: conductances of the edges and excess potentials once
ELEMENTS = 1200  # B per unknown: element and edge data once, as in moved.c: fluxes, once a step
# BoomerAMG, HMIS: unknowns fall by COARSENING a level to COARSEST (hypre's default); entries of all levels over those of the first; a
# smoother down and up, a residual, restriction and prolongation exchange once each. Estimates by own runs.
COARSENING, COARSEST, COMPLEXITY, SWEEPS = 6.0, 9, 1.4, 5
# Rows of coarse levels reach further: partners grow (Gahvari, Baker, Schulz, Yang, Jordan & Gropp 2011); by how much is an estimate.
PARTNERS, PARTNERS_MOST = 1.5, 60
# A set-up over a cycle: its time by profile of one rank is that of five cycles; messages: three sparse products and interpolation, estimate.
SETUP_BYTES, SETUP_MESSAGES = 5, 4

# On rank 0 alone, per tetrahedron of the coarse mesh: measured by `steps mesh -bricks 46`.
PLEX_SECONDS, PLEX_MEMORY = 0.5e-6, 260.0  # s, B


class Shares:
    """What a part shares with others, by unknowns of a part: from the partitions of one mesh."""

    def __init__(self, path):
        with open(path, newline="") as file:
            self.rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
        largest = max(self.rows, key=lambda row: row["parts"])
        # A part is as wide as the cube root of its unknowns, its halo one layer of vertices.
        self.layer = max(row["ghosts_largest"] / row["owned_mean"] ** (2 / 3) for row in self.rows if row["parts"] >= 8)
        self.neighbours = largest["neighbours_largest"]
        self.tetrahedra, self.vertices = largest["tetrahedra"], largest["vertices"]
        self.metis = max(row["seconds"] for row in self.rows) / largest["tetrahedra"]

    def ghosts(self, own):
        return self.layer * own ** (2 / 3)

    def partners(self, ranks):
        found = [row["neighbours_largest"] for row in self.rows if row["parts"] <= ranks]
        return min(max(found, default=0.0), ranks - 1)

    def imbalance(self, own):
        """Largest over mean part of the partition with parts of this size, or the nearest."""
        row = min(self.rows, key=lambda row: abs(math.log(row["owned_mean"] / own)))
        return row["owned_largest"] / row["owned_mean"]


def exchange(shares, unknowns, ranks, level=0):
    """Ghost values of one level's vector."""
    active = min(ranks, unknowns)
    if active <= 1:
        return 0.0
    partners = min(shares.partners(ranks) * PARTNERS**level, PARTNERS_MOST, active - 1)
    return partners * ALPHA + BETA * NUMBER * shares.ghosts(max(1.0, unknowns / active))


def reduction(ranks):
    return math.ceil(math.log2(ranks)) * (ALPHA + BETA * NUMBER) if ranks > 1 else 0.0


def cycle_messages(shares, unknowns, ranks):
    sent, level = 0.0, 0
    while unknowns > COARSEST:
        sent += SWEEPS * exchange(shares, unknowns, ranks, level)
        unknowns, level = unknowns / COARSENING, level + 1
    return sent + reduction(ranks)


def work(shares, unknowns, ranks, size):
    return shares.imbalance(unknowns / ranks) ** (ranks > 1) * unknowns / ranks * size / MEMORY


def transport(shares, unknowns, ranks):
    return {"memory": work(shares, unknowns, ranks, TRANSPORT["bytes"]), "halo": TRANSPORT["exchanges"] * exchange(shares, unknowns, ranks),
            "reductions": TRANSPORT["reductions"] * reduction(ranks)}


def flow(shares, unknowns, ranks):
    cycle = COMPLEXITY * SWEEPS * PRODUCT
    size = (GMRES + SETUPS * SETUP_BYTES) * cycle + GMRES * (PRODUCT + 3 * NUMBER * GMRES) + (RESIDUALS + 1) * EDGES
    messages = cycle_messages(shares, unknowns, ranks)
    return {"memory": work(shares, unknowns, ranks, NEWTON * size + ELEMENTS),
            "halo": NEWTON * ((GMRES + RESIDUALS) * exchange(shares, unknowns, ranks) + (GMRES + SETUPS * SETUP_MESSAGES) * messages),
            "reductions": NEWTON * (2 * GMRES + RESIDUALS + 2) * reduction(ranks)}


STEPS = {"transport": transport, "flow": flow}


def whole(parts):
    return sum(parts.values())


def strong(shares, step, unknowns):
    """(ranks, efficiency, parts) while each rank has an unknown of its own."""
    alone = whole(step(shares, unknowns, 1))
    for ranks in RANKS:
        if ranks <= unknowns:
            parts = step(shares, unknowns, ranks)
            yield ranks, alone / (ranks * whole(parts)), parts


def weak(shares, step, own):
    alone = whole(step(shares, own, 1))
    for ranks in RANKS:
        parts = step(shares, own * ranks, ranks)
        yield ranks, alone / whole(parts), parts


def problems(shares):
    """Title, and a function of a step."""
    yield f"strong, {shares.vertices:.2g} unknowns", lambda step: strong(shares, step, shares.vertices)
    yield "strong, 1e+09 unknowns", lambda step: strong(shares, step, 1e9)
    yield "weak, 20 000 unknowns a rank", lambda step: weak(shares, step, 2e4)


def scaling_table(shares):
    rows = []
    for title, of in problems(shares):
        for name, step in STEPS.items():
            for ranks, efficiency, parts in (row for row in of(step) if row[0] in SHOWN):
                shown = [f"{part / whole(parts):.0%}" for part in parts.values()]
                rows.append((f"{title}: {name}", f"{ranks:,}", f"{1e3 * whole(parts):.3g}", f"{efficiency:.0%}", *shown))
    return table(("step", "ranks", "ms", "efficiency", "memory", "halo", "reductions"), rows)


def partition_table(shares):
    rows = [(f"{row['parts']:.0f}", f"{row['owned_mean']:,.0f}", f"{row['owned_largest'] / row['owned_mean'] - 1:.0%}",
             f"{row['ghosts_mean']:,.0f}", f"{row['ghosts_mean'] / row['owned_mean']:.0%}", f"{row['neighbours_mean']:.1f}",
             f"{row['neighbours_largest']:.0f}", f"{row['seconds']:.0f}") for row in shares.rows]
    return table(("parts", "vertices a part", "largest above mean", "ghosts", "over own", "neighbours", "most", "METIS, s"), rows)


def serial_table(shares):
    rows = [(f"{size:.1g}", f"{shares.metis * size:,.0f}", f"{PLEX_SECONDS * size:,.0f}", f"{PLEX_MEMORY * size / 1e9:,.0f}")
            for size in (4e6, 1e8, 1e9, 6e9)]
    return table(("tetrahedra of the coarse mesh", "METIS, s", "coarse mesh, s", "memory of rank 0, GB"), rows)


def text(shares):
    return "\n\n".join([f"**Partitions of a box of {shares.tetrahedra:,.0f} tetrahedra**", partition_table(shares),
                        f"A step of transport exchanges {TRANSPORT['exchanges']} times, reduces {TRANSPORT['reductions']} times and moves "
                        f"{TRANSPORT['bytes'] / 1e3:.1f} kB an unknown.",
                        "**Predicted time and efficiency of a step, and where the time goes**", scaling_table(shares),
                        "**What rank 0 does alone**", serial_table(shares)])


def draw(shares, path):
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams["svg.hashsalt"] = "scale"  # the same file each time
    figure, axes = pyplot.subplots(1, 3, figsize=(11, 3.6), sharey=True)
    for axis, (title, of) in zip(axes, problems(shares)):
        for name, step in STEPS.items():
            found = list(of(step))
            axis.semilogx([ranks for ranks, _, _ in found], [100.0 * e for _, e, _ in found], marker="o", markersize=3, label=name)
        axis.set_title(title, fontsize=9)
        axis.set_xlabel("ranks")
        axis.set_ylim(0, 105)
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("parallel efficiency / %")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("partitions", nargs="?", type=Path, default=HERE / "partitions.csv")
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    try:
        shares = Shares(asked.partitions)
    except (OSError, KeyError, TypeError, ValueError) as reason:
        sys.exit(f"scale.py: {asked.partitions} holds no partitions: {reason}")
    if asked.draw:
        draw(shares, asked.draw)
    if asked.into:
        put_between(text(shares), MARKS, asked.into)
    else:
        print(text(shares))


if __name__ == "__main__":
    main()
