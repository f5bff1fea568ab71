// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample.h"
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/anatomy/landmarks.h"

enum { MOST = 64 };

static int next_tet(const CoarseMesh *m, Vec3 x, int from)
{
  for (int t = from; t < m->n_tets; t++) {
    Vec3   v[4];
    double least = INFINITY, whole;

    for (int i = 0; i < 4; i++) memcpy(v[i].x, &m->node[3 * m->tet[4 * t + i]], sizeof v[i].x);
    whole = vec3_dot(vec3_difference(v[1], v[0]),
                     vec3_cross(vec3_difference(v[2], v[0]), vec3_difference(v[3], v[0])));
    for (int i = 0; i < 4; i++) {
      Vec3 w[4] = {v[0], v[1], v[2], v[3]};

      w[i] = x;
      least =
        fmin(least, vec3_dot(vec3_difference(w[1], w[0]),
                             vec3_cross(vec3_difference(w[2], w[0]), vec3_difference(w[3], w[0]))) /
                      whole);
    }
    if (least > -1e-9) return t;
  }
  return -1;
}

/** Also with other parameters: places go with the bones. */
static void places_lie_in_their_bones(void **state)
{
  Case input;

  (void)state;
  sample_fill(&input);
  sample_cache(&input, "places");
  sample_coarsen(&input);
  for (int k = 0; k < 2; k++) {
    Problems    problems = {0};
    CoarseMesh *mesh     = NULL;
    Landmark    place[MOST];

    if (k == 1) {
      input.anatomy.side            = SIDE_LEFT;
      input.anatomy.scale           = 1.1;
      input.anatomy.ilium_thickness = 22e-3;
      input.anatomy.caudal_length   = 52e-3;
    }
    assert_int_equal(anatomy_build(PETSC_COMM_SELF, &input, &mesh, &problems), 0);
    assert_non_null(mesh);
    for (int i = 0; i < anatomy_landmarks(&input.anatomy, MOST, place); i++) {
      const int tet  = next_tet(mesh, place[i].point, 0);
      bool      fine = !place[i].inside && tet < 0;

      for (int t = tet; place[i].inside && t >= 0 && !fine;
           t     = next_tet(mesh, place[i].point, t + 1))
        fine = mesh->region[t] == (int)place[i].region;
      if (!fine)
        print_error("%s of case %d: %s\n", place[i].name, k,
                    tet < 0 ? "outside" : region_name((Region)mesh->region[tet]));
      assert_true(fine);
    }
    assert_int_equal(coarse_destroy(&mesh), 0);
  }
  sample_remove_cache(&input);
}

static void the_left_ones_are_mirror_images(void **state)
{
  Case     input;
  Landmark right[MOST], left[MOST];
  int      n;

  (void)state;
  sample_fill(&input);
  n                  = anatomy_landmarks(&input.anatomy, MOST, right);
  input.anatomy.side = SIDE_LEFT;
  assert_int_equal(anatomy_landmarks(&input.anatomy, MOST, left), n);
  for (int i = 0; i < n; i++) {
    const Vec3 mirrored = vec3(-right[i].point.x[0], right[i].point.x[1], right[i].point.x[2]);

    assert_small(vec3_distance(left[i].point, mirrored), 1e-15);
  }
}

static void ligaments_outside_are_as_long_as_measured(void **state)
{
  static const struct {
    const char *from, *to;
    double      low, high; // m, docs/theory/sources.md
  } LIGAMENT[] = {{"sacrum_lateral_s3", "ischial_tuberosity", 0.064, 0.094},
                  {"sacrum_lateral_s3", "ischial_spine", 0.035, 0.055},
                  {"l5_transverse", "iliac_crest_l5", 0.02, 0.05}};
  Case input;

  (void)state;
  sample_fill(&input);
  for (int i = 0; i < 3; i++) {
    Landmark a, b;
    double   length;

    assert_true(anatomy_landmark(&input.anatomy, LIGAMENT[i].from, &a));
    assert_true(anatomy_landmark(&input.anatomy, LIGAMENT[i].to, &b));
    length = vec3_distance(a.point, b.point);
    assert_true(length > LIGAMENT[i].low && length < LIGAMENT[i].high);
  }
}

static void a_mesh_of_ones_own_has_none(void **state)
{
  Case     input;
  Landmark place;

  (void)state;
  sample_fill(&input);
  assert_false(anatomy_landmark(&input.anatomy, "nowhere", &place));
  assert_true(anatomy_landmark(&input.anatomy, "psis", &place));
  (void)strcpy(input.anatomy.mesh_file, "own.msh");
  assert_false(anatomy_landmark(&input.anatomy, "psis", &place));
  assert_int_equal(anatomy_landmarks(&input.anatomy, 1, &place), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(places_lie_in_their_bones),
    cmocka_unit_test(the_left_ones_are_mirror_images),
    cmocka_unit_test(ligaments_outside_are_as_long_as_measured),
    cmocka_unit_test(a_mesh_of_ones_own_has_none),
  };

  return cmocka_run_group_tests_name("anatomy/landmarks", tests, petsc_start, petsc_stop);
}
