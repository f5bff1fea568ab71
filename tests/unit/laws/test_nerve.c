// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/nerve.h"

#include <stdlib.h>

// c = a + b t; the lagged course from rest is c - b tau + (b tau - a) e^(-t/tau).
static double lagged_ramp(double a, double b, double tau, double t)
{
  return a + b * t - b * tau + (b * tau - a) * exp(-t / tau);
}

static void lag_is_exact_for_a_ramp_in_any_steps(void **state)
{
  const double steps[] = {1e-6, 0.3, 7.0, 120.0, 4000.0, 2.0};
  const double tau = 300.0, a = 2.0, b = 0.01;
  double       t = 0.0, c_n = 0.0;

  (void)state;
  for (int i = 0; i < 6; i++) {
    c_n = nerve_lagged(nerve_lag(steps[i], tau), c_n, a + b * t, a + b * (t + steps[i]));
    t += steps[i];
    assert_small(c_n - lagged_ramp(a, b, tau, t),
                 1e-13); // what the reference loses by cancellation
  }
}

static void lag_weights_are_a_mean(void **state)
{
  (void)state;
  for (double x = 1e-12; x < 1e6; x *= 1.7) {
    const NerveLag lag = nerve_lag(x * 300.0, 300.0);

    assert_true(lag.keep >= 0.0 && lag.before >= 0.0 && lag.after >= 0.0);
    assert_close(lag.keep + lag.before + lag.after, 1.0, 1e-15);
  }
}

// The series and the closed form meet.
static void lag_has_no_seam(void **state)
{
  const double below = nerve_lag(1e-2 * (1 - 1e-9), 1.0).after;
  const double above = nerve_lag(1e-2 * (1 + 1e-9), 1.0).after;

  (void)state;
  assert_close(above / below - 1.0, 2e-9, 0.02);
}

static void no_lag_is_no_lag(void **state)
{
  (void)state;
  assert_close(nerve_lagged(nerve_lag(1.0, 0.0), 5.0, 6.0, 7.0), 7.0, 1e-15);
  assert_close(nerve_lagged(nerve_lag(0.0, 300.0), 5.0, 6.0, 7.0), 5.0, 1e-15);
  assert_close(nerve_lagged(nerve_lag(0.0, 0.0), 5.0, 7.0, 7.0), 7.0, 1e-15);
}

static void one_drug_is_a_hill_law(void **state)
{
  const double ec50 = 0.8, hill = 3.0;

  (void)state;
  for (double c = 1e-3; c < 1e3; c *= 2.3) {
    const double power = pow(c / ec50, hill);

    assert_close(nerve_block(1, &c, &ec50, &hill), power / (1.0 + power), 1e-13);
  }
  assert_small(nerve_block(1, &(double){0.0}, &ec50, &hill), 0.0);
  assert_small(nerve_block(1, &(double){-1e-15}, &ec50, &hill), 0.0);
  assert_true(isnan(nerve_block(1, &(double){NAN}, &ec50, &hill)));
  assert_close(nerve_block(1, &(double){1e300}, &ec50, &hill), 1.0, 1e-15);
}

static void nothing_of_several_drugs_blocks_nothing(void **state)
{
  const double ec50[] = {0.3, 0.08}, hill[] = {3.5, 1.0};

  (void)state;
  assert_small(nerve_block(0, NULL, NULL, NULL), 0.0);
  assert_small(nerve_block(2, (const double[]){0.0, 0.0}, ec50, hill), 0.0);
  assert_small(nerve_block(2, (const double[]){5e-324, 0.0}, ec50, hill), 1e-300);
  assert_small(nerve_block(2, (const double[]){5e-324, 5e-324}, ec50, hill), 1e-300);
}

static void equal_hill_adds_potency(void **state)
{
  const double c[] = {0.4, 0.1}, ec50[] = {0.8, 0.2}, hill[] = {3.0, 3.0};

  (void)state;
  assert_close(nerve_block(2, c, ec50, hill), 0.5, 1e-14);
}

// Half a dose of a drug and half a dose of the same drug under another name make one dose.
static void a_drug_adds_to_itself(void **state)
{
  const double halves[] = {0.7, 0.7}, ec50[] = {0.8, 0.8}, hill[] = {2.5, 2.5}, whole = 1.4;

  (void)state;
  assert_close(nerve_block(2, halves, ec50, hill), nerve_block(1, &whole, ec50, hill), 1e-14);
}

// The isobole: at block y/(1+y) the equi-effective doses of two drugs add to one.
static void different_hill_follows_the_isobole(void **state)
{
  const double ec50[] = {0.8, 0.2}, hill[] = {1.5, 4.0};

  (void)state;
  for (double y = 1e-6; y < 1e6; y *= 37.0)
    for (double share = 0.1; share < 1.0; share += 0.2) {
      const double c[] = {share * ec50[0] * pow(y, 1 / hill[0]),
                          (1 - share) * ec50[1] * pow(y, 1 / hill[1])};

      assert_close(nerve_block(2, c, ec50, hill), y / (1 + y), 1e-11);
    }
}

static void more_drug_never_blocks_less(void **state)
{
  const double ec50[] = {0.8, 0.2}, hill[] = {1.0, 4.0};

  (void)state;
  for (double a = 1e-3; a < 30.0; a *= 2.0) {
    double last = 0.0;

    for (double b = 1e-4; b < 30.0; b *= 1.3) {
      const double c[] = {a, b}, block = nerve_block(2, c, ec50, hill);

      assert_true(block >= last);
      last = block;
    }
  }
}

enum { PLACES = 81 };

static void places(double h, double s[PLACES])
{
  for (int i = 0; i < PLACES; i++) s[i] = h * i;
}

static void even_bath_is_local_block(void **state)
{
  double s[PLACES], block[PLACES];

  (void)state;
  places(5e-4, s);
  for (int i = 0; i < PLACES; i++) block[i] = 0.37;
  assert_close(nerve_blocked_fraction(PLACES, s, block, 3e-3), 0.37, 1e-12);
}

static void short_bath_does_not_block(void **state)
{
  double s[PLACES], block[PLACES];

  (void)state;
  places(5e-4, s);
  for (int i = 0; i < PLACES; i++)
    block[i] = i >= 20 && i <= 26 ? 0.9 : 0.0; // 3 mm plus two flanks
  assert_close(nerve_blocked_fraction(PLACES, s, block, 3e-3), 0.9, 1e-12);
  assert_close(nerve_blocked_fraction(PLACES, s, block, 3.5e-3), 0.45, 1e-11);
  assert_small(nerve_blocked_fraction(PLACES, s, block, 4.1e-3), 1e-12);
  block[23] = 0.2; // a gap splits it
  assert_close(nerve_blocked_fraction(PLACES, s, block, 3e-3), 0.2, 1e-11);
}

// A tent of slope k: its best window of length L is centred, so the lowest value is top - k L/2.
static void tent(double centre, double h, double *fraction)
{
  double s[PLACES], block[PLACES];

  places(h, s);
  for (int i = 0; i < PLACES; i++) block[i] = fmax(0.0, 0.95 - 100.0 * fabs(s[i] - centre));
  *fraction = nerve_blocked_fraction(PLACES, s, block, 3e-3);
}

static void tent_wherever_it_stands(void **state)
{
  double fraction;

  (void)state;
  for (double centre = 1e-2; centre < 3e-2; centre += 5e-4) {
    tent(centre, 5e-4, &fraction);
    assert_close(fraction, 0.95 - 100.0 * 1.5e-3, 1e-11);
  }
}

static void longer_windows_block_less(void **state)
{
  double s[PLACES], block[PLACES], last = 1.0;

  (void)state;
  places(5e-4, s);
  srand(7);
  for (int i = 0; i < PLACES; i++) block[i] = (double)rand() / RAND_MAX;
  for (double length = 0.0; length < 5e-2; length += 7e-4) {
    const double fraction = nerve_blocked_fraction(PLACES, s, block, length);

    assert_true(fraction <= last + 1e-12);
    last = fraction;
  }
}

static void short_nerve_is_one_window(void **state)
{
  const double s[] = {0.0, 1e-3, 2e-3}, block[] = {0.6, 0.9, 0.7};

  (void)state;
  assert_close(nerve_blocked_fraction(3, s, block, 3e-3), 0.6, 1e-15);
  assert_close(nerve_blocked_fraction(1, s, block, 3e-3), 0.6, 1e-15);
  assert_close(nerve_blocked_fraction(3, s, block, 0.0), 0.9, 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(lag_is_exact_for_a_ramp_in_any_steps),
    cmocka_unit_test(lag_weights_are_a_mean),
    cmocka_unit_test(lag_has_no_seam),
    cmocka_unit_test(no_lag_is_no_lag),
    cmocka_unit_test(one_drug_is_a_hill_law),
    cmocka_unit_test(nothing_of_several_drugs_blocks_nothing),
    cmocka_unit_test(equal_hill_adds_potency),
    cmocka_unit_test(a_drug_adds_to_itself),
    cmocka_unit_test(different_hill_follows_the_isobole),
    cmocka_unit_test(more_drug_never_blocks_less),
    cmocka_unit_test(even_bath_is_local_block),
    cmocka_unit_test(short_bath_does_not_block),
    cmocka_unit_test(tent_wherever_it_stands),
    cmocka_unit_test(longer_windows_block_less),
    cmocka_unit_test(short_nerve_is_one_window),
  };

  return cmocka_run_group_tests_name("laws/nerve", tests, NULL, NULL);
}
