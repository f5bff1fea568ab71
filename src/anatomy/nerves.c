// SPDX-License-Identifier: GPL-3.0-or-later
// Courses of nerves near the joint; targets take the curves from here, sites where a branch crosses the crest.
#include "nerves.h"

#include "bones.h"

static Vec3 behind_dorsum(const Reference *r, double x, double z, double behind)
{
  const Point2 at = reference_dorsum(r, z, behind);

  return vec3(x, at.y, at.z);
}

int nerve_lateral_branch(const Reference *r, int branch, Vec3 course[NERVE_POINTS])
{
  const double x = r->level[0], deep = shape(SHAPE_BRANCH_DEPTH);
  const Vec3   hole = r->foramen[branch].dorsal;
  const double c[2] = {x + shape_at(SHAPE_BRANCH_CREST, 2 * branch),
                       shape_at(SHAPE_BRANCH_CREST, 2 * branch + 1)};
  const double e[2] = {x + shape_at(SHAPE_BRANCH_END, 2 * branch),
                       shape_at(SHAPE_BRANCH_END, 2 * branch + 1)};

  course[0] = behind_dorsum(r, hole.x[0], hole.x[2] - shape_at(SHAPE_BRANCH_ROOT, 0),
                            shape_at(SHAPE_BRANCH_ROOT, 1));
  course[1] = behind_dorsum(r, 0.5 * (hole.x[0] + c[0]), 0.5 * (hole.x[2] + c[1]), deep);
  course[2] = behind_dorsum(r, c[0], c[1], deep);
  course[3] = behind_dorsum(r, 0.5 * (c[0] + e[0]), 0.5 * (c[1] + e[1]), deep);
  course[4] = behind_dorsum(r, e[0], e[1], deep);
  return LATERAL_BRANCH_POINTS;
}

int nerve_behind_dorsum(const Reference *r, int key, Vec3 course[NERVE_POINTS])
{
  const ShapeKey row = (ShapeKey)key;
  const int      n   = SHAPE_CONSTANT[row].n / 3;

  for (int i = 0; i < n; i++)
    course[i] = behind_dorsum(r, r->x_plane + shape_at(row, 3 * i), shape_at(row, 3 * i + 1),
                              shape_at(row, 3 * i + 2));
  return n;
}

/** `ahead` of the ventral face of the sacrum at height z. */
static Vec3 before_sacrum(const Reference *r, double x, double z, double ahead)
{
  const Outline o   = bones_sacrum(r);
  double        top = -INFINITY;

  for (int i = 0; i < o.n; i++) {
    const Point2 a = o.vertex[i], b = o.vertex[(i + 1) % o.n];

    if ((a.z > z) != (b.z > z)) top = fmax(top, a.y + (b.y - a.y) * (z - a.z) / (b.z - a.z));
  }
  return vec3(x, top + ahead, z);
}

/** A course in front of the sacrum whose points are given lateral of x. */
static int trace_before_sacrum(const Reference *r, double x, ShapeKey key,
                               Vec3 course[NERVE_POINTS])
{
  const int n = SHAPE_CONSTANT[key].n / 3;

  for (int i = 0; i < n; i++)
    course[i] = before_sacrum(r, x + shape_at(key, 3 * i), shape_at(key, 3 * i + 1),
                              shape_at(key, 3 * i + 2));
  return n;
}

int nerve_from_foramen(const Reference *r, int key, Vec3 course[NERVE_POINTS])
{
  return trace_before_sacrum(r, r->foramen[0].ventral.x[0], (ShapeKey)key, course);
}

int nerve_from_joint(const Reference *r, int key, Vec3 course[NERVE_POINTS])
{
  return trace_before_sacrum(r, r->level[0], (ShapeKey)key, course);
}
