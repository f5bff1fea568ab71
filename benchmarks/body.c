// SPDX-License-Identifier: GPL-3.0-or-later
// Flow and transport on a cube: made, stepped, compared with what is known exactly.
#include "body.h"

#include <math.h>

// Three layers, as in elasticity.c: its mesh is then this one.
static int select_layer(Vec3 x)
{
  return x.x[0] < 0.25 * BODY_SIDE ? 0 : x.x[0] > 0.75 * BODY_SIDE ? 1 : 2;
}

Box body_box(int bricks, BoxRegion *region_at)
{
  return (Box){.n         = {bricks, bricks, bricks},
               .hi        = {{BODY_SIDE, BODY_SIDE, BODY_SIDE}},
               .jitter    = 0.15,
               .region_at = region_at ? region_at : select_layer,
               .closed    = {{false, false}, {true, true}, {true, true}}};
}

static PetscErrorCode refuse(Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_print(PETSC_COMM_WORLD, problems));
  PetscCheck(problems->count == 0, PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT,
             "this benchmark cannot be run");
  PetscCall(problems_destroy(problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_mesh(const CoarseMesh *coarse, Body *body)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  PetscCall(mesh_create(PETSC_COMM_WORLD, coarse, 0, &body->mesh, &problems));
  PetscCall(refuse(&problems));
  PetscCall(graph_create(body->mesh, &body->graph));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_equations(Body *body)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  box_problem_bind(&body->problem);
  PetscCall(medium_create(&body->problem.porous, body->graph, &body->medium, &problems));
  PetscCall(refuse(&problems));
  PetscCall(flow_create(body->medium, &body->problem.flow, &body->flow, &problems));
  PetscCall(refuse(&problems));
  PetscCall(transport_create(body->medium, &body->problem.transport, &body->transport));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_create(int bricks, BoxRegion *region_at, Body *body)
{
  const Box   box    = body_box(bricks, region_at);
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(box_build(PETSC_COMM_WORLD, &box, &coarse));
  PetscCall(body_mesh(coarse, body));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(body_equations(body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_destroy(Body *body)
{
  PetscFunctionBeginUser;
  PetscCall(transport_destroy(&body->transport));
  PetscCall(flow_destroy(&body->flow));
  PetscCall(medium_destroy(&body->medium));
  PetscCall(graph_destroy(&body->graph));
  PetscCall(mesh_destroy(&body->mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_flow(Body *body, double t, double dt, int *iterations)
{
  FlowOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(flow_try(body->flow, t, dt, &outcome));
  PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "flow at %g s: %s", t,
             outcome.reason);
  PetscCall(flow_accept(body->flow));
  *iterations += outcome.iterations;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_carry(Body *body, const WaterStep *water, int *iterations)
{
  TransportOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(transport_try(body->transport, water, &outcome));
  PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "transport at %g s: %s",
             water->t, outcome.reason);
  PetscCall(transport_accept(body->transport));
  *iterations += outcome.iterations;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double evaluate_at(const Body *body, PetscInt i, BodyField *field, double t, const void *of)
{
  const double *x = body->mesh->x[i];

  return field(vec3(x[0], x[1], x[2]), t, of);
}

PetscErrorCode body_set(Body *body, BodyField *field, const void *of)
{
  double *value, *stored;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(body->mesh->n_local, &value, body->mesh->n_owned, &stored));
  for (PetscInt i = 0; i < body->mesh->n_local; i++)
    value[i] = evaluate_at(body, i, field, 0.0, of);
  for (PetscInt i = 0; i < body->mesh->n_owned; i++)
    stored[i] = medium_storage(body->medium, i, 0.0).value;
  PetscCall(transport_set(body->transport, 0, value, stored, 0.0));
  PetscCall(PetscFree2(value, stored));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode body_error(const Body *body, BodyField *field, double t, const void *of, double *l2)
{
  const double *c      = transport_concentration(body->transport, 0);
  double        own[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < body->mesh->n_owned; i++) {
    const double volume = medium_storage(body->medium, i, 0.0).value;

    own[0] += volume * pow(c[i] - evaluate_at(body, i, field, t, of), 2);
    own[1] += volume;
  }
  PetscCallMPI(MPI_Allreduce(own, all, 2, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  *l2 = sqrt(all[0] / all[1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}
