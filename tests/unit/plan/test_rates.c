// SPDX-License-Identifier: GPL-3.0-or-later
// The rates of a machine: measured, kept and read again; and files that cannot be believed.
#define _POSIX_C_SOURCE 200809L // mkdtemp
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** A folder with the file of rates in it. */
typedef struct {
  char folder[64], path[PETSC_MAX_PATH_LEN];
} Scene;

static const PlanRates RATES = {.serial = 5e6, .n = 2, .ranks = {1, 6}, .solver = {1e7, 4e7}};

static int set_up(void **state)
{
  Scene   *scene    = calloc(1, sizeof *scene);
  Problems problems = {0};

  if (!scene) return -1;
  (void)snprintf(scene->folder, sizeof scene->folder, "rates_XXXXXX");
  *state = scene;
  if (!mkdtemp(scene->folder)) return -1;
  return plan_write_rates(PETSC_COMM_SELF, scene->folder, &RATES, scene->path, &problems) != 0 ||
         problems.count > 0;
}

static int tear_down(void **state)
{
  Scene *scene = *state;

  (void)unlink(scene->path);
  (void)rmdir(scene->folder);
  free(scene);
  return 0;
}

static void put(const Scene *scene, const char *text)
{
  FILE *file = fopen(scene->path, "w");

  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static void rates_are_read_as_they_were_written(void **state)
{
  const Scene *scene = *state;
  PlanRates    rates;

  assert_int_equal(plan_read_rates(PETSC_COMM_SELF, scene->folder, &rates), 0);
  assert_int_equal(rates.n, 2);
  assert_int_equal(rates.ranks[1], 6);
  assert_close(rates.serial, RATES.serial, 1e-5);
  assert_close(rates.solver[1], RATES.solver[1], 1e-5);
}

static void a_file_that_is_no_file_of_rates_counts_as_none(void **state)
{
  static const char *const TEXT[] = {"",
                                     "sij rates 2\nserial 1\nsolver\n1 1\n",
                                     "hello\n",
                                     "sij rates 1\nserial -1\nsolver\n1 1\n",
                                     "sij rates 1\nserial 1\nsolver\n2 1\n",
                                     "sij rates 1\nserial 1\nsolver\n1 0\n"};
  const Scene             *scene  = *state;
  PlanRates                rates;

  for (size_t i = 0; i < sizeof TEXT / sizeof TEXT[0]; i++) {
    put(scene, TEXT[i]);
    assert_int_equal(plan_read_rates(PETSC_COMM_SELF, scene->folder, &rates), 0);
    assert_int_equal(rates.n, 0);
  }
}

static void rows_end_where_ranks_do_not_increase(void **state)
{
  const Scene *scene = *state;
  PlanRates    rates;

  put(scene, "sij rates 1\nserial 1\nsolver\n1 1\n2 2\n2 3\n");
  assert_int_equal(plan_read_rates(PETSC_COMM_SELF, scene->folder, &rates), 0);
  assert_int_equal(rates.n, 2);
}

static void a_folder_that_cannot_be_made_is_a_problem(void **state)
{
  char     path[PETSC_MAX_PATH_LEN];
  Problems problems = {0};

  (void)state;
  assert_int_equal(plan_write_rates(PETSC_COMM_SELF, "/dev/null/at/all", &RATES, path, &problems),
                   0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "cannot be written"));
  assert_int_equal(problems_destroy(&problems), 0);
}

static void a_machine_has_rates(void **state)
{
  PlanRates rates;

  (void)state;
  assert_int_equal(plan_calibrate(PETSC_COMM_SELF, &rates), 0);
  assert_int_equal(rates.n, 1);
  assert_int_equal(rates.ranks[0], 1);
  assert_true(rates.serial > 1e4 && rates.serial < 1e10);
  assert_true(rates.solver[0] > 1e4 && rates.solver[0] < 1e11);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(rates_are_read_as_they_were_written, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_file_that_is_no_file_of_rates_counts_as_none, set_up,
                                    tear_down),
    cmocka_unit_test_setup_teardown(rows_end_where_ranks_do_not_increase, set_up, tear_down),
    cmocka_unit_test(a_folder_that_cannot_be_made_is_a_problem),
    cmocka_unit_test(a_machine_has_rates),
  };

  return cmocka_run_group_tests_name("plan/rates", tests, petsc_start, petsc_stop);
}
