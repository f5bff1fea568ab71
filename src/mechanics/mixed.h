// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: the linear system where tissue is nearly incompressible.
 *
 * The tangent is A + sum over elements of k g g^T, with g the volume_gradient and k the volume_stiffness of an element.
 * The second part may exceed A a thousandfold and hides from multigrid the motions that keep volumes. So each element
 * gets an unknown of its own, the force q = k |g| (g . u) of its mean dilation, and a unit row b = g / |g|:
 *
 *     A u + B^T q = f
 *     C B u -  q  = 0,      C = k |g|^2
 *
 * Both rows are forces [N]. GMRES, preconditioned from the right by the upper triangle of blocks: multigrid
 * for A, 1 + excess for the Schur complement I + C B A^-1 B^T. Neither sees how large lambda is.
 * Source: Elman, Silvester & Wathen 2014, Finite Elements and Fast Iterative Solvers, ch. 4.
 */
#pragma once

#include "element.h"

typedef struct {
  KSP ksp;
  Mat pair;          // the system of both unknowns; a shell
  Mat full;          // A, and springs where there are; borrowed
  PC  multigrid;     // for A, borrowed
  Mat rows;          // B: owned cells by three times the nodes
  Vec weight, schur; // C; 1 / (1 + excess)                       [n_cells_owned]
  Vec u, q, v, r;    // views of the parts of what comes in (u, q) and goes out (v, r)
  Vec work;          // of the nodes
  Vec right, solution;
} Mixed;

/** Collective. Borrows the preconditioner of `displacement`, and A. Owns: caller. */
PetscErrorCode mixed_create(const Nodes *nodes, KSP displacement, Mat p2,
                            Mixed **mixed) SIJ_CHECKED;
PetscErrorCode mixed_destroy(Mixed **mixed) SIJ_CHECKED;

/** Sets each owned cell; mixed_finish() then assembles, collectively. */
PetscErrorCode mixed_set_cell(Mixed *mixed, const Nodes *nodes, PetscInt cell,
                              const bool (*dirichlet)[3],
                              const ElementTangent *tangent) SIJ_CHECKED;
PetscErrorCode mixed_finish(Mixed *mixed) SIJ_CHECKED;

/** Adds B^T C B u to force. */
PetscErrorCode mixed_add_product(Mixed *mixed, Vec u, Vec force) SIJ_CHECKED;

/** To the tolerances and with the outcome of mixed->ksp. */
PetscErrorCode mixed_solve(Mixed *mixed, Vec right, Vec solution) SIJ_CHECKED;
