// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/study/expand.h"
#include "../../../src/study/read.h"
#include "unit/check.h"

#include "sij/casefile/parse.h"

#include <string.h>

static const char *find_override(const StudyCase *made, const char *key)
{
  const size_t n = strlen(key);

  for (int i = 0; i < made->n_overrides; i++)
    if (strncmp(made->override[i], key, n) == 0 && made->override[i][n] == '=')
      return made->override[i] + n + 1;
  return "";
}

// The study of a text, whose baseline has the injections upper and lower.
static void expand(const char *text, Study *study, Problems *problems)
{
  static Case baseline;
  Node       *root;

  baseline.n_injections = 2;
  strcpy(baseline.injection[0].name, "upper");
  strcpy(baseline.injection[1].name, "lower");
  *study = (Study){.file = "study.yaml"};
  assert_int_equal(parse_text(&study->tree, "study.yaml", text, strlen(text), &root, problems), 0);
  assert_non_null(root);
  assert_int_equal(tree_set_paths(&study->tree, root, ""), 0);
  assert_int_equal(read_study(root, study, problems), 0);
  if (problems->count == 0) assert_int_equal(expand_cases(study, &baseline, problems), 0);
}

static void end(Study *study, Problems *problems)
{
  assert_int_equal(tree_destroy(&study->tree), 0);
  assert_int_equal(problems_destroy(problems), 0);
}

static void a_grid_is_a_full_factorial(void **state)
{
  Study    study;
  Problems problems = {0};

  (void)state;
  expand(
    "baseline: b.yaml\n"
    "vary: {grid: {injections.*.volume: [1 mL, 2 mL, 3 mL], anatomy.preset: [wide, narrow]}}\n",
    &study, &problems);
  assert_int_equal(problems.count, 0);
  assert_int_equal(study.n_cases, 6);
  assert_true(study.factor[0].numeric);
  assert_string_equal(study.factor[0].unit, "mL");
  assert_false(study.factor[1].numeric);
  assert_string_equal(study.cases[0].name, "case_001");
  assert_string_equal(find_override(&study.cases[3], "injections.0.volume"), "\"2 mL\"");
  assert_string_equal(find_override(&study.cases[3], "injections.1.volume"), "\"2 mL\"");
  assert_string_equal(find_override(&study.cases[3], "anatomy.preset"), "\"narrow\"");
  assert_close(study.cases[3].value[0], 2.0, 1e-15);
  end(&study, &problems);
}

static void an_arm_sets_its_keys_and_names_its_case(void **state)
{
  Study    study;
  Problems problems = {0};

  (void)state;
  expand("baseline: b.yaml\n"
         "set: {time: {duration: 1 h}}\n"
         "vary:\n"
         "  arms:\n"
         "    both: {}\n"
         "    one: {injections.lower.site: periarticular.1, flow: coupled}\n",
         &study, &problems);
  assert_int_equal(problems.count, 0);
  assert_int_equal(study.n_cases, 2);
  assert_string_equal(study.cases[0].name, "both");
  assert_string_equal(find_override(&study.cases[0], "time"), "{\"duration\": \"1 h\"}");
  assert_string_equal(find_override(&study.cases[1], "name"), "one");
  assert_string_equal(find_override(&study.cases[1], "injections.1.site"), "\"periarticular.1\"");
  assert_string_equal(find_override(&study.cases[1], "flow"), "\"coupled\"");
  end(&study, &problems);
}

static void every_arm_is_run_at_every_point(void **state)
{
  Study    study;
  Problems problems = {0};

  (void)state;
  expand("baseline: b.yaml\n"
         "vary:\n"
         "  arms: {a: {}, b: {}}\n"
         "  latin_hypercube:\n"
         "    cases: 8\n"
         "    ranges: {body.body_mass: {from: 40 kg, to: 160 kg, scale: log}}\n",
         &study, &problems);
  assert_int_equal(problems.count, 0);
  assert_int_equal(study.n_cases, 16);
  assert_string_equal(study.cases[8].name, "b_009");
  for (int i = 0; i < 8; i++) {
    assert_close(study.cases[i].value[1], study.cases[8 + i].value[1], 1e-15);
    assert_true(study.cases[i].value[1] > 40.0 && study.cases[i].value[1] < 160.0);
  }
  int below = 0; // of a logarithmic range half lies below the geometric mean
  for (int i = 0; i < 8; i++) below += study.cases[i].value[1] < 80.0;
  assert_int_equal(below, 4);
  end(&study, &problems);
}

static void injections_of_an_arm_are_known_by_their_names(void **state)
{
  Study    study;
  Problems problems = {0};

  (void)state;
  expand(
    "baseline: b.yaml\n"
    "vary:\n"
    "  arms: {own: {injections: [{name: only, volume: 1 mL}], injections.only.rate: 1 mL/min}}\n",
    &study, &problems);
  assert_int_equal(problems.count, 0);
  assert_string_equal(find_override(&study.cases[0], "injections.0.rate"), "\"1 mL/min\"");
  end(&study, &problems);
}

static void an_injection_that_is_not_there_is_named(void **state)
{
  Study    study;
  Problems problems = {0};

  (void)state;
  expand("baseline: b.yaml\nvary: {grid: {injections.uper.volume: [1 mL, 2 mL]}}\n", &study,
         &problems);
  assert_true(problems.count > 0);
  assert_non_null(strstr(problems.sentence[0], "no injection of the baseline is called \"uper\""));
  assert_non_null(strstr(problems.sentence[0], "did you mean \"upper\"?"));
  end(&study, &problems);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_grid_is_a_full_factorial),
    cmocka_unit_test(an_arm_sets_its_keys_and_names_its_case),
    cmocka_unit_test(every_arm_is_run_at_every_point),
    cmocka_unit_test(injections_of_an_arm_are_known_by_their_names),
    cmocka_unit_test(an_injection_that_is_not_there_is_named),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("expand", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
