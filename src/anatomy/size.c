// SPDX-License-Identifier: GPL-3.0-or-later
// Mesh size wanted at a point of the reference: small in the joint, at foramina and needle tips,
// growing away from them.
// Gmsh asks while it meshes.
#include "size.h"

#include "constants.h"

#include "sij/anatomy/sites.h"
#include "sij/base/units.h"

SizeField size_field_of(const Case *input, const Reference *r)
{
  const double mm    = UNIT_MM * r->scale;
  SizeField    field = {.reference = r,
                        .joint     = input->meshing.size_joint / mm,
                        .ligament  = input->meshing.size_ligament / mm,
                        .far       = input->meshing.size_far / mm,
                        .needle    = input->meshing.size_needle / mm,
                        .gradation = input->meshing.gradation};

  field.n_tips = anatomy_tips(input, field.tip);
  for (int i = 0; i < field.n_tips; i++) field.tip[i] = reference_from_world(r, field.tip[i]);
  return field;
}

static double distance_outside(double low, double t, double high)
{
  return fmax(0.0, fmax(low - t, t - high));
}

static double joint_distance(const Reference *r, Vec3 at)
{
  const double near = shape_at(SHAPE_SIZE_JOINT, 0);
  const double off  = distance_outside(r->level[0] - near, at.x[0], r->level[SLAB_LAYERS] + near);
  const double side =
    fmax(0.0, warp_limb_distance(&r->warp, at.x[1], at.x[2]) - shape_at(SHAPE_SIZE_JOINT, 1));

  return hypot(off, side);
}

/** To the box around the posterior ligaments and the plane of the lateral branches. */
static double ligament_distance(const Reference *r, Vec3 at)
{
  const Vec3 d = vec3(
    distance_outside(r->level[0] - shape(SHAPE_SIZE_LIGAMENT_X), at.x[0], r->level[SLAB_LAYERS]),
    distance_outside(shape_at(SHAPE_SIZE_LIGAMENT_Y, 0), at.x[1],
                     shape_at(SHAPE_SIZE_LIGAMENT_Y, 1)),
    distance_outside(shape_at(SHAPE_SIZE_LIGAMENT_Z, 0), at.x[2],
                     shape_at(SHAPE_SIZE_LIGAMENT_Z, 1)));

  return vec3_norm(d);
}

static double foramen_distance(const Foramen *f, Vec3 at)
{
  const Vec3   axis = vec3_difference(f->ventral, f->dorsal), d = vec3_difference(at, f->dorsal);
  const double t = fmax(0.0, fmin(1.0, vec3_dot(d, axis) / vec3_dot(axis, axis)));

  return fmax(0.0, vec3_norm(vec3_difference(d, vec3_scaled(axis, t))) - f->radius);
}

double size_at(const SizeField *s, Vec3 at)
{
  const Reference *r    = s->reference;
  double           size = s->far;

  size = fmin(size, s->joint + s->gradation * joint_distance(r, at));
  size = fmin(size, s->ligament + s->gradation * ligament_distance(r, at));
  for (int i = 0; i < FORAMINA; i++)
    size = fmin(size, shape(SHAPE_SIZE_FORAMEN) * s->ligament +
                        s->gradation * foramen_distance(&r->foramen[i], at));
  for (int i = 0; i < s->n_tips; i++)
    size = fmin(size, s->needle + s->gradation * vec3_distance(at, s->tip[i]));
  return size;
}
