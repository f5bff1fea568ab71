// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/pore.h"

static const Pore MATRIX = {.kind  = PORE_MATRIX,
                            .phi_0 = 0.3,
                            .phi_1 = 0.8,
                            .p_dil = 5e3,
                            .n     = 2.0,
                            .beta  = 1e-8,
                            .ratio = 1e4};
static const Pore FILM   = {.kind  = PORE_FILM,
                            .phi_0 = 0.12,
                            .phi_1 = 0.9,
                            .p_dil = 7e3,
                            .n     = 1.0,
                            .beta  = 1e-9,
                            .ratio = 1.0};

typedef PoreCurve (*Law)(const Pore *, double);

static void rest_is_rest(void **state)
{
  (void)state;
  assert_small(pore_dilation(&MATRIX, 0.0).value, 0.0);
  assert_close(pore_porosity(&MATRIX, 0.0).value, 0.3, 1e-15);
  assert_close(pore_conductivity_factor(&MATRIX, 0.0).value, 1.0, 1e-15);
  assert_close(pore_conductivity_factor(&FILM, 0.0).value, 1.0, 1e-15);
}

static void dilated_is_dilated(void **state)
{
  (void)state;
  assert_close(pore_conductivity_factor(&MATRIX, 1e5).value, 1e4, 1e-12);
  assert_close(pore_porosity(&MATRIX, 1e5).value, 0.8 + 1e-8 * 1e5, 1e-12);
  assert_close(pore_conductivity_factor(&FILM, 1e9).value, pow((0.9 + 1.0) / 0.12, 3), 1e-12);
}

// The remainder of a central difference falls with the square of its step.
static void slope_is_the_derivative(void **state)
{
  const Pore *const pores[] = {&MATRIX, &FILM};
  const Law         laws[]  = {pore_dilation, pore_porosity, pore_conductivity_factor};

  (void)state;
  for (int i = 0; i < 2; i++)
    for (int k = 0; k < 3; k++) {
      const double p = 3e3, slope = laws[k](pores[i], p).slope;
      double       error[2];

      for (int j = 0; j < 2; j++) {
        const double h = j == 0 ? 40.0 : 20.0;

        error[j] =
          (laws[k](pores[i], p + h).value - laws[k](pores[i], p - h).value) / (2 * h) - slope;
      }
      assert_close(error[0] / error[1], 4.0, 0.05);
    }
}

static void porosity_never_falls(void **state)
{
  (void)state;
  for (double p = -1e3; p < 2e5; p += 97.0) {
    assert_true(pore_porosity(&MATRIX, p).slope >= 0.0);
    assert_true(pore_porosity(&FILM, p).slope >= 0.0);
  }
}

static void fault_names_the_constant(void **state)
{
  Pore bad = MATRIX;

  (void)state;
  assert_null(pore_fault(&MATRIX));
  bad.phi_1 = 0.1;
  assert_string_equal(pore_fault(&bad), "dilated porosity must be between porosity at rest and 1");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rest_is_rest),
    cmocka_unit_test(dilated_is_dilated),
    cmocka_unit_test(slope_is_the_derivative),
    cmocka_unit_test(porosity_never_falls),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/pore", tests, NULL, NULL);
}
