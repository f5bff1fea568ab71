// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: Woodbury's correction of the preconditioner for stiff springs.
 *
 * The tangent is A + U C U^T: a column of U holds the forces of a unit tension of one spring on free dofs,
 * C the stiffnesses. Where M^-1 is multigrid for A, with Y = M^-1 U,
 *
 *     (M + U C U^T)^-1 r = z - Y c,   z = M^-1 r,   (I + C U^T Y) c = C U^T z
 *
 * Y costs one cycle per spring whenever A or a direction changes; a spring that goes slack costs nothing.
 * Source: Woodbury's formula (Golub & Van Loan 2013, Matrix Computations, 2.1.4).
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/mechanics.h"

typedef struct {
  PC      multigrid; // M^-1
  int     n;
  Vec    *column, *response; // [n] U, Y
  double *gram;              // [n][n] U^T Y
  double *stiffness;         // [n] C                                            N m^-1
  double *work;              // [n (n + 1)]
} Woodbury;

/** Takes a reference to multigrid. n 0: nothing yet. Collective. Owns: caller. */
PetscErrorCode woodbury_create(PC multigrid, Woodbury **woodbury) SIJ_CHECKED;
PetscErrorCode woodbury_destroy(Woodbury **woodbury) SIJ_CHECKED;

/** A PC that applies it; borrows it. Collective. Owns: caller. */
PetscErrorCode woodbury_pc(Woodbury *woodbury, PC *pc) SIJ_CHECKED;

/** Allocates for n springs, vectors like this one. Collective. */
PetscErrorCode woodbury_resize(Woodbury *woodbury, int n, Vec like) SIJ_CHECKED;

/** Computes Y and U^T Y, after `column` has been filled and multigrid set up. Collective. */
PetscErrorCode woodbury_set(Woodbury *woodbury) SIJ_CHECKED;
