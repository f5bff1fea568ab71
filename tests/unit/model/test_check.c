// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/model.h"

static Case *library(void)
{
  Case    *input    = NULL;
  Problems problems = {0};

  assert_int_equal(case_load(PETSC_COMM_SELF, NULL, 0, NULL, &input, NULL, &problems), 0);
  assert_int_equal(problems.count, 0);
  return input;
}

static void the_library_names_what_the_anatomy_has(void **state)
{
  Case    *input    = library();
  Problems problems = {0};

  (void)state;
  assert_int_equal(model_check(PETSC_COMM_SELF, input, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_int_equal(case_destroy(&input), 0);
}

static void unknown_targets_of_pain_are_named_with_the_nearest(void **state)
{
  Case    *input    = library();
  Problems problems = {0};

  (void)state;
  input->n_sources = 1;
  input->source[0] = (PainSource){.target = "lining_sacrall", .n_nerves = 1, .nerve = {"nerf"}};
  assert_int_equal(model_check(PETSC_COMM_SELF, input, &problems), 0);
  assert_int_equal(problems.count, 2);
  assert_non_null(strstr(problems.sentence[0], "did you mean \"lining_sacral\"?"));
  assert_non_null(strstr(problems.sentence[1], "pain.sources.lining_sacrall.nerves"));
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(case_destroy(&input), 0);
}

static void an_unknown_site_is_a_sentence(void **state)
{
  Case    *input    = library();
  Problems problems = {0};

  (void)state;
  input->n_injections = 1;
  input->injection[0] = (Injection){.name = "one", .site = "periarticular.22"};
  assert_int_equal(model_check(PETSC_COMM_SELF, input, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "injections.one.site"));
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(case_destroy(&input), 0);
}

static void a_mesh_file_that_is_not_there_is_one_sentence(void **state)
{
  Case    *input    = library();
  Problems problems = {0};

  (void)state;
  (void)snprintf(input->anatomy.mesh_file, sizeof input->anatomy.mesh_file, "nowhere.msh");
  input->n_sources = 1;
  input->source[0] = (PainSource){.target = "nothing"};
  assert_int_equal(model_check(PETSC_COMM_SELF, input, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(
    strstr(problems.sentence[0], "anatomy.mesh_file: nowhere.msh cannot be read (No such file"));
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(case_destroy(&input), 0);
}

static void what_a_mesh_of_ones_own_lacks_is_one_sentence(void **state)
{
  Case    *input    = library();
  Problems problems = {0};

  (void)state;
  (void)snprintf(input->anatomy.mesh_file, sizeof input->anatomy.mesh_file, "%s", __FILE__);
  assert_true(input->n_sources > 1);
  assert_int_equal(model_check(PETSC_COMM_SELF, input, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "has no target lateral_branch_s1"));
  assert_non_null(strstr(problems.sentence[0], "weight: 1"));
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(case_destroy(&input), 0);
}

static void a_case_becomes_problems_in_si(void **state)
{
  Case          *input = library();
  ModelProblems *made;
  Problems       problems = {0};

  (void)state;
  input->n_injections = 1;
  input->injection[0] = (Injection){
    .name = "one", .site = "periarticular.2", .start = 2.0, .volume = 1e-6, .rate = 5e-8};
  input->injection[0].n_contents = 1;
  input->injection[0].content[0] = (Content){.drug = 0, .concentration = 3.0};
  assert_int_equal(PetscNew(&made), 0);
  assert_int_equal(model_problems(input, made, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_int_equal(made->porous.n_materials, REGION_COUNT);
  assert_false(made->drained[SURFACE_SKIN]);
  assert_true(made->drained[SURFACE_CUT_VENTRAL]);
  assert_close(injection_end(&made->flow.needle[0].schedule), 22.0, 1e-14);
  assert_true(vec3_norm(made->flow.needle[0].tip) > 0.01);
  assert_close(made->transport.needle[0].concentration[0], 3.0, 1e-15);
  assert_true(made->transport.solute[0].present);
  assert_true(made->porous.interface.is_between(REGION_SACRUM, REGION_MULTIFIDUS));
  assert_false(made->porous.interface.is_between(REGION_SACRUM, REGION_ILIUM));
  assert_int_equal(PetscFree(made), 0);
  assert_int_equal(case_destroy(&input), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_library_names_what_the_anatomy_has),
    cmocka_unit_test(unknown_targets_of_pain_are_named_with_the_nearest),
    cmocka_unit_test(an_unknown_site_is_a_sentence),
    cmocka_unit_test(a_mesh_file_that_is_not_there_is_one_sentence),
    cmocka_unit_test(what_a_mesh_of_ones_own_lacks_is_one_sentence),
    cmocka_unit_test(a_case_becomes_problems_in_si),
  };

  return cmocka_run_group_tests_name("model/check", tests, petsc_start, petsc_stop);
}
