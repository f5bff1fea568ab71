// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L

#include "unit/check.h"
#include "unit/store/box.h"

#include "sij/store.h"
#include "sij/store/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  Mesh     mesh;
  char     folder[64];
  Problems problems;
  Store   *store;
} Fixture;

static const Provenance NOTHING = {0};

static int set_up(void **state)
{
  Fixture *fixture = calloc(1, sizeof *fixture);

  if (!fixture || box_create(PETSC_COMM_WORLD, 2, &fixture->mesh)) return 1;
  (void)snprintf(fixture->folder, sizeof fixture->folder, "store-test-%ld", (long)getpid());
  *state = fixture;
  return 0;
}

static const char *const NAME[] = {"run.vtkhdf", "run.xdmf", "open_in_paraview.py"};

static int tear_down(void **state)
{
  Fixture *fixture = *state;
  char     path[128];

  for (int i = 0; i < 3; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, NAME[i]);
    (void)remove(path);
  }
  (void)remove(fixture->folder);
  if (store_abandon(&fixture->store) || box_destroy(&fixture->mesh)) return 1;
  if (problems_destroy(&fixture->problems)) return 1;
  free(fixture);
  return 0;
}

static bool exists(const Fixture *fixture, const char *name)
{
  char path[128];

  (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
  return access(path, F_OK) == 0;
}

static void open_store(Fixture *fixture)
{
  assert_int_equal(
    store_create(&fixture->mesh, fixture->folder, &NOTHING, &fixture->store, &fixture->problems),
    0);
  assert_int_equal(fixture->problems.count, 0);
  assert_non_null(fixture->store);
  assert_int_equal(store_field(fixture->store, "pressure", 1, "Pa"), 0);
}

static void write_step(Fixture *fixture, double t)
{
  double value[27];

  box_scalar(&fixture->mesh, 1.0, t, value);
  assert_int_equal(store_step_begin(fixture->store, t, &fixture->problems), 0);
  assert_int_equal(store_write_vertices(fixture->store, "pressure", value, &fixture->problems), 0);
  assert_int_equal(store_step_end(fixture->store, &fixture->problems), 0);
}

static void names_are_final_only_when_closed(void **state)
{
  Fixture *fixture = *state;

  open_store(fixture);
  write_step(fixture, 0.0);
  assert_true(exists(fixture, "run.vtkhdf.part") && exists(fixture, "run.xdmf.part"));
  assert_false(exists(fixture, "run.vtkhdf") || exists(fixture, "run.xdmf"));
  assert_int_equal(store_close(&fixture->store, &fixture->problems), 0);
  assert_null(fixture->store);
  assert_true(exists(fixture, "run.vtkhdf") && exists(fixture, "run.xdmf"));
  assert_false(exists(fixture, "run.vtkhdf.part") || exists(fixture, "run.xdmf.part"));
}

static void state_tells_the_largest_value_of_all_steps(void **state)
{
  Fixture *fixture = *state;
  char     path[128], text[1024], wanted[64];
  double   value[27], largest = 0.0;
  FILE    *file;

  open_store(fixture);
  write_step(fixture, 5.0);
  box_scalar(&fixture->mesh, 1.0, 5.0, value);
  for (int i = 0; i < 27; i++) largest = fmax(largest, fabs(value[i]));
  for (int i = 0; i < 27; i++) value[i] = 0.0;
  assert_int_equal(store_step_begin(fixture->store, 6.0, &fixture->problems), 0);
  assert_int_equal(store_write_vertices(fixture->store, "pressure", value, &fixture->problems), 0);
  assert_int_equal(store_step_end(fixture->store, &fixture->problems), 0);
  assert_int_equal(store_close(&fixture->store, &fixture->problems), 0);
  (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, NAME[2]);
  file = fopen(path, "r");
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  assert_int_equal(fclose(file), 0);
  (void)snprintf(wanted, sizeof wanted, "\"pressure\": (\"Pa\", %.6g),", largest);
  assert_non_null(strstr(text, wanted));
}

static void abandoned_leaves_nothing(void **state)
{
  Fixture *fixture = *state;

  open_store(fixture);
  write_step(fixture, 0.0);
  assert_int_equal(store_abandon(&fixture->store), 0);
  assert_null(fixture->store);
  assert_false(exists(fixture, "."));
}

static void abandoned_inside_a_step_spares_the_older_result(void **state)
{
  Fixture *fixture = *state;

  open_store(fixture);
  assert_int_equal(store_close(&fixture->store, &fixture->problems), 0);
  open_store(fixture);
  write_step(fixture, 0.0);
  assert_int_equal(store_step_begin(fixture->store, 1.0, &fixture->problems), 0);
  assert_int_equal(store_abandon(&fixture->store), 0);
  assert_true(exists(fixture, "run.vtkhdf") && exists(fixture, "run.xdmf"));
  assert_false(exists(fixture, "run.vtkhdf.part") || exists(fixture, "run.xdmf.part"));
}

static void a_file_is_no_folder(void **state)
{
  Fixture *fixture = *state;
  FILE    *file    = fopen(fixture->folder, "w");

  assert_non_null(file);
  (void)fclose(file);
  assert_int_equal(
    store_create(&fixture->mesh, fixture->folder, &NOTHING, &fixture->store, &fixture->problems),
    0);
  assert_null(fixture->store);
  assert_int_equal(fixture->problems.count, 1);
  assert_non_null(strstr(fixture->problems.sentence[0], "Not a directory"));
  assert_non_null(strstr(fixture->problems.sentence[0], fixture->folder));
}

static void wrong_order_is_an_error(void **state)
{
  static const char *const COLUMN[] = {"a", "b"};
  const double             row[2]   = {1.0, 2.0};
  Fixture                 *fixture  = *state;
  Problems                *problems = &fixture->problems;

  open_store(fixture);
  assert_int_equal(PetscPushErrorHandler(PetscIgnoreErrorHandler, NULL), 0);
  assert_int_not_equal(store_field(fixture->store, "pressure", 1, "Pa"), 0);
  assert_int_not_equal(store_field(fixture->store, "a/b", 1, "Pa"), 0);
  assert_int_not_equal(store_field(fixture->store, "tensor", 6, "Pa"), 0);
  assert_int_not_equal(store_step_end(fixture->store, problems), 0);
  assert_int_not_equal(store_write_row(fixture->store, "t", 2, COLUMN, row, problems), 0);
  write_step(fixture, 5.0);
  assert_int_not_equal(store_step_begin(fixture->store, 5.0, problems), 0);
  assert_int_not_equal(store_field(fixture->store, "late", 1, "Pa"), 0);
  assert_int_equal(store_step_begin(fixture->store, 6.0, problems), 0);
  assert_int_not_equal(store_write_vertices(fixture->store, "unknown", row, problems), 0);
  assert_int_not_equal(store_step_end(fixture->store, problems), 0);
  assert_int_equal(store_write_row(fixture->store, "t", 2, COLUMN, row, problems), 0);
  assert_int_not_equal(store_write_row(fixture->store, "t", 2, COLUMN, row, problems), 0);
  assert_int_equal(PetscPopErrorHandler(), 0);
  assert_int_equal(problems->count, 0);
}

static void nothing_to_abandon_is_fine(void **state)
{
  Store *none = NULL;

  (void)state;
  assert_int_equal(store_abandon(&none), 0);
}

static void what_was_written_is_read_back(void **state)
{
  static const char *const COLUMN[] = {"fluid", "bound"};
  const Vec3               curve[]  = {vec3(0.0, 0.0, 0.001), vec3(0.002, 0.0, 0.003)};
  Fixture                 *fixture  = *state;
  StoreReader             *reader   = NULL;
  StoreRows                rows;
  StoreNames               names;
  double                   value[27];
  char                     unit[8];

  open_store(fixture);
  assert_int_equal(store_curve(fixture->store, "needle", "upper", 2, curve, &fixture->problems), 0);
  box_scalar(&fixture->mesh, 1.0, 5.0, value);
  assert_int_equal(store_step_begin(fixture->store, 5.0, &fixture->problems), 0);
  assert_int_equal(store_write_vertices(fixture->store, "pressure", value, &fixture->problems), 0);
  assert_int_equal(store_write_row(fixture->store, "ledger", 2, COLUMN, (const double[]){3.0, NAN},
                                   &fixture->problems),
                   0);
  assert_int_equal(store_step_end(fixture->store, &fixture->problems), 0);
  assert_int_equal(store_close(&fixture->store, &fixture->problems), 0);

  assert_int_equal(store_reader_open(fixture->folder, &reader, &fixture->problems), 0);
  assert_int_equal(store_reader_rows(reader, "/curves/needle/upper", &rows, &fixture->problems), 0);
  assert_true(rows.rows == 2 && rows.columns == 3);
  assert_true(fabs(rows.value[5] - 3.0) < 1e-12); // mm
  assert_int_equal(PetscFree(rows.value), 0);
  assert_int_equal(store_reader_rows(reader, "/fields/pressure/0", &rows, &fixture->problems), 0);
  assert_true(rows.rows == 27 && rows.columns == 1);
  assert_memory_equal(rows.value, value, sizeof value);
  assert_int_equal(PetscFree(rows.value), 0);
  assert_int_equal(store_reader_rows(reader, "/tables/ledger", &rows, &fixture->problems), 0);
  assert_true(rows.columns == 3 && rows.value[0] == 5.0 && isnan(rows.value[2]));
  assert_int_equal(PetscFree(rows.value), 0);
  assert_int_equal(
    store_reader_words(reader, "/tables/ledger", "columns", &names, &fixture->problems), 0);
  assert_true(names.count == 3 && strcmp(names.name[2], "bound") == 0);
  assert_int_equal(PetscFree(names.name), 0);
  assert_int_equal(store_reader_children(reader, "/curves/nerve", &names), 0);
  assert_int_equal(names.count, 0);
  store_reader_attribute(reader, "/fields/pressure/0", "unit", sizeof unit, unit);
  assert_string_equal(unit, "Pa");
  assert_int_equal(fixture->problems.count, 0);
  assert_int_equal(store_reader_rows(reader, "/fields/speed/0", &rows, &fixture->problems), 0);
  assert_int_equal(fixture->problems.count, 1);
  assert_non_null(strstr(fixture->problems.sentence[0], "/fields/speed/0 is missing"));
  assert_int_equal(store_reader_close(&reader), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(names_are_final_only_when_closed, set_up, tear_down),
    cmocka_unit_test_setup_teardown(state_tells_the_largest_value_of_all_steps, set_up, tear_down),
    cmocka_unit_test_setup_teardown(abandoned_leaves_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(abandoned_inside_a_step_spares_the_older_result, set_up,
                                    tear_down),
    cmocka_unit_test_setup_teardown(a_file_is_no_folder, set_up, tear_down),
    cmocka_unit_test_setup_teardown(wrong_order_is_an_error, set_up, tear_down),
    cmocka_unit_test_setup_teardown(what_was_written_is_read_back, set_up, tear_down),
    cmocka_unit_test(nothing_to_abandon_is_fine),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
