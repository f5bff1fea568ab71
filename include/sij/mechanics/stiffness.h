// SPDX-License-Identifier: GPL-3.0-or-later
/** What the coupling with a pore fluid needs of a linear solid: its stiffness, assembled once, a preconditioner
 * for it, and the residual.
 *
 *     K u = load,        rows and columns of constrained dofs: their diagonal alone
 *
 * Vectors hold three numbers per owned node, as nodes_vector() has them.
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/mechanics.h"

/** Borrowed; valid until mechanics_stiffness() is called again. */
typedef struct {
  PC multigrid; // one cycle approximates K^-1
  const bool (*dirichlet)
    [3]; // [n_local] constrained dofs of now: where they differ from those K was assembled with, assemble it again
} MechanicsStiffness;

/** Assembles the stiffness and sets up its preconditioner. Finite strain is an error: its tangent is not constant.
 * Collective. */
PetscErrorCode mechanics_stiffness(Mechanics *mechanics, MechanicsStiffness *stiffness) SIJ_CHECKED;

/** Replaces the smoother of the multigrid by one SOR sweep, unless an option sets another or the P1 level is not
 * solved exactly: as a block of a larger preconditioner it serves as well, since the iterations are spent on the
 * coupling of the blocks. Collective. */
PetscErrorCode mechanics_lighten_smoother(Mechanics *mechanics) SIJ_CHECKED;

/** Linearises the springs at u [n_local][3]: which of them are slack may have changed. Collective. */
PetscErrorCode mechanics_linearise(Mechanics *mechanics, const double (*u)[3]) SIJ_CHECKED;

/** force = K u. Collective. */
PetscErrorCode mechanics_apply_stiffness(Mechanics *mechanics, Vec u, Vec force) SIJ_CHECKED;

/** Sets the constrained dofs of u [n_local][3] to their prescribed values at a load factor of 1. */
void mechanics_apply_dirichlet(const Mechanics *mechanics, double (*u)[3]);

/** Residual at u and a load factor of 1, internal forces minus loads, constrained dofs included: force [n_owned][3]
 * [N]; and `size` [n_owned][3], the magnitude of its terms. u: ghosts current. Collective. */
PetscErrorCode mechanics_residual(Mechanics *mechanics, const double (*u)[3], double (*force)[3],
                                  double (*size)[3]) SIJ_CHECKED;

/** Makes u [n_local][3] the displacement, at a load factor of 1. */
PetscErrorCode mechanics_set_displacement(Mechanics *mechanics, const double (*u)[3]) SIJ_CHECKED;

/** Elastic moduli of a cell's matrix. */
Elastic mechanics_elastic(const Mechanics *mechanics, PetscInt cell);
