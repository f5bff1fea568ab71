// SPDX-License-Identifier: GPL-3.0-or-later
/* A rubber-like panel stretched by a dead traction on one side, against the exact stretches.
 *
 *        y                    The planes x = 0, y = 0 and z = 0 are planes of symmetry, so the panel is stretched
 *        |________            by l along x and by m across, the same everywhere:
 *      o/|        |--> t
 *      o/|        |--> t          t = mu (l - 1/l) + lambda/2 (J^2 - 1) / l
 *      o/|________|--> t          0 = mu (m - 1/m) + lambda/2 (J^2 - 1) / m,      J = l m^2
 *         o  o  o     x
 *
 *     loaded_panel
 *
 * Any number of ranks. Exit code 1 where the displacement is wrong.
 */
#include "../box/box.h"

#include <math.h>
#include <sij/sij_mechanics.h>
#include <stdio.h>

static const double YOUNG = 1e6, POISSON = 0.3; /* Pa, - */
static const double TRACTION = 0.6e6;           /* Pa, per area at rest */

static const char *const REGIONS[] = {"panel"};

typedef struct {
  double along, across;
} Stretch;

static double mu(void)
{
  return YOUNG / (2.0 * (1.0 + POISSON));
}

static double lambda(void)
{
  return YOUNG * POISSON / ((1.0 + POISSON) * (1.0 - 2.0 * POISSON));
}

/* The second equation is a quadratic one in m^2: lambda/2 l^2 m^4 + mu m^2 - (mu + lambda/2) = 0. */
static Stretch stretch_at(double l)
{
  const double a = 0.5 * lambda() * l * l, b = mu(), c = mu() + 0.5 * lambda();

  return (Stretch){.along = l, .across = sqrt((sqrt(b * b + 4.0 * a * c) - b) / (2.0 * a))};
}

static double traction_at(Stretch s)
{
  const double J = s.along * s.across * s.across;

  return mu() * (s.along - 1.0 / s.along) + 0.5 * lambda() * (J * J - 1.0) / s.along;
}

/* By bisection: the traction rises with the stretch. */
static Stretch exact_stretch(void)
{
  double low = 1.0, high = 4.0;

  for (int i = 0; i < 60; i++) {
    const double middle = 0.5 * (low + high);

    if (traction_at(stretch_at(middle)) < TRACTION) low = middle;
    else high = middle;
  }
  return stretch_at(low);
}

static void traction(const double x[3], const void *context, double value[3])
{
  (void)x;
  (void)context;
  value[0] = TRACTION;
  value[1] = value[2] = 0.0;
}

static PetscErrorCode create_mesh(SijMesh **mesh, SijProblems *problems)
{
  const Box     box = {.n = {5, 3, 1}, .size = {0.10, 0.06, 0.01}};
  SijMeshArrays arrays;

  PetscFunctionBeginUser;
  PetscCall(box_create(&box, &arrays));
  arrays.n_regions   = 1;
  arrays.region_name = REGIONS;
  PetscCall(sij_mesh_create(PETSC_COMM_WORLD, &arrays, 0, mesh, problems));
  PetscCall(box_destroy(&arrays));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_panel(const SijMesh *mesh, SijMechanics **panel, SijProblems *problems)
{
  const SijSolidMaterial    rubber  = {.young = YOUNG, .poisson = POISSON};
  const SijMechanicsProblem problem = {
    .strain = SIJ_STRAIN_FINITE, .material = &rubber, .tolerance = 1e-10};

  PetscFunctionBeginUser;
  PetscCall(sij_mechanics_create(mesh, &problem, panel, problems));
  if (!*panel) PetscFunctionReturn(0);
  for (int axis = 0; axis < 3; axis++) {
    const bool component[3] = {axis == 0, axis == 1, axis == 2};

    PetscCall(sij_mechanics_set_dirichlet(*panel, 2 * axis, component, NULL, NULL, problems));
  }
  PetscCall(sij_mechanics_add_traction(*panel, BOX_X_MAX, traction, NULL, problems));
  PetscFunctionReturn(0);
}

/* The largest difference of a displacement, relative to the largest displacement. */
static PetscErrorCode compare(const SijMesh *mesh, const SijMechanics *panel, double *error)
{
  const Stretch  s         = exact_stretch();
  const double   strain[3] = {s.along - 1.0, s.across - 1.0, s.across - 1.0};
  const PetscInt n         = sij_mesh_n_owned(mesh);
  const double(*x)[3]      = sij_mesh_points(mesh);
  double(*u)[3], largest[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(sij_mesh_n_local(mesh), &u));
  PetscCall(sij_mechanics_displacement(panel, u));
  for (PetscInt k = 0; k < 3 * n; k++) {
    const double exact = strain[k % 3] * x[k / 3][k % 3];

    largest[0] = PetscMax(largest[0], fabs(u[k / 3][k % 3] - exact));
    largest[1] = PetscMax(largest[1], fabs(exact));
  }
  PetscCall(PetscFree(u));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, largest, 2, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  *error = largest[0] / largest[1];
  PetscCall(PetscPrintf(PETSC_COMM_WORLD,
                        "stretched by %.4f, across by %.4f; relative error %.1e\n", s.along,
                        s.across, *error));
  PetscFunctionReturn(0);
}

/* What the support at x = 0 carries is what pulls at the other end. */
static PetscErrorCode print_state(SijMechanics *panel)
{
  double force[3], stress[3][3];

  PetscFunctionBeginUser;
  PetscCall(sij_mechanics_reaction(panel, BOX_X_MIN, force));
  PetscCall(sij_mechanics_stress(panel, 0, stress));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "support %.3f N, stress %.3f MPa\n", force[0],
                        stress[0][0] / 1e6));
  PetscFunctionReturn(0);
}

static PetscErrorCode solve(const SijMesh *mesh, SijMechanics *panel, double *error)
{
  SijMechanicsOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(sij_mechanics_solve(panel, 1.0, &outcome));
  PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "%s", outcome.reason);
  PetscCall(compare(mesh, panel, error));
  PetscCall(print_state(panel));
  PetscFunctionReturn(0);
}

int main(int argc, char *argv[])
{
  SijProblems  *problems = NULL;
  SijMesh      *mesh     = NULL;
  SijMechanics *panel    = NULL;
  double        error    = 1.0;

  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(sij_problems_create(&problems));
  PetscCall(create_mesh(&mesh, problems));
  if (mesh) PetscCall(create_panel(mesh, &panel, problems));
  if (panel && sij_problems_count(problems) == 0) PetscCall(solve(mesh, panel, &error));
  PetscCall(sij_problems_print(PETSC_COMM_WORLD, problems));
  PetscCall(sij_mechanics_destroy(&panel));
  PetscCall(sij_mesh_destroy(&mesh));
  PetscCall(sij_problems_destroy(&problems));
  PetscCall(PetscFinalize());
  return error > 1e-7;
}
