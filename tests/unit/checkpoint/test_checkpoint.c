// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L

#include "support/petsc.h"
#include "unit/check.h"

#include "sij/checkpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N = 5, KEEP = 2 };

static const double POINT[N][3] = {{0, 0, 0}, {1, 0, 0}, {0.1, 0.2, 0.3}, {-1, 2, 1e-9}, {3, 3, 3}};

typedef struct {
  char        folder[64];
  Checkpoint *checkpoint;
  Problems    problems;
} Fixture;

static int set_up(void **state)
{
  Fixture *fixture = calloc(1, sizeof *fixture);

  if (!fixture) return 1;
  (void)snprintf(fixture->folder, sizeof fixture->folder, "checkpoint-test-%ld", (long)getpid());
  if (mkdir(fixture->folder, 0777) != 0) return 1;
  *state = fixture;
  return checkpoint_create(PETSC_COMM_WORLD, fixture->folder, KEEP, &fixture->checkpoint) != 0;
}

static int tear_down(void **state)
{
  Fixture *fixture = *state;
  char     command[128];

  (void)snprintf(command, sizeof command, "rm -r %s", fixture->folder);
  if (checkpoint_destroy(&fixture->checkpoint) || problems_destroy(&fixture->problems)) return 1;
  if (system(command) != 0) return 1;
  free(fixture);
  return 0;
}

// The points in an order of their own, as another number of ranks has them.
static void attach(Fixture *fixture, const int order[N], bool restart)
{
  double           x[N][3];
  CheckpointPoints points[STATE_PLACES] = {
    {.n_owned = N, .n_global = N, .x = (const double(*)[3])x}};

  for (int i = 0; i < N; i++) memcpy(x[i], POINT[order[i]], sizeof x[i]);
  assert_int_equal(checkpoint_attach(fixture->checkpoint, points, restart, &fixture->problems), 0);
}

static void attach_new(Fixture *fixture)
{
  static const int as_is[N] = {0, 1, 2, 3, 4};

  attach(fixture, as_is, false);
  assert_int_equal(fixture->problems.count, 0);
}

static void save(Fixture *fixture, int step, double base)
{
  const StateVisitor writer   = checkpoint_writer(fixture->checkpoint);
  double             field[N] = {base, base + 1, base + 2, base + 3, base + 4}, sum = base;

  assert_int_equal(writer.field(writer.context, "field", STATE_VERTICES, 1, field), 0);
  assert_int_equal(writer.sums(writer.context, "sum", 1, &sum), 0);
  assert_int_equal(checkpoint_set_text(fixture->checkpoint, "case", "some text"), 0);
  assert_int_equal(checkpoint_save_state(fixture->checkpoint, step, &fixture->problems), 0);
  assert_int_equal(fixture->problems.count, 0);
}

static void write_path(const Fixture *fixture, const char *name, char path[128])
{
  (void)snprintf(path, 128, "%s/checkpoint/%s", fixture->folder, name);
}

static bool exists(const Fixture *fixture, const char *name)
{
  char path[128];

  write_path(fixture, name, path);
  return access(path, F_OK) == 0;
}

static void flip_bit(const Fixture *fixture, const char *name, long at)
{
  char  path[128];
  FILE *file;
  int   byte;

  write_path(fixture, name, path);
  file = fopen(path, "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
  byte = fgetc(file);
  assert_int_equal(fseek(file, -1, SEEK_CUR), 0);
  assert_int_equal(fputc(byte ^ 4, file), byte ^ 4);
  assert_int_equal(fclose(file), 0);
}

static void a_state_comes_back_in_another_order_of_points(void **state)
{
  static const int shuffled[N] = {3, 0, 4, 2, 1};
  Fixture         *fixture     = *state;
  double           field[N] = {0.0}, sum = 0.0;
  bool             found;

  attach_new(fixture);
  save(fixture, 7, 100.0);
  assert_int_equal(checkpoint_destroy(&fixture->checkpoint), 0);
  assert_int_equal(checkpoint_create(PETSC_COMM_WORLD, fixture->folder, KEEP, &fixture->checkpoint),
                   0);
  assert_int_equal(checkpoint_load_state(fixture->checkpoint, &found, &fixture->problems), 0);
  assert_true(found);
  attach(fixture, shuffled, true);
  assert_int_equal(fixture->problems.count, 0);

  const StateVisitor reader = checkpoint_reader(fixture->checkpoint);

  assert_int_equal(reader.field(reader.context, "field", STATE_VERTICES, 1, field), 0);
  assert_int_equal(reader.sums(reader.context, "sum", 1, &sum), 0);
  for (int i = 0; i < N; i++) assert_close(field[i], 100.0 + shuffled[i], 0.0);
  assert_close(sum, 100.0, 0.0);
  assert_string_equal(checkpoint_text(fixture->checkpoint, "case"), "some text");
}

static void the_oldest_state_goes(void **state)
{
  Fixture *fixture = *state;

  attach_new(fixture);
  for (int step = 1; step <= 3; step++) save(fixture, step, step);
  assert_false(exists(fixture, "state-00000001.sij"));
  assert_true(exists(fixture, "state-00000002.sij"));
  assert_true(exists(fixture, "state-00000003.sij"));
}

static void a_damaged_state_is_noticed_and_the_one_before_used(void **state)
{
  static const long at[]    = {3, 20, 60, 400, -1, -70};
  Fixture          *fixture = *state;
  Problems          notes   = {0};
  bool              found;

  attach_new(fixture);
  for (size_t k = 0; k < sizeof at / sizeof at[0]; k++) {
    save(fixture, 1, 1.0);
    save(fixture, 2, 2.0);
    flip_bit(fixture, "state-00000002.sij", at[k]);
    assert_int_equal(checkpoint_load_state(fixture->checkpoint, &found, &notes), 0);
    assert_true(found);
    assert_int_equal(notes.count, (int)k + 1);

    const StateVisitor reader = checkpoint_reader(fixture->checkpoint);
    double             sum    = 0.0;

    assert_int_equal(reader.sums(reader.context, "sum", 1, &sum), 0);
    assert_close(sum, 1.0, 0.0);
  }
  assert_int_equal(problems_destroy(&notes), 0);
}

static void one_damaged_copy_of_the_points_does_no_harm(void **state)
{
  static const int as_is[N] = {0, 1, 2, 3, 4};
  Fixture         *fixture  = *state;

  attach_new(fixture);
  assert_int_equal(checkpoint_destroy(&fixture->checkpoint), 0);
  assert_int_equal(checkpoint_create(PETSC_COMM_WORLD, fixture->folder, KEEP, &fixture->checkpoint),
                   0);
  flip_bit(fixture, "points-a.sij", 300);
  attach(fixture, as_is, true);
  assert_int_equal(fixture->problems.count, 0);
}

static void points_of_another_mesh_are_a_problem(void **state)
{
  Fixture         *fixture = *state;
  double           x[N][3];
  CheckpointPoints points[STATE_PLACES] = {
    {.n_owned = N, .n_global = N, .x = (const double(*)[3])x}};

  attach_new(fixture);
  assert_int_equal(checkpoint_destroy(&fixture->checkpoint), 0);
  assert_int_equal(checkpoint_create(PETSC_COMM_WORLD, fixture->folder, KEEP, &fixture->checkpoint),
                   0);
  memcpy(x, POINT, sizeof x);
  x[2][1] += 1e-12;
  assert_int_equal(checkpoint_attach(fixture->checkpoint, points, true, &fixture->problems), 0);
  assert_int_equal(fixture->problems.count, 1);
  assert_non_null(strstr(fixture->problems.sentence[0], "1 of 5 points are not among its own"));
}

static void what_is_missing_and_what_is_unused_is_named(void **state)
{
  Fixture           *fixture = *state;
  const StateVisitor reader  = checkpoint_reader(fixture->checkpoint);
  Problems           missing = {0}, unused = {0};
  double             value[2] = {5.0, 6.0};
  bool               found;

  attach_new(fixture);
  save(fixture, 1, 1.0);
  assert_int_equal(checkpoint_load_state(fixture->checkpoint, &found, &fixture->problems), 0);
  assert_int_equal(reader.values(reader.context, "another", 2, value), 0);
  assert_int_equal(reader.sums(reader.context, "sum", 2, value), 0); // there is one
  assert_close(value[0], 5.0, 0.0);
  (void)checkpoint_text(fixture->checkpoint, "case");
  assert_int_equal(checkpoint_differences(fixture->checkpoint, &missing, &unused), 0);
  assert_int_equal(missing.count, 2);
  assert_string_equal(missing.sentence[0], "another");
  assert_int_equal(unused.count, 1);
  assert_string_equal(unused.sentence[0], "field");
  assert_int_equal(problems_destroy(&missing), 0);
  assert_int_equal(problems_destroy(&unused), 0);
}

static void a_new_series_removes_the_old_one_and_nothing_else(void **state)
{
  Fixture *fixture = *state;
  char     path[128];
  FILE    *file;

  attach_new(fixture);
  save(fixture, 1, 1.0);
  write_path(fixture, "notes.txt", path);
  file = fopen(path, "w");
  assert_non_null(file);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(checkpoint_destroy(&fixture->checkpoint), 0);
  assert_int_equal(checkpoint_create(PETSC_COMM_WORLD, fixture->folder, KEEP, &fixture->checkpoint),
                   0);
  attach_new(fixture);
  assert_false(exists(fixture, "state-00000001.sij"));
  assert_true(exists(fixture, "notes.txt"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
    TEST(a_state_comes_back_in_another_order_of_points),
    TEST(the_oldest_state_goes),
    TEST(a_damaged_state_is_noticed_and_the_one_before_used),
    TEST(one_damaged_copy_of_the_points_does_no_harm),
    TEST(points_of_another_mesh_are_a_problem),
    TEST(what_is_missing_and_what_is_unused_is_named),
    TEST(a_new_series_removes_the_old_one_and_nothing_else),
  };

  return cmocka_run_group_tests(tests, petsc_start, petsc_stop);
}
