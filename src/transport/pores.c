// SPDX-License-Identifier: GPL-3.0-or-later
// Coefficients of a step, from the water that the flow moved: consistent mass, diffusion and advection on edges;
// lumped mass, sources and losses at vertices. The stages assemble their systems from them.
#include "state.h"

static double find_mean_pressure(const Elements *set, PetscInt e, const double p[])
{
  double sum = 0.0;

  for (int a = 0; a < set->n_vertices; a++) sum += p[set->vertex[e * set->n_vertices + a]];
  return sum / set->n_vertices;
}

// Porosity of an element: that of the deformed solid for cells, where there is one; else of its law.
static double find_porosity(const Transport *transport, const Elements *set, PetscInt e,
                            const double of_cell[], const double p[])
{
  return of_cell && set == &transport->cells
           ? of_cell[e]
           : pore_porosity(&transport->medium->pore[set->law[e]], find_mean_pressure(set, e, p))
               .value;
}

// edge += mass of the pore fluid of every element at a pressure.
static void add_mass(const Transport *transport, const Elements *set, const double of_cell[],
                     const double p[], double edge[])
{
  for (PetscInt e = 0; e < set->n; e++) {
    const double mass = set->mass[e] * find_porosity(transport, set, e, of_cell, p);

    for (PetscInt k = e * set->n_pairs; k < (e + 1) * set->n_pairs; k++)
      if (set->pair_edge[k] >= 0) edge[set->pair_edge[k]] += mass;
  }
}

static void add_elements(Transport *transport, const Elements *set)
{
  const WaterStep *water = &transport->water;
  Pores           *pores = &transport->pores;

  for (PetscInt e = 0; e < set->n; e++) {
    const double phi  = find_porosity(transport, set, e, water->porosity, water->pressure);
    const double mass = set->mass[e] * phi;

    for (PetscInt k = e * set->n_pairs; k < (e + 1) * set->n_pairs; k++) {
      const PetscInt edge = set->pair_edge[k];

      if (edge < 0) continue;
      pores->edge_new[edge] += mass;
      pores->edge_diffusion[edge] -= phi * set->stiffness[k];
    }
  }
}

// The end of the step before is the start of this one.
static PetscErrorCode prepare_old(Transport *transport)
{
  const WaterStep *water = &transport->water;
  Pores           *pores = &transport->pores;

  PetscFunctionBeginUser;
  if (pores->begun && !water->porosity_old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscArrayzero(pores->edge_old, transport->medium->graph->n_edges));
  add_mass(transport, &transport->cells, water->porosity_old, water->pressure_old, pores->edge_old);
  add_mass(transport, &transport->interface, water->porosity_old, water->pressure_old,
           pores->edge_old);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Advection: in each element the mean concentration leaves with the water, vertex a loses out_a c.
static void add_carry(Transport *transport, const Elements *set, const double out[])
{
  const Graph *graph = transport->medium->graph;
  Pores       *pores = &transport->pores;

  for (PetscInt e = 0; e < set->n; e++) {
    const PetscInt *vertex = set->vertex + e * set->n_vertices;
    const double   *own    = out + e * set->n_vertices;

    for (int a = 0; a < set->n_vertices; a++)
      if (vertex[a] < graph->mesh->n_owned) pores->carry[vertex[a]] += own[a] / set->n_vertices;
    for (int k = 0; k < set->n_pairs; k++) {
      const int     *pair = elements_pair(set, k);
      const PetscInt edge = set->pair_edge[e * set->n_pairs + k];

      if (edge < 0) continue;
      const int first = vertex[pair[0]] < vertex[pair[1]] ? 0 : 1;

      pores->edge_carry[edge][0] += own[pair[first]] / set->n_vertices;
      pores->edge_carry[edge][1] += own[pair[1 - first]] / set->n_vertices;
    }
  }
}

static void add_carried(const Elements *set, const double out[], const double c[], double factor,
                        double amount[])
{
  for (PetscInt e = 0; e < set->n; e++) {
    const PetscInt *vertex = set->vertex + e * set->n_vertices;
    const double   *own    = out + e * set->n_vertices;
    double          mean   = 0.0;

    for (int a = 0; a < set->n_vertices; a++) mean += c[vertex[a]] / set->n_vertices;
    if (mean == 0.0) continue;
    for (int k = 0; k < set->n_pairs; k++) {
      const int     *pair  = elements_pair(set, k);
      const PetscInt edge  = set->pair_edge[e * set->n_pairs + k];
      const double   moved = factor * mean * (own[pair[0]] - own[pair[1]]) / set->n_vertices;

      if (edge >= 0) amount[edge] += vertex[pair[0]] < vertex[pair[1]] ? moved : -moved;
    }
  }
}

void pores_add_carried(const Transport *transport, const double c[], double factor, double amount[])
{
  add_carried(&transport->cells, transport->water.cell_out, c, factor, amount);
  add_carried(&transport->interface, transport->water.interface_out, c, factor, amount);
}

static void find_perfusion(Transport *transport)
{
  const PetscInt n = transport->medium->graph->mesh->n_owned;

  for (PetscInt i = 0; i < n; i++) transport->pores.perfusion_factor[i] = 1.0;
  for (int s = 0; s < transport->n_species; s++) {
    const Species   *species = &transport->species[s];
    const Clearance *drug    = &transport->problem->solute[species->drug].clearance;

    if (species->crystals || drug->vasoactivity_half <= 0.0) continue;
    for (PetscInt k = 0; k < n; k++)
      transport->pores.perfusion_factor[k] *= clearance_vessels(drug, species->c_new[k]);
  }
}

PetscErrorCode pores_prepare(Transport *transport)
{
  const PetscInt n     = transport->medium->graph->n_edges;
  Pores         *pores = &transport->pores;

  PetscFunctionBeginUser;
  PetscCall(prepare_old(transport));
  PetscCall(PetscArrayzero(pores->edge_new, n));
  PetscCall(PetscArrayzero(pores->edge_diffusion, n));
  PetscCall(PetscArrayzero(pores->edge_carry, n));
  PetscCall(PetscArrayzero(pores->carry, transport->medium->graph->mesh->n_owned));
  add_elements(transport, &transport->cells);
  add_elements(transport, &transport->interface);
  add_carry(transport, &transport->cells, transport->water.cell_out);
  add_carry(transport, &transport->interface, transport->water.interface_out);
  find_perfusion(transport);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Concentration of a species in a needle's injectate: dissolved up to its solubility, the rest as crystals.
static double find_injected_concentration(const TransportProblem *problem, int needle,
                                          const Species *species)
{
  const double all        = problem->needle[needle].concentration[species->drug];
  const double solubility = problem->solute[species->drug].solubility;
  const double dissolved  = solubility > 0.0 ? PetscMin(all, solubility) : all;

  return species->crystals ? all - dissolved : dissolved;
}

double species_to_come(const Transport *transport, const Species *species)
{
  const TransportProblem *problem = transport->problem;
  double                  sum     = 0.0;

  for (int w = 0; w < problem->n_needles; w++)
    sum += injection_to_come(&problem->needle[w].schedule, transport->water.t) *
           find_injected_concentration(problem, w, species);
  return sum;
}

// All losses of a vertex are proportional to its concentration. Crystals do not pass the walls of vessels: the
// water that is taken up leaves them behind.
PetscErrorCode species_prepare(Transport *transport, Species *species)
{
  const WaterStep *water = &transport->water;
  const PetscInt   n     = transport->medium->graph->mesh->n_owned;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n; i++) {
    const double uptake  = species->crystals ? 0.0 : water->absorbed[i];
    const double carried = uptake + PetscMax(water->outflow[i], 0.0);

    transport->nodal.mass_old[i] = water->stored_old[i] + species->bound[i];
    transport->nodal.mass_new[i] = water->stored_new[i] + species->bound[i];
    transport->nodal.source[i]   = PetscMax(-water->outflow[i], 0.0) * species->outside;
    transport->nodal.inflow[i]   = transport->nodal.source[i] > 0.0 ? species->outside : 0.0;
    transport->nodal.loss[i] =
      species->clearance[i] * transport->pores.perfusion_factor[i] + species->lining[i] + carried;
  }
  for (int w = 0; w < water->n_inflows; w++) {
    const Inflow *inflow = &water->inflow[w];

    if (inflow->rate == 0.0) continue;
    const double concentration = find_injected_concentration(transport->problem, w, species);

    for (int a = 0; a < 4; a++) {
      const PetscInt i = inflow->vertex[a];

      if (i < 0 || i >= n || inflow->weight[a] <= 0.0) continue;
      transport->nodal.source[i] += inflow->rate * inflow->weight[a] * concentration;
      transport->nodal.inflow[i] = PetscMax(transport->nodal.inflow[i], concentration);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
