// SPDX-License-Identifier: GPL-3.0-or-later
/** What the coupling with a pore fluid needs of a linear solid: its stiffness as a matrix that is
 * made once, a preconditioner for it, and its forces.
 *
 *     K u = load,        rows and columns that are held: their diagonal alone
 *
 * Vectors hold three numbers per owned node, as nodes_vector() has them.
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/mechanics.h"

/** Borrowed; valid until it is made again. */
typedef struct {
  PC multigrid; // one cycle of it is near the inverse
  const bool (*dirichlet)
    [3]; // [n_local] as it is now: where that is not what the stiffness was made with, make it again
} MechanicsStiffness;

/** Makes the stiffness, its preconditioner too. Finite strain is an error here: its tangent is never
 * constant. Collective. */
PetscErrorCode mechanics_stiffness(Mechanics *mechanics, MechanicsStiffness *stiffness) SIJ_CHECKED;

/** From now on its multigrid sweeps once in the place of its own smoother, unless an option has it otherwise or its
 * vertices are not solved for exactly: part of a larger preconditioner it serves as well, since it is the coupling
 * that is left to iterate. Collective. */
PetscErrorCode mechanics_lighten_smoother(Mechanics *mechanics) SIJ_CHECKED;

/** Makes its springs those at u [n_local][3]: which of them are slack may have changed. Collective. */
PetscErrorCode mechanics_linearise(Mechanics *mechanics, const double (*u)[3]) SIJ_CHECKED;

/** force = K u. Collective. */
PetscErrorCode mechanics_apply_stiffness(Mechanics *mechanics, Vec u, Vec force) SIJ_CHECKED;

/** Puts held displacements of u [n_local][3] where they are to be with all of the load. */
void mechanics_apply_dirichlet(const Mechanics *mechanics, double (*u)[3]);

/** Forces of the solid at u minus all of the load, also where held: force [n_owned][3] [N]; and `size`
 * [n_owned][3], how large the parts are that make up each. u: ghosts current. Collective. */
PetscErrorCode mechanics_residual(Mechanics *mechanics, const double (*u)[3], double (*force)[3],
                                  double (*size)[3]) SIJ_CHECKED;

/** Makes u [n_local][3] the state, at all of the load. */
PetscErrorCode mechanics_set_displacement(Mechanics *mechanics, const double (*u)[3]) SIJ_CHECKED;

/** Moduli of a cell's ground. */
Elastic mechanics_elastic(const Mechanics *mechanics, PetscInt cell);
