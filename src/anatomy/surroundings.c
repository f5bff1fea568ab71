// SPDX-License-Identifier: GPL-3.0-or-later
// Solids of muscle, fat and the rest of the block.
// Third step of solids_build(), cut by bones and ligaments.
#include "surroundings.h"

#include "constants.h"

static PetscErrorCode build_multifidus(const Reference *r, OccVolumes *made)
{
  Outline o = {0};

  PetscFunctionBeginUser;
  outline_add(&o, point2(r->y_fascia, r->z_cranial), 0.0);
  outline_add(&o, point2(r->y_fascia, r->z_caudal), 0.0);
  for (int i = DORSUM - 1; i >= 0; i--) outline_add(&o, r->dorsum[i], 0.0);
  PetscCall(occ_prism(&o, 0.0, r->level[SLAB_LAYERS], made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Lateral of the ilium, and below and behind it down to the border of the sacrum. */
static PetscErrorCode build_gluteal(const Reference *r, OccVolumes *made)
{
  const double wing = r->level[SLAB_LAYERS] + r->ilium;
  Outline      o    = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_box(vec3(wing, r->y_fascia, r->z_caudal),
                    vec3(r->x_lateral, r->y_ventral, r->z_cranial), made));
  outline_add(&o, point2(r->y_fascia, r->z_caudal), 0.0);
  for (int i = 0; i < shape_points(SHAPE_GLUTEAL_LINE); i++)
    outline_add(&o, shape_point(SHAPE_GLUTEAL_LINE, i), 0.0);
  outline_add(&o, point2(r->y_fascia, r->z_cranial), 0.0);
  PetscCall(occ_prism(&o, r->level[0], wing, made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode surroundings_build(const Reference *r, const OccVolumes *hull, Parts *parts)
{
  // Only what can overlap: every tool of a cut costs time, even one that touches nothing.
  static const Region behind[] = {REGION_SACRUM, REGION_LIG_POST_SHORT, REGION_FAT,
                                  REGION_LIG_POST_LONG};
  static const Region beside[] = {
    REGION_ILIUM, REGION_LIG_INTEROSSEOUS, REGION_CAPSULE,       REGION_LIG_POST_SHORT,
    REGION_FAT,   REGION_LIG_POST_LONG,    REGION_SOFT_ANTERIOR, REGION_MULTIFIDUS};
  static const Region others[] = {REGION_SACRUM, REGION_FORAMINA, REGION_GLUTEAL};
  const double        wing     = r->level[SLAB_LAYERS] + r->ilium;
  const OccVolumes    none     = {0};
  OccVolumes          rest = {0}, high = *hull;

  PetscFunctionBeginUser;
  PetscCall(build_multifidus(r, &parts->region[REGION_MULTIFIDUS]));
  PetscCall(parts_cut(parts, REGION_MULTIFIDUS, &none, 4, behind));
  PetscCall(build_gluteal(r, &parts->region[REGION_GLUTEAL]));
  PetscCall(parts_cut(parts, REGION_GLUTEAL, hull, 8, beside));
  for (int i = 0; i < 8; i++) occ_append(&high, &parts->region[beside[i]]);
  for (int i = 0; i < 3; i++) occ_append(&high, &parts->region[others[i]]);
  PetscCall(
    occ_box(vec3(0.0, r->y_fascia, r->z_caudal), vec3(wing, r->y_ventral, r->z_cranial), &rest));
  PetscCall(occ_cut(&rest, &high));
  occ_append(&parts->region[REGION_SOFT_ANTERIOR], &rest);
  PetscCall(occ_box(vec3(0.0, r->y_skin, r->z_caudal),
                    vec3(r->x_lateral, r->y_fascia, r->z_cranial), &parts->region[REGION_FAT]));
  PetscFunctionReturn(PETSC_SUCCESS);
}
