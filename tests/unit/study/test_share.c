// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/study/share.h"
#include "unit/check.h"

#include <string.h>

enum { MOST = CASE_TIPS + 2 };

// A study whose cases have a needle each, case i at x = tip[i] mm; returns whether each was given points.
static void share(int n, const int tip[], const double size[], bool given[])
{
  static StudyCase made[MOST];
  static Case      input;
  Study            study = {.n_cases = n, .cases = made};
  Share           *sharing;

  memset(made, 0, sizeof made);
  assert_int_equal(share_create(&study, &sharing), 0);
  for (int i = 0; i < n; i++) {
    memset(&input, 0, sizeof input);
    input.n_injections          = 1;
    input.injection[0].tip.x[0] = 1e-3 * tip[i];
    input.meshing.size_joint    = size[i];
    assert_int_equal(share_note(sharing, i, &input), 0);
  }
  assert_int_equal(share_apply(PETSC_COMM_SELF, sharing, &study), 0);
  for (int i = 0; i < n; i++) {
    given[i] = made[i].n_overrides > 0;
    if (given[i]) assert_string_equal(made[i].override[0], made[0].override[0]);
  }
  assert_int_equal(share_destroy(&sharing), 0);
  assert_int_equal(tree_destroy(&study.tree), 0);
}

static void cases_with_different_needles_share_the_points_of_all(void **state)
{
  const int    tip[]  = {1, 2, 1};
  const double size[] = {1.0, 1.0, 1.0};
  bool         given[3];

  (void)state;
  share(3, tip, size, given);
  assert_true(given[0] && given[1] && given[2]);
}

static void cases_of_one_needle_have_one_mesh_anyway(void **state)
{
  const int    tip[]  = {1, 1};
  const double size[] = {1.0, 1.0};
  bool         given[2];

  (void)state;
  share(2, tip, size, given);
  assert_false(given[0] || given[1]);
}

static void other_sizes_are_another_mesh(void **state)
{
  const int    tip[]  = {1, 2, 3};
  const double size[] = {1.0, 1.0, 2.0};
  bool         given[3];

  (void)state;
  share(3, tip, size, given);
  assert_true(given[0] && given[1]);
  assert_false(given[2]);
}

static void more_needles_than_a_mesh_can_name_are_left_apart(void **state)
{
  int    tip[MOST];
  double size[MOST];
  bool   given[MOST];

  (void)state;
  for (int i = 0; i < MOST; i++) {
    tip[i]  = i;
    size[i] = 1.0;
  }
  share(CASE_TIPS, tip, size, given);
  assert_true(given[0] && given[CASE_TIPS - 1]);
  share(MOST, tip, size, given);
  assert_false(given[0] || given[MOST - 1]);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cases_with_different_needles_share_the_points_of_all),
    cmocka_unit_test(cases_of_one_needle_have_one_mesh_anyway),
    cmocka_unit_test(other_sizes_are_another_mesh),
    cmocka_unit_test(more_needles_than_a_mesh_can_name_are_left_apart),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("share", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
