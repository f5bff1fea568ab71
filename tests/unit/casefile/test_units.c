// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/casefile/units.h"
#include "fixture.h"

static Units *units;

static double read_value(const char *text, Dimension dimension)
{
  const Measured read = units_read(units, text, dimension, 0.0);

  if (read.verdict != UNITS_FINE) print_error("%s: verdict %d\n", text, (int)read.verdict);
  assert_int_equal(read.verdict, UNITS_FINE);
  return read.value;
}

static UnitsVerdict verdict(const char *text, Dimension dimension)
{
  return units_read(units, text, dimension, 0.0).verdict;
}

static void units_become_si(void **state)
{
  (void)state;
  assert_close(read_value("1.5 mL", DIMENSION_VOLUME), 1.5e-6, 1e-14);
  assert_close(read_value("3mL/min", DIMENSION_FLOW), 5e-8, 1e-14);
  assert_close(read_value("24 h", DIMENSION_TIME), 86400.0, 1e-14);
  assert_close(read_value("2 %", DIMENSION_NONE), 0.02, 1e-14);
  assert_close(read_value("0.4", DIMENSION_NONE), 0.4, 1e-15);
  assert_close(read_value("-1 kPa", DIMENSION_PRESSURE), -1000.0, 1e-14);
  assert_close(read_value("1e-14 m^4/(N s)", DIMENSION_CONDUCTIVITY), 1e-14, 1e-14);
  assert_close(read_value("7.2e-10 m^2/s", DIMENSION_DIFFUSIVITY), 7.2e-10, 1e-14);
  assert_close(read_value("1e-8 1/Pa", DIMENSION_COMPRESSIBILITY), 1e-8, 1e-14);
  assert_close(read_value("93 deg", DIMENSION_ANGLE), 93.0 * acos(-1.0) / 180.0, 1e-12);
  assert_close(read_value("50 mmHg", DIMENSION_PRESSURE), 6666.1, 1e-4);
}

static void molar_is_amount_per_litre(void **state)
{
  (void)state;
  assert_close(read_value("1 M", DIMENSION_CONCENTRATION), 1e3, 1e-14);
  assert_close(read_value("0.8 mM", DIMENSION_CONCENTRATION), 0.8, 1e-14);
  assert_close(read_value("3 nM", DIMENSION_CONCENTRATION), 3e-6, 1e-14);
  assert_close(read_value("15 mM h", DIMENSION_EXPOSURE), 54000.0, 1e-14);
  assert_close(read_value("1 MPa", DIMENSION_PRESSURE), 1e6, 1e-14);
}

static void mass_per_volume_is_a_concentration_of_a_known_drug(void **state)
{
  const double lidocaine = 0.2708;

  (void)state;
  assert_close(units_read(units, "20 mg/mL", DIMENSION_CONCENTRATION, lidocaine).value,
               20.0 / lidocaine, 1e-14);
  assert_close(units_read(units, "2 %", DIMENSION_CONCENTRATION, lidocaine).value, 20.0 / lidocaine,
               1e-14);
  assert_close(units_read(units, "2 mM", DIMENSION_CONCENTRATION, lidocaine).value, 2.0, 1e-14);
  assert_int_equal(verdict("20 mg/mL", DIMENSION_CONCENTRATION), UNITS_WRONG);
  assert_int_equal(verdict("2 %", DIMENSION_CONCENTRATION), UNITS_WRONG);
}

static void si_is_kept_to_the_last_bit(void **state)
{
  (void)state;
  for (int i = 1; i < DIMENSION_COUNT; i++) {
    const double value = 0.1 + 1e-17 * i + 1.0 / 3.0;
    char         text[64];

    (void)snprintf(text, sizeof text, "%.17g %s", value, units_dimension((Dimension)i)->unit);
    assert_true(read_value(text, (Dimension)i) == value);
  }
}

static void examples_are_of_their_dimension(void **state)
{
  (void)state;
  for (int i = 1; i < DIMENSION_COUNT; i++) {
    const DimensionRow *row = units_dimension((Dimension)i);
    char                text[64];

    (void)snprintf(text, sizeof text, "%g %s", row->typical, row->example);
    assert_close(units_in_example(units, (Dimension)i, read_value(text, (Dimension)i)),
                 row->typical, 1e-12);
  }
}

static void faults_are_told_apart(void **state)
{
  (void)state;
  assert_int_equal(verdict("1.5", DIMENSION_VOLUME), UNITS_BARE);
  assert_int_equal(verdict("1.5 mm", DIMENSION_VOLUME), UNITS_WRONG);
  assert_int_equal(verdict("3 s", DIMENSION_RATE), UNITS_WRONG); // no 1/(3 s)
  assert_int_equal(verdict("3 1/Pa", DIMENSION_PRESSURE), UNITS_WRONG);
  assert_int_equal(verdict("1.5 foo", DIMENSION_VOLUME), UNITS_UNKNOWN);
  assert_int_equal(verdict("1.5 2 mL", DIMENSION_VOLUME), UNITS_UNKNOWN);
  assert_int_equal(verdict("1,5 mL", DIMENSION_VOLUME), UNITS_UNKNOWN);
  assert_int_equal(verdict("mL", DIMENSION_VOLUME), UNITS_NO_NUMBER);
  assert_int_equal(verdict("0x10 mL", DIMENSION_VOLUME), UNITS_NO_NUMBER);
  assert_int_equal(verdict("inf mL", DIMENSION_VOLUME), UNITS_NOT_FINITE);
  assert_int_equal(verdict("nan", DIMENSION_NONE), UNITS_NOT_FINITE);
  assert_int_equal(verdict("1e999 mL", DIMENSION_VOLUME), UNITS_NOT_FINITE);
  assert_int_equal(verdict("1e-999 mL", DIMENSION_VOLUME), UNITS_NOT_FINITE);
  assert_int_equal(verdict("1e300 Gm", DIMENSION_LENGTH), UNITS_NOT_FINITE);
  assert_int_equal(verdict("3 deg", DIMENSION_NONE), UNITS_WRONG);
  assert_int_equal(verdict("3 %", DIMENSION_ANGLE), UNITS_WRONG);
  assert_string_equal(units_read(units, "1.5 mm", DIMENSION_VOLUME, 0.0).found, "a length");
}

static int set_up(void **state)
{
  (void)state;
  return PetscInitialize(NULL, NULL, NULL, NULL) || units_create(&units) || !units;
}

static int tear_down(void **state)
{
  (void)state;
  return units_destroy(&units) || PetscFinalize();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(units_become_si),
    cmocka_unit_test(molar_is_amount_per_litre),
    cmocka_unit_test(mass_per_volume_is_a_concentration_of_a_known_drug),
    cmocka_unit_test(si_is_kept_to_the_last_bit),
    cmocka_unit_test(examples_are_of_their_dimension),
    cmocka_unit_test(faults_are_told_apart),
  };

  return cmocka_run_group_tests_name("casefile/units", tests, set_up, tear_down);
}
