// SPDX-License-Identifier: GPL-3.0-or-later
// Conservation, bounds and retardation of one step and of many, on a box of 384 tetrahedra.
#include "unit/transport/box.h"

static const double DT = 500.0; // s: diffusion passes about a third of a brick

static double half_filled(Vec3 x)
{
  return x.x[0] < 0.5 * BOX_SIDE ? 1.0 : 0.0;
}

static double filled(Vec3 x)
{
  (void)x;
  return 1.0;
}

static void a_closed_box_conserves_the_drug(void **state)
{
  DrugBox box = {.problem = {.n_solutes = 1, .solute = {box_drug()}}};

  (void)state;
  box_create(&box, 0.0);
  box_fill(&box, 0, half_filled, 0.0);
  box_run(&box, 20, DT);
  const Ledger after = box_ledger(&box, 0);

  assert_close(after.injected, 0.5 * BOX_POROSITY * pow(BOX_SIDE, 3), 0.3);
  assert_close(after.fluid, after.injected, 1e-13);
  assert_small(after.defect, 1e-13 * after.injected);
  assert_small(after.cleared, 0.0);
  assert_small(after.left, 0.0);
  assert_true(box_deviation(&box, 0, 0.5) < 0.4); // it has spread
  box_destroy(&box);
}

static void no_step_leaves_the_range_of_the_start(void **state)
{
  DrugBox box = {.problem = {.n_solutes = 1, .solute = {box_drug()}}};
  double  smallest, largest;

  (void)state;
  box_create(&box, 0.0);
  box_set_flux(&box, 1e-5);
  box_fill(&box, 0, half_filled, 0.0);
  box_run(&box, 3, 10.0);
  box_run(&box, 3, 1000.0);
  transport_range(box.transport, 0, &smallest, &largest);
  assert_true(smallest >= -1e-14);
  assert_true(largest <= 1.0 + 1e-14);
  assert_small(box_ledger(&box, 0).defect, 1e-12 * box_ledger(&box, 0).injected);
  box_destroy(&box);
}

static void a_uniform_concentration_stays_uniform_in_flowing_water(void **state)
{
  DrugBox box = {.problem = {.n_solutes = 1, .solute = {box_drug()}}};

  (void)state;
  box_create(&box, 0.0);
  box_set_flux(&box, 1e-5);
  box_fill(&box, 0, filled, 1.0);
  box_run(&box, 5, DT);
  assert_small(box_deviation(&box, 0, 1.0), 1e-9);
  assert_true(box_ledger(&box, 0).left > 0.0);
  box_destroy(&box);
}

// phi R dc/dt = phi D lap c: with R = 3 the same state is reached after three times the time.
static void retardation_slows_diffusion_by_its_factor(void **state)
{
  DrugBox free  = {.problem = {.n_solutes = 1, .solute = {box_drug()}}};
  DrugBox bound = free;

  (void)state;
  for (int m = 0; m < BOX_MATERIALS; m++) bound.problem.solute[0].retardation[m] = 3.0;
  box_create(&free, 0.0);
  box_create(&bound, 0.0);
  box_fill(&free, 0, half_filled, 0.0);
  box_fill(&bound, 0, half_filled, 0.0);
  box_run(&free, 4, DT);
  box_run(&bound, 4, 3.0 * DT);
  const double *c = transport_concentration(free.transport, 0);
  const double *d = transport_concentration(bound.transport, 0);

  for (PetscInt i = 0; i < free.mesh->n_owned; i++) assert_small(c[i] - d[i], 1e-7);
  const Ledger ledger = box_ledger(&bound, 0);

  assert_close(ledger.bound, 2.0 * ledger.fluid, 1e-12);
  box_destroy(&free);
  box_destroy(&bound);
}

static void perfusion_clears_exponentially(void **state)
{
  const double rate = 1e-3, dt = 10.0; // of the amount in the pores s^-1; s
  DrugBox      box = {.problem = {.n_solutes = 1, .solute = {box_drug()}}};

  (void)state;
  box.problem.solute[0].clearance.extraction = 1.0;
  box_create(&box, rate * BOX_POROSITY);
  box_fill(&box, 0, filled, 0.0);
  box_run(&box, 50, dt);
  const Ledger ledger = box_ledger(&box, 0);

  assert_close(ledger.fluid, ledger.injected * exp(-rate * 50.0 * dt), 1e-4);
  assert_close(ledger.fluid + ledger.cleared, ledger.injected, 1e-12);
  box_destroy(&box);
}

// In the half cells beside the layer, which are a quarter of the box, what a depth of it holds and clears.
static void tissue_beside_a_layer_takes_part_to_a_depth(void **state)
{
  const double depth = 2e-4, rate = 1e-9 * BOX_POROSITY / (depth * depth), dt = 1e-3;
  const double area = BOX_SIDE * BOX_SIDE, whole = area * (0.75 * BOX_SIDE + 2.0 * depth);
  DrugBox      box = {.cut = true, .problem = {.n_solutes = 1, .solute = {box_drug()}}};

  (void)state;
  for (int m = 0; m < BOX_MATERIALS; m++) box.problem.solute[0].retardation[m] = 3.0;
  box.problem.solute[0].clearance.extraction = 1.0;
  box_create(&box, rate);
  box_fill(&box, 0, filled, 0.0);
  assert_close(box_ledger(&box, 0).bound, 2.0 * BOX_POROSITY * whole, 0.03);
  box_run(&box, 1, dt);
  assert_close(box_ledger(&box, 0).cleared, rate * whole * dt, 0.03);
  assert_small(box_ledger(&box, 0).defect, 1e-12 * box_ledger(&box, 0).injected);
  box_destroy(&box);
}

static void tissue_beside_a_layer_takes_part_whole_without_blood(void **state)
{
  DrugBox box = {.cut = true, .problem = {.n_solutes = 1, .solute = {box_drug()}}};

  (void)state;
  for (int m = 0; m < BOX_MATERIALS; m++) box.problem.solute[0].retardation[m] = 3.0;
  box_create(&box, 0.0);
  box_fill(&box, 0, filled, 0.0);
  assert_close(box_ledger(&box, 0).bound, 2.0 * BOX_POROSITY * pow(BOX_SIDE, 3), 1e-12);
  box_destroy(&box);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_closed_box_conserves_the_drug),
    cmocka_unit_test(no_step_leaves_the_range_of_the_start),
    cmocka_unit_test(a_uniform_concentration_stays_uniform_in_flowing_water),
    cmocka_unit_test(retardation_slows_diffusion_by_its_factor),
    cmocka_unit_test(perfusion_clears_exponentially),
    cmocka_unit_test(tissue_beside_a_layer_takes_part_to_a_depth),
    cmocka_unit_test(tissue_beside_a_layer_takes_part_whole_without_blood),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("transport/transport", tests, NULL, NULL);

  return PetscFinalize() ? 1 : failed;
}
