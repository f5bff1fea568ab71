// SPDX-License-Identifier: GPL-3.0-or-later
// What the flow must keep: every drop, the limit of a pump, the conductance of a defect.
#include "flow_checks.h"

#include <string.h>

// Two dilating materials with a film between them, and a third. With fibres the second.
enum { MIDDLE, LEFT, RIGHT };

static int select_layer(Vec3 x)
{
  if (x.x[0] < -0.002) return LEFT;
  return x.x[0] < 0.004 ? MIDDLE : RIGHT;
}

static bool is_film(int a, int b)
{
  return (a == LEFT && b == MIDDLE) || (a == MIDDLE && b == LEFT);
}

static void set_dilating_materials(BoxProblem *problem)
{
  static const Pore PORE = {PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3};
  PorousInterface  *film = &problem->porous.interface;

  box_problem_conduct(problem, box_problem_isotropic(1e-13));
  for (int m = 0; m < BOX_MATERIALS; m++) {
    problem->porous_material[m].pore = PORE;
    problem->uptake[m]               = 1e-8;
  }
  problem->porous_material[MIDDLE].conductivity =
    (Transverse){.along = 1e-13, .across = 1e-14, .fibre = vec3_unit(vec3(1.0, 1.0, 0.5))};
  film->pore.phi_0   = 1e-6;
  film->pore.phi_1   = 2e-4;
  film->pore.p_dil   = 2e3;
  film->conductivity = 1e-6 * 1e-6 * 1e-6 / (12.0 * 1e-3);
  film->is_between   = is_film;
}

// How far stored water is from what the pressure asks for.
static double measure_storage_misfit(const Trial *trial)
{
  const WaterStep *water = flow_water(trial->flow);
  double           own   = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    if (water->outflow[i] == 0.0)
      own +=
        fabs(water->stored_new[i] - medium_storage(trial->medium, i, water->pressure[i]).value);
  return trial_sum(trial, own);
}

static double sum_film_flow(const Trial *trial)
{
  const WaterStep *water = flow_water(trial->flow);
  double           own   = 0.0;

  for (PetscInt k = 0; k < trial->medium->n_interface; k++)
    for (int a = 0; a < 3; a++)
      if (trial->mesh->faces.vertex[trial->medium->interface[k]][a] < trial->mesh->n_owned)
        own += fabs(water->interface_out[3 * k + a]);
  return trial_sum(trial, own);
}

// A little water beside that of the needles, about the middle.
static PetscErrorCode add_source(const Trial *trial)
{
  double *rate, own = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(trial->mesh->n_owned, &rate));
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    rate[i] = vec3_norm(trial_position(trial, i)) < 0.005
                ? medium_storage(trial->medium, i, 0.0).value
                : 0.0;
    own += rate[i];
  }
  const double all = trial_sum(trial, own);

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) rate[i] *= 1e-12 / all;
  PetscCall(flow_set_source(trial->flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_balance(const Trial *trial, double film, double misfit, Verdicts *found)
{
  double value;

  PetscFunctionBeginUser;
  PetscCall(flow_read_quantity(trial, "ledger.water.defect", &value));
  PetscCall(verdicts_add(found, fabs(value), 0.0, 1e-12, "1", "defect of the ledger"));
  PetscCall(flow_read_quantity(trial, "flow.absorbed", &value));
  PetscCall(verdicts_add(found, value, 0.1, 1.0, "mL", "absorbed"));
  PetscCall(flow_read_quantity(trial, "flow.left_through_cut_planes", &value));
  PetscCall(verdicts_add(found, value, 1e-3, 1.0, "mL", "left through the cut planes"));
  PetscCall(verdicts_add(found, film, 1e-9, 1.0, "m^3/s", "largest flow in the film"));
  PetscCall(verdicts_add(found, misfit / 1e-6, 0.0, 1e-8, "1",
                         "stored water against what the pressure asks, share of 1 mL"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_balance(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  Trial  trial = {.problem = box_problem()};
  double t = 0.0, film = 0.0, misfit = 0.0;

  PetscFunctionBeginUser;
  set_dilating_materials(&trial.problem);
  box_problem_inject(&trial.problem, vec3(0.0011, 0.0007, 0.0003), 0.0, 5e-7, 5e-8);
  box_problem_inject(&trial.problem, vec3(0.0011, 0.0008, 0.0003), 2.0, 2e-7,
                     5e-8); // the same cell
  box_problem_inject(&trial.problem, vec3(-0.006, -0.003, 0.002), 1.0, 3e-7, 1e-7);
  PetscCall(trial_create_cube(comm, request->coarse ? 6 : 10, 0.012, 0.2, select_layer, &trial));
  PetscCall(add_source(&trial));
  for (int s = 0; s < 60; s++) {
    const double dt = s < 40 ? 0.25 : 0.25 * pow(1.8, s - 40);

    PetscCall(trial_flow(&trial, t, dt));
    t += dt;
    film   = PetscMax(film, sum_film_flow(&trial));
    misfit = PetscMax(misfit, measure_storage_misfit(&trial));
  }
  PetscCall(judge_balance(&trial, film, misfit, found));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_limited_needle(MPI_Comm comm, int n, double limit, double *hub,
                                         double *delivered)
{
  Trial trial = {.problem = box_problem()};

  PetscFunctionBeginUser;
  set_dilating_materials(&trial.problem);
  box_problem_inject(&trial.problem, vec3(0.0011, 0.0007, 0.0003), 0.0, 2e-7, 5e-8);
  trial.problem.flow.needle[0].pressure_limit = limit;
  PetscCall(trial_create_cube(comm, n, 0.012, 0.2, select_layer, &trial));
  for (int s = 0; s < 18; s++) PetscCall(trial_flow(&trial, 0.25 * s, 0.25));
  PetscCall(flow_read_quantity(&trial, "injection.needle.hub_pressure_max", hub));
  PetscCall(flow_read_quantity(&trial, "injection.needle.delivered", delivered));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_limit(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n = request->coarse ? 6 : 10;
  double    free_run[2], limited_run[2];

  PetscFunctionBeginUser;
  PetscCall(run_limited_needle(comm, n, INFINITY, &free_run[0], &free_run[1]));
  PetscCall(verdicts_add(found, free_run[1], 0.2 * (1.0 - 1e-12), 0.2 * (1.0 + 1e-12), "mL",
                         "delivered without a limit"));
  PetscCall(run_limited_needle(comm, n, 0.5e3 * free_run[0], &limited_run[0], &limited_run[1]));
  PetscCall(verdicts_add(found, limited_run[0] / (0.5 * free_run[0]), 0.99, 1.0 + 1e-6, "1",
                         "hub over its limit"));
  PetscCall(verdicts_add(found, limited_run[1] / 0.2, 0.01, 0.95, "1", "delivered over asked"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A cavity of 8 mm in a wall of 2 mm.
enum { CAVITY, WALL, OUTSIDE };

static int select_shell(Vec3 x)
{
  const double far = PetscMax(PetscMax(fabs(x.x[0]), fabs(x.x[1])), fabs(x.x[2]));

  if (far < 0.004) return CAVITY;
  return far < 0.006 ? WALL : OUTSIDE;
}

static bool is_outside(int material)
{
  return material == OUTSIDE;
}

static BoxProblem build_leaking_problem(double limit)
{
  BoxProblem problem = box_problem();

  box_problem_conduct(&problem, box_problem_isotropic(1e-8));
  problem.porous_material[WALL].conductivity = box_problem_isotropic(1e-15);
  problem.porous.barrier                     = WALL;
  problem.porous.barrier_width               = 2e-3;
  problem.porous.is_drained                  = is_outside;
  problem.porous.n_defects                   = 1;
  problem.defect                             = (PorousDefect){.name             = "hole",
                                                              .centre           = vec3(0.005, 0.0003, 0.0002),
                                                              .size             = 4e-3,
                                                              .opening_pressure = 1e4,
                                                              .conductance      = 1e-12};
  problem.flow.cavity =
    (FlowCavity){.region = CAVITY, .n_exits = 1, .exit = {{.name = "hole", .law = BOX_MATERIALS}}};
  box_problem_inject(&problem, vec3(0.0003, 0.0004, 0.0005), 0.0, 1e-2, 1e-7);
  problem.flow.needle[0].pressure_limit = limit;
  return problem;
}

// Flow through the defect and the cavity's pressure, when both are steady.
static PetscErrorCode measure_defect_leak(MPI_Comm comm, int n, double limit, double *pressure,
                                          double *leak)
{
  Trial              trial = {.problem = build_leaking_problem(limit)};
  double             t = 0.0, dt = 1e-3, before = 0.0, after = 0.0;
  int                n_columns;
  const char *const *column;
  const double      *value;

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, n, 0.008, 0.0, select_shell, &trial));
  while (t < 1e2) {
    before = after;
    PetscCall(trial_flow(&trial, t, dt));
    PetscCall(flow_read_quantity(&trial, "flow.leak.hole", &after));
    t += dt;
    if (t < 1e2) dt *= 4.0;
  }
  PetscCall(flow_row(trial.flow, &n_columns, &column, &value));
  *pressure = 1e3 * value[0];
  *leak     = 1e-6 * (after - before) / dt;
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_defect(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n[] = {8, 16};
  double    pressure, leak, share[2];

  PetscFunctionBeginUser;
  PetscCall(measure_defect_leak(comm, n[0], 5e3, &pressure, &leak));
  PetscCall(verdicts_add(found, pressure, 4e3, 5e3, "Pa", "pressure of the closed bag"));
  PetscCall(verdicts_add(found, leak / pressure / 1e-12, 0.0, 1e-4, "1",
                         "closed, share of its conductance"));
  for (int k = 0; k < (request->coarse ? 1 : 2); k++) {
    PetscCall(measure_defect_leak(comm, n[k], 8e4, &pressure, &leak));
    share[k] = leak / (pressure - 1e4) / 1e-12;
    PetscCall(
      verdicts_add(found, share[k], 0.7, 1.3, "1", "open on %d^3, share of its conductance", n[k]));
  }
  if (!request->coarse)
    PetscCall(verdicts_add(found, share[1] / share[0], 0.8, 1.2, "1", "fine over coarse"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
