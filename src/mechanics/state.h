// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: what the parts of the room share.
 *
 * Equilibrium, supports, solver and Newton each read what they need of it; only newton.c and
 * mechanics.c change the displacement.
 */
#pragma once

#include "mixed.h"
#include "shell_faces.h"
#include "springs.h"
#include "woodbury.h"

/** Conjugate gradients and the two levels of their preconditioner. */
typedef struct {
  KSP          ksp;
  Mat          p2, interpolation, p1; // of quadratic nodes; from vertices to them; of vertices
  Mat          full;                  // what is solved with: fine, or a shell of it and springs
  bool         p2_changed;            // fine has changed since it was last solved with
  bool         p1_outdated;           // coarse is to be made anew
  int          p1_iterations;         // iterations when it was; 0: it has not been used
  double       largest_eigenvalue;    // of sweeps: largest eigenvalue of the swept matrix
  MatNullSpace rigid;                 // of the vertices
  Vec          right, solution;
  Mixed       *mixed;    // where tissue is nearly incompressible, else NULL
  Woodbury    *woodbury; // where there are springs, else NULL
} Solver;

struct Mechanics {
  const Mesh      *mesh; // borrowed
  Nodes           *nodes;
  Blocks          *blocks;
  MechanicsProblem problem;
  ShellFaces       shell_faces;
  Solver           solver;
  Vec              carrier; // of exchanges
  LoadFactor       factor;
  double (*u)[3];              // [n_local] displacement                                  m
  double (*trial)[3];          // [n_local] of a search
  double (*step)[3];           // [n_local] of Newton
  double (*prescribed)[3];     // [n_local] where held, at full load                      m
  double (*prescribed_old)[3]; // [n_local] and at none of it
  bool (*dirichlet)[3];        // [n_local]
  double (*load)[3];           // [n_owned] at full load                                  N
  double (*load_old)[3];       // [n_owned] and at none of it
  double (*internal)[3];       // [n_owned] forces of elements and springs                N
  double (*size)[3];           // [n_owned] and the sum of their absolute values          N
  int                   n_couplings, n_springs;
  DistributingCoupling *coupling;     // [n_grips]
  Spring               *spring;       // [n_springs]
  bool                  tangent_kept; // if linear: solver.fine is the tangent at this tension
  double                tangent_tension;
};

/** The element that failed first, of all ranks. */
typedef struct {
  bool   sound;
  double J;     // least determinant of F
  Vec3   where; // its centre at rest                                             m
  int    region;
} EquilibriumFault;

/** Of an owned node's load and of where a held one stands, at this share. */
double equilibrium_load(const Mechanics *mechanics, double factor, PetscInt node, int component);
double equilibrium_prescribed(const Mechanics *mechanics, double factor, PetscInt node,
                              int component);

/** Element `cell` with its displacements. */
void equilibrium_element(const Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                         PetscInt cell, Element *element);

/** Fills inner and size. Collective. */
PetscErrorCode equilibrium_forces(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                  EquilibriumFault *fault) SIJ_CHECKED;

/** The element whose volume has shrunk most, of all ranks: J is its mean dilation. Collective. */
PetscErrorCode equilibrium_find_most_compressed(const Mechanics  *mechanics,
                                                EquilibriumFault *most) SIJ_CHECKED;

/** inner - load, zero where held: force [n_owned][3]. */
void equilibrium_residual(const Mechanics *mechanics, LoadFactor factor, double (*force)[3]);

/** Makes solver.fine and springs the tangent at `u`, and solver.right -force and what the remaining
 * way of held displacements, lift [n_local][3], brings: none if linear. u must be sound. Collective. */
PetscErrorCode equilibrium_tangent(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*force)[3],
                                   const double (*increment)[3]) SIJ_CHECKED;

/** Adds the shells to inner and size, and to the blocks and the right side of equilibrium_tangent(). */
void shell_faces_add_forces(Mechanics *mechanics, const double (*u)[3]);
void shell_faces_add_tangent(Mechanics *mechanics, const double (*u)[3],
                             const double (*increment)[3], PetscScalar *right);

PetscErrorCode solver_create(Mechanics *mechanics) SIJ_CHECKED;
PetscErrorCode solver_destroy(Solver *solver) SIJ_CHECKED;

/** From now on the tangent is that of the elements and of springs. Collective. */
PetscErrorCode solver_add_springs(Mechanics *mechanics) SIJ_CHECKED;

/** Makes the preconditioner of the tangent as it is. Collective. */
PetscErrorCode solver_prepare(Mechanics *mechanics) SIJ_CHECKED;

/** smoother.c: the smoother, and a step more for it, before options are read; how far its steps may go on a tangent
 * like this; one sweep in their place. The latter two leave alone what an option has set. Collective. */
PetscErrorCode smoother_create(Solver *solver, PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_add_step(PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_estimate_eigenvalue(Solver *solver, PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_reduce(const Solver *solver, PC multigrid, bool *changed) SIJ_CHECKED;

/** Applies the tangent, with its part of the mean dilations. */
PetscErrorCode solver_multiply(Solver *solver, Vec u, Vec force) SIJ_CHECKED;

/** Solves tangent * solution = right to `relative` or `absolute` [N]. *reason NULL, or why it failed. */
PetscErrorCode solver_solve(Mechanics *mechanics, double relative, double absolute, int *iterations,
                            const char **reason) SIJ_CHECKED;

/** One solution of Newton. */
typedef struct {
  bool converged;
  int  iterations, linear_iterations;
  EquilibriumFault
       fault; // the first that a search met since the last balance: kept from call to call
  char reason[300];
} NewtonOutcome;

/** From mechanics->u to balance at `share`; leaves u wherever it got. outcome->fault goes in too, sound at
 * first. Collective. */
PetscErrorCode newton_solve(Mechanics *mechanics, LoadFactor factor,
                            NewtonOutcome *outcome) SIJ_CHECKED;
