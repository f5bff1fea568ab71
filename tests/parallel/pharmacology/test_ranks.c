// SPDX-License-Identifier: GPL-3.0-or-later
/** The same course on all ranks together and on each rank alone gives the same numbers. */
#include "unit/check.h"
#include "unit/pharmacology/patient.h"

static double history(int drug, const double x[3], double t)
{
  const double reach = 4e-3 + 1e-3 * drug, place = (x[0] - 5e-3) / reach;

  return (4.0 - drug) * t / 300.0 * exp(-t / 300.0 - place * place) * (1.0 + 100.0 * x[1] * x[2]);
}

static PetscErrorCode advance(const Mesh *mesh, Pharmacology *pharmacology, double t, double dt)
{
  const double  cleared[DRUGS] = {1e-7, 2e-8, 1e-10, 0.0};
  double        c[DRUGS][BOX_VERTICES];
  const double *now[DRUGS];

  PetscFunctionBeginUser;
  for (int d = 0; d < DRUGS; d++) {
    for (PetscInt v = 0; v < mesh->n_local; v++) c[d][v] = history(d, mesh->x[v], t);
    now[d] = c[d];
  }
  PetscCall(pharmacology_advance(pharmacology, t, dt, now, cleared));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode treat(MPI_Comm comm, Quantities *list)
{
  Mesh               mesh;
  Pharmacology      *pharmacology;
  const char *const *column;
  const double      *row;
  int                n;

  PetscFunctionBeginUser;
  PetscCall(box_create(comm, &mesh));
  PetscCall(pharmacology_create(&patient, &mesh, &pharmacology));
  for (int i = 1; i <= 60; i++) PetscCall(advance(&mesh, pharmacology, 45.0 * i, 45.0));
  PetscCall(pharmacology_summary(pharmacology, list));
  PetscCall(pharmacology_row(pharmacology, &n, &column, &row));
  for (int i = 0; i < n; i++) PetscCall(quantities_add(list, row[i], "", "row.%s", column[i]));
  PetscCall(pharmacology_destroy(&pharmacology));
  PetscCall(box_destroy(&mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void ranks_do_not_matter(void **state)
{
  Quantities together = {0}, alone = {0};
  int        compared = 0;

  (void)state;
  patient_prepare(4);
  patient.body.perineurial_lag = 200.0;
  patient_source("ligament", 2.0, "nerve");
  patient_source("lining", 1.0, "root");
  assert_int_equal(treat(PETSC_COMM_WORLD, &together), 0);
  assert_int_equal(treat(PETSC_COMM_SELF, &alone), 0);
  assert_int_equal(together.count, alone.count);
  for (int i = 0; i < alone.count; i++) {
    const double want = alone.row[i].value, got = together.row[i].value;

    assert_string_equal(together.row[i].name, alone.row[i].name);
    assert_int_equal(isnan(got), isnan(want));
    if (isnan(want)) continue;
    if (!(fabs(got - want) <= 1e-11 * fabs(want))) print_error("%s\n", alone.row[i].name);
    assert_close(got, want, 1e-11);
    compared++;
  }
  assert_true(compared > 100);
  assert_true(quantities_find(&alone, "relief.peak")->value > 0.1);
  assert_int_equal(quantities_destroy(&together), 0);
  assert_int_equal(quantities_destroy(&alone), 0);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(ranks_do_not_matter)};
  int                     failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("parallel/pharmacology", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
