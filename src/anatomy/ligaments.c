// SPDX-License-Identifier: GPL-3.0-or-later
// Solids of the interosseous and posterior ligaments, the capsule beyond its ring, and the fat between.
// Second step of solids_build(), after the bones.
#include "ligaments.h"

#include "bones.h"
#include "cleft.h"
#include "constants.h"

/** A strip behind the dorsal line of the sacrum, from inside the bone to `behind` it. */
typedef struct {
  double z_top, z_bottom, behind_top, behind_bottom;
  double inside; // differs from strip to strip, so that no two faces nearly coincide
} Strip;

static Strip strip_of(ShapeKey key)
{
  return (Strip){.z_top         = shape_at(key, 0),
                 .z_bottom      = shape_at(key, 1),
                 .behind_top    = shape_at(key, 2),
                 .behind_bottom = shape_at(key, 3),
                 .inside        = shape_at(key, 4)};
}

static Outline strip_outline(const Reference *r, Strip s)
{
  const double apart = shape(SHAPE_STRIP_APART);
  double       z[DORSUM + 2];
  int          n = 0;
  Outline      o = {0};

  z[n++] = s.z_top;
  for (int i = 0; i < DORSUM; i++)
    if (r->dorsum[i].z < s.z_top - apart && r->dorsum[i].z > s.z_bottom + apart)
      z[n++] = r->dorsum[i].z;
  z[n++] = s.z_bottom;
  for (int i = 0; i < n; i++) {
    const double t = (z[i] - s.z_top) / (s.z_bottom - s.z_top);

    outline_add(&o, reference_dorsum(r, z[i], s.behind_top + t * (s.behind_bottom - s.behind_top)),
                0.0);
  }
  for (int i = n - 1; i >= 0; i--) outline_add(&o, reference_dorsum(r, z[i], -s.inside), 0.0);
  return o;
}

static PetscErrorCode build_strip(const Reference *r, ShapeKey strip, double x_medial,
                                  OccVolumes *made)
{
  const Outline outline = strip_outline(r, strip_of(strip));

  PetscFunctionBeginUser;
  PetscCall(occ_prism(&outline, x_medial, r->level[SLAB_LAYERS], made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode build_posterior(const Reference *r, const OccVolumes *hull, Parts *parts)
{
  static const Region bones[]     = {REGION_SACRUM,  REGION_FORAMINA,      REGION_LIG_INTEROSSEOUS,
                                     REGION_CAPSULE, REGION_SOFT_ANTERIOR, REGION_LIG_POST_SHORT,
                                     REGION_FAT};
  const double        x           = r->level[0];
  const double        course[][2] = {
           {r->level[SLAB_LAYERS], shape_at(SHAPE_LONG_LIGAMENT_CRANIAL, 0)},
           {r->level[SLAB_LAYERS], shape_at(SHAPE_LONG_LIGAMENT_CRANIAL, 1)},
           {x + shape_at(SHAPE_LONG_LIGAMENT_CAUDAL, 0), shape_at(SHAPE_LONG_LIGAMENT_CAUDAL, 1)},
           {x + shape_at(SHAPE_LONG_LIGAMENT_CAUDAL, 2), shape_at(SHAPE_LONG_LIGAMENT_CAUDAL, 3)}};
  const double medial = x - shape(SHAPE_LONG_LIGAMENT_MEDIAL);
  OccVolumes  *band   = &parts->region[REGION_LIG_POST_LONG];
  OccVolumes   strap = {0}, brief = {0}, beyond = parts->region[REGION_LIG_POST_SHORT];

  PetscFunctionBeginUser;
  PetscCall(build_strip(r, SHAPE_SHORT_LIGAMENT_STRIP, r->x_short, &brief));
  parts->region[REGION_LIG_POST_SHORT] = brief;
  OccVolumes before                    = *hull;
  occ_append(&before, &beyond);
  PetscCall(parts_cut(parts, REGION_LIG_POST_SHORT, &before, 5, bones));
  occ_append(&parts->region[REGION_LIG_POST_SHORT], &beyond);
  PetscCall(build_strip(r, SHAPE_FAT_PLANE_STRIP, r->x_plane, &parts->region[REGION_FAT]));
  PetscCall(parts_cut(parts, REGION_FAT, hull, 6, bones));
  PetscCall(build_strip(r, SHAPE_LONG_LIGAMENT_STRIP, medial, band));
  PetscCall(build_strip(r, SHAPE_LONG_LIGAMENT_CAUDAL_STRIP, medial, band));
  PetscCall(occ_prism_y(4, course, shape_at(SHAPE_LONG_LIGAMENT_DEPTH, 0),
                        shape_at(SHAPE_LONG_LIGAMENT_DEPTH, 1), &strap));
  PetscCall(occ_intersect(band, &strap));
  PetscCall(occ_remove(&strap));
  PetscCall(parts_cut(parts, REGION_LIG_POST_LONG, hull, 7, bones));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Half plane dot(normal, p - at) > 0, as a square prism between the bones. */
static PetscErrorCode build_half(const Reference *r, Point2 at, Point2 normal, OccVolumes *made)
{
  const double far = shape(SHAPE_GAP_FAR), margin = shape(SHAPE_GAP_MARGIN);
  const Point2 along = point2(-normal.z, normal.y);
  const Point2 a = point2_at(at, -far, along), b = point2_at(at, far, along);
  Outline      o = {0};

  PetscFunctionBeginUser;
  outline_add(&o, b, 0.0);
  outline_add(&o, a, 0.0);
  outline_add(&o, point2_at(a, far, normal), 0.0);
  outline_add(&o, point2_at(b, far, normal), 0.0);
  PetscCall(occ_prism(&o, r->level[0] - margin, r->level[SLAB_LAYERS] + margin, made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What lies between the bones around the slab: see docs/theory/anatomy.md, "Around the capsule". */
static PetscErrorCode build_gap(const Reference *r, const OccVolumes *hull, Parts *parts)
{
  const Auricle *l      = &r->auricle;
  const Outline  sacrum = bones_sacrum(r), ilium = bones_ilium(r),
                near = outline_offset(&l->ring, shape(SHAPE_ANTERIOR_LIGAMENT_WIDTH));
  const double  x0 = r->level[0], x1 = r->level[SLAB_LAYERS], margin = shape(SHAPE_GAP_MARGIN);
  const Point2 *v = l->outline.vertex;
  const Point2  top =
    point2_between(v[CORNER_CRANIAL], v[CORNER_CRANIAL_DORSAL], shape(SHAPE_GAP_DORSAL));
  OccVolumes gap = {0}, other = {0}, dorsal = {0}, cranial = {0}, caudal = {0}, close = {0},
             part = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_prism(&sacrum, x0, x1, &gap));
  PetscCall(occ_prism(&ilium, x0, x1, &other));
  PetscCall(occ_intersect(&gap, &other));
  PetscCall(occ_remove(&other));

  OccVolumes before = *hull;
  occ_append(&before, &parts->region[REGION_LIG_INTEROSSEOUS]);
  PetscCall(occ_cut(&gap, &before));

  PetscCall(build_half(r, point2_at(v[CORNER_CAUDAL], -shape(SHAPE_GAP_CAUDAL), l->caudal),
                       l->caudal, &caudal));
  PetscCall(occ_split(&gap, &caudal, &part));
  occ_append(&parts->region[REGION_LIG_POST_SHORT], &part);
  PetscCall(occ_remove(&caudal));

  part.n = 0;
  PetscCall(build_half(r, point2_at(v[CORNER_CRANIAL], -shape(SHAPE_GAP_CRANIAL), l->cranial),
                       l->cranial, &cranial));
  PetscCall(build_half(r, top, l->cranial_dorsal, &dorsal));
  PetscCall(occ_intersect(&cranial, &dorsal));
  PetscCall(occ_split(&gap, &cranial, &part));
  occ_append(&parts->region[REGION_LIG_INTEROSSEOUS], &part);
  PetscCall(occ_remove(&cranial));
  PetscCall(occ_remove(&dorsal));

  PetscCall(occ_prism(&near, x0 - margin, x1 + margin, &close));
  PetscCall(occ_split(&gap, &close, &parts->region[REGION_CAPSULE]));
  PetscCall(occ_remove(&close));
  parts->region[REGION_SOFT_ANTERIOR] = gap;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ligaments_build(const Reference *r, const OccVolumes *hull, Parts *parts)
{
  const Outline cleft = cleft_outline(r);
  OccVolumes    slab  = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_prism(&cleft, r->level[0], r->level[SLAB_LAYERS], &slab));
  PetscCall(occ_cut(&slab, hull));
  occ_append(&parts->region[REGION_LIG_INTEROSSEOUS], &slab);
  PetscCall(build_gap(r, hull, parts));
  PetscCall(build_posterior(r, hull, parts));
  PetscFunctionReturn(PETSC_SUCCESS);
}
