// SPDX-License-Identifier: GPL-3.0-or-later
// A front that enters a column with the water, at cell Peclet numbers from mostly diffusion to none.
#include "transport_carried.h"
#include "transport_checks.h"
#include "transport_inlet.h"

#include "sij/base/units.h"

#include <stdio.h>

enum { CELLS = 40, WIDTH = 4, MESHES = 3, PECLETS = 6, PROBES = 81 };

static const double SPACING = 2e-4, SPEED = 2e-5,
                    PHI = 0.5; // m, m/s of fluid: as fine as around a needle

typedef struct {
  double v, D, t; // m/s, m^2/s, s
} Inlet;

static double evaluate_front(Vec3 x, const void *of)
{
  const Inlet *inlet = of;

  return inlet_concentration(inlet->v, inlet->D, x.x[0], inlet->t);
}

static double evaluate_zero(Vec3 x, const void *of)
{
  (void)x;
  (void)of;
  return 0.0;
}

// Flattens the bricks at one edge of the column to a hundredth, shears all along it; the sides stay plane.
static Vec3 squeeze_column(Vec3 x)
{
  const double length = CELLS * SPACING, width = WIDTH * SPACING;
  const double y = width * pow(x.x[1] / width, 4), z = width * pow(x.x[2] / width, 3);

  return vec3(x.x[0] + 1.5 * (y - z) * sin(SIJ_PI * x.x[0] / length), y, z);
}

typedef struct {
  const char *name;
  double      jitter;
  BoxMap     *map;
} FrontMesh;

static const FrontMesh FRONT_MESH[MESHES] = {{"regular", 0.0, NULL},
                                             {"scattered by 20 %", 0.2, NULL},
                                             {"bad", 0.1, squeeze_column}};

static Box describe_column(const FrontMesh *mesh)
{
  return (Box){.n      = {CELLS, WIDTH, WIDTH},
               .lo     = vec3(0.0, 0.0, 0.0),
               .hi     = vec3(CELLS * SPACING, WIDTH * SPACING, WIDTH * SPACING),
               .jitter = mesh->jitter,
               .map    = mesh->map,
               .closed = {{false, false}, {true, true}, {true, true}}};
}

// Ends when the front and eight lengths of diffusion fill nine tenths of the column: the outlet is not felt.
static Inlet choose_inlet(double peclet)
{
  const double D = SPEED * SPACING / peclet, length = 0.9 * CELLS * SPACING;
  const double root = (-8.0 * sqrt(D) + sqrt(64.0 * D + 4.0 * SPEED * length)) / (2.0 * SPEED);

  return (Inlet){SPEED, D, root * root};
}

static int count_steps(const Inlet *inlet)
{
  return PetscMax(CELLS, (int)(2.0 * inlet->v * inlet->t / SPACING));
}

static PetscErrorCode draw_front(const Carried *carried, const Inlet *inlet, double peclet,
                                 const char *name, Verdicts *found)
{
  double place[PROBES], c[PROBES], exact[PROBES];
  Vec3   x[PROBES];
  char   figure[VERDICT_NAME];

  PetscFunctionBeginUser;
  for (int i = 0; i < PROBES; i++) {
    x[i] = vec3(i * CELLS * SPACING / (PROBES - 1), 0.6 * WIDTH * SPACING, 0.6 * WIDTH * SPACING);
    place[i] = 1e3 * x[i].x[0];
    exact[i] = evaluate_front(x[i], inlet);
  }
  PetscCall(trial_sample(&carried->trial, 0, PROBES, x, c));
  (void)snprintf(figure, sizeof figure, "front at cell Peclet number %g", peclet);
  PetscCall(verdicts_curve(found, figure, name, "x / mm", "c / c_in", false, PROBES, place, c));
  PetscCall(
    verdicts_curve(found, figure, "exact", "x / mm", "c / c_in", false, PROBES, place, exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// l1: area between the front and the exact one, in spacings.
static PetscErrorCode run_front(MPI_Comm comm, const FrontMesh *mesh, double peclet, bool curves,
                                double *l1, CarriedKept *kept, Verdicts *found)
{
  const Inlet   inlet   = choose_inlet(peclet);
  const Box     box     = describe_column(mesh);
  Carried       carried = {.trial = {.problem = box_problem()}};
  CarriedErrors errors;
  CarriedKept   now;

  PetscFunctionBeginUser;
  carried.trial.problem.transport.solute[0].diffusivity = inlet.D;
  PetscCall(carried_create(comm, &box, vec3(PHI * SPEED, 0.0, 0.0), vec3(0.0, 0.0, 0.0), &carried));
  PetscCall(carried_start(&carried, evaluate_zero, NULL, 1.0));
  PetscCall(carried_run(&carried, inlet.t, count_steps(&inlet)));
  PetscCall(carried_errors(&carried, evaluate_front, &inlet, &errors));
  PetscCall(carried_kept(&carried, &now));
  *kept = carried_worse(*kept, now);
  *l1   = errors.l1 * CELLS;
  if (curves) PetscCall(draw_front(&carried, &inlet, peclet, mesh->name, found));
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_front(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const double peclet[PECLETS] = {0.1, 1.0, 10.0, 100.0, 1e3, 1e4};

  PetscFunctionBeginUser;
  for (int m = 0; m < MESHES; m++) {
    const FrontMesh *mesh = &FRONT_MESH[m];
    double           l1[PECLETS];
    CarriedKept      kept = {0};

    for (int k = 0; k < PECLETS; k++) {
      const bool curves = k % 2 == 0 || k == PECLETS - 1;

      PetscCall(run_front(comm, mesh, peclet[k], curves, &l1[k], &kept, found));
      PetscCall(verdicts_report(found, l1[k], "1", "L1 error in spacings at cell Peclet %g, %s",
                                peclet[k], mesh->name));
    }
    PetscCall(verdicts_curve(found, "error of the front", mesh->name, "cell Peclet number",
                             "L1 error / spacing", true, PECLETS, peclet, l1));
    PetscCall(carried_judge(found, kept, mesh->name));
  }
  (void)request;
  PetscFunctionReturn(PETSC_SUCCESS);
}
