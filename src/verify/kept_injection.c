// SPDX-License-Identifier: GPL-3.0-or-later
// The injection of kept.h: its materials, drugs, defect and needles, its mesh, and its steps.
#include "kept.h"

#include <math.h>
#include <stdio.h>

static const double HALF = 0.012; // of the box     m

// Fine in the middle, long bricks outside, flat ones throughout.
static Vec3 stretch_box(Vec3 x)
{
  const double strength = 2.0;
  Vec3         to;

  for (int d = 0; d < 3; d++) to.x[d] = HALF * sinh(strength * x.x[d] / HALF) / sinh(strength);
  to.x[2] *= 0.4;
  return to;
}

const KeptMesh KEPT_MESH[KEPT_MESHES] = {{.name = "jittered", .jitter = 0.2},
                                         {.name = "regular"},
                                         {.name = "stretched", .map = stretch_box}};

static Vec3 map_point(const KeptMesh *mesh, double x, double y, double z)
{
  return mesh->map ? mesh->map(vec3(x, y, z)) : vec3(x, y, z);
}

static int select_material(Vec3 x)
{
  if (x.x[2] < -0.008) return KEPT_CAVITY;
  if (x.x[2] < -0.004) return KEPT_WALL;
  if (x.x[0] < -0.004) return KEPT_LEFT;
  return x.x[0] < 0.004 ? KEPT_MIDDLE : KEPT_RIGHT;
}

static bool is_film(int a, int b)
{
  return (a == KEPT_LEFT && b == KEPT_MIDDLE) || (a == KEPT_MIDDLE && b == KEPT_LEFT);
}

static bool is_outside(int material)
{
  return material != KEPT_CAVITY && material != KEPT_WALL;
}

// All dilate differently, one has fibres.
static void set_materials(BoxProblem *problem)
{
  const Vec3           fibre    = vec3_unit(vec3(1.0, 1.0, 0.5));
  const PorousMaterial POROUS[] = {
    [KEPT_CAVITY] = {.pore         = {PORE_FILM, 0.2, 1.0, 5e3, 1.0, 1e-7, 1.0},
                     .conductivity = box_problem_isotropic(1e-11)},
    [KEPT_WALL]   = {.pore         = {PORE_MATRIX, 0.1, 0.1, 1e5, 2.0, 1e-8, 1.0},
                     .conductivity = box_problem_isotropic(1e-17)},
    [KEPT_MIDDLE] = {.pore         = {PORE_MATRIX, 0.6, 0.8, 8e3, 2.0, 1e-7, 3e2},
                     .conductivity = {.along = 1e-13, .across = 1e-14, .fibre = fibre}},
    [KEPT_LEFT]   = {.pore         = {PORE_MATRIX, 0.15, 0.5, 8e3, 2.0, 1e-7, 1e3},
                     .conductivity = box_problem_isotropic(1e-13)},
    [KEPT_RIGHT]  = {.pore         = {PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3},
                     .conductivity = box_problem_isotropic(1e-13)}};

  for (int m = 0; m < KEPT_MATERIALS; m++) problem->porous_material[m] = POROUS[m];
  problem->transport_material[KEPT_RIGHT].diffusion_across  = 0.2;
  problem->transport_material[KEPT_MIDDLE].diffusion_along  = 0.6;
  problem->transport_material[KEPT_MIDDLE].diffusion_across = 0.2;
  problem->uptake[KEPT_LEFT] = problem->uptake[KEPT_RIGHT] = 1e-7;
}

static void set_solutes(const double content[2][KEPT_DRUGS], TransportProblem *transport)
{
  static const double BOUND[KEPT_MATERIALS] = {[KEPT_CAVITY] = 3.0,
                                               [KEPT_WALL]   = 3.5,
                                               [KEPT_MIDDLE] = 4.5,
                                               [KEPT_LEFT]   = 5.5,
                                               [KEPT_RIGHT]  = 6.5};
  TransportSolute    *solute                = transport->solute;

  transport->n_solutes = KEPT_DRUGS;
  solute[1] = solute[2] = solute[0];
  solute[1].name        = "bound";
  solute[2].name        = "resting";
  solute[2].diffusivity = 0.0;
  for (int m = 0; m < KEPT_MATERIALS; m++) solute[1].retardation[m] = BOUND[m];
  for (int w = 0; w < 2; w++)
    for (int d = 0; d < KEPT_DRUGS; d++) transport->needle[w].concentration[d] = content[w][d];
}

static void set_cavity(const KeptMesh *mesh, BoxProblem *problem)
{
  const double     rest = 1e-6;
  PorousInterface *film = &problem->porous.interface;

  problem->porous.barrier       = KEPT_WALL;
  problem->porous.barrier_width = 4e-3;
  problem->porous.is_drained    = is_outside;
  problem->porous.n_defects     = 1;
  problem->defect               = (PorousDefect){.name             = "roof",
                                                 .centre           = map_point(mesh, 0.0, 0.0, -0.006),
                                                 .size             = 0.008,
                                                 .opening_pressure = 2e3,
                                                 .conductance      = 2e-11};
  problem->flow.cavity          = (FlowCavity){
             .region = KEPT_CAVITY, .n_exits = 1, .exit = {{.name = "roof", .law = BOX_MATERIALS}}};
  problem->flow.lining = (FlowLining){.side = {KEPT_CAVITY, KEPT_WALL}, .conductance = 1e-9 * 1e-4};
  problem->transport.lining[0]   = KEPT_CAVITY;
  problem->transport.lining[1]   = KEPT_WALL;
  problem->transport.lining_area = 1e-4;
  film->pore.phi_0               = rest;
  film->pore.phi_1               = 2e-4;
  film->pore.p_dil               = 2e3;
  film->conductivity             = rest * rest * rest / (12.0 * 1e-3);
  film->is_between               = is_film;
}

BoxProblem kept_problem(const KeptMesh *mesh, const double content[2][KEPT_DRUGS])
{
  BoxProblem problem = box_problem();

  set_materials(&problem);
  set_cavity(mesh, &problem);
  // What the solver of the bounded step leaves over, small vertices show as so much more.
  problem.transport.linear_tolerance = 1e-14;
  box_problem_inject(&problem, map_point(mesh, 0.0011, 0.0007, 0.0033), 0.0, 5e-7, 5e-8);
  box_problem_inject(&problem, map_point(mesh, 0.0013, 0.0009, -0.0093), 3.0, 2e-7, 4e-8);
  problem.flow.needle[1].name = "second";
  set_solutes(content, &problem.transport);
  return problem;
}

PetscErrorCode kept_create(MPI_Comm comm, const KeptMesh *mesh, int n, Trial *trial)
{
  const Box box = {.n         = {n, n, n},
                   .lo        = vec3(-HALF, -HALF, -HALF),
                   .hi        = vec3(HALF, HALF, HALF),
                   .jitter    = mesh->jitter,
                   .region_at = select_material,
                   .map       = mesh->map,
                   .closed    = {{true, true}, {true, true}, {true, false}}};

  PetscFunctionBeginUser;
  PetscCall(trial_create(comm, &box, trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_inject(Trial *trial, double range[KEPT_DRUGS][2])
{
  PetscFunctionBeginUser;
  for (int d = 0; d < KEPT_DRUGS; d++) {
    range[d][0] = INFINITY;
    range[d][1] = -INFINITY;
  }
  for (int s = 0; s < 38; s++) {
    const double t  = s < 10 ? 0.1 * s : (s < 28 ? 1.0 + 0.5 * (s - 10) : 10.0 + (s - 28));
    const double dt = s < 10 ? 0.1 : (s < 28 ? 0.5 : 1.0);

    PetscCall(trial_step(trial, t, dt));
    for (int d = 0; d < KEPT_DRUGS; d++) {
      double now[2];

      trial_range(trial, d, now);
      range[d][0] = PetscMin(range[d][0], now[0]);
      range[d][1] = PetscMax(range[d][1], now[1]);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_defect(const Trial *trial, KeptDefect *defect)
{
  const PorousProblem *porous = trial->medium->problem;
  Quantities           list   = {0};

  PetscFunctionBeginUser;
  *defect = (KeptDefect){0};
  for (int d = 0; d < trial->transport_problem->n_solutes; d++) {
    Ledger ledger;

    if (!trial->transport_problem->solute[d].present) continue;
    PetscCall(transport_ledger(trial->transport, d, &ledger));
    defect->drugs =
      PetscMax(defect->drugs, fabs(ledger.defect) / (ledger.injected + ledger.gained));
  }
  PetscCall(flow_summary(trial->flow, &list));
  defect->water = fabs(quantities_find(&list, "ledger.water.defect")->value);
  for (int d = 0; d < porous->n_defects; d++) {
    char name[64];

    (void)snprintf(name, sizeof name, "flow.leak.%s", porous->defect[d].name);
    defect->leak += quantities_find(&list, name)->value;
  }
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}
