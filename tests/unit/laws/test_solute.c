// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/solute.h"

static void at_rest_tissue_holds_its_partition(void **state)
{
  (void)state;
  assert_close(solute_storage(0.15, 0.15, 2.0 / 0.15), 2.0, 1e-15);
}

static void fluid_alone_holds_what_it_dissolves(void **state)
{
  (void)state;
  assert_close(solute_storage(0.4, 0.15, 1.0), 0.4, 1e-15);
}

static void dilation_adds_fluid_only(void **state)
{
  (void)state;
  assert_close(solute_storage(0.5, 0.12, 25.0) - solute_storage(0.12, 0.12, 25.0), 0.38, 1e-14);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(at_rest_tissue_holds_its_partition),
    cmocka_unit_test(fluid_alone_holds_what_it_dissolves),
    cmocka_unit_test(dilation_adds_fluid_only),
  };

  return cmocka_run_group_tests_name("laws/solute", tests, NULL, NULL);
}
