// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp, symlink

#include "unit/report/scene.h"

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
  assert_non_null(strstr(text, " 87.7 kPa\n"));
  assert_non_null(strstr(text, " 12.3 %\n"));
  assert_non_null(strstr(text, " 3.14 min  block \u2265 50 %\n"));
  assert_non_null(strstr(text, " > 24 h  block \u2265 50 %; >: it still holds when the run\n"));
  assert_non_null(strstr(text, " 94 %\n"));
  assert_non_null(strstr(text, " 3.0e-11 %\n"));
  assert_non_null(strstr(text, " 523\n")); // known to no section, printed all the same
  assert_true(strstr(text, "It blocks") < strstr(text, "Injection"));
  assert_true(strstr(text, "Injection") < strstr(text, "C fibres blocked"));
  assert_true(strstr(text, "C fibres blocked") < strstr(text, "Relief of"));
  assert_true(strstr(text, "Relief of") < strstr(text, "Ledger"));
  must(quantities_destroy(&list));
}

// A run alone is answered in sentences; all else waits for --all.
static void the_answer_stands_alone(void **state)
{
  Scene      *scene = *state;
  Quantities  list  = {0};
  static char text[TEXT];

  fill(&list, 0.88, 3.0, 84.0);
  write_summary(scene, "joint", &list);
  compare_width(scene, 1, (const char *const[]){scene->folder}, false, "80", text);
  assert_non_null(strstr(text, "  It blocks the lateral branch S1 (at least 50 % of C fibres).\n"));
  assert_null(strstr(text, "blocked_fraction"));
  assert_non_null(strstr(text, "sij compare --all"));
  check_lines(text, 80);
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
  compare_width(scene, 2, (const char *const[]){scene->folder, other->folder}, false, "100", text);
  assert_non_null(strstr(text, " intra_articular  periarticular\n"));
  assert_non_null(strstr(text, "lateral branch S1, blocked            2 %           97 % ?\n"));
  assert_non_null(strstr(text, "leak: dorsal                            \u2013           1 mL\n"));
  assert_non_null(strstr(text, "intra_articular:\n  It blocks no target; most is blocked in the "
                               "lateral branch S1: 2 % of C fibres.\n"));
  assert_non_null(strstr(text, "periarticular:\n  It blocks the lateral branch S1"));
  check_lines(text, 100);
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
}

// Far apart in block, overlapping in pressure; one run's bar of the level reaches over it.
static void verdicts_stand_behind_values(void **state)
{
  Scene      *scene = *state, *other;
  Quantities  one = {0}, two = {0};
  static char text[TEXT];

  must(scene_open((void **)&other));
  fill_with_bars(&one, 0.88, 3.0, 84.0);
  fill_with_bars(&two, 0.52, 3.9, 84.0);
  two.row[6].value = 0.5; // relief
  write_summary(scene, "intra_articular", &one);
  two.row[5].value = 90.0; // pressure
  write_summary(other, "periarticular", &two);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(
    text, " 88 \u00b1 3 %       52 \u00b1 3 % \u25bd  periarticular: undecided at this mesh"));
  assert_non_null(strstr(text, " 50 \u00b1 1 % \u25bc\n"));
  assert_non_null(strstr(text, " 90 \u00b1 4 kPa \u2248\n"));
  assert_non_null(strstr(text, "distinguishable at this mesh: they do"));
  assert_null(strstr(text, "--error-estimate"));
  check_lines(text, 100);
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
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
  assert_null(strstr(text, "\u00b1"));
  set_error(&one, "relief.peak", 0.01);
  write_summary(scene, "joint", &one);
  compare_text(scene, 2, (const char *const[]){scene->folder, other->folder}, text);
  assert_non_null(strstr(text, "Some of these runs have no error bars"));
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
  assert_non_null(strstr(text, "2.00 \u00b1 0.01 mL"));
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
  assert_null(strstr(text, "joint:"));
  assert_non_null(strstr(text, scene->folder));
  must(quantities_destroy(&list));
}

// At any width no line is too long, and every name and value stands there whole.
static void many_runs_fit_any_width(void **state)
{
  static const char *const COLUMNS[] = {"60", "80", "120", "200"};
  Scene                   *scene     = *state;
  Quantities               list      = {0};
  const char *const        folder[7] = {scene->folder, scene->folder, scene->folder, scene->folder,
                                        scene->folder, scene->folder, scene->folder};
  static char              text[TEXT];

  fill_with_bars(&list, 0.88, 3.0, 84.0);
  must(
    quantities_add(&list, 0.1, "1", "cartilage.cartilage_sacral.lidocaine.chondrotoxic_fraction"));
  must(quantities_add(&list, 2.0, "mL", "injection.joint.asked"));
  must(quantities_add(&list, 1.0, "mL", "injection.joint.delivered"));
  write_summary(scene, "joint", &list);
  for (int c = 0; c < 4; c++) {
    int shown = 0;

    compare_width(scene, 7, folder, true, COLUMNS[c], text);
    assert_non_null(strstr(text, "\ncartilage.cartilage_sacral.lidocaine.chondrotoxic_fraction"));
    for (const char *at = strstr(text, "Injection"); (at = strstr(at, "88 \u00b1 4 kPa")); at++)
      shown++;
    assert_int_equal(shown, 7);
    check_lines(text, (size_t)atoi(COLUMNS[c]));
  }
  must(quantities_destroy(&list));
}

static void doses_above_their_limit_are_warned_of(void **state)
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
  assert_non_null(strstr(text,
                         "much:\n  WARNING: It gives 1500 mg of lidocaine, above the clinical "
                         "limit of 300 mg.\n"));
  assert_ptr_equal(strstr(text, "WARNING"), last(text, "WARNING"));
  must(quantities_destroy(&one));
  must(quantities_destroy(&two));
  must(scene_close((void **)&other));
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    scene_test(summary_comes_back),
    scene_test(the_answer_stands_alone),
    scene_test(runs_stand_side_by_side),
    scene_test(verdicts_stand_behind_values),
    scene_test(runs_without_bars_say_how_to_get_them),
    scene_test(errors_come_back_from_the_file),
    scene_test(one_case_twice_is_told_apart_by_folder),
    scene_test(many_runs_fit_any_width),
    scene_test(doses_above_their_limit_are_warned_of),
  };

  return scene_run(argc, argv, "report.compare", sizeof tests / sizeof tests[0], tests);
}
