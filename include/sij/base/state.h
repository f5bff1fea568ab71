// SPDX-License-Identifier: GPL-3.0-or-later
/** The state of a module between two steps, visited to be written to a checkpoint or to be read from one.
 *
 * Each module lists what it keeps once, in one function, and a visitor either copies every item out or overwrites it:
 * what is written is what is read. An item that a checkpoint does not hold stays as it is. After a visit that reads,
 * the module brings up to date what follows from its items (ghosts, derived coefficients).
 *
 * Names are unique over all modules, such as "flow.pressure". Every rank visits the same items in the same order.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

/** Where the values of a field are: at the vertices of the mesh, or at the nodes of quadratic tetrahedra. */
typedef enum { STATE_VERTICES, STATE_NODES, STATE_PLACES } StatePlace;

typedef struct {
  bool  reads; // items are overwritten, else copied
  void *context;

  /** value [n_owned][components] of the rank. Collective. */
  PetscErrorCode (*field)(void *context, const char *name, StatePlace place, int components,
                          double value[]);
  /** value [n], the same on every rank. Collective. */
  PetscErrorCode (*values)(void *context, const char *name, int n, double value[]);
  /** value [n], of which the sum over all ranks counts: read back, it is all on rank 0. Collective. */
  PetscErrorCode (*sums)(void *context, const char *name, int n, double value[]);
} StateVisitor;

/** Numbers that lie apart, the same on every rank, as one item of n. Collective. */
enum { STATE_NUMBERS = 16 };

PetscErrorCode state_visit_numbers(const StateVisitor *visitor, const char *name, int n,
                                   double *const number[]) SIJ_CHECKED;

/** A count or a truth, the same on every rank. Collective. */
PetscErrorCode state_visit_int(const StateVisitor *visitor, const char *name,
                               int *value) SIJ_CHECKED;
PetscErrorCode state_visit_bool(const StateVisitor *visitor, const char *name,
                                bool *value) SIJ_CHECKED;
