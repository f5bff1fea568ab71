// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to fem: numbers the entries of the matrices of a graph. */
#pragma once

#include "sij/fem/graph.h"

/** Allocates and sets graph->diagonal and graph->coupling, from its mesh and its edges. Not collective. */
PetscErrorCode graph_number_entries(Graph *graph) SIJ_CHECKED;
