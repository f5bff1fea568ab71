// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp, symlink

#include "unit/report/scene.h"

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

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    scene_test(summary_comes_back),
    scene_test(runs_stand_side_by_side),
    scene_test(bars_stand_beside_values),
    scene_test(bars_that_overlap_are_marked),
    scene_test(overlap_is_the_sum_of_both_bars),
    scene_test(runs_without_bars_say_how_to_get_them),
    scene_test(errors_come_back_from_the_file),
    scene_test(conclusion_is_wrapped),
    scene_test(one_case_twice_is_told_apart_by_folder),
    scene_test(many_runs_are_printed_in_parts),
    scene_test(doses_above_their_limit_head_the_report),
  };

  return scene_run(argc, argv, "report.compare", sizeof tests / sizeof tests[0], tests);
}
