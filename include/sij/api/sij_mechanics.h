// SPDX-License-Identifier: GPL-3.0-or-later
/** Displacement u of an elastic body under load, in equilibrium.
 *
 *     Div P + b = 0 in the shape at rest,   P N = t on loaded surfaces,   u = g on constrained ones
 *
 * Quadratic tetrahedra; nearly incompressible materials do not lock. Linear, small strain with fibres that slacken,
 * or finite strain. The ground is neo-Hookean (at small strain Hooke's law), with fibres that only pull:
 *
 *     W = mu/2 (F:F - 3 - 2 ln J) + lambda/4 (J^2 - 1 - 2 ln J) + W_f,     F = I + grad u,  J = det F
 *     mu = E / (2 (1 + nu)),   lambda = E nu / ((1 + nu) (1 - 2 nu))
 *     W_f = E_f/(8 k_2) (exp(k_2 e^2) - 1) where e > 0,   e = |F a|^2 - 1
 *
 * Loads are dead: they keep their direction and refer to areas and volumes at rest.
 *
 * Order: sij_mechanics_create(); boundary conditions and loads; sij_mechanics_solve() as often as wanted;
 * sij_mechanics_destroy() before the mesh.
 */
#pragma once

#include "sij_field.h"
#include "sij_mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SijMechanics SijMechanics;

typedef enum { SIJ_STRAIN_LINEAR, SIJ_STRAIN_SMALL, SIJ_STRAIN_FINITE } SijStrain;

/** What fills a region. */
typedef struct {
  double young;            // E of the ground                                 Pa
  double poisson;          // nu of the ground
  double fibre[3];         // a, unit; 0: there are none
  double fibre_modulus;    // E_f, which fibres add to E along them at first         Pa
  double fibre_stiffening; // k_2
} SijSolidMaterial;

/** Copied. */
typedef struct {
  SijStrain               strain;
  const SijSolidMaterial *material;  // [sij_mesh_region_count()]
  double                  tolerance; // residual over the forces that balance each other; 0: 1e-8
} SijMechanicsProblem;

/** What became of a solution. */
typedef struct {
  bool   converged;
  double load_factor; // that was reached
  int    steps;       // of the load
  int    iterations;  // of Newton
  char   reason[400]; // why it stopped short; else ""
} SijMechanicsOutcome;

/** Collective. Borrows the mesh. Constants outside the range of the law are problems; then *mechanics stays NULL.
 * Owns: caller, sij_mechanics_destroy(). */
PetscErrorCode sij_mechanics_create(const SijMesh *mesh, const SijMechanicsProblem *problem,
                                    SijMechanics **mechanics, SijProblems *problems) SIJ_MUST_CHECK;

/** Accepts NULL in *mechanics, sets it NULL. Collective. */
PetscErrorCode sij_mechanics_destroy(SijMechanics **mechanics) SIJ_MUST_CHECK;

/** Dirichlet condition: prescribes these components of displacement on a surface, g = displacement(x) [m] (NULL:
 * zero). Where surfaces meet, the last call prevails. A surface without faces is a problem. Collective. */
PetscErrorCode sij_mechanics_set_dirichlet(SijMechanics *mechanics, int surface,
                                           const bool component[3], SijVectorField *displacement,
                                           const void  *context,
                                           SijProblems *problems) SIJ_MUST_CHECK;

/** Neumann condition: adds a traction t [Pa] on a surface. A surface without faces is a problem. Collective. */
PetscErrorCode sij_mechanics_add_traction(SijMechanics *mechanics, int surface,
                                          SijVectorField *traction, const void *context,
                                          SijProblems *problems) SIJ_MUST_CHECK;

/** Adds a force per volume b [N m^-3]. Collective. */
PetscErrorCode sij_mechanics_add_body_force(SijMechanics *mechanics, SijVectorField *force,
                                            const void *context) SIJ_MUST_CHECK;

/** Equilibrium at load_factor times all loads and prescribed displacements, from the load factor reached before
 * (0 at first), in steps that are cut where Newton does not converge. What does not converge stays at the last
 * load factor that did. Collective. */
PetscErrorCode sij_mechanics_solve(SijMechanics *mechanics, double load_factor,
                                   SijMechanicsOutcome *outcome) SIJ_MUST_CHECK;

/** Displacement of every local vertex: displacement [sij_mesh_n_local()][3] [m]. Not collective. */
PetscErrorCode sij_mechanics_displacement(const SijMechanics *mechanics,
                                          double              displacement[][3]) SIJ_MUST_CHECK;

/** Mean of Cauchy's stress over a local cell [Pa]. Not collective. */
PetscErrorCode sij_mechanics_stress(const SijMechanics *mechanics, PetscInt cell,
                                    double stress[3][3]) SIJ_MUST_CHECK;

/** Force with which the constraints of a surface act on the body [N]. Collective. */
PetscErrorCode sij_mechanics_reaction(SijMechanics *mechanics, int surface,
                                      double force[3]) SIJ_MUST_CHECK;

#ifdef __cplusplus
}
#endif
