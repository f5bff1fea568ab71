// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences of an answer: what is blocked, delivered and spilled, what moves, and which run does better.
#define _POSIX_C_SOURCE 200809L // mkdtemp

#include "unit/report/scene.h"

#include "sij/report/answer.h"

#include <math.h>

// Bound spaces as spaces, so that a test can be read.
static void unbind(char *text)
{
  for (char *at; (at = strstr(text, "\u00a0"));) {
    *at = ' ';
    memmove(at + 1, at + 2, strlen(at + 2) + 1);
  }
}

// The texts of one kind and run, each on a line.
static const char *write_answer(int n, const AnswerRun run[], AnswerKind kind, int which)
{
  static char text[TEXT];
  Answer      answer = {0};

  text[0] = '\0';
  must(answer_write(n, run, &answer));
  for (int i = 0; i < answer.count; i++) {
    const size_t used = strlen(text);

    if (answer.line[i].kind == kind && answer.line[i].run == which)
      (void)snprintf(text + used, sizeof text - used, "%s\n", answer.line[i].text);
  }
  unbind(text);
  must(answer_destroy(&answer));
  return text;
}

static void add_block(Quantities *list, const char *target, double block)
{
  must(quantities_add(list, block, "1", "targets.%s.blocked_fraction_c", target));
}

static void an_injection_is_told(void **state)
{
  Quantities list = {0};

  (void)state;
  must(quantities_add(&list, 0.5, "1", "targets.block_level"));
  add_block(&list, "lateral_branch_s1", 0.9);
  add_block(&list, "lateral_branch_s2", 0.8);
  add_block(&list, "lateral_branch_s3", 0.2);
  add_block(&list, "lining_anterior", 0.5);
  add_block(&list, "cartilage_iliac", 0.9);
  add_block(&list, "l5_sheath", 0.7);
  must(quantities_add(&list, 0.7, "1", "spill.l5_sheath.blocked_fraction"));
  must(quantities_add(&list, 1e-9, "1", "spill.lumbosacral_trunk.blocked_fraction"));
  must(quantities_add(&list, 0.79, "1", "relief.peak"));
  must(quantities_add(&list, 1.9, "min", "relief.onset"));
  must(quantities_add(&list, 8.1, "min", "relief.duration"));
  must(quantities_add(&list, 1.0, "yes/no", "relief.outlasts_run"));
  must(quantities_add(&list, 2.5, "mL", "injection.joint.asked"));
  must(quantities_add(&list, 1.6, "mL", "injection.joint.delivered"));
  must(quantities_add(&list, 300.0, "kPa", "injection.joint.hub_pressure_max"));
  must(quantities_add(&list, 0.3, "mL", "flow.leak.posterior_margin"));
  must(quantities_add(&list, 4.0, "1", "run.mesh_coarseness"));
  const AnswerRun run = {"joint", &list};

  assert_string_equal(write_answer(1, &run, ANSWER_RUN, 0),
                      "It blocks the lateral branches S1 and S2 and the anterior joint lining (at "
                      "least 50 % of C fibres).\n"
                      "It relieves up to 79 % of the stated pain; 50 % or more from 1.9 min on, "
                      "for longer than the run (> 8.1 min).\n"
                      "0.9 mL of 2.5 mL was not delivered: truncated at the syringe's pressure "
                      "limit; the pressure at the hub reached "
                      "300 kPa.\n"
                      "It spills onto the L5 root sheath, which should be spared.\n"
                      "Fluid left the joint's cavity: 0.3 mL by the posterior margin.\n");
  assert_string_equal(
    write_answer(1, &run, ANSWER_WARNING, 0),
    "Its mesh is too coarse to believe: 4 times the sizes of the default, and from 1.5 on "
    "figures do not converge.\n");
  must(quantities_destroy(&list));
}

static void a_bar_over_the_threshold_is_undecided(void **state)
{
  Quantities list = {0};

  (void)state;
  add_block(&list, "lining_sacral", 0.52);
  set_error(&list, "targets.lining_sacral.blocked_fraction_c", 0.03);
  must(quantities_add(&list, 1.0, "mL", "injection.joint.asked"));
  const AnswerRun run = {"joint", &list};

  assert_string_equal(write_answer(1, &run, ANSWER_RUN, 0),
                      "Whether it blocks the sacral joint lining is undecided at this mesh.\n");
  set_error(&list, "targets.lining_sacral.blocked_fraction_c", 0.01);
  assert_non_null(
    strstr(write_answer(1, &run, ANSWER_RUN, 0), "It blocks the sacral joint lining ("));
  list.row[0].value = 0.4;
  assert_string_equal(write_answer(1, &run, ANSWER_RUN, 0),
                      "It blocks no target; most is blocked in the sacral joint lining: 40 \u00b1 "
                      "1 % of C fibres.\n");
  must(quantities_destroy(&list));
}

static void a_solid_is_told(void **state)
{
  static const char *const NAME[]  = {"capsule", "sacrotuberous", "iliolumbar", "lig_post_long"};
  static const double      FORCE[] = {82.0, 103.0, 103.0, 1.0};
  Quantities               list    = {0};

  (void)state;
  must(quantities_add(&list, 1.04, "deg", "mechanics.motion.nutation"));
  must(quantities_add(&list, 0.798, "mm", "mechanics.motion.shift"));
  for (int i = 0; i < 4; i++) {
    must(quantities_add(&list, 20.0, "N", "mechanics.ligament.%s.force_rest", NAME[i]));
    must(quantities_add(&list, FORCE[i], "N", "mechanics.ligament.%s.force_max", NAME[i]));
  }
  const AnswerRun run = {"standing", &list};

  assert_string_equal(write_answer(1, &run, ANSWER_RUN, 0),
                      "The sacrum nutates by 1.04\u00b0 against the ilium; the middle of the joint "
                      "shifts by 0.798 mm.\n"
                      "The sacrotuberous ligament carries most, 103 N (20 N before the loads); "
                      "then the iliolumbar ligament, 103 N "
                      "(20 N); then the joint capsule, 82 N (20 N).\n");
  list.row[0].value = -0.5;
  assert_non_null(strstr(write_answer(1, &run, ANSWER_RUN, 0),
                         "The sacrum counter-nutates by 0.5\u00b0 against"));
  assert_string_equal(write_answer(1, &run, ANSWER_QUESTION, -1),
                      "How does the joint move, and what carries the load?\n");
  must(quantities_destroy(&list));
}

static const char *write_verdict(int n, const double relief[], const double error[])
{
  static const char *const NAME[]  = {"a", "b", "c"};
  Quantities               list[3] = {{0}};
  AnswerRun                run[3]  = {{0}};
  const char              *text;

  for (int i = 0; i < n; i++) {
    must(quantities_add(&list[i], 1.0, "mL", "injection.x.asked"));
    must(quantities_add(&list[i], relief[i], "1", "relief.peak"));
    list[i].row[1].error = error[i];
    run[i]               = (AnswerRun){NAME[i], &list[i]};
  }
  text = write_answer(n, run, ANSWER_VERDICT, -1);
  for (int i = 0; i < n; i++) must(quantities_destroy(&list[i]));
  return text;
}

static void a_difference_is_judged_by_its_bars(void **state)
{
  (void)state;
  assert_string_equal(
    write_verdict(2, (double[]){0.3, 0.8}, (double[]){0.02, 0.03}),
    "b relieves more of the stated pain than a (80 ± 3 % against 30 ± 2 %). The difference "
    "is real at these meshes: the error bars do not overlap.\n");
  assert_string_equal(
    write_verdict(2, (double[]){0.3, 0.34}, (double[]){0.02, 0.03}),
    "b and a are not distinguishable by their relief of the stated pain (34 ± 3 % against "
    "30 ± 2 %): at these meshes the error bars overlap.\n");
  assert_non_null(
    strstr(write_verdict(2, (double[]){0.3, 0.8}, (double[]){NAN, 0.03}),
           "b relieves more of the stated pain than a (80 ± 3 % against 30 %). Whether that is "
           "more than the mesh's error is not known"));
  assert_string_equal(
    write_verdict(3, (double[]){0.3, 0.8, 0.79}, (double[]){0.02, 0.03, 0.03}),
    "b relieves most of the stated pain (80 ± 3 %), before c (79 ± 3 %) and a (30 ± 2 %). At "
    "these meshes c cannot be told from it.\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_injection_is_told),
    cmocka_unit_test(a_bar_over_the_threshold_is_undecided),
    cmocka_unit_test(a_solid_is_told),
    cmocka_unit_test(a_difference_is_judged_by_its_bars),
  };

  return cmocka_run_group_tests_name("report.answer", tests, NULL, NULL);
}
