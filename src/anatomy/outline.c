// SPDX-License-Identifier: GPL-3.0-or-later
// Closed outlines with rounded corners: parallels, areas, and faults that keep one from being drawn.
// Bones, ligaments and the auricular surface are outlines before they are solids.
#include "outline.h"

#include "constants.h"

#include "sij/base/units.h"

#include <math.h>
#include <stddef.h>

/** What is shorter than this draws tetrahedra flatter than the tissue around them needs: such an edge is not
 * allowed, and a corner with such an arc is left sharp. mm */
static double shortest_edge(void)
{
  return shape(SHAPE_LIMIT_EDGE);
}

void outline_add(Outline *outline, Point2 vertex, double radius)
{
  outline->vertex[outline->n] = vertex;
  outline->radius[outline->n] = radius;
  outline->n++;
}

static Point2 vertex_before(const Outline *o, int i)
{
  return o->vertex[(i + o->n - 1) % o->n];
}

static Point2 vertex_after(const Outline *o, int i)
{
  return o->vertex[(i + 1) % o->n];
}

/** Sine of the turn to the left at a vertex: positive where the outline is convex. */
static double sine_of_turn(const Outline *o, int i)
{
  return point2_cross(point2_unit(vertex_before(o, i), o->vertex[i]),
                      point2_unit(o->vertex[i], vertex_after(o, i)));
}

Outline outline_offset(const Outline *o, double distance)
{
  Outline moved = {.n = o->n};

  for (int i = 0; i < o->n; i++) {
    const Point2 d1 = point2_unit(vertex_before(o, i), o->vertex[i]);
    const Point2 d2 = point2_unit(o->vertex[i], vertex_after(o, i));
    const Point2 m1 = point2(d1.z, -d1.y), m2 = point2(d2.z, -d2.y);
    const double a = distance / (1.0 + point2_dot(m1, m2));

    moved.vertex[i] = point2_at(o->vertex[i], a, point2(m1.y + m2.y, m1.z + m2.z));
    if (o->radius[i] > 0.0)
      moved.radius[i] = fmax(0.0, o->radius[i] + (sine_of_turn(o, i) > 0 ? distance : -distance));
  }
  return moved;
}

/** Angle between the two edges that meet at a vertex. */
static double angle_inside(const Outline *o, int i)
{
  const Point2 d1 = point2_unit(o->vertex[i], vertex_before(o, i));
  const Point2 d2 = point2_unit(o->vertex[i], vertex_after(o, i));

  return acos(fmax(-1.0, fmin(1.0, point2_dot(d1, d2))));
}

Corner outline_corner(const Outline *o, int i)
{
  const Point2 v     = o->vertex[i];
  const double angle = angle_inside(o, i), half = 0.5 * angle;

  if (o->radius[i] * (SIJ_PI - angle) < shortest_edge())
    return (Corner){.in = v, .centre = v, .out = v, .round = false};

  const double cut = o->radius[i] / tan(half);
  const Point2 d1 = point2_unit(v, vertex_before(o, i)), d2 = point2_unit(v, vertex_after(o, i));
  const Point2 middle = point2_unit(point2(0.0, 0.0), point2(d1.y + d2.y, d1.z + d2.z));

  return (Corner){.in     = point2_at(v, cut, d1),
                  .centre = point2_at(v, o->radius[i] / sin(half), middle),
                  .out    = point2_at(v, cut, d2),
                  .round  = true};
}

double outline_area(const Outline *o)
{
  double area = 0.0;

  for (int i = 0; i < o->n; i++) {
    area += 0.5 * point2_cross(o->vertex[i], vertex_after(o, i));
    if (!outline_corner(o, i).round) continue;

    const double angle = angle_inside(o, i), r = o->radius[i];
    const double corner = r * r * (1.0 / tan(0.5 * angle) - 0.5 * (SIJ_PI - angle));

    area -= sine_of_turn(o, i) > 0.0 ? corner : -corner;
  }
  return area;
}

bool outline_contains(const Outline *o, Point2 at)
{
  bool inside = false;

  for (int i = 0; i < o->n; i++) {
    const Point2 a = o->vertex[i], b = vertex_after(o, i);

    if ((a.z > at.z) == (b.z > at.z)) continue;
    if (at.y < a.y + (b.y - a.y) * (at.z - a.z) / (b.z - a.z)) inside = !inside;
  }
  return inside;
}

/** Where segments ab and cd cross. */
static bool segments_cross(Point2 a, Point2 b, Point2 c, Point2 d)
{
  const Point2 ab = point2(b.y - a.y, b.z - a.z), cd = point2(d.y - c.y, d.z - c.z);
  const double u = point2_cross(ab, point2(c.y - a.y, c.z - a.z));
  const double v = point2_cross(ab, point2(d.y - a.y, d.z - a.z));
  const double s = point2_cross(cd, point2(a.y - c.y, a.z - c.z));
  const double t = point2_cross(cd, point2(b.y - c.y, b.z - c.z));

  return (u > 0.0) != (v > 0.0) && (s > 0.0) != (t > 0.0);
}

static bool crosses_itself(const Outline *o)
{
  for (int i = 0; i < o->n; i++)
    for (int j = i + 2; j < o->n; j++)
      if ((j + 1) % o->n != i &&
          segments_cross(o->vertex[i], vertex_after(o, i), o->vertex[j], vertex_after(o, j)))
        return true;
  return false;
}

const char *outline_fault(const Outline *o)
{
  if (crosses_itself(o)) return "its edges cross each other";
  for (int i = 0; i < o->n; i++) {
    const int    next  = (i + 1) % o->n;
    const double edge  = point2_distance(o->vertex[i], o->vertex[next]);
    const Corner here  = outline_corner(o, i);
    const Corner there = outline_corner(o, next);
    const double used =
      point2_distance(o->vertex[i], here.out) + point2_distance(there.in, o->vertex[next]);

    if (edge - used < shortest_edge())
      return "an edge between two rounded corners is shorter than 1 mm";
  }
  return NULL;
}
