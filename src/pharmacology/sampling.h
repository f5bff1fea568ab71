// SPDX-License-Identifier: GPL-3.0-or-later
/** Where a target lies in the mesh: weighted vertices, or a stretch of the common list of points.
 *
 * Surfaces and volumes: owned vertices, each with its third of every face or its quarter of every
 * tetrahedron of the target. Every face and cell that touches an owned vertex is local, so a rank
 * completes its weights alone, and a sum over ranks counts each vertex once.
 * Curves: points at even arc length, half a millimetre apart at most, the same on every rank.
 * Weights sum to 1 over all ranks (vertices) or over the points inside the mesh (curves).
 */
#pragma once

#include "sij/anatomy/targets.h"
#include "sij/mesh.h"

typedef struct {
  Target    target;
  double    extent; // of what lies in the mesh: m, m^2 or m^3; 0: the mesh does not hold it
  double    beyond; // length of a curve outside the mesh                        m
  PetscInt  n;      // vertices, or points
  PetscInt *vertex; // [n] owned vertices; none for a curve. Owned
  double   *weight; // [n]. Owned
  double   *s;      // [n] arc length of points. Owned
  int       first;  // number of the curve's first point in the common list
} Sampling;

/** All curves' points in one list, and where this rank finds them. Owned. */
typedef struct {
  int           n;
  Vec3         *x;        // [n]
  MeshLocation *location; // [n] cell -1: outside, or with another rank
  double       *inside;   // [n] 1 in the mesh, 0 outside it; same on every rank
} Points;

/** The samplings of all targets of a case. Collective. Owns: caller, samplings_destroy(). */
PetscErrorCode samplings_create(const Case *input, const Mesh *mesh, int *n, Sampling **sampling,
                                Points *points) SIJ_CHECKED;

/** Else its entries are vertices; a rank may hold none of them. */
static inline bool sampling_is_curve(const Sampling *sampling)
{
  return sampling->target.kind == TARGET_CURVE;
}

/** Index of entry i of a sampling in its history: a vertex, or a point of the common list. */
static inline PetscInt sampling_entry(const Sampling *sampling, PetscInt i)
{
  return sampling_is_curve(sampling) ? sampling->first + i : sampling->vertex[i];
}

PetscErrorCode samplings_destroy(int n, Sampling **sampling, Points *points) SIJ_CHECKED;
