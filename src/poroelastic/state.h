// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to coupled: what its parts share.
 *
 * Unknowns and residuals are one vector: three numbers per owned node, then one per owned vertex.
 */
#pragma once

#include "sij/fem/graph.h"
#include "sij/laws/pore_strain.h"
#include "sij/poroelastic.h"

/** The linear system of a step,
 *
 *     K du - B^T dp = f        [N]       K: stiffness, B: room for water by displacement
 *     B du +  T  dp = v        [m^3]     T: derivative of what a step leaves undone by pressure
 *
 * its rows divided by `force` and `volume`, so that one norm means both.
 */
typedef struct {
  Mechanics         *mechanics; // borrowed
  MechanicsStiffness stiffness;
  Mat                divergence; // B without what is held; owned vertices by three times the nodes
  Mat                tangent;    // T
  Mat                compliance; // B K^-1 B^T as it is thought to be                      m^3 Pa^-1
  Mat                schur;      // their sum
  double             force, volume;
  Mat                both, stiffness_operator; // shells, of the system and of K
  KSP                ksp;                      // of both
  KSP                pressure, displacement;   // of the parts
  bool               exact;                    // the parts are solved, not only preconditioned
  Vec                u, p, f, v;               // views of what comes in and goes out
  Vec                work, volumes;            // of the nodes, of the vertices
} System;

enum { FORCING_TERMS = 8 };

struct Poroelastic {
  Mechanics        *mechanics; // borrowed
  Flow             *flow;      // borrowed
  const Medium     *medium;    // borrowed
  const Nodes      *nodes;     // borrowed
  PoroelasticMethod method;
  PoreStrain        law[MEDIUM_LAWS];
  System            system;
  Mat               divergence;                  // B
  bool (*dirichlet)[3];                          // [n_local] what the system was made with
  Vec carrier;                                   // of exchanges between nodes
  double (*u)[3], (*u_old)[3], (*u_rate)[3];     // [n_local] m, m, m/s
  double (*force)[3], (*size)[3];                // [n_owned] N
  double      *p;                                // [n_owned] Pa
  double      *factor, *porosity_old, *porosity; // [n_cells]
  double      *pore_volume, *pore_volume_rest;   // [n_owned] m^3; _rest: pre-tension alone
  double      *dilation_rest;                    // [n_cells]
  FlowSkeleton skeleton;
  Vec          residual, step;
  double       t, dt;
  bool         has_rate;
  double forcing_term[FORCING_TERMS]; // share of the balances that an iteration leaves, at most
};

/** room.c: B, and strains of cells. */
PetscErrorCode divergence_create(const Nodes *nodes, const Medium *medium, const PoreStrain law[],
                                 Mat *divergence) SIJ_CHECKED;

/** Mean dilation of a local cell. */
double divergence_dilation(const Nodes *nodes, PetscInt cell, const double (*u)[3]);

/** yield.c: how much room a rise of pressure makes, vertex by vertex; rows of held pressures are empty.
 * Collective. */
PetscErrorCode compliance_fill(const Poroelastic *poroelastic, Mat compliance) SIJ_CHECKED;

/** system.c */
PetscErrorCode system_create(Poroelastic *poroelastic) SIJ_CHECKED;
PetscErrorCode system_destroy(System *system) SIJ_CHECKED;

/** After other displacements were held than before, or at first. Collective. */
PetscErrorCode system_set_dirichlet(Poroelastic *poroelastic) SIJ_CHECKED;

/** T at the flow's pressure, and all that follows. Collective. */
PetscErrorCode system_set_tangent(Poroelastic *poroelastic) SIJ_CHECKED;

/** One application of the preconditioner, in and out of unscaled rows. */
PetscErrorCode system_precondition(System *system, Vec in, Vec out) SIJ_CHECKED;

/** Norms of the force that a step's pressures exert [N], and of the room that its displacements
 * make [m^3]. */
PetscErrorCode system_coupling_norms(System *system, Vec step, double *force,
                                     double *volume) SIJ_CHECKED;

/** Solves for `step` to `relative` of the right side or to `absolute`. */
PetscErrorCode system_solve(System *system, Vec right, Vec step, double relative, double absolute,
                            int *iterations) SIJ_CHECKED;

/** balance.c: residual of both balances at coupled->u and p; norms of each part and of what they
 * consist of. */
typedef struct {
  double force, force_size;   // N
  double volume, volume_size; // m^3
} ResidualNorms;

PetscErrorCode balance_evaluate(Poroelastic *poroelastic, ResidualNorms *norms) SIJ_CHECKED;

/** From now on tissue has its porosity of rest as it stands in coupled->u. Collective. */
PetscErrorCode balance_set_reference(Poroelastic *poroelastic) SIJ_CHECKED;

/** Room from coupled->u. Collective. */
PetscErrorCode balance_pore_volume(Poroelastic *poroelastic) SIJ_CHECKED;

/** Adds sign B^T p, the force of the fluid, to force [n_owned][3] [N]. Collective. */
PetscErrorCode balance_add_fluid_force(Poroelastic *poroelastic, const double p[], double sign,
                                       double (*force)[3]) SIJ_CHECKED;

/** Porosity, and how cells conduct, at coupled->u and p [n_local of the vertices]. */
void balance_update_porosity(Poroelastic *poroelastic, const double p[]);
void balance_update_conductivity(Poroelastic *poroelastic, const double p[]);
