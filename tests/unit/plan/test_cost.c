// SPDX-License-Identifier: GPL-3.0-or-later
// Time, memory and ranks of a plan: what must hold whatever the constants are.
#include "unit/check.h"

#include "sij/plan.h"

static const PlanRates RATES = {.serial = 1e7,
                                .n      = 3,
                                .ranks  = {1, 2, 4},
                                .solver = {1e7, 1.8e7, 3.0e7}};

static PlanSize large_flow(void)
{
  return (PlanSize){.coarse   = {.origin = COUNT_OF_CACHE, .cells = 5e6, .vertices = 1e6},
                    .cells    = 5e6,
                    .vertices = 1e6,
                    .drugs    = 1,
                    .steps    = 200,
                    .outputs  = 40,
                    .columns  = 6};
}

static void a_machine_of_twice_the_rates_takes_half_the_time(void **state)
{
  const PlanSize size = large_flow();
  PlanRates      fast = RATES;

  (void)state;
  fast.serial *= 2.0;
  for (int i = 0; i < fast.n; i++) fast.solver[i] *= 2.0;
  assert_close(plan_cost(&size, &fast, 1).total, 0.5 * plan_cost(&size, &RATES, 1).total, 1e-12);
}

static void ranks_that_were_measured_are_said_to_be(void **state)
{
  const PlanSize size = large_flow();

  (void)state;
  assert_true(plan_cost(&size, &RATES, 2).measured);
  assert_false(plan_cost(&size, &RATES, 3).measured);
  assert_false(plan_cost(&size, &RATES, 8).measured);
}

static void between_measured_ranks_the_time_lies_between(void **state)
{
  const PlanSize size  = large_flow();
  const double   three = plan_cost(&size, &RATES, 3).flow;

  (void)state;
  assert_true(three < plan_cost(&size, &RATES, 2).flow);
  assert_true(three > plan_cost(&size, &RATES, 4).flow);
}

static void memory_of_a_rank_falls_and_that_of_all_grows(void **state)
{
  const PlanSize size = large_flow();
  const double   one  = plan_cost(&size, &RATES, 1).memory[1],
               four   = plan_cost(&size, &RATES, 4).memory[1];

  (void)state;
  assert_true(four < one);
  assert_true(4.0 * four > one);
  assert_true(plan_cost(&size, &RATES, 4).memory[0] >= four);
}

static void a_small_run_is_worth_fewer_ranks_than_a_large_one(void **state)
{
  const PlanSize large = large_flow();
  PlanSize       small = large_flow();

  (void)state;
  small.coarse.cells = small.cells = 5e3;
  small.coarse.vertices = small.vertices = 1e3;
  assert_int_equal(plan_ranks(&large, &RATES, 1), 1);
  assert_true(plan_ranks(&small, &RATES, 1024) < plan_ranks(&large, &RATES, 1024));
}

static void files_grow_with_states_and_fields(void **state)
{
  const PlanSize size = large_flow();
  PlanSize       more = large_flow();

  (void)state;
  more.outputs *= 2;
  assert_close(plan_cost(&more, &RATES, 1).files - plan_cost(&size, &RATES, 1).files,
               40.0 * 8.0 * 6.0 * 1e6, 1e-3);
}

static void checkpoints_hold_a_copy_of_each_output(void **state)
{
  PlanSize size = large_flow(), more = size;

  (void)state;
  more.outputs += 3;
  assert_close(plan_cost(&more, &RATES, 1).checkpoints - plan_cost(&size, &RATES, 1).checkpoints,
               3 * 8.0 * size.columns * size.vertices, 1e-12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_machine_of_twice_the_rates_takes_half_the_time),
    cmocka_unit_test(ranks_that_were_measured_are_said_to_be),
    cmocka_unit_test(between_measured_ranks_the_time_lies_between),
    cmocka_unit_test(memory_of_a_rank_falls_and_that_of_all_grows),
    cmocka_unit_test(a_small_run_is_worth_fewer_ranks_than_a_large_one),
    cmocka_unit_test(files_grow_with_states_and_fields),
    cmocka_unit_test(checkpoints_hold_a_copy_of_each_output),
  };

  return cmocka_run_group_tests_name("plan/cost", tests, NULL, NULL);
}
