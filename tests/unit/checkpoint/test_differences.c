// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/checkpoint.h"

#include <string.h>

static const char BEFORE[] = "name: a\n"
                             "time:\n"
                             "  duration: 600 s\n"
                             "injections:\n"
                             "    - name: joint\n"
                             "      volume: 1.5e-06 m^3\n"
                             "    - name: ligament\n"
                             "      volume: 1e-06 m^3\n"
                             "mechanics:\n"
                             "  strain: none\n";

static Problems compare(const char *now)
{
  static const char *const free[] = {"time."};
  Problems                 found  = {0};

  assert_int_equal(checkpoint_compare_cases(BEFORE, now, 1, free, &found), 0);
  return found;
}

static void expect(const char *now, const char *sentence)
{
  Problems found = compare(now);

  assert_int_equal(found.count, 1);
  assert_string_equal(found.sentence[0], sentence);
  assert_int_equal(problems_destroy(&found), 0);
}

static void the_same_case_has_no_difference(void **state)
{
  Problems found = compare(BEFORE);

  (void)state;
  assert_int_equal(found.count, 0);
}

static void a_free_key_may_change(void **state)
{
  Problems found = compare("name: a\ntime:\n  duration: 7200 s\ninjections:\n    - name: joint\n"
                           "      volume: 1.5e-06 m^3\n    - name: ligament\n"
                           "      volume: 1e-06 m^3\nmechanics:\n  strain: none\n");

  (void)state;
  assert_int_equal(found.count, 0);
}

static void a_changed_key_of_a_list_is_named_with_its_entry(void **state)
{
  (void)state;
  expect("name: a\ninjections:\n    - name: joint\n      volume: 1.5e-06 m^3\n"
         "    - name: ligament\n      volume: 2e-06 m^3\nmechanics:\n  strain: none\n",
         "injections.2.volume is 2e-06 m^3, was 1e-06 m^3");
}

static void a_key_that_one_lacks_is_named(void **state)
{
  (void)state;
  expect("name: a\ninjections:\n    - name: joint\n      volume: 1.5e-06 m^3\n"
         "    - name: ligament\n      volume: 1e-06 m^3\n",
         "mechanics.strain is not there, was none");
  expect("name: a\ninjections:\n    - name: joint\n      volume: 1.5e-06 m^3\n"
         "    - name: ligament\n      volume: 1e-06 m^3\nmechanics:\n  strain: none\n"
         "  tolerance: 1e-06\n",
         "mechanics.tolerance is 1e-06, was not there");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_same_case_has_no_difference),
    cmocka_unit_test(a_free_key_may_change),
    cmocka_unit_test(a_changed_key_of_a_list_is_named_with_its_entry),
    cmocka_unit_test(a_key_that_one_lacks_is_named),
  };

  return cmocka_run_group_tests(tests, petsc_start, petsc_stop);
}
