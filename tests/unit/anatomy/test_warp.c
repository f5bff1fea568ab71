// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/reference.h"
#include "sample.h"
#include "unit/check.h"

/** Numbers in [low, high] that are the same on every machine. */
static double next_random(unsigned *seed, double low, double high)
{
  *seed = 1664525u * *seed + 1013904223u;
  return low + (high - low) * (double)(*seed >> 8) / 16777216.0;
}

static Vec3 random_point(const Reference *r, unsigned *seed)
{
  return vec3(next_random(seed, 0.1, r->x_lateral - 0.1),
              next_random(seed, r->y_skin + 0.1, r->y_ventral - 0.1),
              next_random(seed, r->z_caudal + 0.1, r->z_cranial - 0.1));
}

static Reference sample_reference(Side side, double scale)
{
  Case input;

  sample_fill(&input);
  input.anatomy.side  = side;
  input.anatomy.scale = scale;
  return reference_of(&input.anatomy);
}

static void inverse_undoes_the_map(void **state)
{
  unsigned seed = 7;

  (void)state;
  for (int k = 0; k < 2; k++) {
    const Reference r = sample_reference(k ? SIDE_LEFT : SIDE_RIGHT, k ? 1.3 : 1.0);

    for (int i = 0; i < 5000; i++) {
      const Vec3 at = random_point(&r, &seed);

      assert_small(vec3_distance(reference_from_world(&r, reference_to_world(&r, at)), at), 1e-9);
    }
  }
}

static void map_never_folds(void **state)
{
  const double degree = acos(-1.0) / 180.0;
  unsigned     seed   = 11;

  (void)state;
  for (int k = 0; k < 12; k++) {
    Case input;

    sample_fill(&input);
    input.anatomy.ridge_height      = next_random(&seed, 0.0, 4e-3);
    input.anatomy.obliquity_cranial = next_random(&seed, 10.0, 36.0) * degree;
    input.anatomy.obliquity_caudal  = next_random(&seed, 0.0, 28.0) * degree;
    input.anatomy.skin_fat          = next_random(&seed, 8e-3, 60e-3);
    input.anatomy.ilium_thickness   = next_random(&seed, 13e-3, 24e-3);
    const Reference r               = reference_of(&input.anatomy);

    for (int i = 0; i < 2000; i++)
      assert_true(warp_determinant(&r.warp, random_point(&r, &seed)) > 0.2);
  }
}

static Vec3 column(const Warp *w, Vec3 at, int axis, double h)
{
  Vec3 a = at, b = at;

  a.x[axis] -= h;
  b.x[axis] += h;
  return vec3_scaled(vec3_difference(warp_forward(w, b), warp_forward(w, a)), 0.5 / h);
}

static void determinant_is_that_of_the_jacobian(void **state)
{
  const Reference r    = sample_reference(SIDE_RIGHT, 1.0);
  unsigned        seed = 3;

  (void)state;
  for (int i = 0; i < 500; i++) {
    const Vec3   at = random_point(&r, &seed);
    const Vec3   a = column(&r.warp, at, 0, 1e-4), b = column(&r.warp, at, 1, 1e-4);
    const double det = vec3_dot(vec3_cross(a, b), column(&r.warp, at, 2, 1e-4));

    // Second derivatives jump where ramps begin: there both differences see a little of either side.
    assert_close(warp_determinant(&r.warp, at), det, 1e-4);
  }
}

/** Distance of a mapped point of one level to the mapped surface of the next, by its normal. */
static double thickness_at(const Reference *r, int layer, double y, double z)
{
  const double x    = r->level[layer];
  const Vec3   u    = column(&r->warp, vec3(x, y, z), 1, 1e-4),
             v      = column(&r->warp, vec3(x, y, z), 2, 1e-4);
  const Vec3 across = vec3_difference(warp_forward(&r->warp, vec3(r->level[layer + 1], y, z)),
                                      warp_forward(&r->warp, vec3(x, y, z)));

  return fabs(vec3_dot(vec3_unit(vec3_cross(u, v)), across));
}

static void cartilage_is_as_thick_as_asked_for(void **state)
{
  const Reference r        = sample_reference(SIDE_RIGHT, 1.0);
  const double    wanted[] = {1.81, 1.0, 0.8};

  (void)state;
  for (int layer = 0; layer < SLAB_LAYERS; layer++) {
    double sum = 0.0;
    int    n   = 0;

    for (double y = -40.0; y < 20.0; y += 1.0)
      for (double z = -30.0; z < 40.0; z += 1.0) {
        if (!outline_contains(&r.auricle.outline, point2(y, z))) continue;
        sum += thickness_at(&r, layer, y, z);
        n++;
      }
    assert_close(sum / n, wanted[layer], 0.04);
  }
}

static void fat_is_as_thick_as_asked_for(void **state)
{
  const Reference r = sample_reference(SIDE_RIGHT, 1.0);

  (void)state;
  for (double x = 1.0; x < 120.0; x += 7.0) {
    const Vec3 skin   = warp_forward(&r.warp, vec3(x, r.y_skin, 0.0));
    const Vec3 fascia = warp_forward(&r.warp, vec3(x, r.y_fascia, 0.0));

    assert_close(fascia.x[1] - skin.x[1], 20.0, 1e-9);
  }
}

/** Fits a line x = a + b y to the middle of the joint at height z and gives its angle. */
static double measured_obliquity(const Reference *r, double z)
{
  const double x = 0.5 * (r->level[1] + r->level[2]);
  double       n = 0, sy = 0, sx = 0, syy = 0, sxy = 0;

  for (double y = -50.0; y < 30.0; y += 0.5) {
    if (!outline_contains(&r->auricle.outline, point2(y, z))) continue;
    const Vec3 q = warp_forward(&r->warp, vec3(x, y, z));

    n += 1;
    sy += q.x[1];
    sx += q.x[0];
    syy += q.x[1] * q.x[1];
    sxy += q.x[1] * q.x[0];
  }
  return atan((n * sxy - sy * sx) / (n * syy - sy * sy)) * 180.0 / acos(-1.0);
}

static void joint_is_as_oblique_as_asked_for(void **state)
{
  Case input;

  (void)state;
  sample_fill(&input);
  input.anatomy.ridge_height = 0.0;
  const Reference r          = reference_of(&input.anatomy);

  assert_close(measured_obliquity(&r, 24.0), 31.4, 0.08);
  assert_close(measured_obliquity(&r, -20.0), 21.3, 0.15);
}

static void refined_point_lies_on_the_arc(void **state)
{
  Case input;

  (void)state;
  sample_fill(&input);
  const Reference r = reference_of(&input.anatomy);
  const Corner    c = outline_corner(&r.auricle.outline, CORNER_APEX);
  const double    x = r.level[1];
  const Point2    p = point2_at(c.centre, r.auricle.outline.radius[CORNER_APEX],
                                point2_unit(c.centre, point2_between(c.in, c.out, 0.5)));
  const Vec3      a = reference_to_world(&r, vec3(x, c.in.y, c.in.z)),
             b      = reference_to_world(&r, vec3(x, p.y, p.z));
  const Vec3 on     = reference_from_world(&r, anatomy_refine_point(&input.anatomy, a, b, true));
  const Vec3 off    = reference_from_world(&r, anatomy_refine_point(&input.anatomy, a, b, false));

  assert_close(point2_distance(c.centre, point2(on.x[1], on.x[2])),
               r.auricle.outline.radius[CORNER_APEX], 1e-9);
  assert_small(vec3_distance(off, vec3(x, 0.5 * (c.in.y + p.y), 0.5 * (c.in.z + p.z))), 1e-9);
  assert_close(on.x[0], x, 1e-9);
}

static void midpoint_is_plain_on_a_foreign_mesh(void **state)
{
  Case input;

  (void)state;
  sample_fill(&input);
  (void)snprintf(input.anatomy.mesh_file, sizeof input.anatomy.mesh_file, "other.msh");
  const Vec3 m = anatomy_refine_point(&input.anatomy, vec3(0, 0, 0), vec3(0.02, 0.04, 0.06), true);

  assert_small(vec3_distance(m, vec3(0.01, 0.02, 0.03)), 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(inverse_undoes_the_map),
    cmocka_unit_test(map_never_folds),
    cmocka_unit_test(determinant_is_that_of_the_jacobian),
    cmocka_unit_test(cartilage_is_as_thick_as_asked_for),
    cmocka_unit_test(fat_is_as_thick_as_asked_for),
    cmocka_unit_test(joint_is_as_oblique_as_asked_for),
    cmocka_unit_test(refined_point_lies_on_the_arc),
    cmocka_unit_test(midpoint_is_plain_on_a_foreign_mesh),
  };

  return cmocka_run_group_tests_name("anatomy/warp", tests, NULL, NULL);
}
