// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/base/units.h"
#include "sij/laws/needle.h"
#include "sij/laws/potential.h"

static const NeedleWell RIGID = {.pore         = {.kind  = PORE_MATRIX,
                                                  .phi_0 = 0.5,
                                                  .phi_1 = 0.5,
                                                  .p_dil = 1e3,
                                                  .n     = 2.0,
                                                  .beta  = 0.0,
                                                  .ratio = 1.0},
                                 .conductivity = 1e-11,
                                 .opening      = 2e-4,
                                 .equivalent   = 1e-3};

static const Pore LOOSE  = {.kind  = PORE_MATRIX,
                            .phi_0 = 0.12,
                            .phi_1 = 0.5,
                            .p_dil = 1.7e3,
                            .n     = 2.0,
                            .beta  = 1e-7,
                            .ratio = 1.6e4};
static const Pore ABRUPT = {.kind  = PORE_MATRIX,
                            .phi_0 = 0.12,
                            .phi_1 = 0.5,
                            .p_dil = 5e3,
                            .n     = 1.0,
                            .beta  = 1e-7,
                            .ratio = 1e5};
static const Pore BAG    = {.kind  = PORE_FILM,
                            .phi_0 = 0.118,
                            .phi_1 = 0.853,
                            .p_dil = 9.6e3,
                            .n     = 1.0,
                            .beta  = 4e-7,
                            .ratio = 1.0};

static const double RATE = 5e-8;

static NeedleWell well_in(Pore pore, double conductivity)
{
  NeedleWell well = RIGID;

  well.pore         = pore;
  well.conductivity = conductivity;
  return well;
}

static void bore_loses_as_poiseuille_says(void **state)
{
  const Needle gauge_22 = {.bore = 0.413e-3, .length = 0.089};
  const Needle twice    = {.bore = 0.826e-3, .length = 0.089};

  (void)state;
  assert_close(needle_loss(&gauge_22, 0.75e-3, RATE), 4.67e3, 2e-3);
  assert_close(needle_loss(&gauge_22, 0.75e-3, RATE) / needle_loss(&twice, 0.75e-3, RATE), 16.0,
               1e-14);
}

static void rigid_tissue_is_linear(void **state)
{
  const double per_flow = (1.0 / 2e-4 - 1.0 / 1e-3) / (4.0 * SIJ_PI * 1e-11);

  (void)state;
  assert_close(needle_tip_pressure(&RIGID, 500.0, RATE).value, 500.0 + RATE * per_flow, 1e-12);
  assert_close(needle_tip_pressure(&RIGID, 500.0, RATE).by_other, per_flow, 1e-12);
  assert_close(needle_tip_pressure(&RIGID, 500.0, RATE).by_pressure, 1.0, 1e-12);
}

static void opening_seen_by_the_mesh_needs_no_well(void **state)
{
  NeedleWell seen = RIGID;

  (void)state;
  seen.opening = seen.equivalent;
  assert_close(needle_tip_pressure(&seen, 700.0, RATE).value, 700.0, 0.0);
  assert_small(needle_tip_pressure(&seen, 700.0, RATE).by_other, 0.0);
}

// Independent of the quadrature in the law: midpoints of 200 000 slices of pressure.
static double flow_by_slices(const NeedleWell *well, double p_e, double p_tip)
{
  const int    n = 200000;
  const double h = (p_tip - p_e) / n;
  const double rest =
    4.0 * SIJ_PI * well->conductivity / (1.0 / well->opening - 1.0 / well->equivalent);
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += h * pore_conductivity_factor(&well->pore, p_e + (i + 0.5) * h).value;
  return rest * sum;
}

static double flow_by_potential(const NeedleWell *well, double p_e, double p_tip)
{
  const double rest =
    4.0 * SIJ_PI * well->conductivity / (1.0 / well->opening - 1.0 / well->equivalent);

  return rest * (potential_integral(&well->pore, p_tip) - potential_integral(&well->pore, p_e));
}

static void pressure_at_the_tip_drives_the_flow(void **state)
{
  const NeedleWell wells[]     = {well_in(LOOSE, 6.4e-15), well_in(ABRUPT, 1e-15),
                                  well_in(BAG, 1.8e-7)};
  const double     pressures[] = {-300.0, 0.0, 900.0, 6e3, 9e4};

  (void)state;
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 5; k++) {
      const double p_tip = needle_tip_pressure(&wells[i], pressures[k], RATE).value;

      assert_true(p_tip > pressures[k]);
      assert_close(flow_by_potential(&wells[i], pressures[k], p_tip), RATE, 1e-8);
      if (i < 2) assert_close(flow_by_slices(&wells[i], pressures[k], p_tip), RATE, 1e-6);
    }
}

// Two wells in a row, through any radius between, are one: what makes the tip independent of the mesh.
static void wells_in_a_row_are_one_well(void **state)
{
  const NeedleWell whole = well_in(LOOSE, 6.4e-15);
  NeedleWell       inner = whole, outer = whole;

  (void)state;
  inner.equivalent = outer.opening = 4.7e-4;

  const double between = needle_tip_pressure(&outer, 800.0, RATE).value;

  assert_close(needle_tip_pressure(&inner, between, RATE).value,
               needle_tip_pressure(&whole, 800.0, RATE).value, 1e-9);
}

static void dilation_spares_pressure(void **state)
{
  const NeedleWell loose = well_in(LOOSE, 6.4e-15);
  NeedleWell       stiff = loose;

  (void)state;
  stiff.pore.ratio = 1.0;
  assert_true(needle_tip_pressure(&stiff, 0.0, RATE).value >
              1e3 * needle_tip_pressure(&loose, 0.0, RATE).value);
}

typedef NeedleCurve (*Curve)(const NeedleWell *, double, double);

// The remainder of a central difference falls with the square of its step.
static void assert_slopes(Curve curve, const NeedleWell *well, double p_e, double other)
{
  const NeedleCurve at = curve(well, p_e, other);
  double            error[2][2];

  for (int j = 0; j < 2; j++) {
    const double h = (j == 0 ? 2e-2 : 1e-2) * p_e, g = (j == 0 ? 2e-2 : 1e-2) * other;

    error[0][j] =
      (curve(well, p_e + h, other).value - curve(well, p_e - h, other).value) / (2 * h) -
      at.by_pressure;
    error[1][j] =
      (curve(well, p_e, other + g).value - curve(well, p_e, other - g).value) / (2 * g) -
      at.by_other;
  }
  assert_close(error[0][0] / error[0][1], 4.0, 0.05);
  assert_close(error[1][0] / error[1][1], 4.0, 0.05);
}

static void slopes_are_the_derivatives(void **state)
{
  const NeedleWell loose = well_in(LOOSE, 6.4e-15), bag = well_in(BAG, 1.8e-7);
  const double     slow = 1e-10;

  (void)state;
  assert_slopes(needle_tip_pressure, &loose, 1.2e3, slow);
  assert_slopes(needle_tip_pressure, &bag, 3e3, RATE);
}

static void pump_keeps_its_rate_below_the_limit(void **state)
{
  const NeedleWell well = well_in(LOOSE, 6.4e-15);

  (void)state;
  assert_close(needle_pumped_flow(&well, 1e10, 0.0, RATE, INFINITY).value, RATE, 0.0);
  assert_close(needle_pumped_flow(&well, 1e10, 0.0, RATE, 1e9).value, RATE, 0.0);
  assert_small(needle_pumped_flow(&well, 1e10, 0.0, RATE, 1e9).by_pressure, 0.0);
}

static void pump_at_its_limit_holds_the_hub_pressure(void **state)
{
  const NeedleWell well = well_in(LOOSE, 6.4e-15);

  (void)state;
  for (double limit = 2e3; limit < 2e5; limit *= 1.7) {
    const double      flow = needle_pumped_flow(&well, 1e11, 1e3, 1.0, limit).value;
    const NeedleCurve tip  = needle_tip_pressure(&well, 1e3, flow);

    assert_true(flow > 0.0);
    assert_close(tip.value + 1e11 * flow, limit, 1e-10);
  }
}

static void loss_along_the_bore_counts_against_the_limit(void **state)
{
  const NeedleWell well = well_in(LOOSE, 6.4e-15);

  (void)state;
  assert_true(needle_tip_pressure(&well, 0.0, RATE).value < 2e5);
  assert_true(needle_pumped_flow(&well, 1e13, 0.0, RATE, 3e5).value < 0.6 * RATE);
}

static void pump_never_sucks(void **state)
{
  (void)state;
  assert_small(needle_pumped_flow(&RIGID, 1e11, 3e5, RATE, 3e5).value, 0.0);
  assert_small(needle_pumped_flow(&RIGID, 1e11, 4e5, RATE, 3e5).value, 0.0);
}

static void slope_of_the_limited_flow_is_its_derivative(void **state)
{
  const NeedleWell well  = well_in(LOOSE, 6.4e-15);
  const double     p     = 2.0e3;
  const double     slope = needle_pumped_flow(&well, 1e11, p, 1.0, 1e4).by_pressure;
  double           error[2];

  (void)state;
  for (int j = 0; j < 2; j++) {
    const double h = j == 0 ? 40.0 : 20.0;

    error[j] = (needle_pumped_flow(&well, 1e11, p + h, 1.0, 1e4).value -
                needle_pumped_flow(&well, 1e11, p - h, 1.0, 1e4).value) /
                 (2 * h) -
               slope;
  }
  assert_close(error[0] / error[1], 4.0, 0.05);
}

static void an_empty_film_has_no_well(void **state)
{
  const NeedleWell bag = well_in(BAG, 1.8e-7);

  (void)state;
  assert_true(isnan(needle_tip_pressure(&bag, -5e3, RATE).value));
}

static void fault_names_the_constant(void **state)
{
  (void)state;
  assert_null(needle_fault(&(Needle){.bore = 4e-4, .length = 0.09}));
  assert_string_equal(needle_fault(&(Needle){.bore = 0.0, .length = 0.09}),
                      "bore of the needle must be positive");
  assert_non_null(needle_fault(&(Needle){.bore = 4e-4, .length = NAN}));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(bore_loses_as_poiseuille_says),
    cmocka_unit_test(rigid_tissue_is_linear),
    cmocka_unit_test(opening_seen_by_the_mesh_needs_no_well),
    cmocka_unit_test(pressure_at_the_tip_drives_the_flow),
    cmocka_unit_test(wells_in_a_row_are_one_well),
    cmocka_unit_test(dilation_spares_pressure),
    cmocka_unit_test(slopes_are_the_derivatives),
    cmocka_unit_test(pump_keeps_its_rate_below_the_limit),
    cmocka_unit_test(pump_at_its_limit_holds_the_hub_pressure),
    cmocka_unit_test(loss_along_the_bore_counts_against_the_limit),
    cmocka_unit_test(pump_never_sucks),
    cmocka_unit_test(slope_of_the_limited_flow_is_its_derivative),
    cmocka_unit_test(an_empty_film_has_no_well),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/needle", tests, NULL, NULL);
}
