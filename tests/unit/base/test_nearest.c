// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/base/nearest.h"

static const char *const VERBS[] = {"check", "mesh", "run", "compare", "list"};
enum { N_VERBS = sizeof VERBS / sizeof VERBS[0] };

static void each_kind_of_slip_counts_one(void **state)
{
  (void)state;
  assert_int_equal(nearest_distance("compare", "compare"), 0);
  assert_int_equal(nearest_distance("compre", "compare"), 1);
  assert_int_equal(nearest_distance("compaare", "compare"), 1);
  assert_int_equal(nearest_distance("conpare", "compare"), 1);
  assert_int_equal(nearest_distance("cmopare", "compare"), 1);
  assert_int_equal(nearest_distance("", "run"), 3);
  assert_int_equal(nearest_distance("Lidocaine", "lidocaine"), 0);
}

static void a_slip_finds_its_name(void **state)
{
  (void)state;
  assert_string_equal(nearest_name("chek", N_VERBS, VERBS), "check");
  assert_string_equal(nearest_name("urn", N_VERBS, VERBS), "run");
  assert_string_equal(nearest_name("lists", N_VERBS, VERBS), "list");
}

static void nonsense_finds_nothing(void **state)
{
  (void)state;
  assert_null(nearest_name("frobnicate", N_VERBS, VERBS));
  assert_null(nearest_name("", N_VERBS, VERBS));
  assert_null(nearest_name("run", 0, VERBS));
}

static void long_words_are_cut(void **state)
{
  char a[200], b[200];

  (void)state;
  for (int i = 0; i < 199; i++) a[i] = b[i] = 'a';
  a[199] = b[199] = '\0';
  b[0]            = 'b';
  assert_int_equal(nearest_distance(a, b), 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_kind_of_slip_counts_one),
    cmocka_unit_test(a_slip_finds_its_name),
    cmocka_unit_test(nonsense_finds_nothing),
    cmocka_unit_test(long_words_are_cut),
  };

  return cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
}
