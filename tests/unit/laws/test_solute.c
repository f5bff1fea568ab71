// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/solute.h"

static void at_rest_tissue_holds_its_partition(void **state)
{
  (void)state;
  assert_close(0.15 + solute_bound(0.15, 2.0 / 0.15), 2.0, 1e-15);
}

static void a_tissue_that_binds_nothing_holds_its_fluid_alone(void **state)
{
  (void)state;
  assert_close(solute_bound(0.15, 1.0), 0.0, 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(at_rest_tissue_holds_its_partition),
    cmocka_unit_test(a_tissue_that_binds_nothing_holds_its_fluid_alone),
  };

  return cmocka_run_group_tests_name("laws/solute", tests, NULL, NULL);
}
