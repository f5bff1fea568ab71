// SPDX-License-Identifier: GPL-3.0-or-later
// How quantities are written and compared: the digits that a bar allows, floors, lower bounds, verdicts.
#include "unit/check.h"

#include "sij/report/shown.h"

#include <math.h>
#include <string.h>

static Quantity make_quantity(double value, const char *unit, double error, const char *name)
{
  Quantity row = {.value = value, .error = error};

  (void)snprintf(row.unit, sizeof row.unit, "%s", unit);
  (void)snprintf(row.name, sizeof row.name, "%s", name ? name : "relief.peak");
  return row;
}

static void numbers_have_the_digits_of_their_bars(void **state)
{
  static const struct {
    double      value;
    const char *unit;
    double      error;
    const char *name, *wanted;
  } SHOWN[] = {
    {0.79298, "1", NAN, NULL, "79.3 %"},
    {0.79298, "1", 0.031, NULL, "79 \u00b1 3 %"},
    {0.0317, "1", 0.0004, NULL, "3.17 \u00b1 0.04 %"},
    {0.88, "1", 0.0004, NULL, "88 %"}, // within the digits
    {1e-87, "1", NAN, NULL, "0 %"},
    {4.9e-4, "1", NAN, NULL, "0 %"},
    {6e-4, "1", NAN, NULL, "0.06 %"},
    {1e-9, "1", 0.2, NULL, "0 \u00b1 20 %"},
    {4e-69, "1", 2e-69, NULL, "0 %"},
    {119.0, "min", NAN, NULL, "119 min"},
    {150.0, "min", NAN, NULL, "2.5 h"},
    {150.0, "min", 30.0, NULL, "2.5 \u00b1 0.5 h"},
    {1234.5, "kPa", NAN, NULL, "1234 kPa"},
    {300.0, "kPa", NAN, NULL, "300 kPa"},
    {87.65, "kPa", 4.2, NULL, "88 \u00b1 4 kPa"},
    {1.0, "yes/no", NAN, NULL, "yes"},
    {0.0, "yes/no", NAN, NULL, "no"},
    {-0.00345, "deg", NAN, NULL, "-0.00345\u00b0"},
    {-1e-5, "deg", NAN, NULL, "0\u00b0"},
    {1e-4, "mM h", 0.02, NULL, "0 \u00b1 0.02 mM\u00b7h"},
    {0.0951, "mg/L", 0.0034, NULL, "0.095 \u00b1 0.003 mg/L"},
    {-6.21e-6, "mL", NAN, "flow.left_through_cut_planes", "0 mL"},
    {18571.0, "1", NAN, "run.tetrahedra", "18571"},
    {-4.67e-15, "1", NAN, "ledger.water.defect", "-4.7e-13 %"},
    {NAN, "min", NAN, NULL, "\u2013"},
  };
  const Quantities none = {0};
  char             text[SHOWN_TEXT];

  (void)state;
  for (size_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++) {
    const Quantity row =
      make_quantity(SHOWN[i].value, SHOWN[i].unit, SHOWN[i].error, SHOWN[i].name);

    shown_quantity(&none, &row, text);
    assert_string_equal(text, SHOWN[i].wanted);
  }
  shown_quantity(&none, NULL, text);
  assert_string_equal(text, "\u2013");
}

static void a_duration_that_the_run_cuts_is_a_lower_bound(void **state)
{
  Quantity         row[] = {make_quantity(8.5, "min", 0.1, "relief.duration"),
                            make_quantity(1.0, "yes/no", NAN, "relief.outlasts_run")};
  const Quantities list  = {.count = 2, .row = row};
  char             text[SHOWN_TEXT];

  (void)state;
  shown_quantity(&list, &row[0], text);
  assert_string_equal(text, "> 8.5 min");
  row[1].value = 0.0;
  shown_quantity(&list, &row[0], text);
  assert_string_equal(text, "8.5 \u00b1 0.1 min");
}

static Compared compare_values(const char *name, double a, double a_error, double b, double b_error)
{
  Quantity         first[] = {make_quantity(a, "1", a_error, name),
                              make_quantity(0.4, "1", NAN, "targets.nerve.pain_share")};
  Quantity         other[] = {make_quantity(b, "1", b_error, name), first[1]};
  const Quantities one = {.count = 2, .row = first}, two = {.count = 2, .row = other};

  return shown_compare(&one, &two, name);
}

static void bars_tell_values_apart(void **state)
{
  (void)state;
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, 0.38, 0.04), COMPARED_OPEN);
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, 0.3899, 0.04), COMPARED_OPEN);
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, 0.3901, 0.04), COMPARED_BETTER);
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, 0.1, 0.04), COMPARED_WORSE);
  assert_int_equal(compare_values("spill.x.blocked_fraction", 0.3, 0.0, 0.1, 0.0), COMPARED_BETTER);
  assert_int_equal(compare_values("flow.absorbed", 0.3, 0.0, 0.1, 0.0), COMPARED_LESS);
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, 0.5, NAN), COMPARED_MORE_UNJUDGED);
  assert_int_equal(compare_values("relief.peak", 0.3, 0.05, NAN, NAN), COMPARED_NONE);
  assert_int_equal(compare_values("relief.peak", 1e-40, NAN, 1e-20, NAN), COMPARED_SAME);
  assert_int_equal(compare_values("dose.lidocaine.ratio", 0.3, NAN, 0.1, NAN), COMPARED_BETTER);
  assert_int_equal(compare_values("run.ranks", 1.0, NAN, 2.0, NAN), COMPARED_NONE);
}

// Block is better where the stated pain passes, and neither elsewhere; the sooner the better.
static void block_is_judged_where_it_is_wanted(void **state)
{
  (void)state;
  assert_int_equal(compare_values("targets.nerve.blocked_fraction_c", 0.3, 0.0, 0.5, 0.0),
                   COMPARED_BETTER);
  assert_int_equal(compare_values("targets.nerve.onset_c", 0.3, 0.0, 0.5, 0.0), COMPARED_WORSE);
  assert_int_equal(compare_values("targets.lining.blocked_fraction_c", 0.3, 0.0, 0.5, 0.0),
                   COMPARED_MORE);
}

static void names_are_words_of_the_clinic(void **state)
{
  char word[QUANTITY_NAME];

  (void)state;
  shown_word("lining_sacral", word);
  assert_string_equal(word, "sacral joint lining");
  shown_word("my_own_target", word);
  assert_string_equal(word, "my own target");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_have_the_digits_of_their_bars),
    cmocka_unit_test(a_duration_that_the_run_cuts_is_a_lower_bound),
    cmocka_unit_test(bars_tell_values_apart),
    cmocka_unit_test(block_is_judged_where_it_is_wanted),
    cmocka_unit_test(names_are_words_of_the_clinic),
  };

  return cmocka_run_group_tests_name("report.shown", tests, NULL, NULL);
}
