// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: Woodbury's correction of the preconditioner for stiff springs.
 *
 * The tangent is A + U C U^T: a column of U holds the forces of a unit tension of one spring on free dofs,
 * C the stiffnesses. M^-1 is multigrid for A. When multigrid is built, Y = M^-1 U is computed, and Gram and Schmidt's
 * process in the inner product of M^-1 gives U = V R, with W = M^-1 V and V^T W = I. The preconditioner is
 *
 *     (I - W V^T) M^-1 (I - V W^T) + W (I + R C R^T)^-1 W^T
 *
 * It equals Woodbury's formula for (M + U C U^T)^-1 as long as M is that of the build. Afterwards A, and with it M,
 * and directions of springs may change while V and W are kept: a sum of congruences, it stays symmetric and positive
 * definite, as conjugate gradients need. A spring that goes slack changes the small matrix alone.
 * Source: Woodbury's formula (Golub & Van Loan 2013, Matrix Computations, 2.1.4); the projections are those of
 * deflation (Tang, Nabben, Vuik & Erlangga 2009, J. Sci. Comput. 39:340).
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/mechanics.h"

typedef struct {
  PC      multigrid;           // M^-1
  int     n, rank;             // springs; independent columns among them
  Vec    *basis, *response;    // [n], the first `rank` of them V and W
  Vec     projected;           // what multigrid is applied to
  double *share;               // [n][n] R by columns: `rank` numbers of each     m^1/2 N^-1/2
  Mat     small;               // Cholesky factor of I + R C R^T
  Vec     along, bent, within; // [rank] of one application
} Woodbury;

/** Takes a reference to multigrid. No springs at first. Collective. Owns: caller. */
PetscErrorCode woodbury_create(PC multigrid, Woodbury **woodbury) SIJ_CHECKED;
PetscErrorCode woodbury_destroy(Woodbury **woodbury) SIJ_CHECKED;

/** A PC that applies it; borrows it. Collective. Owns: caller. */
PetscErrorCode woodbury_pc(Woodbury *woodbury, PC *pc) SIJ_CHECKED;

/** Computes V and W of n columns U, one cycle of multigrid each; then stiffnesses must be set. Collective. */
PetscErrorCode woodbury_set_columns(Woodbury *woodbury, int n, const Vec column[]) SIJ_CHECKED;

/** Sets C [n] [N m^-1]. */
PetscErrorCode woodbury_set_stiffness(Woodbury *woodbury, const double stiffness[]) SIJ_CHECKED;
