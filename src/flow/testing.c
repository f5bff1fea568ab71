// SPDX-License-Identifier: GPL-3.0-or-later
// What only verification does to a flow, declared in sij/testing/flow.h: it sets pressures and turns Dirichlet into
// Neumann conditions.
#include "state.h"

#include "sij/testing/flow.h"

PetscErrorCode flow_set(Flow *flow, const double pressure[])
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(flow->state.p_old, pressure, mesh->n_local));
  PetscCall(PetscArraycpy(flow->state.p, pressure, mesh->n_local));
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    flow->state.stored_old[i] = flow->state.stored[i] = storage_at(flow, i, pressure[i]).value;
  excess_potentials_update(flow);
  flow->predictor.ready = false;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A vertex where a closed surface meets an open one keeps its Dirichlet condition.
PetscErrorCode flow_close(Flow *flow, int surface)
{
  const MeshFaces *faces   = &flow->medium->graph->mesh->faces;
  const PetscInt   n_owned = flow->medium->graph->mesh->n_owned;
  double          *open;

  PetscFunctionBeginUser;
  flow->closed[surface] = true;
  PetscCall(PetscCalloc1(n_owned, &open));
  for (PetscInt f = 0; f < faces->n; f++) {
    const int at = faces->surface[f];

    if (at == MESH_NONE || !flow->problem->drained[at] || flow->closed[at]) continue;
    for (int a = 0; a < 3; a++)
      if (faces->vertex[f][a] < n_owned) open[faces->vertex[f][a]] = 1.0;
  }
  for (PetscInt i = 0; i < n_owned; i++) flow->nodal.dirichlet[i] *= open[i];
  PetscCall(PetscFree(open));
  PetscFunctionReturn(PETSC_SUCCESS);
}
