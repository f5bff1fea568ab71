// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp, symlink

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

static int scene_open(void **state)
{
  Scene *scene = calloc(1, sizeof *scene);

  (void)snprintf(scene->folder, sizeof scene->folder, "report_XXXXXX");
  *state = scene;
  return mkdtemp(scene->folder) ? 0 : -1;
}

static const char *inside(const Scene *scene, const char *name)
{
  static char path[128];

  (void)snprintf(path, sizeof path, "%s/%s", scene->folder, name);
  return path;
}

static int scene_close(void **state)
{
  Scene *scene = *state;

  (void)remove(inside(scene, "summary.json"));
  (void)remove(inside(scene, "timeseries.csv"));
  if (problems_destroy(&scene->problems) || rmdir(scene->folder)) return -1; // leftovers fail
  free(scene);
  return 0;
}

static void read_text(const char *path, char text[TEXT])
{
  FILE *stream = fopen(path, "r");

  assert_non_null(stream);
  text[fread(text, 1, TEXT - 1, stream)] = '\0';
  (void)fclose(stream);
}

static const char *last(const char *text, const char *word)
{
  const char *found = NULL;

  for (const char *at = text; (at = strstr(at, word)); at++) found = at;
  return found;
}

static void write_text(const char *path, const char *text)
{
  FILE *stream = fopen(path, "w");

  assert_non_null(stream);
  (void)fputs(text, stream);
  assert_int_equal(fclose(stream), 0);
}

static void write_summary(Scene *scene, const char *name, const Quantities *list)
{
  must(report_write_summary(PETSC_COMM_SELF, scene->folder, name, list, &scene->problems));
  assert_int_equal(scene->problems.count, 0);
}

// What a call prints on standard output.
static void compare_text(Scene *scene, int n, const char *const folder[], char text[TEXT])
{
  const char *path = "report_printed.txt";
  const int   kept = dup(STDOUT_FILENO);

  (void)fflush(stdout);
  assert_non_null(freopen(path, "w", stdout));
  must(report_compare(PETSC_COMM_SELF, n, folder, &scene->problems));
  (void)fflush(stdout);
  (void)dup2(kept, STDOUT_FILENO);
  (void)close(kept);
  read_text(path, text);
  (void)remove(path);
}

static void fill(Quantities *list, double block, double onset, double duration)
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

static void fill_alike(Quantities *list)
{
  fill(list, 0.12345, 3.14159, 1440.0);
}

static void summary_comes_back(void **state)
{
  Scene            *scene    = *state;
  Quantities        list     = {0};
  const char *const folder[] = {scene->folder};
  static char       text[TEXT];

  fill_alike(&list);
  must(quantities_add(&list, 523.0, "1", "numerics.steps"));
  write_summary(scene, "periarticular", &list);
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 0);
  assert_non_null(strstr(text, "periarticular"));
  assert_non_null(strstr(text, "87.7 kPa"));
  assert_non_null(strstr(text, "12.3 %  3.14 min    >24 h"));
  assert_non_null(strstr(text, "94 %"));
  assert_non_null(strstr(text, "3.0e-13"));
  assert_non_null(strstr(text, " 523\n")); // known to no section, printed all the same
  assert_non_null(strstr(text, "periarticular blocks none of 1 targets."));
  assert_true(strstr(text, "Injection") < strstr(text, "C fibres"));
  assert_true(strstr(text, "C fibres") < strstr(text, "Relief"));
  assert_true(strstr(text, "Relief") < strstr(text, "Ledger"));
  must(quantities_destroy(&list));
}

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

static void runs_stand_side_by_side(void **state)
{
  Scene      *scene = *state, *other;
  Quantities  one = {0}, two = {0};
  static char text[TEXT];

  must(scene_open((void **)&other));
  fill(&one, 0.02, NAN, 0.0);
  fill(&two, 0.97, 3.0, 84.0);
  must(quantities_add(&two, 1.0, "mL", "flow.leak.dorsal"));
  write_summary(scene, "intra_articular", &one);
  write_summary(other, "periarticular", &two);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(text, " intra_articular   periarticular\n"));
  assert_non_null(strstr(text, "2 %         -        -"));
  assert_non_null(strstr(text, "97 %     3 min  >84 min"));
  assert_non_null(strstr(text, "flow.leak.dorsal"));
  assert_ptr_equal(strstr(text, "relief.peak"), last(text, "relief.peak")); // one line for both
  assert_non_null(strstr(text, "intra_articular blocks none of 1 targets."));
  assert_non_null(strstr(text, "periarticular blocks lateral_branch_s1 (1 of 1 targets)."));
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    assert_true(strlen(line) <= 100);
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
}

// Columns of a terminal, not bytes.
static size_t columns(const char *line)
{
  size_t n = 0;

  for (; *line; line++) n += ((unsigned char)*line & 0xC0) != 0x80;
  return n;
}

static void set_error(Quantities *list, const char *name, double error)
{
  for (int i = 0; i < list->count; i++)
    if (strcmp(list->row[i].name, name) == 0) list->row[i].error = error;
}

static void fill_with_bars(Quantities *list, double block, double onset, double duration)
{
  fill(list, block, onset, duration);
  set_error(list, "targets.lateral_branch_s1.blocked_fraction_c", 0.03);
  set_error(list, "targets.lateral_branch_s1.onset_c", 0.5);
  set_error(list, "targets.lateral_branch_s1.duration_c", 9.0); // a lower bound has none
  set_error(list, "injection.joint.hub_pressure_max", 4.2);
  set_error(list, "relief.peak", 0.011);
}

static void bars_stand_beside_values(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  static char text[TEXT];

  fill_with_bars(&list, 0.8812, 3.14159, 84.0);
  must(quantities_add(&list, 0.5, "mL", "flow.leak.dorsal")); // not known
  must(quantities_add(&list, 2.0, "mL", "flow.leak.finer"));
  set_error(&list, "flow.leak.finer", 1e-5); // below the digits
  must(quantities_add(&list, 600.0, "min", "relief.duration"));
  set_error(&list, "relief.duration", 31.0);
  must(quantities_add(&list, 0.0951, "mg/L", "plasma.lidocaine.peak"));
  set_error(&list, "plasma.lidocaine.peak", 0.0034);
  must(quantities_add(&list, 2.66e-8, "mM h", "cartilage.x.lidocaine.exposure_mean"));
  set_error(&list, "cartilage.x.lidocaine.exposure_mean", 3e-9);
  must(quantities_add(&list, 4e-69, "1", "spill.x.blocked_fraction"));
  set_error(&list, "spill.x.blocked_fraction", 2e-69);
  write_summary(scene, "joint", &list);
  compare_text(scene, 1, (const char *const[]){scene->folder}, text);
  assert_non_null(strstr(text, " 88±3 %   3.1±0.5 min      >84 min\n"));
  assert_non_null(strstr(text, " 88±4 kPa\n"));
  assert_non_null(strstr(text, " 94±1 %\n"));
  assert_non_null(strstr(text, " 0.5 mL\n"));
  assert_non_null(strstr(text, " 2 mL\n"));
  assert_non_null(strstr(text, " 10.0±0.5 h\n"));
  assert_non_null(strstr(text, " 0.095±0.003 mg/L\n"));
  assert_non_null(strstr(text, " 2.7e-08±3e-09 mM h\n"));
  assert_non_null(strstr(text, " <0.1 %\n"));
  assert_non_null(strstr(text, "what mesh and steps may have moved it by"));
  assert_null(strstr(text, "not distinguishable")); // from what?
  must(quantities_destroy(&list));
}

// Far apart in block, overlapping in onset; one run's bar of the level reaches over it.
static void bars_that_overlap_are_marked(void **state)
{
  Scene      *scene = *state, *other;
  Quantities  one = {0}, two = {0};
  static char text[TEXT];

  must(scene_open((void **)&other));
  fill_with_bars(&one, 0.88, 3.0, 84.0);
  fill_with_bars(&two, 0.52, 3.9, 84.0);
  set_error(&two, "injection.joint.hub_pressure_max", NAN); // equal as printed, and not known
  write_summary(scene, "intra_articular", &one);
  write_summary(other, "periarticular", &two);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(text, " 52±3 %   3.9±0.5 min~     >84 min "));
  assert_null(strstr(text, "kPa~"));
  assert_non_null(strstr(text, "~ not distinguishable at this mesh from intra_articular"));
  assert_non_null(strstr(text, "intra_articular blocks lateral_branch_s1 (1 of 1 targets).\nperi"));
  assert_non_null(strstr(text, "undecided at this mesh: lateral_branch_s1 (1 of 1 targets)."));
  assert_null(strstr(text, "intra_articular and")); // block is far apart
  assert_null(strstr(text, "--error-estimate"));
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    assert_true(columns(line) <= 100);
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
}

// Each of two others is held against the first; the bars just touch, or just do not.
static void overlap_is_the_sum_of_both_bars(void **state)
{
  Scene       *scene   = *state, *near, *far;
  Quantities   list[3] = {0};
  const double block[] = {0.80, 0.8599, 0.8601};
  static char  text[TEXT];

  must(scene_open((void **)&near));
  must(scene_open((void **)&far));
  Scene *const      at[]   = {scene, near, far};
  const char *const name[] = {"joint", "near", "far"};

  for (int i = 0; i < 3; i++) {
    fill_with_bars(&list[i], block[i], 3.0, 84.0);
    write_summary(at[i], name[i], &list[i]);
    must(quantities_destroy(&list[i]));
  }
  compare_text(scene, 3, (const char *const[]){scene->folder, near->folder, far->folder}, text);
  assert_non_null(strstr(text, "joint and near are not distinguishable at this mesh in what they "
                               "block of\n    lateral_branch_s1 (1 of 1 targets).\n"));
  assert_null(strstr(text, "joint and far"));
  must(scene_close((void **)&near));
  must(scene_close((void **)&far));
}

static void runs_without_bars_say_how_to_get_them(void **state)
{
  Scene      *scene = *state, *other;
  Quantities  one = {0}, two = {0};
  static char text[TEXT];

  must(scene_open((void **)&other));
  fill(&one, 0.88, 3.0, 84.0);
  fill(&two, 0.52, 3.9, 84.0);
  write_summary(scene, "joint", &one);
  write_summary(other, "ligament", &two);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(text, "These runs have no error bars"));
  assert_non_null(strstr(text, "sij run --error-estimate"));
  assert_null(strstr(text, "±"));
  assert_null(strstr(text, "distinguishable"));
  set_error(&one, "relief.peak", 0.01);
  write_summary(scene, "joint", &one);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(text, "Some of these runs have no error bars"));
  assert_null(strstr(text, "~\n"));
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
}

static void errors_come_back_from_the_file(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  static char text[TEXT];

  must(quantities_add(&list, 2.0, "mL", "flow.a"));
  must(quantities_add(&list, 2.0, "mL", "flow.b"));
  list.row[0].error = 0.0123456789;
  write_summary(scene, "x", &list);
  read_text(inside(scene, "summary.json"), text);
  assert_non_null(strstr(text, "\"error\": 0.0123456789"));
  assert_ptr_equal(strstr(text, "error"), last(text, "error")); // none where it is not known
  compare_text(scene, 1, (const char *const[]){scene->folder}, text);
  assert_non_null(strstr(text, "2.00±0.01 mL"));
  must(quantities_destroy(&list));
}

// A long list of targets is broken at the width of the table.
static void conclusion_is_wrapped(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  static char text[TEXT];
  int         named = 0;

  must(quantities_add(&list, 0.5, "1", "targets.block_level"));
  for (int i = 0; i < 20; i++)
    must(quantities_add(&list, 0.9, "1", "targets.lateral_branch_%d.blocked_fraction_c", i));
  write_summary(scene, "periarticular", &list);
  compare_text(scene, 1, (const char *const[]){scene->folder}, text);
  assert_non_null(strstr(text, "(20 of 20 targets)."));
  for (char *line = strtok(strstr(text, "Reads as"), "\n"); line; line = strtok(NULL, "\n")) {
    assert_true(strlen(line) <= 100);
    for (const char *at = line; (at = strstr(at, "lateral_branch")); at++) named++;
  }
  assert_int_equal(named, 20);
  must(quantities_destroy(&list));
}

static void one_case_twice_is_told_apart_by_folder(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  char        again[80];
  static char text[TEXT];

  fill_alike(&list);
  write_summary(scene, "joint", &list);
  (void)snprintf(again, sizeof again, "./%s/", scene->folder);
  compare_text(scene, 2, (const char *const[]){scene->folder, again}, text);
  assert_null(strstr(text, "joint "));
  assert_non_null(strstr(text, scene->folder));
  must(quantities_destroy(&list));
}

static void many_runs_are_printed_in_parts(void **state)
{
  Scene            *scene     = *state;
  Quantities        list      = {0};
  const char *const folder[7] = {scene->folder, scene->folder, scene->folder, scene->folder,
                                 scene->folder, scene->folder, scene->folder};
  static char       text[TEXT];
  int               parts = 0;

  fill_alike(&list);
  write_summary(scene, "joint", &list);
  compare_text(scene, 7, folder, text);
  for (const char *at = text; (at = strstr(at, "C fibres blocked")); at++) parts++;
  assert_int_equal(parts, 4); // two to a part
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    assert_true(strlen(line) <= 100);
  must(quantities_destroy(&list));
}

static void faulty_summaries_are_sentences(void **state)
{
  static const char *const cases[][2] = {
    {"", "line 1: not valid JSON"},
    {"{\"case\": \"x\", \"quantities\": [", "not valid JSON"},
    {"[1, 2]", "the whole file: found an array, wanted an object"},
    {"{\"quantities\": []}", "case: found nothing, wanted a text"},
    {"{\"case\": \"x\", \"quantities\": 7}", "quantities: found a number, wanted an array"},
    {"{\"case\": \"x\", \"quantities\": [7]}", "quantities[0].name: found nothing, wanted a text"},
    {"{\"case\": \"x\", \"quantities\": [{\"name\": \"a\", \"unit\": \"1\", \"value\": \"b\"}]}",
     "quantities[0].value: found a text, wanted a number or null"},
    {"{\"case\": \"x\", \"quantities\": [{\"name\": \"a\", \"unit\": 1, \"value\": 2}]}",
     "quantities[0].unit: found a number, wanted a text"},
  };
  Scene            *scene    = *state;
  const char *const folder[] = {scene->folder};
  static char       text[TEXT];

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_text(inside(scene, "summary.json"), cases[i][0]);
    compare_text(scene, 1, folder, text);
    assert_true(scene->problems.count > 0);
    if (!strstr(scene->problems.sentence[0], cases[i][1]))
      fail_msg("%s\nlacks: %s", scene->problems.sentence[0], cases[i][1]);
    assert_non_null(strstr(scene->problems.sentence[0], inside(scene, "summary.json")));
    assert_string_equal(text, "");
    must(problems_destroy(&scene->problems));
  }
}

// A digit that turned into another is still JSON.
static void a_turned_digit_is_refused(void **state)
{
  Scene            *scene    = *state;
  const char *const folder[] = {scene->folder};
  Quantities        list     = {0};
  static char       summary[TEXT], text[TEXT];

  must(quantities_add(&list, 12.25, "mL", "flow.a"));
  write_summary(scene, "x", &list);
  read_text(inside(scene, "summary.json"), summary);
  *strstr(summary, "12.25") = '3';
  write_text(inside(scene, "summary.json"), summary);
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 1);
  assert_non_null(strstr(scene->problems.sentence[0], "summary.json: its checksum is wrong"));
  assert_string_equal(text, "");
  must(problems_destroy(&scene->problems));

  // Without the key that seals it, it is the word of whoever changed it.
  strcpy(strstr(summary, ",\n \"sha256\""), "\n}\n");
  write_text(inside(scene, "summary.json"), summary);
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 0);
  assert_non_null(strstr(text, "32.2 mL"));
  must(quantities_destroy(&list));
}

static void what_is_no_folder_of_results_is_a_sentence(void **state)
{
  Scene      *scene = *state;
  static char text[TEXT];

  compare_text(scene, 2, (const char *const[]){"no_such_folder", scene->folder}, text);
  assert_int_equal(scene->problems.count, 2);
  assert_string_equal(
    scene->problems.sentence[0],
    "no_such_folder: there is no such folder; name folders that `sij run -o` has finished");
  assert_non_null(strstr(scene->problems.sentence[1], "summary.json: cannot be read"));
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

static void doses_above_their_limit_head_the_report(void **state)
{
  Scene      *scene = *state, *other;
  Quantities  one = {0}, two = {0};
  static char text[TEXT];

  must(scene_open((void **)&other));
  fill(&one, 0.88, 3.0, 84.0);
  fill(&two, 0.52, 3.9, 84.0);
  must(quantities_add(&one, 1500.0, "mg", "dose.lidocaine.prescribed"));
  must(quantities_add(&one, 300.0, "mg", "dose.lidocaine.limit"));
  must(quantities_add(&one, 5.0, "1", "dose.lidocaine.ratio"));
  must(quantities_add(&two, 300.0, "mg", "dose.lidocaine.prescribed"));
  must(quantities_add(&two, 300.0, "mg", "dose.lidocaine.limit"));
  must(quantities_add(&two, 1.0 + 1e-15, "1", "dose.lidocaine.ratio"));
  write_summary(scene, "much", &one);
  write_summary(other, "plain", &two);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_ptr_equal(
    strstr(text, "WARNING: much gives 1500 mg of lidocaine, above its clinical limit of 300 mg.\n"),
    text);
  assert_null(strstr(text + 1, "WARNING"));
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
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

#define scene_test(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    scene_test(summary_comes_back),
    scene_test(digits_are_kept_and_nan_is_null),
    scene_test(runs_stand_side_by_side),
    scene_test(bars_stand_beside_values),
    scene_test(bars_that_overlap_are_marked),
    scene_test(overlap_is_the_sum_of_both_bars),
    scene_test(runs_without_bars_say_how_to_get_them),
    scene_test(errors_come_back_from_the_file),
    scene_test(conclusion_is_wrapped),
    scene_test(one_case_twice_is_told_apart_by_folder),
    scene_test(many_runs_are_printed_in_parts),
    scene_test(faulty_summaries_are_sentences),
    scene_test(a_turned_digit_is_refused),
    scene_test(what_is_no_folder_of_results_is_a_sentence),
    scene_test(a_number_that_is_none_is_not_written),
    scene_test(what_need_not_occur_is_written),
    scene_test(doses_above_their_limit_head_the_report),
    scene_test(series_is_a_table),
    scene_test(a_series_not_kept_leaves_nothing),
    scene_test(unwritable_folder_is_a_sentence),
    scene_test(full_disk_is_a_sentence),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("report", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
