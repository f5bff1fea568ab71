// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp

#include "unit/check.h"

#include "sij/testing/verdicts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define must(call) assert_int_equal((call), 0)

static void a_figure_is_met_within_its_band_ends_included(void **state)
{
  const Verdict low  = {.value = 1.0, .low = 1.0, .high = 2.0};
  const Verdict high = {.value = 2.0, .low = 1.0, .high = 2.0};
  const Verdict past = {.value = 2.1, .low = 1.0, .high = 2.0};
  const Verdict nan  = {.value = NAN, .low = -INFINITY, .high = 2.0};

  (void)state;
  assert_true(verdict_met(&low));
  assert_true(verdict_met(&high));
  assert_false(verdict_met(&past));
  assert_false(verdict_met(&nan));
}

static void what_has_no_band_is_told_and_never_missed(void **state)
{
  Verdicts list = {0};

  (void)state;
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_report(&list, NAN, "1", "only told"));
  assert_false(verdict_judged(&list.row[0]));
  assert_int_equal(verdicts_missed(&list, -1), 0);
  must(verdicts_destroy(&list));
}

static void misses_are_counted_by_subject(void **state)
{
  Verdicts list = {0};

  (void)state;
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_add(&list, 3.0, 1.0, 2.0, "1", "too large"));
  must(verdicts_subject(&list, "b", "second"));
  must(verdicts_add(&list, 1.5, 1.0, 2.0, "1", "well within"));
  must(verdicts_add(&list, NAN, 1.0, INFINITY, "1", "no number"));
  assert_int_equal(verdicts_missed(&list, 0), 1);
  assert_int_equal(verdicts_missed(&list, 1), 1);
  assert_int_equal(verdicts_missed(&list, -1), 2);
  must(verdicts_destroy(&list));
}

static void the_order_is_that_of_the_last_pair(void **state)
{
  const double size[3] = {4.0, 2.0, 1.0}, error[3] = {100.0, 8.0, 1.0};
  Verdicts     list = {0};

  (void)state;
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_order(&list, 3, size, error, 2.9, 3.1, "h [m]", "the field"));
  assert_close(list.row[0].value, 3.0, 1e-14);
  assert_true(list.row[0].order);
  assert_int_equal(list.n_curves, 1);
  assert_close(list.curve[0].y[1], 8.0, 0.0);
  must(verdicts_destroy(&list));
}

static void notes_are_joined(void **state)
{
  Verdicts list = {0};

  (void)state;
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_note(&list, "One of %d.", 2));
  must(verdicts_note(&list, "The other."));
  assert_string_equal(list.subject[0].note, "One of 2. The other.");
  must(verdicts_destroy(&list));
}

static void the_file_holds_rows_and_curves(void **state)
{
  const double x[2]       = {1.0, 2.0};
  char         folder[32] = "verdicts_XXXXXX", path[64], text[2000] = "";
  Verdicts     list     = {0};
  Problems     problems = {0};

  (void)state;
  assert_non_null(mkdtemp(folder));
  (void)snprintf(path, sizeof path, "%s/found.json", folder);
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_add(&list, 3.0, -INFINITY, 2.0, "kPa", "too large"));
  must(verdicts_curve(&list, "profile", "ours", "x", "y", false, 2, x, x));
  must(verdicts_write(PETSC_COMM_SELF, &list, path, &problems));
  assert_int_equal(problems.count, 0);

  FILE *file = fopen(path, "r");

  assert_non_null(file);
  assert_true(fread(text, 1, sizeof text - 1, file) > 0);
  (void)fclose(file);
  assert_non_null(strstr(text, "\"low\": null"));
  assert_non_null(strstr(text, "\"verdict\": \"missed\""));
  assert_non_null(strstr(text, "\"figure\": \"profile\""));
  (void)unlink(path);
  (void)rmdir(folder);
  must(verdicts_destroy(&list));
}

static void a_folder_that_is_not_there_is_a_sentence(void **state)
{
  Verdicts list     = {0};
  Problems problems = {0};

  (void)state;
  must(verdicts_subject(&list, "a", "first"));
  must(verdicts_write(PETSC_COMM_SELF, &list, "no/such/folder/found.json", &problems));
  assert_int_equal(problems.count, 1);
  must(verdicts_destroy(&list));
  must(problems_destroy(&problems));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_figure_is_met_within_its_band_ends_included),
    cmocka_unit_test(what_has_no_band_is_told_and_never_missed),
    cmocka_unit_test(misses_are_counted_by_subject),
    cmocka_unit_test(the_order_is_that_of_the_last_pair),
    cmocka_unit_test(notes_are_joined),
    cmocka_unit_test(the_file_holds_rows_and_curves),
    cmocka_unit_test(a_folder_that_is_not_there_is_a_sentence),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;

  const int failed = cmocka_run_group_tests(tests, NULL, NULL);

  return PetscFinalize() ? 1 : failed;
}
