// SPDX-License-Identifier: GPL-3.0-or-later
// Cavity flux diagnostics: mean pressure, fluid content, and the outflow through each exit, found from the pressure
// of an accepted step for the time series and the summary.
#include "state.h"

// The exit that elements of a law belong to, or -1.
static int find_exit(const FlowCavity *cavity, int law)
{
  for (int k = 0; k < cavity->n_exits; k++)
    if (cavity->exit[k].law == law) return k;
  return -1;
}

// Water that leaves the cavity's vertices through one element outside it.
static double find_cavity_outflow(const Flow *flow, PetscInt e)
{
  const PetscInt *vertex = flow->cells.vertex + 4 * e;
  const PetscInt *row    = flow->potentials.of[0] + 4 * e;
  const double    factor = storage_conductivity_factor(flow, 0, e);
  double          out    = 0.0;

  for (int k = 0; k < 6; k++) {
    const int a = ELEMENT_PAIR[k][0], b = ELEMENT_PAIR[k][1];

    out += (flow->cavity.marker[vertex[a]] - flow->cavity.marker[vertex[b]]) *
           exchange(factor * flow->cells.stiffness[6 * e + k], flow->potentials.value[row[a]],
                    flow->potentials.value[row[b]])
             .rate;
  }
  return out;
}

PetscErrorCode cavity_measure(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;
  enum { VOLUME = FLOW_EXITS, PRESSURE, FILL, SUMS };
  const FlowCavity *cavity    = &flow->problem->cavity;
  double            own[SUMS] = {0.0}, all[SUMS];

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    const int law = flow->cells.law[e], exit = find_exit(cavity, law);

    if (exit >= 0) own[exit] += find_cavity_outflow(flow, e);
    if (law != cavity->region) continue;
    for (int a = 0; a < 4; a++) {
      const double p = flow->state.p[mesh->cell[e][a]], weight = flow->cells.weight[e];

      own[VOLUME] += weight;
      own[PRESSURE] += weight * p;
      own[FILL] += weight * storage_porosity(flow, e, p);
    }
  }
  PetscCallMPI(MPI_Allreduce(own, all, SUMS, MPI_DOUBLE, MPI_SUM, mesh->comm));
  for (int k = 0; k < cavity->n_exits; k++) flow->cavity.exit_rate[k] = all[k];
  flow->cavity.pressure = all[VOLUME] > 0.0 ? all[PRESSURE] / all[VOLUME] : 0.0;
  flow->cavity.fluid    = all[FILL];
  PetscFunctionReturn(PETSC_SUCCESS);
}
