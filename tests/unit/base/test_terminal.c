// SPDX-License-Identifier: GPL-3.0-or-later
// The width of the place that is printed to, and whether it takes colours; tests have no terminal.
#define _POSIX_C_SOURCE 200809L // setenv

#include "unit/check.h"

#include "sij/base/terminal.h"

#include <stdlib.h>

static void columns_come_from_the_environment(void **state)
{
  static const struct {
    const char *given;
    int         wanted;
  } ROWS[] = {{"60", 60},   {"200", 200}, {"3", 40}, {"99999", 1000},
              {"many", 80}, {"60x", 80},  {"0", 80}};

  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    (void)setenv("COLUMNS", ROWS[i].given, 1);
    if (ROWS[i].wanted != 80 || !terminal_is_watched())
      assert_int_equal(terminal_columns(), ROWS[i].wanted);
  }
}

static void nobody_asked_for_colour(void **state)
{
  (void)state;
  (void)setenv("TERM", "xterm", 1);
  (void)setenv("NO_COLOR", "1", 1);
  assert_false(terminal_has_colour());
  (void)unsetenv("NO_COLOR");
  (void)setenv("TERM", "dumb", 1);
  assert_false(terminal_has_colour());
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(columns_come_from_the_environment),
    cmocka_unit_test(nobody_asked_for_colour),
  };

  return cmocka_run_group_tests_name("base.terminal", tests, NULL, NULL);
}
