#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Partitions a box of tetrahedra as src/mesh/partition.c does, into 2 to 4096 parts, and counts what each part shares.

usage: partitions.py [--bricks N] [--parts 2,4,...] [-o FILE.csv]

The box of N^3 bricks of six Kuhn tetrahedra (src/testing/box.c) has 6 N^3 of them: 4.1e6 for N = 88. METIS k-way on the dual graph with
the weights and the seed of the program. A vertex belongs to one of the parts around it, by a hash, as DMPlexSetPartitionBalance() spreads
shared points; ghosts are the other vertices of the cells around a part's own, as with an overlap of one layer. Needs NumPy and libmetis.
"""
import argparse
import csv
import ctypes
import ctypes.util
import sys
import time

import numpy

INTEGER = numpy.int32  # METIS's idx_t as Debian builds it
OPTIONS, SEED, NUMBERING = 40, 8, 17  # METIS_NOPTIONS; places in its options, from metis.h of version 5.1
COLUMNS = ("tetrahedra", "vertices", "parts", "cells_largest", "owned_mean", "owned_largest", "ghosts_mean", "ghosts_largest",
           "neighbours_mean", "neighbours_largest", "faces_cut", "seconds")  # of the processor


def make_tetrahedra(n):
    """[6 n^3][4] vertices of Kuhn's tetrahedra, one brick after the other."""
    k, j, i = numpy.meshgrid(*[numpy.arange(n, dtype=INTEGER)] * 3, indexing="ij")
    corner = (i + (n + 1) * (j + (n + 1) * k)).ravel()
    step = (1, n + 1, (n + 1) ** 2)
    orders = ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2))
    paths = numpy.array([numpy.cumsum([0, *(step[axis] for axis in order)]) for order in orders], dtype=INTEGER)
    return (corner[:, None, None] + paths).reshape(-1, 4)


def join_dual_graph(cells, n_vertices):
    """Compressed rows: which tetrahedra share a face."""
    sides = numpy.concatenate([numpy.delete(cells, a, axis=1) for a in range(4)])
    sides.sort(axis=1)
    key = (sides[:, 0].astype(numpy.int64) * n_vertices + sides[:, 1]) * n_vertices + sides[:, 2]
    order = numpy.argsort(key, kind="stable")
    shared = numpy.flatnonzero(key[order[1:]] == key[order[:-1]])
    a, b = order[shared] % len(cells), order[shared + 1] % len(cells)
    ends, others = numpy.concatenate([a, b]), numpy.concatenate([b, a])
    start = numpy.zeros(len(cells) + 1, dtype=INTEGER)
    start[1:] = numpy.cumsum(numpy.bincount(ends, minlength=len(cells)))
    return start, others[numpy.argsort(ends, kind="stable")].astype(INTEGER)


def weigh(cells, n_vertices):
    """As weight_dual_graph(): half of the work goes with tetrahedra, half with vertices."""
    degree = numpy.bincount(cells.ravel(), minlength=n_vertices)
    share = (1.0 / degree)[cells].sum(axis=1)
    return numpy.rint(6.0 + 6.0 * len(cells) / n_vertices * share).astype(INTEGER)


def pointer(array):
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_int32))


def cut(metis, start, others, weight, parts):
    options = numpy.full(OPTIONS, -1, dtype=INTEGER)
    options[SEED], options[NUMBERING] = 1, 0
    part = numpy.zeros(len(weight), dtype=INTEGER)
    n, one, count, edges = (ctypes.c_int32(value) for value in (len(weight), 1, parts, 0))
    verdict = metis.METIS_PartGraphKway(ctypes.byref(n), ctypes.byref(one), pointer(start), pointer(others), pointer(weight), None, None,
                                        ctypes.byref(count), None, None, pointer(options), ctypes.byref(edges), pointer(part))
    if verdict != 1:
        sys.exit(f"METIS_PartGraphKway gave {verdict}")
    return part, edges.value


def choose_owners(cells, part, n_vertices):
    """Of the parts around a vertex the one whose cell comes last in a shuffled order."""
    shuffled = numpy.random.default_rng(1).permutation(len(cells))
    owner = numpy.zeros(n_vertices, dtype=INTEGER)
    for a in range(4):
        owner[cells[shuffled, a]] = part[shuffled]
    return owner


def count_shared(cells, owner, parts):
    """Ghosts and neighbours of each part."""
    own, n = owner[cells], len(owner)
    ghosts = []
    for a in range(4):
        for b in range(4):
            apart = own[:, a] != own[:, b]
            ghosts.append(numpy.unique(own[apart, a].astype(numpy.int64) * n + cells[apart, b]))
    ghosts = numpy.unique(numpy.concatenate(ghosts))
    holder, vertex = ghosts // n, ghosts % n
    pairs = numpy.unique(holder * parts + owner[vertex])
    return numpy.bincount(holder, minlength=parts), numpy.bincount(pairs // parts, minlength=parts)


def measure(metis, cells, graph, weight, n_vertices, parts):
    began = time.process_time()
    part, edges = cut(metis, *graph, weight, parts)
    seconds = time.process_time() - began
    owner = choose_owners(cells, part, n_vertices)
    owned = numpy.bincount(owner, minlength=parts)
    ghosts, neighbours = count_shared(cells, owner, parts)
    return dict(zip(COLUMNS, (len(cells), n_vertices, parts, numpy.bincount(part, minlength=parts).max(), f"{owned.mean():.1f}", owned.max(),
                              f"{ghosts.mean():.1f}", ghosts.max(), f"{neighbours.mean():.2f}", neighbours.max(), edges, f"{seconds:.1f}")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bricks", type=int, default=88)
    parser.add_argument("--parts", default="2,4,8,16,32,64,128,256,512,1024,2048,4096")
    parser.add_argument("-o", dest="output", default="partitions.csv")
    asked = parser.parse_args()
    library = ctypes.util.find_library("metis")
    if not library:
        sys.exit("partitions.py: libmetis is not there; Debian's package is libmetis5")
    metis, n_vertices = ctypes.CDLL(library), (asked.bricks + 1) ** 3
    cells = make_tetrahedra(asked.bricks)
    graph, weight = join_dual_graph(cells, n_vertices), weigh(cells, n_vertices)
    with open(asked.output, "w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        for parts in map(int, asked.parts.split(",")):
            rows.writerow(measure(metis, cells, graph, weight, n_vertices, parts))
            file.flush()
            print(f"{parts} parts", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
