// SPDX-License-Identifier: GPL-3.0-or-later
// Where the midpoint of an edge lies on the exact geometry.
// mesh calls it for each edge when it refines the coarse mesh.
#include "bones.h"
#include "constants.h"

#include "sij/anatomy.h"

/** A round wall of the reference: a cylinder about `axis`, or the sector of it that a corner draws. */
typedef struct {
  Vec3   on_axis, axis; // unit
  double radius;
  Vec3   middle; // of the sector
  double reach;  // from there to its ends; infinite for a whole cylinder
} Round;

static const double ON_WALL = 1e-6; // mm

static Vec3 radial_arm(const Round *c, Vec3 at)
{
  const Vec3 d = vec3_difference(at, c->on_axis);

  return vec3_difference(d, vec3_scaled(c->axis, vec3_dot(d, c->axis)));
}

static bool on_round(const Round *c, Vec3 at)
{
  const Vec3 arm = radial_arm(c, at);

  return fabs(vec3_norm(arm) - c->radius) < ON_WALL &&
         vec3_distance(arm, c->middle) < c->reach + ON_WALL;
}

/** Moves the midpoint of a-b onto the wall both ends lie on. */
static bool project_onto_wall(const Round *c, Vec3 a, Vec3 b, Vec3 *middle)
{
  if (!on_round(c, a) || !on_round(c, b)) return false;

  const Vec3   arm    = radial_arm(c, *middle);
  const double length = vec3_norm(arm);

  if (length < 0.8 * c->radius) return false; // a chord across, not along the wall
  *middle = vec3_sum(*middle, vec3_scaled(arm, c->radius / length - 1.0));
  return true;
}

static bool project_outline(const Outline *o, Vec3 a, Vec3 b, Vec3 *middle)
{
  for (int i = 0; i < o->n; i++) {
    const Corner corner = outline_corner(o, i);

    if (!corner.round) continue;

    const Point2 out  = point2_unit(corner.centre, o->vertex[i]);
    const Point2 mid  = point2_at(corner.centre, o->radius[i], out);
    const Round  wall = {.on_axis = vec3(0.0, corner.centre.y, corner.centre.z),
                         .axis    = vec3(1.0, 0.0, 0.0),
                         .radius  = o->radius[i],
                         .middle  = vec3(0.0, o->radius[i] * out.y, o->radius[i] * out.z),
                         .reach   = point2_distance(mid, corner.in)};

    if (project_onto_wall(&wall, a, b, middle)) return true;
  }
  return false;
}

static void project_walls(const Reference *r, Vec3 a, Vec3 b, Vec3 *middle)
{
  const Outline outline[] = {r->auricle.outline, r->auricle.ring,
                             outline_offset(&r->auricle.ring, shape(SHAPE_ANTERIOR_LIGAMENT_WIDTH)),
                             bones_sacrum(r), bones_ilium(r)};

  for (size_t i = 0; i < sizeof outline / sizeof outline[0]; i++)
    if (project_outline(&outline[i], a, b, middle)) return;
  for (int i = 0; i < FORAMINA; i++) {
    const Foramen *f    = &r->foramen[i];
    const Round    wall = {.on_axis = f->dorsal,
                           .axis    = vec3_unit(vec3_difference(f->ventral, f->dorsal)),
                           .radius  = f->radius,
                           .reach   = INFINITY};

    if (project_onto_wall(&wall, a, b, middle)) return;
  }
}

Vec3 anatomy_refine_point(const Anatomy *anatomy, Vec3 a, Vec3 b, bool boundary)
{
  const Vec3 straight = vec3_scaled(vec3_sum(a, b), 0.5);

  if (anatomy->mesh_file[0]) return straight;

  const Reference r    = reference_of(anatomy);
  const Vec3      from = reference_from_world(&r, a), to = reference_from_world(&r, b);
  Vec3            middle = vec3_scaled(vec3_sum(from, to), 0.5);

  if (boundary) project_walls(&r, from, to, &middle);
  return reference_to_world(&r, middle);
}
