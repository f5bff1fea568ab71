// SPDX-License-Identifier: GPL-3.0-or-later
// Mesh and equations of a case, made in order: mesh, joint, medium, flow, their coupling, transport.
#include "sij/model.h"

#include "sij/anatomy.h"
#include "sij/base/phase.h"
#include "sij/base/stage.h"

static PetscErrorCode create_mesh(MPI_Comm comm, Model *model, Problems *found)
{
  const Case *input  = model->input;
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(phase_begin(PHASE_GEOMETRY));
  PetscCall(anatomy_build(comm, input, &coarse, found));
  PetscCall(phase_end());
  PetscCall(phase_begin(PHASE_DISTRIBUTION));
  stage_begin("distributing the mesh", 0.0);
  if (coarse && found->count == 0)
    PetscCall(mesh_create(comm, coarse, input->meshing.refine, &model->mesh, found));
  stage_end();
  PetscCall(coarse_destroy(&coarse));
  PetscCall(phase_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode couple_to_flow(Model *model)
{
  PetscFunctionBeginUser;
  if (model->input->flow != FLOW_COUPLED) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(poroelastic_create(joint_mechanics(model->joint), model->flow, model->medium,
                               &model->problems->poroelastic, &model->poroelastic));
  joint_set_fluid_pressure(model->joint, flow_pressure(model->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_flow(Model *model, Problems *found)
{
  const ModelProblems *problems = model->problems;

  PetscFunctionBeginUser;
  stage_begin("preparing the equations", 0.0);
  PetscCall(graph_create(model->mesh, &model->graph));
  PetscCall(medium_create(&problems->porous, model->graph, &model->medium, found));
  if (found->count == 0)
    PetscCall(flow_create(model->medium, &problems->flow, &model->flow, found));
  if (found->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(couple_to_flow(model));
  PetscCall(transport_create(model->medium, &problems->transport, &model->transport));
  stage_end();
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_equations(Model *model, Problems *found)
{
  const Case *input = model->input;

  PetscFunctionBeginUser;
  PetscCall(phase_begin(PHASE_SETUP));
  if (input->mechanics.strain != STRAIN_NONE)
    PetscCall(joint_create(input, model->mesh, &model->joint, found));
  if (found->count == 0) PetscCall(create_flow(model, found));
  PetscCall(phase_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode model_create(MPI_Comm comm, const Case *input, Model *model, Problems *found)
{
  PetscFunctionBeginUser;
  *model = (Model){.input = input};
  PetscCall(PetscNew(&model->problems));
  PetscCall(model_check(comm, input, found));
  if (found->count == 0) PetscCall(model_problems(input, model->problems, found));
  if (found->count == 0) PetscCall(create_mesh(comm, model, found));
  if (found->count == 0) PetscCall(create_equations(model, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode model_destroy(Model *model)
{
  PetscFunctionBeginUser;
  PetscCall(transport_destroy(&model->transport));
  PetscCall(poroelastic_destroy(&model->poroelastic));
  PetscCall(flow_destroy(&model->flow));
  PetscCall(medium_destroy(&model->medium));
  PetscCall(graph_destroy(&model->graph));
  PetscCall(joint_destroy(&model->joint));
  PetscCall(mesh_destroy(&model->mesh));
  PetscCall(PetscFree(model->problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
