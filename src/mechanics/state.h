// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: the state that its sources share.
 *
 * Equilibrium, boundary conditions, solver and Newton's method each read what they need of it; only newton.c and
 * mechanics.c change the displacement.
 */
#pragma once

#include "attached.h"
#include "mixed.h"
#include "woodbury.h"

/** Conjugate gradients, preconditioned by a multigrid of two levels: P2 and P1. */
typedef struct {
  KSP          ksp;
  Mat          p2, interpolation, p1; // P2 operator; P1 to P2; Galerkin P1 operator
  Mat          full;                  // full operator: p2, or a shell of p2 and the springs
  bool         p2_changed;            // p2 was assembled anew since the last solve
  bool         p1_outdated;           // p1 and its solver are to be rebuilt
  int          p1_iterations;         // of the first solve after that; 0: none yet
  double       largest_eigenvalue;    // of the P2 operator preconditioned by one SOR sweep
  MatNullSpace rigid;                 // rigid modes of the P1 level
  Vec          right, solution;
  Mixed       *mixed;    // where tissue is nearly incompressible, else NULL
  Woodbury    *woodbury; // where there are springs, else NULL
} Solver;

/** A displacement and the load factors at which a tangent was assembled. */
typedef struct {
  LoadFactor factor;
  double (*u)[3]; // [n_local] m; NULL for a linear body, whose tangent is the same everywhere
} TangentPoint;

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
  double (*trial)[3];          // [n_local] displacement tried by the line search     m
  double (*step)[3];           // [n_local] Newton step                               m
  double (*prescribed)[3];     // [n_local] of constrained dofs, at a load factor of 1 m
  double (*prescribed_old)[3]; // [n_local] and at 0
  bool (*dirichlet)[3];        // [n_local] dof is constrained
  double (*load)[3];           // [n_owned] at a load factor of 1                     N
  double (*load_old)[3];       // [n_owned] and at 0
  double (*internal)[3];       // [n_owned] internal forces: elements, shells, springs N
  double (*size)[3];           // [n_owned] and the sum of their absolute values      N
  int                   n_couplings, n_springs;
  DistributingCoupling *coupling;     // [n_couplings]
  Spring               *spring;       // [n_springs]
  TangentPoint          tangent_at;   // of solver.p2
  TangentPoint          coarse_at;    // of solver.p1
  bool                  tangent_kept; // linear: solver.p2 is the tangent at this tension
  double                tangent_tension;
};

/** The element that is worst on any rank. */
typedef struct {
  bool   sound;
  double J;     // least determinant of F
  Vec3   where; // its centre at rest                                             m
  int    region;
} EquilibriumFault;

/** Load of an owned node, and prescribed displacement, at this load factor. */
double equilibrium_load(const Mechanics *mechanics, double factor, PetscInt node, int component);
double equilibrium_prescribed(const Mechanics *mechanics, double factor, PetscInt node,
                              int component);

/** Element `cell` with its displacements. */
void equilibrium_element(const Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                         PetscInt cell, Element *element);

/** Fills internal and size. Collective. */
PetscErrorCode equilibrium_forces(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                  EquilibriumFault *fault) SIJ_CHECKED;

/** The most compressed element of all ranks: J is its mean dilation. Collective. */
PetscErrorCode equilibrium_find_most_compressed(const Mechanics  *mechanics,
                                                EquilibriumFault *most) SIJ_CHECKED;

/** Residual: internal - load, zero at constrained dofs: force [n_owned][3]. */
void equilibrium_residual(const Mechanics *mechanics, LoadFactor factor, double (*force)[3]);

/** Assembles the tangent at `u` into solver.p2, linearises the springs, and sets solver.right to -force minus the
 * tangent times the Dirichlet increment [n_local][3], which is zero if linear. No element may be inverted at u.
 * Collective. */
PetscErrorCode equilibrium_tangent(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*force)[3],
                                   const double (*increment)[3]) SIJ_CHECKED;

PetscErrorCode solver_create(Mechanics *mechanics) SIJ_CHECKED;
PetscErrorCode solver_destroy(Solver *solver) SIJ_CHECKED;

/** Adds the springs to the full operator, and Woodbury's correction to the preconditioner. Collective. */
PetscErrorCode solver_add_springs(Mechanics *mechanics) SIJ_CHECKED;

/** Sets up the preconditioner of the present tangent. Collective. */
PetscErrorCode solver_prepare(Mechanics *mechanics) SIJ_CHECKED;

/** smoother.c: creates the smoother, and gives it one step more, before options are read; estimates the largest
 * eigenvalue that bounds its steps; reduces it to one sweep. The latter two leave alone what an option has set.
 * Collective. */
PetscErrorCode smoother_create(Solver *solver, PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_add_step(PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_estimate_eigenvalue(Solver *solver, PC multigrid) SIJ_CHECKED;
PetscErrorCode smoother_reduce(const Solver *solver, PC multigrid, bool *changed) SIJ_CHECKED;

/** Applies the tangent, with its part of the mean dilation. */
PetscErrorCode solver_multiply(Solver *solver, Vec u, Vec force) SIJ_CHECKED;

/** Solves tangent * solution = right to `relative` or `absolute` [N]. *reason: NULL, or why it failed. */
PetscErrorCode solver_solve(Mechanics *mechanics, double relative, double absolute, int *iterations,
                            const char **reason) SIJ_CHECKED;

/** One solution by Newton's method. */
typedef struct {
  bool converged;
  int  iterations, linear_iterations;
  EquilibriumFault
       fault; // the first that a line search met since the last equilibrium: kept from call to call
  char reason[300];
} NewtonOutcome;

/** Newton's method from mechanics->u to equilibrium at these load factors; u is left at the last iterate.
 * outcome->fault is also an input, sound at first. Collective. */
PetscErrorCode newton_solve(Mechanics *mechanics, LoadFactor factor,
                            NewtonOutcome *outcome) SIJ_CHECKED;
