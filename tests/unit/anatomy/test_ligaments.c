// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/bones.h"
#include "../../../src/anatomy/cleft.h"
#include "../../../src/anatomy/dorsum.h"
#include "sample.h"
#include "unit/check.h"

static Reference bent_by(double angle)
{
  Case input;

  sample_fill(&input);
  input.anatomy.limb_angle = angle * acos(-1.0) / 180.0;
  return reference_of(&input.anatomy);
}

static double off_dorsum(const Reference *r, Point2 at)
{
  return reference_dorsum(r, at.z, 0.0).y - at.y;
}

// Between it and a chord of it there would be a splinter of bone. From 97 deg on one more corner is passed.
static void cleft_follows_the_dorsal_line(void **state)
{
  int most = 0;

  (void)state;
  for (double angle = 84.0; angle <= 110.0; angle += 0.25) {
    const Reference r     = bent_by(angle);
    const Outline   cleft = cleft_outline(&r);

    for (int i = 1; i < cleft.n - 3; i++) {
      const Point2 a = cleft.vertex[i], b = cleft.vertex[i + 1];

      assert_small(off_dorsum(&r, point2_between(a, b, 0.5)), 1e-12);
      assert_true(point2_distance(a, b) >= 1.0);
    }
    assert_null(outline_fault(&cleft));
    most = most > cleft.n ? most : cleft.n;
  }
  assert_int_equal(most, 7);
}

static void way_along_the_dorsal_line_has_its_length(void **state)
{
  const Reference r    = bent_by(93.0);
  const Point2    from = reference_dorsum(&r, 30.0, 0.0), corner = r.dorsum[2];
  const double    length = point2_distance(from, corner);
  const Point2    past   = dorsum_along(&r, from, length + 5.0);

  (void)state;
  assert_close(point2_distance(from, dorsum_along(&r, from, 7.0)), 7.0, 1e-12);
  assert_small(off_dorsum(&r, past), 1e-12);
  assert_close(point2_distance(corner, past), 5.0, 1e-12);
  assert_small(point2_distance(dorsum_along(&r, past, -length - 5.0), from), 1e-12);
  assert_small(point2_distance(dorsum_along(&r, from, length - 0.5), corner), 0.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cleft_follows_the_dorsal_line),
    cmocka_unit_test(way_along_the_dorsal_line_has_its_length),
  };

  return cmocka_run_group_tests_name("anatomy/ligaments", tests, NULL, NULL);
}
