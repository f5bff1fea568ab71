// SPDX-License-Identifier: GPL-3.0-or-later
/** Pressure of the fluid in a porous medium, and where the fluid goes.
 *
 *     d phi(p)/dt + div q = f + Q - u p,      q = -K(p) grad p          p above the pressure at rest
 *
 * P1 pressure, one balance per vertex, backward Euler, Newton with the exact tangent: docs/theory/numerics.md.
 * phi and the change of K are the law of sij_laws.h. f is a source that the caller gives, Q what needles inject,
 * u the uptake by vessels. Boundary conditions: p = 0 on drained surfaces (Dirichlet), no flux through all
 * others (Neumann). Everything is at rest, p = 0, at time 0.
 *
 * Where phi does not change with pressure (sij_pore_rigid() with compressibility 0), one step of any length is
 * the steady state.
 *
 * Order: sij_flow_create(); sij_flow_set_source() as often as wanted; sij_flow_advance(), or sij_flow_try() and
 * sij_flow_accept(), for each step; sij_flow_destroy() before the mesh.
 */
#pragma once

#include "sij_field.h"
#include "sij_laws.h"
#include "sij_mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SijFlow SijFlow;

/** What fills a region. */
typedef struct {
  SijPore pore;
  double  conductivity_along;  // K at rest along the fibres                m^2 Pa^-1 s^-1
  double  conductivity_across; // and across; everywhere where there are none
  double  fibre[3];            // unit, or 0: isotropic
  double  uptake;              // u, by vessels and lymph                       Pa^-1 s^-1
} SijFlowMaterial;

/** The boundary-value problem. Copied, but for the names of needles, which are borrowed. */
typedef struct {
  const SijFlowMaterial *material; // [sij_mesh_region_count()]
  const bool *drained; // [sij_mesh_surface_count()]: p = 0; else no flux. NULL: no surface is
  int         n_needles;
  const SijInjection *needle;           // [n_needles]; bore, length, viscosity and rate > 0
  double              newton_tolerance; // of the balance, relative to the largest flow; 0: 1e-8
} SijFlowProblem;

/** What became of a step. */
typedef struct {
  bool        converged;
  const char *reason;     // why not, as words; static
  int         iterations; // of Newton
  double
    error; // estimate of the local truncation error: of volume, over all that is injected or moved
} SijFlowOutcome;

/** Collective. Borrows the mesh. Constants outside the range of a law, too many regions or needles, and a needle
 * outside the mesh are problems; then *flow stays NULL. Owns: caller, sij_flow_destroy(). */
PetscErrorCode sij_flow_create(const SijMesh *mesh, const SijFlowProblem *problem, SijFlow **flow,
                               SijProblems *problems) SIJ_MUST_CHECK;

/** Accepts NULL in *flow, sets it NULL. Collective. */
PetscErrorCode sij_flow_destroy(SijFlow **flow) SIJ_MUST_CHECK;

/** Sets f, from the next step on: volume of fluid per volume and time [s^-1], taken at the centroids of cells.
 * It replaces an earlier one; NULL: none. Collective. */
PetscErrorCode sij_flow_set_source(SijFlow *flow, SijScalarField *source,
                                   const void *context) SIJ_MUST_CHECK;

/** Tries a step of length dt [s] from the time now. Nothing changes yet. Collective. */
PetscErrorCode sij_flow_try(SijFlow *flow, double dt, SijFlowOutcome *outcome) SIJ_MUST_CHECK;

/** Makes the step last tried, which converged, the state now. Collective. */
PetscErrorCode sij_flow_accept(SijFlow *flow) SIJ_MUST_CHECK;

/** Tries a step and accepts it if it converges; else nothing changes. Collective. */
PetscErrorCode sij_flow_advance(SijFlow *flow, double dt, SijFlowOutcome *outcome) SIJ_MUST_CHECK;

/** Time now [s]; pressure now at every local vertex [sij_mesh_n_local()], borrowed [Pa]. Not collective. */
double        sij_flow_time(const SijFlow *flow);
const double *sij_flow_pressure(const SijFlow *flow);

/** Darcy's velocity q at the vertices of this rank, the mean of the cells around: [sij_mesh_n_owned()][3]
 * [m s^-1]. Collective. */
PetscErrorCode sij_flow_velocity(const SijFlow *flow, double velocity[][3]) SIJ_MUST_CHECK;

#ifdef __cplusplus
}
#endif
