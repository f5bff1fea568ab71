// SPDX-License-Identifier: GPL-3.0-or-later
#include "solids.h"

/** The pit's wall stands inside the outline of its ligament by the first, and by the second more at its
 * floor. */
static const double PIT_EDGE = 1.8, PIT_SLOPE = 5.0; // mm

static Point2 ring_corner(const Reference *r, int corner, double beyond)
{
  const Outline moved = outline_offset(&r->auricle.ring, beyond);

  return moved.vertex[corner];
}

/** Rounds a corner of the sacrum less where its arc would begin on the way out of the lowest foramen. */
static void keep_off_foramen(const Reference *r, int corner, Outline *sacrum)
{
  const double   room  = 0.2; // mm
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
  const Point2 apex = ring_corner(r, CORNER_APEX, 3.5), end = ring_corner(r, CORNER_CAUDAL, 3.5);
  Outline      o = {0};

  outline_add(&o, point2(40.0, 31.0), 4.0); // promontory
  outline_add(&o, point2(17.0, r->z_cranial), 0.0);
  for (int i = 0; i < DORSUM; i++) outline_add(&o, r->dorsum[i], 0.0);
  outline_add(&o, point2(-26.0, r->z_caudal), 0.0);
  outline_add(&o, point2_between(apex, end, 0.62), 15.0);
  outline_add(&o, apex, 10.0);
  keep_off_foramen(r, o.n - 2, &o);
  return o;
}

Outline bones_ilium(const Reference *r)
{
  const Point2 apex = ring_corner(r, CORNER_APEX, 6.0), notch = point2(apex.y - 2.0, apex.z - 6.0);
  const Point2 corner = ring_corner(r, CORNER_CAUDAL_DORSAL, 4.5);
  Outline      o      = {0};

  outline_add(&o, point2(-60.0, 14.0), 8.0); // posterior superior spine
  outline_add(&o, point2(-60.0, corner.z - 3.0), 4.0);
  outline_add(&o, corner, 0.0); // posterior inferior spine
  outline_add(&o, ring_corner(r, CORNER_CAUDAL, 3.0), 4.0);
  outline_add(&o, notch, 6.0); // greater sciatic notch
  outline_add(&o, point2(34.0, fmin(-22.0, notch.z - 12.0)), 8.0);
  outline_add(&o, point2(42.0, r->z_caudal), 0.0);
  outline_add(&o, point2(r->y_ventral, r->z_caudal), 0.0);
  outline_add(&o, point2(r->y_ventral, r->z_cranial), 0.0);
  outline_add(&o, point2(-42.0, r->z_cranial), 0.0);
  outline_add(&o, point2(-54.0, 34.0), 15.0);
  return o;
}

Outline bones_canal(const Reference *r)
{
  static const Point2 line[] = {{-22, 34},  {-36, 0},   {-41, -16}, {-46, -42},
                                {-46, -50}, {-40, -50}, {-40, -42}, {-33, -12},
                                {-27, 2},   {-13, 38},  {-4, 50}};
  Outline             o      = {0};

  outline_add(&o, point2(-12.0, r->z_cranial), 0.0);
  for (int i = 0; i < 11; i++) outline_add(&o, line[i], 0.0);
  return o;
}

static Outline spinous_crest(void)
{
  static const Point2 line[] = {{-24, 32},    {-38, 0},   {-44, -16}, {-47, -33},
                                {-60.5, -32}, {-57, -13}, {-52, 5},   {-38, 37}};
  Outline             o      = {0};

  for (int i = 0; i < 8; i++) outline_add(&o, line[i], 0.0);
  return o;
}

/** Tunnels from the canal's neighbourhood to both faces of the sacrum, longer than it is thick. */
static PetscErrorCode bore_foramina(const Reference *r, const Solids *sacrum, Solids *made)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < FORAMINA; i++) {
    const Foramen *f     = &r->foramen[i];
    const Vec3     along = vec3_scaled(vec3_unit(vec3_difference(f->ventral, f->dorsal)), 16.0);

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
  const Outline  cleft = ligaments_cleft(r);
  const Corner   inner = outline_corner(&l->ring, CORNER_INNER);
  const Point2   far =
    point2_unit(point2(0.0, 0.0), point2(l->cranial_dorsal.y + l->caudal_dorsal.y,
                                         l->cranial_dorsal.z + l->caudal_dorsal.z));
  const Point2 *end   = &cleft.vertex[cleft.n - 3]; // on the dorsal line, then on the ring
  const double  round = l->ring.radius[CORNER_INNER];
  const Point2  a = point2_at(point2_at(cleft.vertex[0], rim, l->cranial_dorsal), -rim, l->cranial);
  const Point2  b = point2_at(point2_at(end[1], rim, l->caudal_dorsal), -rim, l->caudal);
  Outline       o = {0};

  outline_add(&o, a, 0.0);
  dorsum_follow(r, dorsum_along(r, cleft.vertex[1], PIT_EDGE), dorsum_along(r, end[0], -PIT_EDGE),
                &o);
  outline_add(&o, b, 0.0);
  outline_add(&o, point2_at(inner.centre, 1.2 * rim - round, far), 0.0);
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
  return pit_wall(r, PIT_EDGE);
}

Outline bones_pit_floor(const Reference *r)
{
  const double least = 1.0, step = 0.1; // mm
  double       slope = PIT_SLOPE;
  Outline      wall  = pit_wall(r, PIT_EDGE + slope);

  while (pit_front(&wall) < least && slope > step) {
    slope -= step;
    wall = pit_wall(r, PIT_EDGE + slope);
  }
  return wall;
}

PetscErrorCode bones_build(const Reference *r, Parts *parts)
{
  const Outline sacrum = bones_sacrum(r), ilium = bones_ilium(r), canal = bones_canal(r);
  const Outline crest = spinous_crest(), mouth = bones_pit_mouth(r), bottom = bones_pit_floor(r);
  const double  x_iliac = r->level[SLAB_LAYERS];
  Solids       *bone = &parts->region[REGION_SACRUM], *hole = &parts->region[REGION_FORAMINA];
  Solids       *pit = &parts->region[REGION_LIG_INTEROSSEOUS], spine = {0}, tools = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_prism(&sacrum, 0.0, r->level[0], bone));
  PetscCall(occ_prism(&ilium, x_iliac, x_iliac + r->ilium, &parts->region[REGION_ILIUM]));
  PetscCall(bore_foramina(r, bone, hole));
  PetscCall(occ_prism(&canal, 0.0, 9.0, hole));
  PetscCall(occ_loft(&mouth, r->level[0], &bottom, r->level[0] - r->pit, pit));
  PetscCall(occ_cut(pit, hole));
  solids_append(&tools, hole);
  solids_append(&tools, pit);
  PetscCall(occ_cut(bone, &tools));
  PetscCall(occ_prism(&crest, 0.0, 3.0, &spine));
  solids_append(&tools, bone);
  PetscCall(occ_cut(&spine, &tools));
  solids_append(bone, &spine);
  PetscFunctionReturn(PETSC_SUCCESS);
}
