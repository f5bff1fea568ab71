// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/clearance.h"

static const Clearance DILATOR = {.extraction        = 0.8,
                                  .vasoactivity      = 1.5,
                                  .vasoactivity_half = 2.0,
                                  .permeability      = 6.8e-7,
                                  .free_fraction     = 0.25};

static void vessels_rest_without_drug(void **state)
{
  (void)state;
  assert_close(clearance_vessels(&DILATOR, 0.0), 1.0, 1e-15);
  assert_close(clearance_vessels(&DILATOR, -1.0), 1.0, 1e-15);
}

static void half_the_effect_at_half_saturation(void **state)
{
  (void)state;
  assert_close(clearance_vessels(&DILATOR, 2.0), 1.25, 1e-15);
  assert_close(clearance_vessels(&DILATOR, 1e12), 1.5, 1e-11);
}

static void constrictor_slows_and_dilator_speeds(void **state)
{
  Clearance constrictor = DILATOR;

  (void)state;
  constrictor.vasoactivity = 0.4;
  for (double c = 1e-3; c < 1e3; c *= 3.0) {
    assert_true(clearance_vessels(&DILATOR, c) > 1.0 && clearance_vessels(&DILATOR, c) < 1.5);
    assert_true(clearance_vessels(&constrictor, c) < 1.0 &&
                clearance_vessels(&constrictor, c) > 0.4);
  }
}

static void tissue_clears_in_proportion(void **state)
{
  (void)state;
  assert_close(clearance_tissue(&DILATOR, 5e-4, 1.25), 5e-4, 1e-15);
  assert_small(clearance_tissue(&DILATOR, 0.0, 1.25), 0.0);
}

// phi D c'' = k c from a bath: the layer holds the integral of exp(-x / depth) and takes k of it.
static void drug_enters_tissue_to_a_depth(void **state)
{
  const double spread = 1.5e-11, k = 4.5e-4, depth = clearance_depth(spread, k);
  double       held = 0.0;

  (void)state;
  for (int i = 0; i < 4000; i++) held += exp(-(i + 0.5) * 0.01) * 0.01 * depth;
  assert_close(held, depth, 1e-4);
  assert_close(k * depth, spread / depth, 1e-14);
  assert_true(isinf(clearance_depth(spread, 0.0)));
}

static void synovium_passes_free_drug_and_holds_back_bound(void **state)
{
  Clearance drug = DILATOR;

  (void)state;
  drug.free_fraction = 1.0;
  assert_close(clearance_synovium(&drug), 6.8e-7, 1e-15);
  drug.free_fraction = 0.0;
  assert_close(clearance_synovium(&drug), 0.08 * 6.8e-7, 1e-15);
  assert_close(clearance_synovium(&DILATOR), (0.25 + 0.75 * 0.08) * 6.8e-7, 1e-15);
}

// 10 cm^2 of synovium around 1.5 mL: a small free solute has a half-time of about 0.45 h.
static void joint_empties_of_small_solute_in_half_an_hour(void **state)
{
  Clearance drug = DILATOR;

  (void)state;
  drug.free_fraction = 1.0;
  assert_close(log(2.0) * 1.5e-6 / (1e-3 * clearance_synovium(&drug)), 0.45 * 3600.0, 0.1);
}

static void fault_names_the_constant(void **state)
{
  Clearance bad = DILATOR;

  (void)state;
  assert_null(clearance_fault(&DILATOR));
  bad.free_fraction = 1.1;
  assert_string_equal(clearance_fault(&bad), "free fraction in the cavity must be in [0, 1]");
  bad              = DILATOR;
  bad.vasoactivity = 0.0;
  assert_string_equal(clearance_fault(&bad), "vasoactivity must be positive");
  bad            = DILATOR;
  bad.extraction = NAN;
  assert_string_equal(clearance_fault(&bad), "extraction must be in [0, 1]");
  bad                   = DILATOR;
  bad.vasoactivity_half = 0.0;
  assert_non_null(clearance_fault(&bad));
  bad              = DILATOR;
  bad.permeability = -1.0;
  assert_non_null(clearance_fault(&bad));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(vessels_rest_without_drug),
    cmocka_unit_test(half_the_effect_at_half_saturation),
    cmocka_unit_test(constrictor_slows_and_dilator_speeds),
    cmocka_unit_test(tissue_clears_in_proportion),
    cmocka_unit_test(drug_enters_tissue_to_a_depth),
    cmocka_unit_test(synovium_passes_free_drug_and_holds_back_bound),
    cmocka_unit_test(joint_empties_of_small_solute_in_half_an_hour),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/clearance", tests, NULL, NULL);
}
