// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"
#include "unit/pharmacology/patient.h"

/** One course of treatment on the whole box: concentrations are set, steps taken, numbers read. */
typedef struct {
  Mesh          mesh;
  Pharmacology *pharmacology;
  Quantities    list;
  double        c[DRUGS][BOX_VERTICES], cleared[DRUGS], t;
} Course;

static Course course;

#define must(call) assert_int_equal((call), 0)

static void begin(void)
{
  course = (Course){0};
  must(box_create(PETSC_COMM_SELF, &course.mesh));
  must(pharmacology_create(&patient, &course.mesh, &course.pharmacology));
}

static void step(double dt)
{
  const double *now[DRUGS];

  for (int d = 0; d < DRUGS; d++) now[d] = case_uses_drug(&patient, d) ? course.c[d] : NULL;
  course.t += dt;
  must(pharmacology_advance(course.pharmacology, course.t, dt, now, course.cleared));
}

static void set(int drug, double a, double b)
{
  fill_linear(&course.mesh, a, b, course.c[drug]);
}

static void step_to(double c, double dt)
{
  set(LIDOCAINE, c, 0.0);
  step(dt);
}

static void sum_up(void)
{
  must(quantities_destroy(&course.list));
  must(pharmacology_summary(course.pharmacology, &course.list));
}

static double value(const char *name)
{
  const Quantity *row = quantities_find(&course.list, name);

  if (!row) print_error("no quantity %s\n", name);
  assert_non_null(row);
  return row->value;
}

static const char *unit(const char *name)
{
  const Quantity *row = quantities_find(&course.list, name);

  assert_non_null(row);
  return row->unit;
}

static int end(void **state)
{
  (void)state;
  if (pharmacology_destroy(&course.pharmacology) || quantities_destroy(&course.list)) return -1;
  return box_destroy(&course.mesh) ? -1 : 0;
}

static double hill(double u)
{
  return u * u / (1.0 + u * u);
}

static void extents_are_those_of_the_box(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  sum_up();
  assert_close(value("targets.nerve.length"), 11.5, 1e-12);
  assert_small(value("targets.nerve.outside_mesh"), 1e-12);
  assert_close(value("targets.lining.area"), 0.04, 1e-12);
  assert_close(value("targets.half_lining.area"), 0.02, 1e-12);
  assert_close(value("targets.ligament.volume"), 0.016, 1e-12);
  assert_close(value("targets.root.length"), 3.25, 1e-12);
  assert_close(value("targets.root.outside_mesh"), 4.75, 1e-12);
}

// Steps end at blocks 0, 0.9, 0.9, 0.1, with no lag: lines between them cross 0.5 where they must.
static void onset_and_duration_follow_the_line(void **state)
{
  const char *const names[] = {"nerve", "lining", "half_lining", "ligament", "cartilage"};
  char              name[QUANTITY_NAME];

  (void)state;
  patient_prepare(1);
  begin();
  step_to(0.0, 100.0);
  step_to(0.8 * 3.0, 90.0);
  step_to(0.8 * 3.0, 600.0);
  step_to(0.8 / 3.0, 160.0);
  sum_up();
  for (int i = 0; i < 5; i++) {
    (void)snprintf(name, sizeof name, "targets.%s.blocked_fraction_c", names[i]);
    assert_close(value(name), 0.9, 1e-12);
    (void)snprintf(name, sizeof name, "targets.%s.onset_c", names[i]);
    assert_close(value(name), (100.0 + 90.0 * 0.5 / 0.9) / 60.0, 1e-12);
    (void)snprintf(name, sizeof name, "targets.%s.duration_c", names[i]);
    assert_close(value(name), (90.0 * 0.4 / 0.9 + 600.0 + 80.0) / 60.0, 1e-12);
    (void)snprintf(name, sizeof name, "targets.%s.outlasts_run_c", names[i]);
    assert_small(value(name), 0.0);
    (void)snprintf(name, sizeof name, "targets.%s.time_of_max_c", names[i]);
    assert_close(value(name), 190.0 / 60.0, 1e-12);
  }
  assert_string_equal(unit("targets.nerve.onset_c"), "min");
  assert_string_equal(unit("targets.nerve.blocked_fraction_c"), "1");
}

static void a_delta_needs_less(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  step_to(0.6, 100.0);
  sum_up();
  assert_close(value("targets.nerve.blocked_fraction_a_delta"), hill(2.0), 1e-12);
  assert_close(value("targets.nerve.blocked_fraction_c"), hill(0.75), 1e-12);
  assert_true(isnan(value("targets.nerve.onset_c")));
  assert_small(value("targets.nerve.duration_c"), 0.0);
  assert_close(value("targets.nerve.outlasts_run_a_delta"), 1.0, 0.0);
}

// c rises to c_0 in one step and stays; the nerve follows by c_n(t) = c_0 (1 - f e^(-t/tau)).
static void lag_delays_onset(void **state)
{
  const double tau = 300.0, rise = 10.0, c_0 = 2.4, f = tau / rise * expm1(rise / tau);

  (void)state;
  patient_prepare(1);
  patient.body.perineurial_lag = tau;
  begin();
  step_to(c_0, rise);
  for (int i = 0; i < 599; i++) step(2.0);
  sum_up();
  const double seen = c_0 * (1.0 - f * exp(-course.t / tau));

  assert_close(value("targets.nerve.blocked_fraction_c"), hill(seen / 0.8), 1e-12);
  assert_close(value("targets.ligament.blocked_fraction_c"), hill(seen / 0.8), 1e-12);
  assert_close(value("targets.nerve.onset_c"), tau * log(f / (1.0 - 0.8 / c_0)) / 60.0, 1e-4);
  assert_close(pharmacology_block(course.pharmacology)[17], hill(seen / 0.8), 1e-12);
}

// Falling along x, the best window is the first one, and its far end decides.
static void nerve_needs_a_critical_length(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  set(LIDOCAINE, 2.4, -200.0);
  step(100.0);
  sum_up();
  assert_close(value("targets.nerve.blocked_fraction_c"), hill((2.4 - 0.2 * 3.25) / 0.8), 1e-11);
}

static void means_and_peaks_of_a_linear_field_are_exact(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  set(LIDOCAINE, 0.0, 1000.0); // 1 mM per mm
  step(100.0);
  step_to(0.0, 100.0);
  sum_up();
  assert_close(value("targets.ligament.lidocaine.concentration_mean"), 2.0, 1e-12);
  assert_close(value("targets.ligament.lidocaine.concentration_peak"), 4.0, 1e-12);
  assert_close(value("targets.lining.lidocaine.concentration_mean"), 4.0, 1e-12);
  assert_close(value("targets.nerve.lidocaine.concentration_mean"), 6.0, 1e-12);
  assert_close(value("targets.nerve.lidocaine.concentration_peak"), 11.75, 1e-12);
  assert_close(value("targets.root.lidocaine.concentration_peak"), 10.25, 1e-12);
  assert_string_equal(unit("targets.root.lidocaine.concentration_peak"), "mM");
}

static void exposure_is_the_integral(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  set(LIDOCAINE, -8.0, 1000.0); // 0 to 4 mM through the cartilage
  step(900.0);
  step(900.0);
  step_to(0.0, 2700.0);
  sum_up();
  assert_close(value("cartilage.cartilage.lidocaine.exposure_peak"), 4.0 * 0.75, 1e-12);
  assert_close(value("cartilage.cartilage.lidocaine.exposure_mean"), 2.0 * 0.75, 1e-12);
  assert_close(value("cartilage.cartilage.lidocaine.limit"), 1.0, 1e-12);
  // Past 1 mM h where c > 4/3 mM: all of the vertices at 2, 3 and 4 mM.
  assert_close(value("cartilage.cartilage.lidocaine.chondrotoxic_fraction"), 0.625, 1e-12);
  assert_null(quantities_find(&course.list, "cartilage.ligament.lidocaine.exposure_peak"));
}

static void nerve_toxicity_counts_the_worst_place(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  set(LIDOCAINE, 0.0, 80.0 / 11.75e-3); // 80 mM at the far end
  step(100.0);
  step(200.0);
  step_to(0.0, 100.0);
  sum_up();
  assert_close(value("targets.nerve.lidocaine.neurotoxic_ratio"), 2.0, 1e-12);
  assert_close(value("targets.nerve.lidocaine.neurotoxic_time"), 300.0 / 60.0, 1e-12);
  assert_null(quantities_find(&course.list, "targets.ligament.lidocaine.neurotoxic_time"));
}

static void potencies_add(void **state)
{
  (void)state;
  patient_prepare(2);
  begin();
  set(LIDOCAINE, 0.8, 0.0);
  set(BUPIVACAINE, 0.2, 0.0);
  step(10.0);
  sum_up();
  assert_close(value("targets.nerve.blocked_fraction_c"), hill(2.0), 1e-12);
  assert_close(value("targets.lining.blocked_fraction_c"), hill(2.0), 1e-12);
}

static void blood_follows_one_compartment(void **state)
{
  const double k = 1.5e-5 / 0.09, rate = 1e-8;

  (void)state;
  patient_prepare(1);
  begin();
  course.cleared[LIDOCAINE] = 60.0 * rate;
  for (int i = 0; i < 30; i++) step(60.0);
  course.cleared[LIDOCAINE] = 0.0;
  for (int i = 0; i < 30; i++) step(60.0);
  sum_up();
  const double peak = rate / k * -expm1(-1800.0 * k) * 0.25 / 0.09 * 1e3;

  assert_close(value("plasma.lidocaine.peak"), peak, 1e-12);
  assert_close(value("plasma.lidocaine.time_of_peak"), 30.0, 1e-12);
  assert_close(value("plasma.lidocaine.limit"), 5.0, 1e-12);
  assert_close(value("plasma.lidocaine.ratio"), peak / 5.0, 1e-12);
  assert_string_equal(unit("plasma.lidocaine.peak"), "mg/L");
}

static void dose_is_what_the_case_prescribes(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  sum_up();
  assert_close(value("dose.lidocaine.prescribed"), 2e-6 * 80.0 * 0.25 * 1e6, 1e-12);
  assert_close(value("dose.lidocaine.limit"), 200.0, 1e-12);
  assert_close(value("dose.lidocaine.ratio"), 0.2, 1e-12);
  assert_null(quantities_find(&course.list, "dose.bupivacaine.prescribed"));
}

static void steroid_is_counted_where_it_is(void **state)
{
  (void)state;
  patient_prepare(3);
  begin();
  set(TRIAMCINOLONE, 0.0, 3e-6 / 2e-3); // Kd at x = 2 mm, the middle of the ligament
  step(3600.0);
  step(7200.0);
  sum_up();
  // Vertices at 2, 3, 4 mm carry 0.625 of the ligament; the rise passes Kd after 1, 2/3, 1/2 of it.
  const double first = 0.25 * (1.0 - 2.0 / 3.0) + 0.125 * 0.5;

  assert_close(value("targets.ligament.triamcinolone.above_kd"), first + 0.625 * 2.0, 1e-9);
  assert_close(value("targets.ligament.triamcinolone.occupancy_max"),
               0.25 * (0.5 / 1.5 + 1.0 / 2.0 + 1.5 / 2.5) + 0.125 * 2.0 / 3.0, 1e-9);
  assert_string_equal(unit("targets.ligament.triamcinolone.concentration_peak"), "uM");
  assert_close(value("targets.ligament.triamcinolone.concentration_peak"), 6e-3, 1e-12);
}

// Two sources, weights 3 and 1; all of one block B: 1 - (1 - B)^2 with a nerve, B without.
static void relief_is_a_weighted_mean(void **state)
{
  const double block = 0.9, both = 0.75 * (1.0 - 0.01) + 0.25 * block;

  (void)state;
  patient_prepare(1);
  patient_source("ligament", 3.0, "nerve");
  patient_source("lining", 1.0, NULL);
  begin();
  step_to(2.4, 600.0);
  step(600.0);
  step_to(0.0, 1200.0);
  sum_up();
  assert_close(value("relief.peak"), both, 1e-12);
  assert_close(value("relief.time_of_peak"), 10.0, 1e-12);
  assert_close(value("relief.onset"), 10.0 * 0.5 / both, 1e-12);
  assert_close(value("relief.duration"), 10.0 * (3.0 * (1.0 - 0.5 / both) + 1.0), 1e-12);
  assert_close(value("relief.at_30_min"), 0.5 * both, 1e-12);
  assert_true(isnan(value("relief.at_2_h")));
  assert_small(value("relief.weight_left_out"), 0.0);
}

// Each of a source's nerves carries an equal share; the root, half out of the mesh, is not blocked.
static void nerves_share_a_source(void **state)
{
  (void)state;
  patient_prepare(1);
  patient_source("cartilage", 1.0, "nerve");
  (void)snprintf(patient.source[0].nerve[patient.source[0].n_nerves++], CASE_NAME, "root");
  begin();
  set(LIDOCAINE, 2.4, -2.4 / 8e-3);
  for (PetscInt v = 0; v < course.mesh.n_local; v++)
    course.c[LIDOCAINE][v] = fmax(0.0, course.c[LIDOCAINE][v]);
  step(60.0);
  sum_up();
  const double nerve = value("targets.nerve.blocked_fraction_c");

  assert_true(nerve > 0.5);
  assert_small(value("targets.root.blocked_fraction_c"), 1e-12);
  assert_close(value("relief.peak"), 0.5 * nerve, 1e-12);
}

static void what_the_mesh_lacks_is_left_out(void **state)
{
  const double      *row;
  const char *const *column;
  int                n, found = 0;

  (void)state;
  patient_prepare(1);
  patient_source("ligament", 1.0, "no_such_nerve");
  patient_source("absent", 3.0, NULL);
  begin();
  step_to(2.4, 60.0);
  sum_up();
  assert_close(value("relief.peak"), 0.9, 1e-12);
  assert_close(value("relief.weight_left_out"), 0.75, 1e-12);
  assert_small(value("targets.absent.volume"), 0.0);
  assert_null(quantities_find(&course.list, "targets.absent.blocked_fraction_c"));
  must(pharmacology_row(course.pharmacology, &n, &column, &row));
  for (int i = 0; i < n; i++)
    if (strncmp(column[i], "absent.", 7) == 0) {
      assert_true(isnan(row[i]));
      found++;
    }
  assert_int_equal(found, 3);
}

static void spill_is_reported_of_roots_alone(void **state)
{
  (void)state;
  patient_prepare(1);
  begin();
  step_to(0.6, 60.0);
  sum_up();
  assert_close(value("spill.root.blocked_fraction"), hill(2.0), 1e-12); // A-delta
  assert_close(value("spill.root.reached"), 1.0, 0.0);
  assert_null(quantities_find(&course.list, "spill.nerve.reached"));
}

static void sugar_blocks_nothing(void **state)
{
  (void)state;
  patient_prepare(0);
  patient.injection[0].n_contents = 1;
  patient.injection[0].content[0] = (Content){DEXTROSE, 700.0};
  patient_source("ligament", 1.0, "nerve");
  begin();
  set(DEXTROSE, 700.0, 0.0);
  step(600.0);
  sum_up();
  assert_small(value("targets.nerve.blocked_fraction_c"), 0.0);
  assert_true(isnan(value("targets.nerve.onset_c")));
  assert_true(isnan(value("targets.nerve.time_of_max_c")));
  assert_small(value("relief.peak"), 0.0);
}

static void row_holds_the_present(void **state)
{
  const char *const *column;
  const double      *row;
  int                n, seen = 0;

  (void)state;
  patient_prepare(1);
  begin();
  must(pharmacology_row(course.pharmacology, &n, &column, &row));
  for (int i = 0; i < n; i++) assert_true(isnan(row[i]) || row[i] == 0.0);
  step_to(2.4, 60.0);
  step_to(0.8, 60.0);
  must(pharmacology_row(course.pharmacology, &n, &column, &row));
  for (int i = 0; i < n; i++) {
    if (strcmp(column[i], "nerve.blocked_c") == 0) seen++, assert_close(row[i], 0.5, 1e-12);
    if (strcmp(column[i], "lining.blocked_a_delta") == 0)
      seen++, assert_close(row[i], hill(0.8 / 0.3), 1e-12);
    if (strcmp(column[i], "cartilage.lidocaine [mM]") == 0)
      seen++, assert_close(row[i], 0.8, 1e-12);
    if (strcmp(column[i], "plasma.lidocaine [mg/L]") == 0) seen++, assert_small(row[i], 0.0);
    if (strcmp(column[i], "relief") == 0) seen++, assert_true(isnan(row[i]));
  }
  assert_int_equal(seen, 5);
}

#define course_test(name) cmocka_unit_test_teardown(name, end)

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    course_test(extents_are_those_of_the_box),
    course_test(onset_and_duration_follow_the_line),
    course_test(a_delta_needs_less),
    course_test(lag_delays_onset),
    course_test(nerve_needs_a_critical_length),
    course_test(means_and_peaks_of_a_linear_field_are_exact),
    course_test(exposure_is_the_integral),
    course_test(nerve_toxicity_counts_the_worst_place),
    course_test(potencies_add),
    course_test(blood_follows_one_compartment),
    course_test(dose_is_what_the_case_prescribes),
    course_test(steroid_is_counted_where_it_is),
    course_test(relief_is_a_weighted_mean),
    course_test(nerves_share_a_source),
    course_test(what_the_mesh_lacks_is_left_out),
    course_test(spill_is_reported_of_roots_alone),
    course_test(sugar_blocks_nothing),
    course_test(row_holds_the_present),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("pharmacology", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
