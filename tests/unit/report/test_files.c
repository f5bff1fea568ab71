// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp, symlink

#include "unit/report/scene.h"

static void digits_are_kept_and_nan_is_null(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  static char text[TEXT];

  must(quantities_add(&list, 0.1234567890123456, "mM", "a.\"quoted\""));
  must(quantities_add(&list, NAN, "min", "a.onset"));
  must(quantities_add(&list, NAN, "1", "a.at_2_h"));
  write_summary(scene, "x", &list);
  read_text(inside(scene, "summary.json"), text);
  assert_non_null(strstr(text, "0.1234567890123456"));
  assert_non_null(strstr(text, "a.\\\"quoted\\\""));
  assert_null(strstr(text, "nan"));
  assert_ptr_not_equal(strstr(text, "null"), last(text, "null")); // both of them
  must(quantities_destroy(&list));
}

static void a_number_that_is_none_is_not_written(void **state)
{
  static const double bad[] = {NAN, INFINITY, -INFINITY};
  Scene              *scene = *state;

  for (int i = 0; i < 3; i++) {
    Quantities list = {0};

    must(quantities_add(&list, 1.0, "mL", "flow.absorbed"));
    must(quantities_add(&list, bad[i], "kPa", "flow.cavity_pressure_max"));
    must(report_write_summary(PETSC_COMM_SELF, scene->folder, "joint", &list, &scene->problems));
    assert_int_equal(scene->problems.count, 1);
    assert_non_null(strstr(scene->problems.sentence[0], "flow.cavity_pressure_max is "));
    assert_int_equal(access(inside(scene, "summary.json"), F_OK), -1);
    must(problems_destroy(&scene->problems));
    must(quantities_destroy(&list));
  }
}

static void what_need_not_occur_is_written(void **state)
{
  Scene     *scene = *state;
  Quantities list  = {0};

  must(quantities_add(&list, NAN, "min", "targets.s1.onset_c"));
  must(quantities_add(&list, NAN, "min", "targets.s1.time_of_max_c"));
  must(quantities_add(&list, NAN, "min", "relief.onset"));
  must(quantities_add(&list, NAN, "1", "relief.at_2_h"));
  must(quantities_add(&list, NAN, "mm", "mechanics.motion.axis_anterior"));
  must(report_write_summary(PETSC_COMM_SELF, scene->folder, "joint", &list, &scene->problems));
  assert_int_equal(scene->problems.count, 0);
  must(quantities_destroy(&list));
}

static void series_is_a_table(void **state)
{
  Scene            *scene    = *state;
  Series           *series   = NULL;
  const char *const column[] = {"relief", "a,b", "plasma.x [mg/L]"};
  static char       text[TEXT];

  must(report_series_open(PETSC_COMM_SELF, scene->folder, &series, &scene->problems));
  must(report_series_row(series, 0.0, 3, column, (double[]){0.0, 1.0, NAN}, &scene->problems));
  must(report_series_row(series, 60.0, 3, column, (double[]){0.25, 1e-9, 2.0}, &scene->problems));
  assert_int_not_equal(access(inside(scene, "timeseries.csv"), F_OK), 0);
  must(report_series_close(&series, true, &scene->problems));
  assert_null(series);
  assert_int_equal(scene->problems.count, 0);
  read_text(inside(scene, "timeseries.csv"), text);
  assert_string_equal(text, "time [s],relief,\"a,b\",plasma.x [mg/L]\n0,0,1,\n60,0.25,1e-09,2\n");
}

static void a_series_not_kept_leaves_nothing(void **state)
{
  Scene  *scene  = *state;
  Series *series = NULL;

  must(report_series_open(PETSC_COMM_SELF, scene->folder, &series, &scene->problems));
  must(report_series_close(&series, false, &scene->problems));
  must(report_series_close(&series, true, &scene->problems)); // accepts NULL
  assert_int_not_equal(access(inside(scene, "timeseries.csv.part"), F_OK), 0);
  assert_int_not_equal(access(inside(scene, "timeseries.csv"), F_OK), 0);
}

static void unwritable_folder_is_a_sentence(void **state)
{
  Scene     *scene  = *state;
  Series    *series = NULL;
  Quantities list   = {0};

  must(report_write_summary(PETSC_COMM_SELF, "no_such", "x", &list, &scene->problems));
  must(report_series_open(PETSC_COMM_SELF, "no_such", &series, &scene->problems));
  assert_null(series);
  assert_int_equal(scene->problems.count, 2);
  assert_string_equal(scene->problems.sentence[0],
                      "no_such/summary.json: cannot be written: No such file or directory; choose "
                      "another folder with -o");
}

// /dev/full takes the open and refuses the data, as a full disk does.
static void full_disk_is_a_sentence(void **state)
{
  Scene     *scene  = *state;
  Series    *series = NULL;
  Quantities list   = {0};

  fill_alike(&list);
  assert_int_equal(symlink("/dev/full", inside(scene, "summary.json.part")), 0);
  must(report_write_summary(PETSC_COMM_SELF, scene->folder, "x", &list, &scene->problems));
  assert_int_equal(scene->problems.count, 1);
  assert_non_null(strstr(scene->problems.sentence[0], "No space left on device"));
  assert_int_not_equal(access(inside(scene, "summary.json"), F_OK), 0);

  assert_int_equal(symlink("/dev/full", inside(scene, "timeseries.csv.part")), 0);
  must(report_series_open(PETSC_COMM_SELF, scene->folder, &series, &scene->problems));
  for (int i = 0; i < 2; i++) { // the first row says so, the second does not say it again
    must(report_series_row(series, i, 1, (const char *const[]){"relief"}, (double[]){0.5},
                           &scene->problems));
    assert_int_equal(scene->problems.count, 2);
  }
  must(report_series_close(&series, true, &scene->problems));
  assert_int_equal(scene->problems.count, 2);
  assert_int_not_equal(access(inside(scene, "timeseries.csv"), F_OK), 0);
  must(quantities_destroy(&list));
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    scene_test(digits_are_kept_and_nan_is_null),  scene_test(a_number_that_is_none_is_not_written),
    scene_test(what_need_not_occur_is_written),   scene_test(series_is_a_table),
    scene_test(a_series_not_kept_leaves_nothing), scene_test(unwritable_folder_is_a_sentence),
    scene_test(full_disk_is_a_sentence),
  };

  return scene_run(argc, argv, "report.files", sizeof tests / sizeof tests[0], tests);
}
