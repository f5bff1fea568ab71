// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to poroelastic: the state that its sources share.
 *
 * Unknowns and residuals are one vector: three displacements per owned node, then one pressure per owned vertex.
 */
#pragma once

#include "constants.h"

#include "sij/fem/graph.h"
#include "sij/laws/pore_strain.h"
#include "sij/poroelastic.h"

/** The linear system of a step,
 *
 *     K du - B^T dp = f        [N]       K: stiffness, B: discrete divergence times biot
 *     B du +  T  dp = v        [m^3]     T: derivative of the volume residual by pressure
 *
 * its rows divided by `force` and `volume`, so that one norm means both.
 */
typedef struct {
  Mechanics         *mechanics; // borrowed
  MechanicsStiffness stiffness;
  Mat    divergence; // B, zero at constrained dofs; owned vertices by three times the nodes
  Mat    tangent;    // T
  Mat    compliance; // approximation of B K^-1 B^T                            m^3 Pa^-1
  Mat    schur;      // T + compliance
  double force, volume;
  Mat    both, stiffness_operator; // shells: of the system, of K
  KSP    ksp;                      // of the whole system
  KSP    pressure, displacement;   // of its blocks
  bool   exact;                    // fixed stress: the blocks are solved, not only preconditioned
  Vec    u, p, f, v;               // views of the parts of an input and an output vector
  Vec    work, volumes;            // of the nodes, of the vertices
} System;

struct Poroelastic {
  Mechanics        *mechanics; // borrowed
  Flow             *flow;      // borrowed
  const Medium     *medium;    // borrowed
  const Nodes      *nodes;     // borrowed
  PoroelasticMethod method;
  PoreStrain        law[MEDIUM_LAWS];
  System            system;
  Mat               divergence;              // B
  bool (*dirichlet)[3];                      // [n_local] constrained dofs of `system`
  Vec carrier;                               // of exchanges between nodes
  double (*u)[3], (*u_old)[3], (*u_rate)[3]; // [n_local] m, m, m/s
  double (*u_rest)[3];                       // [n_local] under pre-tension alone           m
  double (*force)[3], (*size)[3];            // [n_owned] N
  double *p;                                 // [n_owned] Pa
  double *factor, *porosity_old, *porosity;  // [n_cells]
  double *pore_volume,
    *pore_volume_rest; // [n_owned] change against the shape at rest, m^3; _rest: of pre-tension alone
  double      *dilation_rest; // [n_cells]
  FlowSkeleton skeleton;
  Vec          residual, step;
  double       t, dt;
  bool         has_rate;
  double       forcing_term[FORCING_TERMS]; // of each Newton iteration, learned from earlier steps
};

/** divergence.c: B, and dilations of cells. */
PetscErrorCode divergence_create(const Nodes *nodes, const Medium *medium, const PoreStrain law[],
                                 Mat *divergence) SIJ_CHECKED;

/** Mean dilation of a local cell. */
double divergence_dilation(const Nodes *nodes, PetscInt cell, const double (*u)[3]);

/** compliance.c: approximates B K^-1 B^T, the change of pore volume by pressure; rows of constrained pressures are
 * empty. Collective. */
PetscErrorCode compliance_fill(const Poroelastic *poroelastic, Mat compliance) SIJ_CHECKED;

/** system.c */
PetscErrorCode system_create(Poroelastic *poroelastic) SIJ_CHECKED;
PetscErrorCode system_destroy(System *system) SIJ_CHECKED;

/** Sets up what depends on the constrained dofs: at first, and when they have changed. Collective. */
PetscErrorCode system_set_dirichlet(Poroelastic *poroelastic) SIJ_CHECKED;

/** Assembles T at the flow's pressure, and the Schur complement's preconditioner. Collective. */
PetscErrorCode system_set_tangent(Poroelastic *poroelastic) SIJ_CHECKED;

/** One application of the preconditioner, in and out of unscaled rows. */
PetscErrorCode system_precondition(System *system, Vec in, Vec out) SIJ_CHECKED;

/** Norms of the coupling terms of a step: B^T p [N] and B u [m^3]. */
PetscErrorCode system_coupling_norms(System *system, Vec step, double *force,
                                     double *volume) SIJ_CHECKED;

/** Solves for `step` to the relative or the absolute tolerance. */
PetscErrorCode system_solve(System *system, Vec right, Vec step, double relative, double absolute,
                            int *iterations) SIJ_CHECKED;

/** balance.c: norms of both residuals at u and p, and of the terms they consist of. */
typedef struct {
  double force, force_size;   // N
  double volume, volume_size; // m^3
} ResidualNorms;

/** Evaluates residual and norms. Collective. */
PetscErrorCode balance_evaluate(Poroelastic *poroelastic, ResidualNorms *norms) SIJ_CHECKED;

/** Makes poroelastic->u the reference of porosity and pore volume: the equilibrium under pre-tension. Collective. */
PetscErrorCode balance_set_reference(Poroelastic *poroelastic) SIJ_CHECKED;

/** Change of pore volume from poroelastic->u. Collective. */
PetscErrorCode balance_pore_volume(Poroelastic *poroelastic) SIJ_CHECKED;

/** Adds sign B^T p, the force of the fluid, to force [n_owned][3] [N]. Collective. */
PetscErrorCode balance_add_fluid_force(Poroelastic *poroelastic, const double p[], double sign,
                                       double (*force)[3]) SIJ_CHECKED;

/** Porosity, and the factor on conductivity, of each cell at u and p [n_local of the vertices]. */
void balance_update_porosity(Poroelastic *poroelastic, const double p[]);
void balance_update_conductivity(Poroelastic *poroelastic, const double p[]);
