// SPDX-License-Identifier: GPL-3.0-or-later
// The cavity as a bag: its pressure, its content, and what leaves it through each neighbour.
#include "state.h"

static int leak_of(const Flow *flow, int law)
{
  if (law == REGION_CAPSULE) return LEAK_CAPSULE;
  if (law == REGION_LIG_INTEROSSEOUS) return LEAK_MARGIN;
  if (law >= REGION_COUNT && law < flow->medium->film_law) return LEAK_DEFECTS + law - REGION_COUNT;
  return -1;
}

// Water that leaves the cavity's vertices through one element outside it.
static double leaving_cavity(const Flow *flow, PetscInt e)
{
  const PetscInt *vertex = flow->cells.vertex + 4 * e;
  const PetscInt *row    = flow->heads.of[0] + 4 * e;
  const double    factor = couple_factor(flow, 0, e);
  double          out    = 0.0;

  for (int k = 0; k < 6; k++) {
    const int a = ELEMENT_PAIR[k][0], b = ELEMENT_PAIR[k][1];

    out += (flow->inside[vertex[a]] - flow->inside[vertex[b]]) *
           exchange(factor * flow->cells.stiffness[6 * e + k], flow->heads.head[row[a]],
                    flow->heads.head[row[b]])
             .rate;
  }
  return out;
}

PetscErrorCode leaks_measure(Flow *flow)
{
  const Mesh *mesh                = flow->medium->graph->mesh;
  double      own[LEAK_COUNT + 3] = {0.0}, all[LEAK_COUNT + 3];
  enum { VOLUME = LEAK_COUNT, PRESSURE, FILL };

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    const int law = flow->cells.law[e], leak = leak_of(flow, law);

    if (leak >= 0) own[leak] += leaving_cavity(flow, e);
    if (law != REGION_JOINT_CAVITY) continue;
    for (int a = 0; a < 4; a++) {
      const double p = flow->p[mesh->cell[e][a]], weight = flow->cells.weight[e];

      own[VOLUME] += weight;
      own[PRESSURE] += weight * p;
      own[FILL] += weight * couple_porosity(flow, e, p);
    }
  }
  PetscCallMPI(MPI_Allreduce(own, all, LEAK_COUNT + 3, MPI_DOUBLE, MPI_SUM, mesh->comm));
  for (int k = 0; k < LEAK_COUNT; k++) flow->leak_rate[k] = all[k];
  flow->cavity_now = all[VOLUME] > 0.0 ? all[PRESSURE] / all[VOLUME] : 0.0;
  flow->fill_now   = all[FILL];
  PetscFunctionReturn(PETSC_SUCCESS);
}
