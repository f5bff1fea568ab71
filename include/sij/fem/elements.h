// SPDX-License-Identifier: GPL-3.0-or-later
/** P1 elements of one kind, prepared for nodal balances: lumped volume, consistent mass, stiffness at rest.
 *
 *     weight     = measure / n_vertices            lumped: of each vertex
 *     mass       = measure / ((d + 1)(d + 2))      consistent mass of each pair of vertices
 *     stiffness  = measure grad N_a . T grad N_b   for each pair a < b, T per element
 *
 * Tetrahedra (measure m^3) and the triangles of a thin interface (measure m^2, its aperture is then part of
 * the law) enter a balance over vertices alike. Since the gradients sum to zero, the pairs
 * hold the whole matrix: (S u)_a = sum_b S_ab (u_b - u_a).
 *
 * Shapes: vertex     [n][n_vertices]   local
 *         pair_edge  [n][n_pairs]      graph edge of each pair, -1 between two ghosts
 *         stiffness  [n][n_pairs]
 * Pairs of a tetrahedron: 01 02 03 12 13 23; of a triangle: 01 02 12.
 */
#pragma once

#include "sij/fem/graph.h"
#include "sij/laws/transverse.h"

typedef struct {
  int       n_vertices, n_pairs;
  PetscInt  n;
  PetscInt *vertex;
  PetscInt *pair_edge;
  int      *law;    // [n] row of the caller's table of laws
  double   *weight; // [n]
  double   *mass;   // [n]
  double   *stiffness;
} Elements;

extern const int ELEMENT_FACE_PAIR[3][2]; // triangle

/** Vertices of pair k of an element with n_vertices vertices. */
static inline const int *elements_pair(const Elements *elements, int k)
{
  return elements->n_vertices == 4 ? ELEMENT_PAIR[k] : ELEMENT_FACE_PAIR[k];
}

/** All local tetrahedra; tensor[law] of each, law [n_cells]. Owns: caller, elements_destroy(). */
PetscErrorCode elements_cells(const Graph *graph, const int law[], const Transverse tensor[],
                              Elements *elements) SIJ_CHECKED;

/** The n faces listed (indices into mesh->faces), isotropic within their plane with unit tensor. */
PetscErrorCode elements_faces(const Graph *graph, PetscInt n, const PetscInt face[], int law,
                              Elements *elements) SIJ_CHECKED;

/** Adds the stiffness matrix of all elements: diagonal [n_owned], coupling [n_edges][2] as in graph.h. */
void elements_assemble(const Elements *elements, const Graph *graph, double diagonal[],
                       double coupling[][2]);

PetscErrorCode elements_destroy(Elements *elements) SIJ_CHECKED;

/** Gradients of the four shape functions of a tetrahedron [m^-1]; returns its volume [m^3]. */
double element_gradients(const double (*x)[3], const PetscInt vertex[4], Vec3 gradient[4]);
