#include "model.h"

PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems)
{
  Model    model    = {0};
  Output   output   = {0};
  Progress progress = {0};
  int      rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscTime(&progress.started));
  progress.speaks = rank == 0 && !request->quiet;
  PetscCall(model_create(comm, input, request, &model, problems));
  if (problems->count == 0) {
    PetscCall(output_open(&model, &output, problems));
    if (problems->count == 0) PetscCall(loop_run(&model, &output, &progress, problems));
    PetscCall(output_close(&output, &progress, problems));
  }
  PetscCall(model_destroy(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}
