// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to fem: numbers the entries of the matrices of a graph; and the two parts in which PETSc stores a matrix. */
#pragma once

#include "sij/fem/graph.h"

/** Allocates and sets graph->diagonal and graph->coupling, from its mesh and its edges. Not collective. */
PetscErrorCode graph_number_entries(Graph *graph) SIJ_CHECKED;

/** The values of this rank's rows of an AIJ matrix: in columns of its own, and of other ranks, else NULL. Borrowed. */
PetscErrorCode graph_matrix_parts(Mat matrix, Mat part[2]) SIJ_CHECKED;
