// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of mechanics: turns the caller's materials, boundary conditions and loads into those of the module.
#include "sij/mechanics.h"

#include "handles.h"

#include "sij/api/sij_mechanics.h"

#include <string.h>

struct SijMechanics {
  const Mesh   *mesh;  // borrowed
  Hyperelastic *law;   // owned [regions]
  Vec3         *fibre; // owned [mesh->n_cells]
  Mechanics    *mechanics;
};

/** A field of the caller as one of the module. */
typedef struct {
  SijVectorField *field;
  const void     *context;
} Adapter;

static Vec3 call_field(Vec3 x, const void *context)
{
  const Adapter *adapter = context;
  Vec3           value   = {{0.0}};

  adapter->field(x.x, adapter->context, value.x);
  return value;
}

static Hyperelastic translate_material(const SijSolidMaterial *material)
{
  const Elastic elastic = elastic_from(material->young, material->poisson);

  return (Hyperelastic){.mu         = elastic.mu,
                        .lambda     = elastic.lambda,
                        .k_1        = 0.25 * material->fibre_modulus,
                        .k_2        = material->fibre_stiffening,
                        .prestretch = 1.0};
}

// The moduli first: Lame's constants of a Poisson's ratio that is unlawful mean nothing.
static const char *find_fault(const SijSolidMaterial *material)
{
  const char        *fault = elastic_fault(material->young, material->poisson);
  const Hyperelastic law   = translate_material(material);

  return fault ? fault : hyperelastic_fault(&law);
}

static PetscErrorCode check_materials(const Mesh *mesh, const SijMechanicsProblem *problem,
                                      Problems *problems)
{
  PetscFunctionBeginUser;
  for (int r = 0; r < mesh->tags->n_regions; r++) {
    const char *fault = find_fault(&problem->material[r]);

    if (fault)
      PetscCall(problems_add(problems, "", "mechanics: material of %s: %s",
                             mesh_region_name(mesh, r), fault));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_materials(const SijMechanicsProblem *problem, SijMechanics *made)
{
  const Mesh *mesh = made->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->tags->n_regions, &made->law));
  PetscCall(PetscMalloc1(mesh->n_cells, &made->fibre));
  for (int r = 0; r < mesh->tags->n_regions; r++)
    made->law[r] = translate_material(&problem->material[r]);
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const double *a = problem->material[mesh->region[e]].fibre;

    made->fibre[e] = vec3_unit(vec3(a[0], a[1], a[2]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static MechanicsStrain translate_strain(SijStrain strain)
{
  if (strain == SIJ_STRAIN_LINEAR) return MECHANICS_LINEAR;
  return strain == SIJ_STRAIN_SMALL ? MECHANICS_SMALL : MECHANICS_FINITE;
}

PetscErrorCode sij_mechanics_create(const SijMesh *mesh, const SijMechanicsProblem *problem,
                                    SijMechanics **mechanics, SijProblems *problems)
{
  Problems      found = {0};
  SijMechanics *made;

  PetscFunctionBeginUser;
  *mechanics = NULL;
  PetscCall(check_materials(mesh->mesh, problem, &found));
  if (found.count == 0) {
    PetscCall(PetscNew(&made));
    made->mesh = mesh->mesh;
    PetscCall(fill_materials(problem, made));

    const MechanicsProblem equation = {.strain  = translate_strain(problem->strain),
                                       .law     = made->law,
                                       .of_cell = made->mesh->region,
                                       .fibre   = made->fibre,
                                       .tolerance =
                                         problem->tolerance > 0.0 ? problem->tolerance : 1e-8};

    PetscCall(mechanics_create(made->mesh, &equation, &made->mechanics));
    *mechanics = made;
  }
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_destroy(SijMechanics **mechanics)
{
  PetscFunctionBeginUser;
  if (!*mechanics) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(mechanics_destroy(&(*mechanics)->mechanics));
  PetscCall(PetscFree((*mechanics)->law));
  PetscCall(PetscFree((*mechanics)->fibre));
  PetscCall(PetscFree(*mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_set_dirichlet(SijMechanics *mechanics, int surface,
                                           const bool component[3], SijVectorField *displacement,
                                           const void *context, SijProblems *problems)
{
  const Adapter adapter = {.field = displacement, .context = context};
  Problems      found   = {0};

  PetscFunctionBeginUser;
  PetscCall(mechanics_set_dirichlet(mechanics->mechanics, surface, MESH_NONE, component,
                                    displacement ? call_field : NULL, &adapter, &found));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_add_traction(SijMechanics *mechanics, int surface,
                                          SijVectorField *traction, const void *context,
                                          SijProblems *problems)
{
  const Adapter adapter = {.field = traction, .context = context};
  Problems      found   = {0};

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_traction(mechanics->mechanics, surface, call_field, &adapter, &found));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_add_body_force(SijMechanics *mechanics, SijVectorField *force,
                                            const void *context)
{
  const Adapter adapter = {.field = force, .context = context};

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_body_force(mechanics->mechanics, call_field, &adapter));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_solve(SijMechanics *mechanics, double load_factor,
                                   SijMechanicsOutcome *outcome)
{
  const LoadFactor to = {.tension = 1.0, .load = load_factor};
  MechanicsOutcome found;

  PetscFunctionBeginUser;
  PetscCall(mechanics_advance(mechanics->mechanics, to, &found));
  *outcome = (SijMechanicsOutcome){.converged   = found.reached,
                                   .load_factor = found.factor.load,
                                   .steps       = found.steps,
                                   .iterations  = found.iterations};
  PetscCall(PetscStrncpy(outcome->reason, found.reason, sizeof outcome->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_displacement(const SijMechanics *mechanics, double displacement[][3])
{
  const Nodes *nodes  = mechanics_nodes(mechanics->mechanics);
  const double(*u)[3] = mechanics_displacement(mechanics->mechanics);

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mechanics->mesh->n_local; i++)
    memcpy(displacement[i], u[nodes->of_vertex[i]], sizeof u[0]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_stress(const SijMechanics *mechanics, PetscInt cell,
                                    double stress[3][3])
{
  MechanicsCell mean;

  PetscFunctionBeginUser;
  PetscCheck(cell >= 0 && cell < mechanics->mesh->n_cells, PETSC_COMM_SELF,
             PETSC_ERR_ARG_OUTOFRANGE, "cell %d of %d", (int)cell, (int)mechanics->mesh->n_cells);
  mechanics_cell(mechanics->mechanics, cell, &mean);
  for (int i = 0; i < 9; i++) stress[i / 3][i % 3] = mean.stress.m[i / 3][i % 3];
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mechanics_reaction(SijMechanics *mechanics, int surface, double force[3])
{
  Vec3 sum;

  PetscFunctionBeginUser;
  PetscCall(mechanics_reaction(mechanics->mechanics, surface, &sum));
  memcpy(force, sum.x, sizeof sum.x);
  PetscFunctionReturn(PETSC_SUCCESS);
}
