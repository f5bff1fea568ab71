// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/outline.h"
#include "unit/check.h"

/** Distance to the polygon of the vertices, from either side. */
static double distance_to_polygon(const Outline *o, Point2 at)
{
  double least = INFINITY;

  for (int i = 0; i < o->n; i++) {
    const Point2 a = o->vertex[i], b = o->vertex[(i + 1) % o->n], along = point2_unit(a, b);
    const double t = point2_dot(point2(at.y - a.y, at.z - a.z), along);
    const double s = fmax(0.0, fmin(point2_distance(a, b), t));

    least = fmin(least, point2_distance(at, point2_at(a, s, along)));
  }
  return least;
}

/** Area by walking the outline in many short steps: knows corners only by their end points and centres. */
static double walked_area(const Outline *o)
{
  const int n    = 4000;
  double    area = 0.0;

  for (int i = 0; i < o->n; i++) {
    const Corner here = outline_corner(o, i), next = outline_corner(o, (i + 1) % o->n);
    Point2       at = here.in;

    for (int k = 1; here.round && k <= n; k++) {
      const Point2 chord = point2_between(here.in, here.out, (double)k / n);
      const Point2 to    = point2_at(here.centre, point2_distance(here.centre, here.in),
                                     point2_unit(here.centre, chord));

      area += 0.5 * point2_cross(at, to);
      at = to;
    }
    area += 0.5 * point2_cross(at, next.in);
  }
  return area;
}

static Outline rounded_l(void)
{
  Outline o = {0};

  outline_add(&o, point2(0, 0), 3.0);
  outline_add(&o, point2(40, 0), 2.0);
  outline_add(&o, point2(40, 20), 2.5);
  outline_add(&o, point2(22, 18), 4.0);
  outline_add(&o, point2(20, 50), 2.0);
  outline_add(&o, point2(0, 50), 0.0);
  return o;
}

static void area_is_that_of_the_walk(void **state)
{
  const Outline o = rounded_l();

  (void)state;
  assert_close(outline_area(&o), walked_area(&o), 1e-7);
}

// dA/dd is the perimeter, and twice its second coefficient is the total turning, 2 pi.
static void offset_follows_steiner(void **state)
{
  Outline o = rounded_l();

  (void)state;
  o.radius[5]       = 2.0;
  const Outline out = outline_offset(&o, 0.5), in = outline_offset(&o, -0.5);
  const double  bend = outline_area(&out) - 2.0 * outline_area(&o) + outline_area(&in);

  assert_close(bend, 2.0 * acos(-1.0) * 0.25, 1e-9);
}

/** How far points on the edges of a parallel are from being `distance` away. */
static double offset_error(const Outline *o, const Outline *moved, double distance)
{
  double worst = 0.0;

  for (int i = 0; i < moved->n; i++) {
    const Corner here = outline_corner(moved, i), next = outline_corner(moved, (i + 1) % moved->n);

    for (int k = 0; k <= 10; k++) {
      const Point2 at = point2_between(here.out, next.in, 0.1 * k);

      worst = fmax(worst, fabs(distance_to_polygon(o, at) - distance));
    }
  }
  return worst;
}

// The arc of the concave corner, of 4 mm, has no parallel 5 mm away; those of its edges meet.
static void concave_corner_grows_sharp(void **state)
{
  Outline o = rounded_l();

  (void)state;
  o.radius[5]        = 2.0;
  const Outline near = outline_offset(&o, 3.0), far = outline_offset(&o, 5.0);

  assert_close(near.radius[3], 1.0, 1e-14);
  assert_close(far.radius[3], 0.0, 0.0);
  assert_close(far.radius[0], 8.0, 1e-14);
  assert_null(outline_fault(&far));
  assert_small(offset_error(&o, &far, 5.0), 1e-12);
  assert_close(outline_area(&far), walked_area(&far), 1e-7);
}

static void corners_touch_their_edges(void **state)
{
  const Outline o = rounded_l();

  (void)state;
  for (int i = 0; i < o.n; i++) {
    const Corner c = outline_corner(&o, i);

    assert_small(distance_to_polygon(&o, c.in), 1e-12);
    assert_small(distance_to_polygon(&o, c.out), 1e-12);
    if (c.round) assert_close(point2_distance(c.centre, c.in), o.radius[i], 1e-12);
    if (c.round) assert_close(point2_distance(c.centre, c.out), o.radius[i], 1e-12);
  }
}

// Its arc would be shorter than any edge that is allowed, and vanish on a straight line.
static void slight_turn_stays_sharp(void **state)
{
  Outline o = rounded_l();

  (void)state;
  for (double off = 0.0; off < 0.71; off += 0.1) { // mm, from the straight line
    outline_add(&o, point2(0, 25), 10.0);
    o.vertex[6].y = -off;
    assert_false(outline_corner(&o, 6).round);
    assert_close(outline_area(&o), walked_area(&o), 1e-7);
    assert_null(outline_fault(&o));
    o.n--;
  }
  outline_add(&o, point2(-2, 25), 10.0);
  assert_true(outline_corner(&o, 6).round);
  assert_close(outline_area(&o), walked_area(&o), 1e-7);
}

static void inside_is_inside(void **state)
{
  const Outline o = rounded_l();

  (void)state;
  assert_true(outline_contains(&o, point2(10, 40)));
  assert_true(outline_contains(&o, point2(35, 10)));
  assert_false(outline_contains(&o, point2(35, 40)));
  assert_false(outline_contains(&o, point2(-1, 10)));
}

static void fault_is_named(void **state)
{
  Outline o = rounded_l();

  (void)state;
  assert_null(outline_fault(&o));
  o.radius[2] = 19.0;
  assert_string_equal(outline_fault(&o),
                      "an edge between two rounded corners is shorter than 1 mm");
  o           = rounded_l();
  o.vertex[3] = point2(10, -20);
  assert_string_equal(outline_fault(&o), "its edges cross each other");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(area_is_that_of_the_walk),
    cmocka_unit_test(offset_follows_steiner),
    cmocka_unit_test(concave_corner_grows_sharp),
    cmocka_unit_test(corners_touch_their_edges),
    cmocka_unit_test(slight_turn_stays_sharp),
    cmocka_unit_test(inside_is_inside),
    cmocka_unit_test(fault_is_named),
  };

  return cmocka_run_group_tests_name("anatomy/outline", tests, NULL, NULL);
}
