// SPDX-License-Identifier: GPL-3.0-or-later
#include "size.h"

#include "needle.h"

SizeField size_field_of(const Case *input, const Reference *r)
{
  const double mm    = 1e-3 * r->scale;
  SizeField    field = {.reference = r,
                        .joint     = input->meshing.size_joint / mm,
                        .ligament  = input->meshing.size_ligament / mm,
                        .far       = input->meshing.size_far / mm,
                        .needle    = input->meshing.size_needle / mm,
                        .gradation = input->meshing.gradation};

  for (int i = 0; i < input->n_injections; i++) {
    Vec3 tip;

    if (needle_tip(input, i, &tip)) field.tip[field.n_tips++] = reference_from_world(r, tip);
  }
  return field;
}

static double beyond(double low, double t, double high)
{
  return fmax(0.0, fmax(low - t, t - high));
}

static double joint_distance(const Reference *r, Vec3 at)
{
  const double off  = beyond(r->level[0] - 0.5, at.x[0], r->level[SLAB_LAYERS] + 0.5);
  const double side = fmax(0.0, warp_limb_distance(&r->warp, at.x[1], at.x[2]) - 2.0);

  return hypot(off, side);
}

/** To the box around the posterior ligaments and the plane of the lateral branches. */
static double ligament_distance(const Reference *r, Vec3 at)
{
  const Vec3 d = vec3(beyond(r->level[0] - 20.0, at.x[0], r->level[SLAB_LAYERS]),
                      beyond(-60.0, at.x[1], -30.0), beyond(-48.0, at.x[2], 46.0));

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
    size = fmin(size, 0.8 * s->ligament + s->gradation * foramen_distance(&r->foramen[i], at));
  for (int i = 0; i < s->n_tips; i++)
    size = fmin(size, s->needle + s->gradation * vec3_distance(at, s->tip[i]));
  return size;
}
