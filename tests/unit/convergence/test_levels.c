// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/convergence/levels.h"
#include "unit/check.h"

#include "sij/convergence.h"

#include <string.h>

static Case sample(const char *mesh_file, int refine)
{
  Case input = {.meshing  = {.size_joint    = 2e-3,
                             .size_ligament = 3e-3,
                             .size_far      = 6e-3,
                             .size_needle   = 1e-3,
                             .gradation     = 0.2,
                             .layers_sacral = 4,
                             .layers_cavity = 2,
                             .layers_iliac  = 1,
                             .refine        = refine},
                .numerics = {.time_tolerance = 5e-3, .step_first = 0.1, .step_max = 60.0}};

  strcpy(input.anatomy.mesh_file, mesh_file);
  return input;
}

static Case at_level(const Case *input, int i, char text[LEVEL_TEXT])
{
  static Case  coarse;
  const Levels levels = levels_of(input);

  levels_case(&levels, input, i, &coarse, text);
  return coarse;
}

static void a_generated_mesh_is_made_coarser(void **state)
{
  const Case input = sample("", 0);
  char       text[LEVEL_TEXT];

  (void)state;
  assert_int_equal(levels_of(&input).n, 3);
  const Case coarse = at_level(&input, 2, text);

  assert_string_equal(text, "mesh sizes times 2");
  assert_close(coarse.meshing.size_joint, 4e-3, 1e-12);
  assert_close(coarse.meshing.size_ligament, 6e-3, 1e-12);
  assert_close(coarse.meshing.size_far, 12e-3, 1e-12);
  assert_close(coarse.meshing.size_needle, 2e-3, 1e-12);
  assert_close(coarse.meshing.gradation, 0.4, 1e-12);
  assert_int_equal(coarse.meshing.layers_sacral, 2);
  assert_int_equal(coarse.meshing.layers_cavity, 2); // not one
  assert_int_equal(coarse.meshing.layers_iliac, 1);
  assert_close(coarse.numerics.time_tolerance, 2e-2, 1e-12);
  assert_close(coarse.numerics.step_first, 0.2, 1e-12);
  assert_close(coarse.numerics.step_max, 120.0, 1e-12);
}

static void the_case_itself_is_as_asked(void **state)
{
  const Case input = sample("", 1);
  char       text[LEVEL_TEXT];

  (void)state;
  const Case same = at_level(&input, 0, text);

  assert_string_equal(text, "as asked");
  assert_memory_equal(&same, &input, sizeof same);
}

static void refinement_is_undone_first(void **state)
{
  const Case input = sample("", 1), foreign = sample("own.msh", 2);
  char       text[LEVEL_TEXT];
  Case       coarse;

  (void)state;
  coarse = at_level(&input, 1, text);
  assert_string_equal(text, "refined 0 times instead of 1");
  assert_int_equal(coarse.meshing.refine, 0);
  assert_close(coarse.meshing.size_joint, 2e-3, 1e-12);
  coarse = at_level(&input, 2, text);
  assert_string_equal(text, "not refined, mesh sizes times 2");
  assert_int_equal(coarse.meshing.refine, 0);
  assert_close(coarse.meshing.size_joint, 4e-3, 1e-12);
  coarse = at_level(&foreign, 2, text);
  assert_string_equal(text, "refined 0 times instead of 2");
  assert_int_equal(coarse.meshing.refine, 0);
  assert_close(coarse.meshing.size_joint, 2e-3, 1e-12);
  assert_close(coarse.numerics.time_tolerance, 8e-2, 1e-12);
}

static void loose_steps_stay_within_reason(void **state)
{
  Case input = sample("own.msh", 2);
  char text[LEVEL_TEXT];

  (void)state;
  input.numerics.time_tolerance = 2e-2;
  assert_close(at_level(&input, 2, text).numerics.time_tolerance, 0.1, 1e-12);
  input.numerics.time_tolerance = 0.5;
  assert_close(at_level(&input, 2, text).numerics.time_tolerance, 0.5, 1e-12);
}

static void a_foreign_mesh_has_as_many_levels_as_it_was_refined(void **state)
{
  const Case once = sample("own.msh", 1), never = sample("own.msh", 0);
  Problems   problems = {0};

  (void)state;
  assert_int_equal(levels_of(&once).n, 2);
  assert_int_equal(convergence_check(&once, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_int_equal(convergence_check(&never, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "own.msh"));
  assert_non_null(strstr(problems.sentence[0], "-D mesh.refine=1"));
  assert_int_equal(problems_destroy(&problems), 0);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_generated_mesh_is_made_coarser),
    cmocka_unit_test(the_case_itself_is_as_asked),
    cmocka_unit_test(refinement_is_undone_first),
    cmocka_unit_test(loose_steps_stay_within_reason),
    cmocka_unit_test(a_foreign_mesh_has_as_many_levels_as_it_was_refined),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("levels", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
