// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/depot.h"

#include <stdbool.h>

static const Depot DEPOT = {.rate = 0.07, .solubility = 0.03};

// Room for all crystals, for a part of them, and for nearly just all of them.
static const DepotAmount STATES[] = {
  {.dissolved = 0.0, .crystals = 1e-3, .laid = 2e-3},
  {.dissolved = 0.0, .crystals = 90.0, .laid = 92.0},
  {.dissolved = 0.01, .crystals = 0.0100001, .laid = 0.3},
  {.dissolved = 0.01, .crystals = 0.01, .laid = 0.3},
  {.dissolved = 0.0, .crystals = 0.01638, .laid = 3.0},
  {.dissolved = 0.0, .crystals = 0.0150006, .laid = 0.1},
  {.dissolved = 0.01, .crystals = 0.01 / 1.0009, .laid = 0.3},
  {.dissolved = 0.02999, .crystals = 5.0, .laid = 80.0},
  {.dissolved = 0.0, .crystals = 1e-14, .laid = 92.0},
};

enum { N_STATES = sizeof STATES / sizeof *STATES };

static const double STORAGE = 0.5;

static double total(DepotAmount at)
{
  return STORAGE * at.dissolved + at.crystals;
}

static void amount_is_kept(void **state)
{
  (void)state;
  for (int i = 0; i < N_STATES; i++)
    for (double dt = 1e-6; dt < 1e12; dt *= 7.0) {
      const DepotAmount after = depot_step(&DEPOT, STATES[i], STORAGE, dt);

      assert_close(total(after), total(STATES[i]), 1e-15);
      assert_close(after.laid, STATES[i].laid, 0.0);
    }
}

static void nothing_overshoots(void **state)
{
  (void)state;
  for (int i = 0; i < N_STATES; i++) {
    DepotAmount before = STATES[i];

    for (double dt = 1e-6; dt < 1e12; dt *= 7.0) {
      const DepotAmount after = depot_step(&DEPOT, STATES[i], STORAGE, dt);

      assert_true(after.crystals >= 0.0 && after.crystals <= before.crystals);
      assert_true(after.dissolved <= DEPOT.solubility * (1.0 + 1e-15));
      assert_true(after.dissolved >= before.dissolved);
      before = after;
    }
  }
}

static void two_half_steps_are_one_step(void **state)
{
  (void)state;
  for (int i = 0; i < N_STATES; i++)
    for (double dt = 1e-3; dt < 1e9; dt *= 2.0) {
      const DepotAmount one  = depot_step(&DEPOT, STATES[i], STORAGE, dt);
      const DepotAmount half = depot_step(&DEPOT, STATES[i], STORAGE, 0.5 * dt);
      const DepotAmount two  = depot_step(&DEPOT, half, STORAGE, 0.5 * dt);

      assert_small(two.crystals - one.crystals, 1e-11 * STATES[i].crystals);
      assert_small(two.dissolved - one.dissolved, 1e-10 * DEPOT.solubility);
    }
}

// The equation of the header, as it stands there.
static double rate_of(const Depot *depot, DepotAmount at)
{
  return -depot->rate * cbrt(at.laid) * cbrt(at.crystals) * cbrt(at.crystals) *
         (depot->solubility - at.dissolved);
}

// The flow is the integral of the rate: its remainder against the tangent is of second order.
static void step_starts_with_the_rate(void **state)
{
  (void)state;
  for (int i = 0; i < 3; i++) {
    const double rate = rate_of(&DEPOT, STATES[i]);
    const double dt   = 1e-3 * STORAGE * DEPOT.solubility / -rate;
    double       remainder[2];

    for (int j = 0; j < 2; j++) {
      const double h = j == 0 ? dt : 0.5 * dt;

      remainder[j] =
        depot_step(&DEPOT, STATES[i], STORAGE, h).crystals - STATES[i].crystals - rate * h;
    }
    assert_close(remainder[0] / remainder[1], 4.0, 0.01);
  }
}

static DepotAmount slope(DepotAmount at)
{
  const double rate = rate_of(&DEPOT, at);

  return (DepotAmount){.dissolved = -rate / STORAGE, .crystals = rate};
}

static DepotAmount moved(DepotAmount at, DepotAmount by, double h)
{
  return (DepotAmount){at.dissolved + h * by.dissolved, at.crystals + h * by.crystals, at.laid};
}

static DepotAmount runge_kutta(DepotAmount at, double dt, int n)
{
  const double h = dt / n;

  for (int i = 0; i < n; i++) {
    const DepotAmount a = slope(at), b = slope(moved(at, a, h / 2)), c = slope(moved(at, b, h / 2)),
                      d = slope(moved(at, c, h));

    at = moved(at, a, h / 6);
    at = moved(at, b, h / 3);
    at = moved(at, c, h / 3);
    at = moved(at, d, h / 6);
  }
  return at;
}

static void agrees_with_small_explicit_steps(void **state)
{
  (void)state;
  for (int i = 0; i < N_STATES - 1; i++) {
    const double      pace = STORAGE * DEPOT.solubility / -rate_of(&DEPOT, STATES[i]);
    const double      lack = STORAGE * (DEPOT.solubility - STATES[i].dissolved);
    const double      dt = fmin(1.0, fmin(lack, STATES[i].crystals) / (STORAGE * DEPOT.solubility));
    const DepotAmount exact = runge_kutta(STATES[i], dt * pace, 4000);
    const DepotAmount found = depot_step(&DEPOT, STATES[i], STORAGE, dt * pace);

    assert_close(found.crystals, exact.crystals, 1e-10);
    assert_close(found.dissolved, exact.dissolved, 1e-10);
  }
}

static void a_long_wait_ends_saturated_or_empty(void **state)
{
  (void)state;
  for (int i = 0; i < N_STATES; i++) {
    const DepotAmount after = depot_step(&DEPOT, STATES[i], STORAGE, 1e15);
    const bool        fits  = total(STATES[i]) <= STORAGE * DEPOT.solubility;

    if (fits) assert_small(after.crystals, 1e-6 * STATES[i].crystals);
    else assert_close(after.dissolved, DEPOT.solubility, 1e-10);
  }
}

// Triamcinolone acetonide, 18.7 um, at 12.9 mg/L: 2.2 h with a layer as thin as the crystal, twice that
// with the constant layer of this law; half of the time leaves an eighth.
static void a_crystal_in_a_sink_vanishes_on_time(void **state)
{
  const double density = 1300.0 / 0.4345, radius = 9.35e-6, diffusivity = 5.6e-10, c_s = 0.0297;
  const Depot  depot      = depot_of_crystals(diffusivity, c_s, radius, density);
  const double gone       = density * radius * radius / (diffusivity * c_s);
  const DepotAmount grain = {.dissolved = 0.0, .crystals = 1e-9, .laid = 1e-9};

  (void)state;
  assert_close(gone, 2.0 * 2.2 * 3600.0, 0.02);
  assert_close(depot_step(&depot, grain, 1.0, 0.5 * gone).crystals, 1e-9 / 8.0, 1e-6);
  assert_true(depot_step(&depot, grain, 1.0, 0.999 * gone).crystals > 0.0);
  assert_small(depot_step(&depot, grain, 1.0, 1.001 * gone).crystals, 0.0);
}

static void many_small_crystals_dissolve_faster_than_few(void **state)
{
  const DepotAmount fresh = {.dissolved = 0.0, .crystals = 1.0, .laid = 1.0};
  const DepotAmount spent = {.dissolved = 0.0, .crystals = 1.0, .laid = 8.0};
  const double      pace = DEPOT.rate * DEPOT.solubility, dt = 1e-6 / pace;

  (void)state;
  // Eight times the crystals, each of an eighth: twice the surface for the same amount.
  assert_close(1.0 - depot_step(&DEPOT, fresh, STORAGE, dt).crystals, pace * dt, 1e-4);
  assert_close(1.0 - depot_step(&DEPOT, spent, STORAGE, dt).crystals, 2.0 * pace * dt, 1e-4);
}

static void nothing_moves_without_crystals_or_room(void **state)
{
  const DepotAmount saturated = {.dissolved = 0.03, .crystals = 1.0, .laid = 1.0};
  const DepotAmount over      = {.dissolved = 0.04, .crystals = 1.0, .laid = 1.0};
  const DepotAmount none      = {.dissolved = 0.01, .crystals = 0.0, .laid = 1.0};

  (void)state;
  assert_close(depot_step(&DEPOT, over, STORAGE, 1e6).crystals, 1.0, 0.0);
  assert_close(depot_step(&DEPOT, saturated, STORAGE, 1e6).crystals, 1.0, 0.0);
  assert_close(depot_step(&DEPOT, none, STORAGE, 1e6).dissolved, 0.01, 0.0);
}

static void fault_names_the_constant(void **state)
{
  (void)state;
  assert_null(depot_fault(&DEPOT));
  assert_string_equal(depot_fault(&(Depot){.rate = 1.0, .solubility = 0.0}),
                      "solubility of crystals must be positive");
  assert_non_null(depot_fault(&(Depot){.rate = NAN, .solubility = 1.0}));
  assert_non_null(depot_fault(&(Depot){.rate = INFINITY, .solubility = 1.0}));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(amount_is_kept),
    cmocka_unit_test(nothing_overshoots),
    cmocka_unit_test(two_half_steps_are_one_step),
    cmocka_unit_test(step_starts_with_the_rate),
    cmocka_unit_test(agrees_with_small_explicit_steps),
    cmocka_unit_test(a_long_wait_ends_saturated_or_empty),
    cmocka_unit_test(a_crystal_in_a_sink_vanishes_on_time),
    cmocka_unit_test(many_small_crystals_dissolve_faster_than_few),
    cmocka_unit_test(nothing_moves_without_crystals_or_room),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/depot", tests, NULL, NULL);
}
