// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/pore_strain.h"

static const PoreStrain DILATES = {
  .pore = {.kind = PORE_MATRIX, .phi_0 = 0.3, .phi_1 = 0.8, .p_dil = 5e3, .n = 2.0, .ratio = 1e4},
  .biot = 0.8};
static const PoreStrain TIGHT = {
  .pore = {.kind = PORE_MATRIX, .phi_0 = 0.7, .phi_1 = 0.7, .p_dil = 5e3, .n = 2.0, .ratio = 1.0},
  .biot = 1.0,
  .exponent = 6.0};
static const PoreStrain FILM = {
  .pore = {.kind = PORE_FILM, .phi_0 = 0.2, .phi_1 = 1.0, .p_dil = 7e3, .n = 1.0, .ratio = 1.0},
  .biot = 1.0};

static void rest_is_rest(void **state)
{
  const PoreStrain *const laws[] = {&DILATES, &TIGHT, &FILM};

  (void)state;
  for (int k = 0; k < 3; k++) {
    assert_close(pore_strain_porosity(laws[k], 0.0, 0.0), laws[k]->pore.phi_0, 1e-15);
    assert_close(pore_strain_factor(laws[k], 0.0, 0.0), 1.0, 1e-15);
  }
}

static void porosity_takes_biots_share_of_dilation(void **state)
{
  (void)state;
  assert_close(pore_strain_porosity(&DILATES, 0.1, 0.0), 0.3 + 0.8 * 0.1, 1e-15);
  assert_close(pore_strain_porosity(&DILATES, -0.1, 0.0), 0.3 - 0.8 * 0.1, 1e-15);
}

// Whatever pressure it took: the same porosity goes with the same conductivity.
static void conducts_as_the_law_of_pressure_does_at_that_porosity(void **state)
{
  const double p   = 4e3;
  const double phi = pore_porosity(&DILATES.pore, p).value;
  const double e   = (phi - DILATES.pore.phi_0) / DILATES.biot;

  (void)state;
  assert_close(pore_strain_factor(&DILATES, e, 0.0),
               pore_conductivity_factor(&DILATES.pore, p).value, 1e-12);
}

static void film_conducts_with_the_cube_of_its_gap(void **state)
{
  (void)state;
  assert_close(pore_strain_factor(&FILM, 0.2, 0.0), 8.0, 1e-14);
  assert_close(pore_strain_factor(&FILM, -5.0, 0.0), 1e-3, 1e-14);
}

// Folds at the rim fill by pressure where the walls stand still; what walls and folds hold adds up.
static void film_unfolds_under_pressure(void **state)
{
  const double p = 6e3, phi = pore_porosity(&FILM.pore, p).value;

  (void)state;
  assert_close(pore_strain_porosity(&FILM, 0.0, p), phi, 1e-15);
  assert_close(pore_strain_porosity(&FILM, 0.1, p), phi + 0.1, 1e-15);
  assert_close(pore_strain_factor(&FILM, 0.1, p), pow((phi + 0.1) / 0.2, 3), 1e-13);
  assert_close(pore_strain_porosity(&FILM, 0.3, 1e6), 1.3,
               1e-15); // a slab may hold more than it was
  assert_close(pore_strain_added(&FILM.pore, p).slope, pore_porosity(&FILM.pore, p).slope, 1e-18);
}

static void other_tissue_does_not(void **state)
{
  PoreStrain soft = DILATES;

  (void)state;
  soft.pore.beta = 1e-6;
  assert_close(pore_strain_porosity(&soft, 0.1, 6e3), 0.3 + 0.08 + 6e-3, 1e-15);
  assert_close(pore_strain_factor(&soft, 0.1, 6e3), pore_strain_factor(&soft, 0.1, 0.0), 1e-15);
}

static void tight_tissue_closes_when_squeezed(void **state)
{
  (void)state;
  assert_close(pore_strain_factor(&TIGHT, -0.1, 0.0), exp(-0.6), 1e-14);
  assert_close(pore_strain_factor(&TIGHT, -9.0, 0.0), exp(-5.0), 1e-14);
}

static void dilation_has_two_ends(void **state)
{
  (void)state;
  assert_close(pore_strain_factor(&DILATES, 5.0, 0.0), 1e4, 1e-14);
  assert_close(pore_strain_factor(&DILATES, -0.2, 0.0), 1.0, 1e-15);
  assert_close(pore_strain_porosity(&DILATES, 5.0, 0.0), 1.0, 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rest_is_rest),
    cmocka_unit_test(porosity_takes_biots_share_of_dilation),
    cmocka_unit_test(conducts_as_the_law_of_pressure_does_at_that_porosity),
    cmocka_unit_test(film_conducts_with_the_cube_of_its_gap),
    cmocka_unit_test(film_unfolds_under_pressure),
    cmocka_unit_test(other_tissue_does_not),
    cmocka_unit_test(tight_tissue_closes_when_squeezed),
    cmocka_unit_test(dilation_has_two_ends),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
