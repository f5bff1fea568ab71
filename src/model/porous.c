// SPDX-License-Identifier: GPL-3.0-or-later
// The porous medium of a case: tissues as materials, capsule defects, the planes of fat.
#include "translate.h"

#include "sij/anatomy/sites.h"

static Transverse translate_conductivity(const Case *input, const Tissue *tissue)
{
  const Vec3 fibre = case_force(input, tissue->fibre);

  return (Transverse){.along  = vec3_norm(fibre) == 0.0 ? tissue->conductivity_across
                                                        : tissue->conductivity_along,
                      .across = tissue->conductivity_across,
                      .fibre  = fibre};
}

static bool is_fat_plane(int a, int b)
{
  for (int i = 0; i < PLANE_COUNT; i++) {
    const Plane plane = (Plane)i;

    if (region_lies_under_plane((Region)a, plane) && region_lies_over_plane((Region)b, plane))
      return true;
    if (region_lies_under_plane((Region)b, plane) && region_lies_over_plane((Region)a, plane))
      return true;
  }
  return false;
}

// Lubrication between plates: the aperture takes the place of porosity.
static PorousInterface translate_fat_plane(const Surfaces *plane)
{
  const double rest = plane->plane_aperture_rest;

  return (PorousInterface){.pore         = {.kind  = PORE_FILM,
                                            .phi_0 = rest,
                                            .phi_1 = plane->plane_aperture_dilated,
                                            .p_dil = plane->plane_pressure,
                                            .n     = 2.0,
                                            .beta  = 0.0,
                                            .ratio = 1.0},
                           .conductivity = rest * rest * rest / (12.0 * plane->plane_viscosity),
                           .is_between   = is_fat_plane};
}

// Soft tissue around the joint, where what passes a hole of the capsule can go.
static bool is_soft_tissue(int region)
{
  return region != REGION_CAPSULE && region != REGION_JOINT_CAVITY && region != REGION_SACRUM &&
         region != REGION_ILIUM && region != REGION_CARTILAGE_SACRAL &&
         region != REGION_CARTILAGE_ILIAC;
}

static PetscErrorCode translate_defects(const Case *input, ModelProblems *problems, Problems *found)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_defects; d++) {
    const Defect *defect = &input->defect[d];
    Vec3          centre = defect->centre;

    if (defect->landmark[0] && !anatomy_defect_centre(&input->anatomy, defect->landmark, &centre))
      PetscCall(problems_add(found, input->file,
                             "defects.%s.place: '%s' is not a place of this anatomy; use dorsal, "
                             "superior, ventral or ventral_caudal, or give its centre",
                             defect->name, defect->landmark));
    problems->defect[d] = (PorousDefect){.name             = defect->name,
                                         .centre           = centre,
                                         .size             = defect->size,
                                         .opening_pressure = defect->opening_pressure,
                                         .conductance      = defect->conductance};
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode translate_porous(const Case *input, ModelProblems *problems, Problems *found)
{
  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++) {
    const Tissue *tissue = &input->tissue[r];

    problems->porous_material[r] =
      (PorousMaterial){.pore            = tissue->pore,
                       .conductivity    = translate_conductivity(input, tissue),
                       .biot            = tissue->skeleton.biot,
                       .strain_exponent = tissue->skeleton.permeability_strain};
  }
  PetscCall(translate_defects(input, problems, found));
  problems->porous = (PorousProblem){.source        = input->file,
                                     .n_materials   = REGION_COUNT,
                                     .material      = problems->porous_material,
                                     .interface     = translate_fat_plane(&input->surfaces),
                                     .barrier       = REGION_CAPSULE,
                                     .barrier_width = input->anatomy.capsule,
                                     .is_drained    = is_soft_tissue,
                                     .n_defects     = input->n_defects,
                                     .defect        = problems->defect};
  PetscFunctionReturn(PETSC_SUCCESS);
}
