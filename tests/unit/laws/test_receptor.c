// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/receptor.h"

static void half_is_taken_at_kd(void **state)
{
  (void)state;
  assert_close(receptor_occupancy(3e-6, 3e-6), 0.5, 1e-15);
  assert_close(receptor_occupancy(27e-6, 3e-6), 0.9, 1e-14);
}

static void limits(void **state)
{
  (void)state;
  assert_small(receptor_occupancy(0.0, 3e-6), 0.0);
  assert_small(receptor_occupancy(-1e-20, 3e-6), 0.0);
  assert_close(receptor_occupancy(1e6, 3e-6), 1.0, 1e-11);
  assert_close(receptor_occupancy(3e-12, 3e-6), 1e-6, 2e-6); // linear where little is bound
  assert_true(isnan(receptor_occupancy(NAN, 3e-6)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(half_is_taken_at_kd),
    cmocka_unit_test(limits),
  };

  return cmocka_run_group_tests_name("laws/receptor", tests, NULL, NULL);
}
