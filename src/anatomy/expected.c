// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of the mesh that follow from the parameters: area of the auricular surface, thickness of its layers.
// `sij mesh` prints them beside what it measured.
#include "reference.h"

#include "sij/anatomy.h"

/** Area of the mapped patch of surface at x spanned by dy and dz. */
static double patch_area(const Reference *r, double x, Point2 at, double h)
{
  const double d = 0.5 * h;
  const Vec3   y = vec3_difference(reference_to_world(r, vec3(x, at.y + d, at.z)),
                                   reference_to_world(r, vec3(x, at.y - d, at.z)));
  const Vec3   z = vec3_difference(reference_to_world(r, vec3(x, at.y, at.z + d)),
                                   reference_to_world(r, vec3(x, at.y, at.z - d)));

  return vec3_norm(vec3_cross(y, z));
}

/** Mean stretch of area over the polygon of the L, times the exact flat area with its round corners. */
static double auricular_area(const Reference *r)
{
  const double h = 0.5, x = 0.5 * (r->level[1] + r->level[2]); // mm
  double       flat = 0.0, mapped = 0.0;

  for (double y = -60.0 + 0.5 * h; y < 40.0; y += h)
    for (double z = -50.0 + 0.5 * h; z < 60.0; z += h) {
      if (!outline_contains(&r->auricle.outline, point2(y, z))) continue;
      flat += h * h;
      mapped += patch_area(r, x, point2(y, z), h);
    }
  return mapped / flat * outline_area(&r->auricle.outline);
}

AnatomyExpected anatomy_expected(const Anatomy *anatomy)
{
  const Reference r = reference_of(anatomy);

  return (AnatomyExpected){.auricular_area   = auricular_area(&r),
                           .cartilage_sacral = anatomy->scale * anatomy->cartilage_sacral,
                           .cartilage_iliac  = anatomy->scale * anatomy->cartilage_iliac,
                           .cavity           = anatomy->scale * anatomy->cavity};
}
