// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/bones.h"
#include "sample.h"
#include "unit/check.h"

#include "sij/base/units.h"

// A capsule moves the border of the sacrum, but no foramen. Its arc would cut the rim of one in two.
static void sciatic_arc_keeps_off_the_foramen(void **state)
{
  (void)state;
  for (double capsule = 0.8; capsule <= 3.0; capsule += 0.1) {
    Case input;

    sample_fill(&input);
    input.anatomy.capsule  = capsule * UNIT_MM;
    const Reference r      = reference_of(&input.anatomy);
    const Outline   sacrum = bones_sacrum(&r);
    const Corner    arc    = outline_corner(&sacrum, sacrum.n - 2);
    const Vec3   at = vec3(r.foramen[2].ventral.x[0], arc.in.y, arc.in.z), d = r.foramen[2].dorsal;
    const Vec3   axis = vec3_difference(r.foramen[2].ventral, d);
    const Vec3   off  = vec3_difference(at, d);
    const double t    = vec3_dot(off, axis) / vec3_dot(axis, axis);

    assert_true(arc.round);
    assert_null(outline_fault(&sacrum));
    assert_true(vec3_norm(vec3_difference(off, vec3_scaled(axis, t))) > r.foramen[2].radius + 0.15);
    assert_true(capsule > 1.51 || sacrum.radius[sacrum.n - 2] == 15.0);
  }
}

// On a short joint the walls that slope inwards would meet in front of the floor.
static void pit_has_a_front_at_its_floor(void **state)
{
  static const double shape[][4] = {
    {44, 56, 20, 93}, {40, 51, 18, 93}, {43.5, 57.5, 18.5, 87}, {44, 56, 20, 84}};

  (void)state;
  for (size_t i = 0; i < sizeof shape / sizeof shape[0]; i++) {
    Case input;

    sample_fill(&input);
    input.anatomy.cranial_length = shape[i][0] * UNIT_MM;
    input.anatomy.caudal_length  = shape[i][1] * UNIT_MM;
    input.anatomy.cranial_width = input.anatomy.caudal_width = shape[i][2] * UNIT_MM;
    input.anatomy.limb_angle                                 = shape[i][3] * acos(-1.0) / 180.0;
    const Reference r                                        = reference_of(&input.anatomy);
    const Outline   mouth = bones_pit_mouth(&r), bottom = bones_pit_floor(&r);
    const int       n = bottom.n, front = n - 1;
    const Point2    across = point2_unit(bottom.vertex[0], bottom.vertex[n - 2]);
    const Point2    deep   = point2(bottom.vertex[front].y - bottom.vertex[0].y,
                                    bottom.vertex[front].z - bottom.vertex[0].z);

    assert_int_equal(mouth.n, n);
    assert_null(outline_fault(&mouth));
    assert_null(outline_fault(&bottom));
    assert_true(point2_cross(across, deep) >= 1.0);
    assert_true(outline_contains(&mouth, bottom.vertex[front]));
  }
}

// Two faces a tenth of a millimetre apart would have flat tetrahedra between them.
static void short_ligament_begins_at_a_pit_as_deep(void **state)
{
  Case input;

  (void)state;
  sample_fill(&input);
  const Reference usual            = reference_of(&input.anatomy);
  input.anatomy.interosseous_depth = (usual.level[0] - usual.x_short + 0.1) * UNIT_MM;
  const Reference deep             = reference_of(&input.anatomy);

  assert_close(deep.x_short, usual.x_short - 0.1, 1e-12);
  assert_close(deep.x_short, deep.level[0] - deep.pit, 0.0);
  assert_true(usual.x_short < usual.level[0] - usual.pit - 1.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(sciatic_arc_keeps_off_the_foramen),
    cmocka_unit_test(pit_has_a_front_at_its_floor),
    cmocka_unit_test(short_ligament_begins_at_a_pit_as_deep),
  };

  return cmocka_run_group_tests_name("anatomy/bones", tests, NULL, NULL);
}
