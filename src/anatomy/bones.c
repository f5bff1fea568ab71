// SPDX-License-Identifier: GPL-3.0-or-later
// Outlines and solids of sacrum and ilium, with foramina, canal and the sacral pit.
// First step of solids_build(); ligaments and surroundings are cut by what is made here.
#include "bones.h"

#include "cleft.h"
#include "constants.h"
#include "dorsum.h"

static Point2 ring_corner(const Reference *r, int corner, double beyond)
{
  const Outline moved = outline_offset(&r->auricle.ring, beyond);

  return moved.vertex[corner];
}

/** Rounds a corner of the sacrum less where its arc would begin on the way out of the lowest foramen. */
static void keep_off_foramen(const Reference *r, int corner, Outline *sacrum)
{
  const double   room  = shape(SHAPE_SACRUM_FORAMEN_CLEARANCE);
  const Foramen *f     = &r->foramen[FORAMINA - 1];
  const Point2   out   = point2(f->ventral.x[1], f->ventral.x[2]);
  const Point2   along = point2_unit(point2(f->dorsal.x[1], f->dorsal.x[2]), out);
  const Point2   v = sacrum->vertex[corner], in = outline_corner(sacrum, corner).in;
  const double   above_v  = point2_cross(along, point2(v.y - out.y, v.z - out.z)) - f->radius;
  const double   above_in = point2_cross(along, point2(in.y - out.y, in.z - out.z)) - f->radius;

  if (above_in >= room) return;
  sacrum->radius[corner] *= fmax(0.0, (above_v - room) / (above_v - above_in));
}

Outline bones_sacrum(const Reference *r)
{
  const double beyond = shape(SHAPE_SACRUM_BEYOND_RING);
  const Point2 apex   = ring_corner(r, CORNER_APEX, beyond),
               end    = ring_corner(r, CORNER_CAUDAL, beyond);
  Outline o           = {0};

  outline_add(&o, shape_point(SHAPE_SACRUM_PROMONTORY, 0), shape(SHAPE_SACRUM_PROMONTORY_ROUND));
  outline_add(&o, point2(shape(SHAPE_SACRUM_CRANIAL_EDGE), r->z_cranial), 0.0);
  for (int i = 0; i < DORSUM; i++) outline_add(&o, r->dorsum[i], 0.0);
  outline_add(&o, point2(shape(SHAPE_SACRUM_CAUDAL_EDGE), r->z_caudal), 0.0);
  outline_add(&o, point2_between(apex, end, shape(SHAPE_SACRUM_HOLLOW)),
              shape(SHAPE_SACRUM_HOLLOW_ROUND));
  outline_add(&o, apex, shape(SHAPE_SACRUM_APEX_ROUND));
  keep_off_foramen(r, o.n - 2, &o);
  return o;
}

Outline bones_ilium(const Reference *r)
{
  const Point2 apex   = ring_corner(r, CORNER_APEX, shape(SHAPE_ILIUM_APEX_BEYOND_RING));
  const Point2 notch  = point2_at(apex, 1.0, shape_point(SHAPE_ILIUM_NOTCH, 0));
  const Point2 before = shape_point(SHAPE_ILIUM_BEFORE_NOTCH, 0),
               spine  = shape_point(SHAPE_ILIUM_PSIS, 0);
  const Point2 corner = ring_corner(r, CORNER_CAUDAL_DORSAL, shape(SHAPE_ILIUM_PIIS_BEYOND_RING));
  Outline      o      = {0};

  outline_add(&o, spine, shape(SHAPE_ILIUM_PSIS_ROUND));
  outline_add(&o, point2(spine.y, corner.z - shape(SHAPE_ILIUM_ABOVE_PIIS)),
              shape(SHAPE_ILIUM_ABOVE_PIIS_ROUND));
  outline_add(&o, corner, 0.0); // posterior inferior spine
  outline_add(&o, ring_corner(r, CORNER_CAUDAL, shape(SHAPE_ILIUM_CAUDAL_BEYOND_RING)),
              shape(SHAPE_ILIUM_CAUDAL_ROUND));
  outline_add(&o, notch, shape(SHAPE_ILIUM_NOTCH_ROUND));
  outline_add(&o, point2(before.y, fmin(before.z, notch.z - shape(SHAPE_ILIUM_BELOW_NOTCH))),
              shape(SHAPE_ILIUM_BEFORE_NOTCH_ROUND));
  outline_add(&o, point2(shape(SHAPE_ILIUM_CAUDAL_EDGE), r->z_caudal), 0.0);
  outline_add(&o, point2(r->y_ventral, r->z_caudal), 0.0);
  outline_add(&o, point2(r->y_ventral, r->z_cranial), 0.0);
  outline_add(&o, point2(shape(SHAPE_ILIUM_CRANIAL_EDGE), r->z_cranial), 0.0);
  outline_add(&o, shape_point(SHAPE_ILIUM_CREST, 0), shape(SHAPE_ILIUM_CREST_ROUND));
  return o;
}

static void add_line(Outline *outline, ShapeKey line)
{
  for (int i = 0; i < shape_points(line); i++) outline_add(outline, shape_point(line, i), 0.0);
}

Outline bones_canal(const Reference *r)
{
  Outline o = {0};

  outline_add(&o, point2(shape(SHAPE_CANAL_CRANIAL_EDGE), r->z_cranial), 0.0);
  add_line(&o, SHAPE_CANAL_LINE);
  return o;
}

/** Tunnels from the canal's neighbourhood to both faces of the sacrum, longer than it is thick. */
static PetscErrorCode bore_foramina(const Reference *r, const OccVolumes *sacrum, OccVolumes *made)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < FORAMINA; i++) {
    const Foramen *f     = &r->foramen[i];
    const Vec3     along = vec3_scaled(vec3_unit(vec3_difference(f->ventral, f->dorsal)),
                                       shape(SHAPE_FORAMEN_OVERLENGTH));

    PetscCall(occ_cylinder(vec3_difference(f->dorsal, along), vec3_sum(f->ventral, along),
                           f->radius, made));
  }
  PetscCall(occ_intersect(made, sacrum));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Outline of the sacral pit where its wall stands `rim` mm inside the interosseous ligament's; vertices 0,
 * n - 2 and n - 1 are its ends and its front. */
static Outline pit_wall(const Reference *r, double rim)
{
  const Auricle *l     = &r->auricle;
  const Outline  cleft = cleft_outline(r);
  const Corner   inner = outline_corner(&l->ring, CORNER_INNER);
  const Point2   far =
    point2_unit(point2(0.0, 0.0), point2(l->cranial_dorsal.y + l->caudal_dorsal.y,
                                         l->cranial_dorsal.z + l->caudal_dorsal.z));
  const Point2 *end   = &cleft.vertex[cleft.n - 3]; // on the dorsal line, then on the ring
  const double  round = l->ring.radius[CORNER_INNER], edge = shape(SHAPE_PIT_EDGE);
  const Point2  a = point2_at(point2_at(cleft.vertex[0], rim, l->cranial_dorsal), -rim, l->cranial);
  const Point2  b = point2_at(point2_at(end[1], rim, l->caudal_dorsal), -rim, l->caudal);
  Outline       o = {0};

  outline_add(&o, a, 0.0);
  dorsum_follow(r, dorsum_along(r, cleft.vertex[1], edge), dorsum_along(r, end[0], -edge), &o);
  outline_add(&o, b, 0.0);
  outline_add(&o, point2_at(inner.centre, shape(SHAPE_PIT_FRONT) * rim - round, far), 0.0);
  return o;
}

/** How far the front of the pit stands before the line between its ends. */
static double pit_front(const Outline *wall)
{
  const Point2 a = wall->vertex[0], b = wall->vertex[wall->n - 2],
               front = wall->vertex[wall->n - 1];

  return point2_cross(point2_unit(a, b), point2(front.y - a.y, front.z - a.z));
}

Outline bones_pit_mouth(const Reference *r)
{
  return pit_wall(r, shape(SHAPE_PIT_EDGE));
}

Outline bones_pit_floor(const Reference *r)
{
  const double edge = shape(SHAPE_PIT_EDGE), least = shape(SHAPE_PIT_LEAST_FRONT);
  const double step  = shape(SHAPE_PIT_SLOPE_STEP);
  double       slope = shape(SHAPE_PIT_SLOPE);
  Outline      wall  = pit_wall(r, edge + slope);

  while (pit_front(&wall) < least && slope > step) {
    slope -= step;
    wall = pit_wall(r, edge + slope);
  }
  return wall;
}

PetscErrorCode bones_build(const Reference *r, Parts *parts)
{
  const Outline sacrum = bones_sacrum(r), ilium = bones_ilium(r), canal = bones_canal(r);
  const Outline mouth = bones_pit_mouth(r), bottom = bones_pit_floor(r);
  const double  x_iliac = r->level[SLAB_LAYERS];
  OccVolumes   *bone = &parts->region[REGION_SACRUM], *hole = &parts->region[REGION_FORAMINA];
  Outline       crest = {0};
  OccVolumes   *pit = &parts->region[REGION_LIG_INTEROSSEOUS], spine = {0}, tools = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_prism(&sacrum, 0.0, r->level[0], bone));
  PetscCall(occ_prism(&ilium, x_iliac, x_iliac + r->ilium, &parts->region[REGION_ILIUM]));
  PetscCall(bore_foramina(r, bone, hole));
  PetscCall(occ_prism(&canal, 0.0, shape(SHAPE_CANAL_HALF_WIDTH), hole));
  PetscCall(occ_loft(&mouth, r->level[0], &bottom, r->level[0] - r->pit, pit));
  PetscCall(occ_cut(pit, hole));
  occ_append(&tools, hole);
  occ_append(&tools, pit);
  PetscCall(occ_cut(bone, &tools));
  add_line(&crest, SHAPE_CREST_LINE);
  PetscCall(occ_prism(&crest, 0.0, shape(SHAPE_CREST_HALF_WIDTH), &spine));
  occ_append(&tools, bone);
  PetscCall(occ_cut(&spine, &tools));
  occ_append(bone, &spine);
  PetscFunctionReturn(PETSC_SUCCESS);
}
