// SPDX-License-Identifier: GPL-3.0-or-later
// Crystals that dissolve and prodrugs that hydrolyse, in a box of still water.
#include "unit/transport/box.h"

static const double SOLUBILITY = 0.2; // mol m^-3

static double empty(Vec3 x)
{
  (void)x;
  return 0.0;
}

static double filled(Vec3 x)
{
  (void)x;
  return 1.0;
}

static TransportSolute depot_drug(void)
{
  TransportSolute drug = box_drug();

  drug.solubility      = SOLUBILITY;
  drug.crystal_radius  = 5e-6;
  drug.crystal_density = 1300.0;
  return drug;
}

// Crystals everywhere: `amount` mol per m^3 of fluid.
static void lay_down_crystals(DrugBox *box, double amount)
{
  double *c;

  assert_int_equal(PetscMalloc1(box->mesh->n_local, &c), 0);
  for (PetscInt i = 0; i < box->mesh->n_local; i++) c[i] = amount;
  assert_int_equal(transport_set_crystals(box->transport, 0, c, box->stored), 0);
  assert_int_equal(PetscFree(c), 0);
}

static void crystals_dissolve_up_to_the_solubility(void **state)
{
  DrugBox box = {.problem = {.n_solutes = 1, .solute = {depot_drug()}}};

  (void)state;
  box_create(&box, 0.0);
  box_fill(&box, 0, empty, 0.0);
  lay_down_crystals(&box, 5.0 * SOLUBILITY);
  box_run(&box, 1, 1.0);
  assert_true(box_deviation(&box, 0, 0.0) < SOLUBILITY);
  box_run(&box, 20, 3600.0);
  assert_true(box_deviation(&box, 0, 0.0) <= SOLUBILITY * (1.0 + 1e-10));
  assert_small(box_deviation(&box, 0, SOLUBILITY), 1e-6 * SOLUBILITY);
  const Ledger ledger = box_ledger(&box, 0);

  assert_close(ledger.depot, 0.8 * ledger.injected, 1e-6);
  assert_small(ledger.defect, 1e-12 * ledger.injected);
  box_destroy(&box);
}

static void few_crystals_dissolve_completely(void **state)
{
  DrugBox box = {.problem = {.n_solutes = 1, .solute = {depot_drug()}}};

  (void)state;
  box_create(&box, 0.0);
  box_fill(&box, 0, empty, 0.0);
  lay_down_crystals(&box, 0.5 * SOLUBILITY);
  box_run(&box, 20, 3600.0);
  assert_small(box_deviation(&box, 0, 0.5 * SOLUBILITY), 1e-9 * SOLUBILITY);
  assert_small(box_ledger(&box, 0).depot, 1e-9 * box_ledger(&box, 0).injected);
  box_destroy(&box);
}

static void a_prodrug_becomes_as_much_of_its_product(void **state)
{
  const double rate = 1e-3, dt = 200.0; // s^-1, s
  DrugBox      box = {.problem = {.n_solutes = 2, .solute = {box_drug(), box_drug()}}};

  (void)state;
  box.problem.solute[0].product    = 1;
  box.problem.solute[0].hydrolysis = rate;
  for (int m = 0; m < BOX_MATERIALS; m++) box.problem.solute[1].retardation[m] = 4.0;
  box_create(&box, 0.0);
  box_fill(&box, 0, filled, 0.0);
  box_run(&box, 5, dt);
  const Ledger prodrug = box_ledger(&box, 0), product = box_ledger(&box, 1);

  assert_close(prodrug.fluid, prodrug.injected * exp(-rate * 5.0 * dt), 1e-10);
  assert_close(prodrug.reacted, product.gained, 1e-13);
  assert_close(product.fluid + product.bound, product.gained, 1e-12);
  assert_close(product.bound, 3.0 * product.fluid, 1e-12);
  box_destroy(&box);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(crystals_dissolve_up_to_the_solubility),
    cmocka_unit_test(few_crystals_dissolve_completely),
    cmocka_unit_test(a_prodrug_becomes_as_much_of_its_product),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("transport/reaction", tests, NULL, NULL);

  return PetscFinalize() ? 1 : failed;
}
