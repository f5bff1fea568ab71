// SPDX-License-Identifier: GPL-3.0-or-later
// Material of the cells: one law for each tissue, and the direction of its fibres. joint.c makes a Mechanics of it.
#include "state.h"

#include "sij/fem/layer_normal.h"

static Elastic matrix_moduli(const Case *input, const Skeleton *skeleton)
{
  return elastic_from(skeleton->young,
                      input->flow == FLOW_COUPLED ? skeleton->poisson_drained : skeleton->poisson);
}

// Coupled with a pore fluid, the film of the cavity is that fluid.
static Hyperelastic make_law(const Case *input, const Skeleton *skeleton)
{
  const Elastic elastic = matrix_moduli(input, skeleton);

  return (Hyperelastic){.mu         = elastic.mu,
                        .lambda     = elastic.lambda,
                        .k_1        = 0.25 * skeleton->fibre_modulus,
                        .k_2        = skeleton->fibre_stiffening,
                        .toe        = skeleton->fibre_toe,
                        .prestretch = 1.0 + skeleton->prestrain,
                        .film       = input->flow == FLOW_COUPLED ? 0.0 : skeleton->film_modulus,
                        .suction    = skeleton->film_suction};
}

Vec3 solids_fibre(const Case *input, Region region)
{
  Vec3 fibre = input->tissue[region].fibre;

  if (input->anatomy.side == SIDE_LEFT) fibre.x[0] = -fibre.x[0];
  return fibre;
}

static void copy_region_fibres(const Mesh *mesh, Region region, const Vec3 from[], Vec3 to[])
{
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    if (mesh->region[e] == (int)region && vec3_norm(from[e]) > 0.0) to[e] = from[e];
}

// Where the region of a ligament meets both bones, its fibres follow the layer normal from bone to bone, so that each
// fibre transmits its force to both. Elsewhere they have the direction of the case.
static PetscErrorCode follow_ligaments(Joint *joint)
{
  Vec3 *direction;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(joint->mesh->n_cells, &direction));
  for (int r = 0; r < REGION_COUNT; r++) {
    Problems none = {0}; // a region that does not meet both is no fault of the case

    if (!(joint->law[r].k_1 > 0.0) || vec3_norm(joint->input->tissue[r].fibre) == 0.0) continue;
    PetscCall(layer_normal(joint->mesh, (Region)r, REGION_SACRUM, REGION_ILIUM, direction, &none));
    if (none.count == 0) copy_region_fibres(joint->mesh, (Region)r, direction, joint->fibre);
    PetscCall(problems_destroy(&none));
  }
  PetscCall(PetscFree(direction));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The normal of the film of the cavity is the layer normal from one cartilage to the other.
PetscErrorCode solids_fill(Joint *joint, Problems *problems)
{
  const Mesh *mesh = joint->mesh;

  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++)
    joint->law[r] = make_law(joint->input, &joint->input->tissue[r].skeleton);
  PetscCall(PetscMalloc1(mesh->n_cells, &joint->fibre));
  PetscCall(layer_normal(mesh, REGION_JOINT_CAVITY, REGION_CARTILAGE_SACRAL, REGION_CARTILAGE_ILIAC,
                         joint->fibre, problems));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    if (mesh->region[e] != REGION_JOINT_CAVITY)
      joint->fibre[e] = solids_fibre(joint->input, (Region)mesh->region[e]);
  PetscCall(follow_ligaments(joint));
  PetscFunctionReturn(PETSC_SUCCESS);
}
