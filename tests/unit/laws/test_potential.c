// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/potential.h"

static const Pore PORES[] = {
  {PORE_MATRIX, 0.2, 0.5, 1.7e3, 2.0, 1e-7, 1.6e4},
  {PORE_MATRIX, 0.65, 0.65, 1e6, 2.0, 1e-7, 1.0},
  {PORE_FILM, 0.118, 0.853, 9.6e3, 1.0, 4e-7, 1.0},
  {PORE_FILM, 4e-7, 3e-4, 1.7e3, 2.0, 0.0, 1.0},
};
enum { N_PORES = sizeof PORES / sizeof *PORES };

static void table_is_the_integral(void **state)
{
  (void)state;
  for (int k = 0; k < N_PORES; k++) {
    static Potential table;

    potential_tabulate(&PORES[k], &table);
    for (double p = 10.0; p < 3e6; p *= 1.37)
      assert_close(potential_at(&table, p).value, potential_integral(&PORES[k], p), 1e-5);
  }
}

static void constant_conductivity_is_pressure(void **state)
{
  static Potential table;

  (void)state;
  potential_tabulate(&PORES[1], &table);
  assert_close(potential_at(&table, 3.3e4).value, 3.3e4, 1e-13);
  assert_close(potential_at(&table, -77.0).value, -77.0, 1e-13);
}

// The remainder of a central difference falls with the square of its step, inside one interval.
static void slope_is_the_derivative(void **state)
{
  (void)state;
  for (int k = 0; k < N_PORES; k++) {
    static Potential table;

    potential_tabulate(&PORES[k], &table);
    const double p = 0.5 * (table.p[200] + table.p[201]), h = 0.2 * (table.p[201] - table.p[200]);
    const double found =
      (potential_at(&table, p + h).value - potential_at(&table, p - h).value) / (2.0 * h);

    assert_close(found, potential_at(&table, p).slope, 1e-3);
    assert_close(potential_at(&table, p).slope, pore_conductivity_factor(&PORES[k], p).value, 1e-3);
  }
}

static void potential_rises(void **state)
{
  (void)state;
  for (int k = 0; k < N_PORES; k++) {
    static Potential table;

    potential_tabulate(&PORES[k], &table);
    for (double p = -500.0; p < 5e5; p += 113.0) assert_true(potential_at(&table, p).slope > 0.0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(table_is_the_integral),
    cmocka_unit_test(constant_conductivity_is_pressure),
    cmocka_unit_test(slope_is_the_derivative),
    cmocka_unit_test(potential_rises),
  };

  return cmocka_run_group_tests_name("laws/potential", tests, NULL, NULL);
}
