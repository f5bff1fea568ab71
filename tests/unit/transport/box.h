// SPDX-License-Identifier: GPL-3.0-or-later
/** A small box of one porous material with drugs in it, and the water of a step: still, or a uniform flux along x. */
#pragma once

#include "unit/check.h"

#include "sij/testing/box.h"
#include "sij/testing/transport.h"

static const double BOX_SIDE = 0.01, BOX_POROSITY = 0.5; // m, 1

typedef struct {
  Mesh             *mesh;
  Graph            *graph;
  Medium           *medium;
  Transport        *transport;
  PorousMaterial    porous[BOX_MATERIALS];
  TransportMaterial material[BOX_MATERIALS];
  PorousProblem     medium_problem;
  TransportProblem  problem;
  double           *zero, *stored; // [n_cells][4] nothing; [n_owned] m^3
  double           *cell_out, *edge_flow, *outflow;
  bool              cut; // a thin layer of fluid between its two halves along x
} DrugBox;

static const double BOX_APERTURE = 1e-6; // m

static inline int box_half(Vec3 x)
{
  return x.x[0] < 0.5 * BOX_SIDE ? 0 : 1;
}

static inline bool box_is_cut(int a, int b)
{
  return a != b && a != MESH_NONE && b != MESH_NONE;
}

static inline TransportSolute box_drug(void)
{
  return (TransportSolute){.name        = "drug",
                           .present     = true,
                           .molar_mass  = 0.3,
                           .diffusivity = 1e-9,
                           .clearance   = {.vasoactivity = 1.0, .free_fraction = 1.0},
                           .product     = -1};
}

static inline void box_set_laws(DrugBox *box, double perfusion)
{
  for (int m = 0; m < BOX_MATERIALS; m++) {
    box->porous[m] = (PorousMaterial){.pore         = {.kind  = PORE_MATRIX,
                                                       .phi_0 = BOX_POROSITY,
                                                       .phi_1 = BOX_POROSITY,
                                                       .p_dil = 1e4,
                                                       .n     = 2.0,
                                                       .beta  = 1e-8,
                                                       .ratio = 1.0},
                                      .conductivity = {.along = 1e-12, .across = 1e-12}};
    box->material[m] =
      (TransportMaterial){.diffusion_along = 1.0, .diffusion_across = 1.0, .perfusion = perfusion};
  }
  box->medium_problem = (PorousProblem){.source      = "",
                                        .n_materials = BOX_MATERIALS,
                                        .material    = box->porous,
                                        .interface   = {.pore = box->porous[0].pore},
                                        .barrier     = MESH_NONE};
  if (box->cut) {
    box->medium_problem.interface.is_between = box_is_cut;
    box->medium_problem.interface.pore.phi_0 = BOX_APERTURE;
    box->medium_problem.interface.pore.phi_1 = BOX_APERTURE;
  }
  box->problem.material         = box->material;
  box->problem.lining[0]        = MESH_NONE;
  box->problem.lining[1]        = MESH_NONE;
  box->problem.linear_tolerance = 1e-12;
}

/** Drugs are those of box->problem, which the caller fills; R of each is 1 where it is not set. */
static inline void box_create(DrugBox *box, double perfusion)
{
  Problems    problems = {0};
  CoarseMesh *coarse   = NULL;

  box_set_laws(box, perfusion);
  for (int d = 0; d < box->problem.n_solutes; d++)
    for (int m = 0; m < BOX_MATERIALS; m++)
      if (box->problem.solute[d].retardation[m] == 0.0) box->problem.solute[d].retardation[m] = 1.0;
  assert_int_equal(box_mesh(PETSC_COMM_SELF, 4, 4, 4, vec3(0.0, 0.0, 0.0),
                            vec3(BOX_SIDE, BOX_SIDE, BOX_SIDE), box->cut ? box_half : NULL, 0.2,
                            &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &box->mesh, &problems), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  assert_int_equal(graph_create(box->mesh, &box->graph), 0);
  assert_int_equal(medium_create(&box->medium_problem, box->graph, &box->medium, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_int_equal(transport_create(box->medium, &box->problem, &box->transport), 0);
  assert_int_equal(PetscCalloc5(4 * (size_t)box->mesh->n_cells, &box->zero, box->mesh->n_owned,
                                &box->stored, 4 * (size_t)box->mesh->n_cells, &box->cell_out,
                                box->graph->n_edges, &box->edge_flow, box->mesh->n_owned,
                                &box->outflow),
                   0);
  for (PetscInt i = 0; i < box->mesh->n_owned; i++)
    box->stored[i] = medium_storage(box->medium, i, 0.0).value;
}

static inline void box_destroy(DrugBox *box)
{
  assert_int_equal(PetscFree5(box->zero, box->stored, box->cell_out, box->edge_flow, box->outflow),
                   0);
  assert_int_equal(transport_destroy(&box->transport), 0);
  assert_int_equal(medium_destroy(&box->medium), 0);
  assert_int_equal(graph_destroy(&box->graph), 0);
  assert_int_equal(mesh_destroy(&box->mesh), 0);
}

/** Water of a step; still until box_set_flux(). */
static inline WaterStep box_water(const DrugBox *box, double t, double dt)
{
  return (WaterStep){.t             = t,
                     .dt            = dt,
                     .pressure_old  = box->zero,
                     .pressure      = box->zero,
                     .stored_old    = box->stored,
                     .stored_new    = box->stored,
                     .edge_flow     = box->edge_flow,
                     .cell_out      = box->cell_out,
                     .interface_out = box->zero,
                     .absorbed      = box->zero,
                     .outflow       = box->outflow};
}

/** A uniform Darcy flux q [m/s] along x: out of vertex a of a cell, -V q . grad N_a. */
static inline void box_set_flux(DrugBox *box, double q)
{
  const Mesh *mesh = box->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3         gradient[4];
    const double volume = element_gradients((const double(*)[3])mesh->x, mesh->cell[e], gradient);

    for (int a = 0; a < 4; a++) box->cell_out[4 * e + a] = -volume * q * gradient[a].x[0];
    for (int k = 0; k < 6; k++) {
      const int      a = ELEMENT_PAIR[k][0], b = ELEMENT_PAIR[k][1];
      const PetscInt edge = graph_edge(box->graph, mesh->cell[e][a], mesh->cell[e][b]);
      const double   flow = (box->cell_out[4 * e + a] - box->cell_out[4 * e + b]) / 4.0;

      box->edge_flow[edge] += box->graph->edge[edge][0] == mesh->cell[e][a] ? flow : -flow;
    }
  }
  for (PetscInt k = 0; k < box->graph->n_edges; k++) {
    box->outflow[box->graph->edge[k][0]] -= box->edge_flow[k];
    box->outflow[box->graph->edge[k][1]] += box->edge_flow[k];
  }
}

typedef double BoxValue(Vec3 x);

/** Initial concentration of a drug, and of what flows in from outside. */
static inline void box_fill(DrugBox *box, int drug, BoxValue *value, double outside)
{
  const Mesh *mesh = box->mesh;
  double     *c;

  assert_int_equal(PetscMalloc1(mesh->n_local, &c), 0);
  for (PetscInt i = 0; i < mesh->n_local; i++)
    c[i] = value(vec3(mesh->x[i][0], mesh->x[i][1], mesh->x[i][2]));
  assert_int_equal(transport_set(box->transport, drug, c, box->stored, outside), 0);
  assert_int_equal(PetscFree(c), 0);
}

/** n accepted steps of length dt. */
static inline void box_run(DrugBox *box, int n, double dt)
{
  for (int k = 0; k < n; k++) {
    const WaterStep  water = box_water(box, k * dt, dt);
    TransportOutcome outcome;

    assert_int_equal(transport_try(box->transport, &water, &outcome), 0);
    assert_true(outcome.converged);
    assert_int_equal(transport_accept(box->transport), 0);
  }
}

static inline Ledger box_ledger(const DrugBox *box, int drug)
{
  Ledger ledger;

  assert_int_equal(transport_ledger(box->transport, drug, &ledger), 0);
  return ledger;
}

/** Largest distance of a drug's concentration from a value. */
static inline double box_deviation(const DrugBox *box, int drug, double from)
{
  const double *c     = transport_concentration(box->transport, drug);
  double        worst = 0.0;

  for (PetscInt i = 0; i < box->mesh->n_owned; i++) worst = fmax(worst, fabs(c[i] - from));
  return worst;
}
