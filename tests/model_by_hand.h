/** From a case and a box to the equations on it: what tests of flow and transport set up. */
#pragma once

#include "box.h"
#include "case_by_hand.h"

#include "sij/flow.h"
#include "sij/transport.h"

typedef struct {
  Case       input;
  Mesh      *mesh;
  Graph     *graph;
  Medium    *medium;
  Flow      *flow;
  Transport *transport;
  Problems   problems;
} TestModel;

/** A cube of side 2 half, cut into n^3 bricks; tests look at `problems` themselves. */
static inline PetscErrorCode model_by_hand(int n, double half, double jitter, BoxRegion *region_at,
                                           TestModel *model)
{
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(box_mesh(PETSC_COMM_WORLD, n, n, n, vec3(-half, -half, -half), vec3(half, half, half),
                     region_at, jitter, &coarse));
  PetscCall(mesh_create(PETSC_COMM_WORLD, &model->input, coarse, &model->mesh, &model->problems));
  PetscCall(box_destroy(&coarse));
  PetscCall(graph_create(model->mesh, &model->graph));
  PetscCall(medium_create(&model->input, model->graph, &model->medium, &model->problems));
  PetscCall(flow_create(model->medium, &model->flow, &model->problems));
  PetscCall(transport_create(model->medium, &model->transport));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode model_discard(TestModel *model)
{
  PetscFunctionBeginUser;
  PetscCall(transport_destroy(&model->transport));
  PetscCall(flow_destroy(&model->flow));
  PetscCall(medium_destroy(&model->medium));
  PetscCall(graph_destroy(&model->graph));
  PetscCall(mesh_destroy(&model->mesh));
  PetscCall(problems_destroy(&model->problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** One accepted step of both equations; errors if either does not converge. */
static inline PetscErrorCode model_step(TestModel *model, double t, double dt)
{
  FlowOutcome      flow;
  TransportOutcome transport;

  PetscFunctionBeginUser;
  PetscCall(flow_try(model->flow, t, dt, &flow));
  PetscCheck(flow.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "flow: %s", flow.reason);
  PetscCall(transport_try(model->transport, flow_water(model->flow), &transport));
  PetscCheck(transport.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "transport: %s",
             transport.reason);
  PetscCall(transport_accept(model->transport));
  PetscCall(flow_accept(model->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}
