// SPDX-License-Identifier: GPL-3.0-or-later
/** A folder of results for each test of the reports, what is written into it, and what a comparison prints of it. The
 * includer defines _POSIX_C_SOURCE 200809L. */
#pragma once

#include "unit/check.h"

#include "sij/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define must(call) assert_int_equal((call), 0)

enum { TEXT = 40000 };

/** A fresh folder for each test, and what went wrong in it. */
typedef struct {
  char     folder[64];
  Problems problems;
} Scene;

static inline int scene_open(void **state)
{
  Scene *scene = calloc(1, sizeof *scene);

  (void)snprintf(scene->folder, sizeof scene->folder, "report_XXXXXX");
  *state = scene;
  return mkdtemp(scene->folder) ? 0 : -1;
}

static inline const char *inside(const Scene *scene, const char *name)
{
  static char path[128];

  (void)snprintf(path, sizeof path, "%s/%s", scene->folder, name);
  return path;
}

static inline int scene_close(void **state)
{
  Scene *scene = *state;

  (void)remove(inside(scene, "summary.json"));
  (void)remove(inside(scene, "timeseries.csv"));
  if (problems_destroy(&scene->problems) || rmdir(scene->folder)) return -1; // leftovers fail
  free(scene);
  return 0;
}

static inline void read_text(const char *path, char text[TEXT])
{
  FILE *stream = fopen(path, "r");

  assert_non_null(stream);
  text[fread(text, 1, TEXT - 1, stream)] = '\0';
  (void)fclose(stream);
}

static inline const char *last(const char *text, const char *word)
{
  const char *found = NULL;

  for (const char *at = text; (at = strstr(at, word)); at++) found = at;
  return found;
}

static inline void write_text(const char *path, const char *text)
{
  FILE *stream = fopen(path, "w");

  assert_non_null(stream);
  (void)fputs(text, stream);
  assert_int_equal(fclose(stream), 0);
}

static inline void write_summary(Scene *scene, const char *name, const Quantities *list)
{
  must(report_write_summary(PETSC_COMM_SELF, scene->folder, name, list, &scene->problems));
  assert_int_equal(scene->problems.count, 0);
}

static inline void fill(Quantities *list, double block, double onset, double duration)
{
  must(quantities_add(list, 0.5, "1", "targets.block_level"));
  must(quantities_add(list, block, "1", "targets.lateral_branch_s1.blocked_fraction_c"));
  must(quantities_add(list, onset, "min", "targets.lateral_branch_s1.onset_c"));
  must(quantities_add(list, duration, "min", "targets.lateral_branch_s1.duration_c"));
  must(quantities_add(list, 1.0, "yes/no", "targets.lateral_branch_s1.outlasts_run_c"));
  must(quantities_add(list, 87.654321, "kPa", "injection.joint.hub_pressure_max"));
  must(quantities_add(list, 0.94, "1", "relief.peak"));
  must(quantities_add(list, 3e-13, "1", "ledger.lidocaine.defect"));
}

static inline void fill_alike(Quantities *list)
{
  fill(list, 0.12345, 3.14159, 1440.0);
}

// What a call prints on standard output, in so many columns.
static inline void compare_width(Scene *scene, int n, const char *const folder[], bool all,
                                 const char *columns, char text[TEXT])
{
  const char *path = "report_printed.txt";
  const int   kept = dup(STDOUT_FILENO);

  (void)setenv("COLUMNS", columns, 1);
  (void)fflush(stdout);
  assert_non_null(freopen(path, "w", stdout));
  must(report_compare(PETSC_COMM_SELF, n, folder, all, &scene->problems));
  (void)fflush(stdout);
  (void)dup2(kept, STDOUT_FILENO);
  (void)close(kept);
  read_text(path, text);
  if (getenv("SHOW")) fputs(text, stderr);
  (void)remove(path);
}

static inline void compare_text(Scene *scene, int n, const char *const folder[], char text[TEXT])
{
  compare_width(scene, n, folder, true, "100", text);
}

// Columns of a terminal, not bytes.
static inline size_t count_columns(const char *line)
{
  size_t n = 0;

  for (; *line; line++) n += ((unsigned char)*line & 0xC0) != 0x80;
  return n;
}

// Cuts the text into its lines.
static inline void check_lines(char *text, size_t width)
{
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
    if (count_columns(line) > width) fail_msg("%zu columns: %s", count_columns(line), line);
    if (line[strlen(line) - 1] == ' ') fail_msg("a space at the end of: %s", line);
  }
}

static inline void set_error(Quantities *list, const char *name, double error)
{
  for (int i = 0; i < list->count; i++)
    if (strcmp(list->row[i].name, name) == 0) list->row[i].error = error;
}

static inline void fill_with_bars(Quantities *list, double block, double onset, double duration)
{
  fill(list, block, onset, duration);
  set_error(list, "targets.lateral_branch_s1.blocked_fraction_c", 0.03);
  set_error(list, "targets.lateral_branch_s1.onset_c", 0.5);
  set_error(list, "targets.lateral_branch_s1.duration_c", 9.0); // a lower bound has none
  set_error(list, "injection.joint.hub_pressure_max", 4.2);
  set_error(list, "relief.peak", 0.011);
}

#define scene_test(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)

static inline int scene_run(int argc, char *argv[], const char *name, size_t n,
                            const struct CMUnitTest tests[])
{
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
