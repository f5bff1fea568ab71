// SPDX-License-Identifier: GPL-3.0-or-later
// Flow and transport on a box of materials, for tests and manufactured solutions: what the solvers are given
// where no case is translated.
#include "sij/testing/box_problem.h"

#include <math.h>

// A thin film of fluid, for who sets flow between two materials; as such it holds and conducts next to nothing.
static PorousInterface describe_interface(double aperture, double viscosity)
{
  return (PorousInterface){.pore         = {.kind  = PORE_FILM,
                                            .phi_0 = aperture,
                                            .phi_1 = aperture,
                                            .p_dil = 1e4,
                                            .n     = 2.0,
                                            .ratio = 1.0},
                           .conductivity = aperture * aperture * aperture / (12.0 * viscosity)};
}

static TransportSolute describe_tracer(void)
{
  TransportSolute tracer = {
    .name = "tracer", .molar_mass = 0.3, .diffusivity = 1e-9, .product = -1};

  for (int m = 0; m < BOX_MATERIALS; m++) tracer.retardation[m] = 1.0;
  return tracer;
}

Transverse box_problem_isotropic(double conductivity)
{
  return (Transverse){.along = conductivity, .across = conductivity};
}

BoxProblem box_problem(void)
{
  static const Pore PORE = {.kind  = PORE_MATRIX,
                            .phi_0 = 0.5,
                            .phi_1 = 0.5,
                            .p_dil = 1e4,
                            .n     = 2.0,
                            .beta  = 1e-8,
                            .ratio = 1.0};

  BoxProblem problem = {.porous    = {.source        = "box",
                                      .n_materials   = BOX_MATERIALS,
                                      .interface     = describe_interface(1e-9, 1e-3),
                                      .barrier       = MESH_NONE,
                                      .barrier_width = 1e-3},
                        .flow      = {.source           = "box",
                                      .lining           = {.side = {MESH_NONE, MESH_NONE}},
                                      .cavity           = {.region = MESH_NONE},
                                      .newton_tolerance = 1e-10},
                        .transport = {.lining           = {MESH_NONE, MESH_NONE},
                                      .n_solutes        = 1,
                                      .solute           = {describe_tracer()},
                                      .linear_tolerance = 1e-12}};

  for (int m = 0; m < BOX_MATERIALS; m++) {
    problem.porous_material[m] =
      (PorousMaterial){.pore = PORE, .conductivity = box_problem_isotropic(1e-12)};
    problem.transport_material[m] =
      (TransportMaterial){.diffusion_along = 1.0, .diffusion_across = 1.0};
  }
  for (int side = 0; side < BOX_SIDES; side++) problem.drained[side] = side != BOX_CLOSED;
  return problem;
}

void box_problem_conduct(BoxProblem *problem, Transverse conductivity)
{
  for (int m = 0; m < BOX_MATERIALS; m++) problem->porous_material[m].conductivity = conductivity;
}

void box_problem_inject(BoxProblem *problem, Vec3 tip, double start, double volume, double rate)
{
  const InjectionSchedule schedule = {.start = start, .volume = volume, .rate = rate};

  problem->flow.needle[problem->flow.n_needles++] =
    (FlowNeedle){.name           = "needle",
                 .tip            = tip,
                 .needle         = {.bore = 4e-4, .length = 0.09},
                 .schedule       = schedule,
                 .pressure_limit = INFINITY,
                 .viscosity      = 7.5e-4};
  problem->transport.needle[problem->transport.n_needles++] =
    (TransportInjectate){.schedule = schedule, .concentration = {1.0}};
  box_problem_use_tracer(problem);
}

void box_problem_use_tracer(BoxProblem *problem)
{
  problem->transport.solute[0].present = true;
}

void box_problem_bind(BoxProblem *problem)
{
  problem->porous.material    = problem->porous_material;
  problem->porous.defect      = &problem->defect;
  problem->flow.uptake        = problem->uptake;
  problem->flow.drained       = problem->drained;
  problem->transport.material = problem->transport_material;
}
