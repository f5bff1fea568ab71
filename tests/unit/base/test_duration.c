// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of time as people and Slurm write them.
#include "unit/check.h"

#include "sij/base/duration.h"

typedef struct {
  const char *text;
  double      seconds;
} Row;

static void check_rows(int n, const Row row[])
{
  for (int i = 0; i < n; i++) {
    double seconds = 0.0;

    if (!duration_read(row[i].text, &seconds)) fail_msg("\"%s\" is refused", row[i].text);
    assert_close(seconds, row[i].seconds, 1e-15);
  }
}

static void numbers_with_units_add_up(void **state)
{
  static const Row ROWS[] = {
    {"3h50m", 13800.0},   {"3 h 50 min", 13800.0}, {"90 s", 90.0},         {"1.5 h", 5400.0},
    {"2 days", 172800.0}, {"1d12h", 129600.0},     {"0.25 minutes", 15.0}, {" 10 hours ", 36000.0},
  };

  (void)state;
  check_rows(sizeof ROWS / sizeof ROWS[0], ROWS);
}

static void times_of_slurm_are_read(void **state)
{
  static const Row ROWS[] = {
    {"3:50:00", 13800.0}, {"03:50:00", 13800.0}, {"50:00", 3000.0},       {"0:45", 45.0},
    {"2-12", 216000.0},   {"2-12:30", 217800.0}, {"1-00:00:01", 86401.0}, {"0-00:20:00", 1200.0},
  };

  (void)state;
  check_rows(sizeof ROWS / sizeof ROWS[0], ROWS);
}

static void what_is_no_time_is_refused_and_changes_nothing(void **state)
{
  static const char *const TEXTS[] = {
    "",       " ",         "3",         "3.5",   "h",       "3 parsecs", "3h50", "-3 h",
    "3h -5m", "0x10 s",    "inf s",     "nan s", "1e400 s", "0 s",       "0:00", "1.2.3 h",
    ". h",    "3:50:00 h", ":30",       "30:",   "1:2:3:4", "-1:00",     "1-",   "1-2-3",
    "1- 2",   "1:-2",      "UNLIMITED", "3 H",   "3hh",     "1.5-3",
  };

  (void)state;
  for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
    double seconds = 7.0;

    if (duration_read(TEXTS[i], &seconds)) fail_msg("\"%s\" is read as %g s", TEXTS[i], seconds);
    assert_true(seconds == 7.0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_with_units_add_up),
    cmocka_unit_test(times_of_slurm_are_read),
    cmocka_unit_test(what_is_no_time_is_refused_and_changes_nothing),
  };

  return cmocka_run_group_tests_name("base/duration", tests, NULL, NULL);
}
