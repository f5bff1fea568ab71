// SPDX-License-Identifier: GPL-3.0-or-later
#include "model.h"

static PetscErrorCode create_mesh(MPI_Comm comm, const Case *input, Model *model,
                                  Problems *problems)
{
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(anatomy_build(comm, input, &coarse, problems));
  if (problems->count == 0) PetscCall(mesh_create(comm, input, coarse, &model->mesh, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode couple(Model *model)
{
  const PoroelasticMethod method = poroelastic_method(model->input);

  PetscFunctionBeginUser;
  if (model->input->flow != FLOW_COUPLED) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(poroelastic_create(joint_mechanics(model->joint), model->flow, model->medium, &method,
                               &model->coupled));
  joint_soak(model->joint, flow_pressure(model->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode model_create(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Model *model, Problems *problems)
{
  PetscFunctionBeginUser;
  model->input   = input;
  model->request = request;
  PetscCall(create_mesh(comm, input, model, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (input->mechanics.strain != STRAIN_NONE)
    PetscCall(joint_create(input, model->mesh, &model->joint, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(graph_create(model->mesh, &model->graph));
  PetscCall(medium_create(input, model->graph, &model->medium, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(flow_create(model->medium, &model->flow, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(couple(model));
  PetscCall(transport_create(model->medium, &model->transport));
  PetscCall(pharmacology_create(input, model->mesh, &model->pharmacology));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode model_destroy(Model *model)
{
  PetscFunctionBeginUser;
  PetscCall(pharmacology_destroy(&model->pharmacology));
  PetscCall(transport_destroy(&model->transport));
  PetscCall(poroelastic_destroy(&model->coupled));
  PetscCall(flow_destroy(&model->flow));
  PetscCall(medium_destroy(&model->medium));
  PetscCall(graph_destroy(&model->graph));
  PetscCall(joint_destroy(&model->joint));
  PetscCall(mesh_destroy(&model->mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}
