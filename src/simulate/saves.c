// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoints of a run: when its state is saved, what a saved state must agree with to be gone on from, and what is said
// of it. The state itself is visited by the modules that keep it.
#include "constants.h"
#include "state.h"

#include <petsctime.h>

#include <stdio.h>

// What may change between a run and its continuation without --restart=force.
static const char *const FREE_KEYS[] = {"time.", "title", "expects"};

enum { N_FREE_KEYS = sizeof FREE_KEYS / sizeof FREE_KEYS[0], SHOWN = 8 };

static PetscErrorCode visit_progress(Progress *progress, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(visitor->values(visitor->context, "run.t", 1, &progress->t));
  PetscCall(visitor->values(visitor->context, "run.dt", 1, &progress->dt));
  PetscCall(state_visit_int(visitor, "run.steps", &progress->steps));
  PetscCall(state_visit_int(visitor, "run.rejected", &progress->rejected));
  PetscCall(state_visit_int(visitor, "run.newton", &progress->newton));
  PetscCall(state_visit_int(visitor, "run.linear", &progress->linear));
  PetscCall(state_visit_int(visitor, "run.outputs", &progress->outputs));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_state(Saves *saves, Progress *progress, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(visit_progress(progress, visitor));
  PetscCall(model_visit_state(&saves->run->model, visitor));
  PetscCall(pharmacology_visit_state(saves->run->pharmacology, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode say(MPI_Comm comm, const char *before, const Problems *list)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < list->count; k++)
    PetscCall(PetscFPrintf(comm, PETSC_STDERR, "%s%s\n", before, list->sentence[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// At most a few of a list, and how many there are more.
static PetscErrorCode refuse(const Saves *saves, const char *what, const Problems *list,
                             Problems *problems)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < list->count && k < SHOWN; k++)
    PetscCall(problems_add(problems, saves->run->request->folder,
                           "the checkpoint is of another case: %s%s", what, list->sentence[k]));
  if (list->count > SHOWN)
    PetscCall(problems_add(problems, saves->run->request->folder, "and %d more differences",
                           list->count - SHOWN));
  PetscCall(problems_add(problems, saves->run->request->folder,
                         "--restart=force goes on all the same and says what it leaves out; "
                         "--overwrite begins anew"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Differences are told where going on is forced, else they are problems.
static PetscErrorCode judge(const Saves *saves, MPI_Comm comm, const char *what,
                            const Problems *list, Problems *problems)
{
  PetscFunctionBeginUser;
  if (list->count == 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (!saves->run->request->checkpoints.force) PetscCall(refuse(saves, what, list, problems));
  else PetscCall(say(comm, what[0] ? what : "changed: ", list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_cases(const Saves *saves, MPI_Comm comm, Problems *problems)
{
  const char *before      = checkpoint_text(saves->checkpoint, "case");
  const char *now         = saves->run->request->provenance.case_text;
  Problems    differences = {0};

  PetscFunctionBeginUser;
  if (before && now)
    PetscCall(checkpoint_compare_cases(before, now, N_FREE_KEYS, FREE_KEYS, &differences));
  PetscCall(judge(saves, comm, "", &differences, problems));
  PetscCall(problems_destroy(&differences));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_state(const Saves *saves, MPI_Comm comm, bool *found)
{
  Problems notes = {0};

  PetscFunctionBeginUser;
  PetscCall(checkpoint_load_state(saves->checkpoint, found, &notes));
  PetscCall(say(comm, "", &notes));
  PetscCall(problems_destroy(&notes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A run that was not finished is worth a question before it is lost.
static PetscErrorCode protect_unfinished(const Saves *saves, MPI_Comm comm, Problems *problems)
{
  const StateVisitor reader   = checkpoint_reader(saves->checkpoint);
  Progress           progress = {0};
  bool               finished, found;

  PetscFunctionBeginUser;
  if (saves->run->request->checkpoints.overwrite) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(checkpoint_is_finished(saves->checkpoint, &finished));
  if (finished) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_state(saves, comm, &found));
  if (!found) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(visit_progress(&progress, &reader));
  PetscCall(problems_add(problems, saves->run->request->folder,
                         "a run stands here that came to %.6g s and did not finish; --restart "
                         "goes on with it, --overwrite begins anew",
                         progress.t));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode load_state(Saves *saves, MPI_Comm comm, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(find_state(saves, comm, &saves->restarts));
  if (saves->restarts) PetscCall(compare_cases(saves, comm, problems));
  else if (saves->run->request->checkpoints.restart)
    PetscCall(problems_add(problems, saves->run->request->folder,
                           "no checkpoint to go on from is below this folder; without --restart "
                           "the run begins at 0 s"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_open(Simulation *run, MPI_Comm comm, Saves *saves, Problems *problems)
{
  const RunCheckpoints *asked = &run->request->checkpoints;

  PetscFunctionBeginUser;
  *saves = (Saves){.run = run, .outputs = -1};
  PetscCheck(!asked->restart || (run->request->folder && asked->keep > 0), comm, PETSC_ERR_USER,
             "a restart needs a folder and checkpoints");
  if (!run->request->folder || asked->keep == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(checkpoint_create(comm, run->request->folder, asked->keep, &saves->checkpoint));
  if (asked->restart || asked->resume) PetscCall(load_state(saves, comm, problems));
  else PetscCall(protect_unfinished(saves, comm, problems));
  PetscCall(PetscTime(&saves->saved));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_attach(Saves *saves, Problems *problems)
{
  const Model     *model                = &saves->run->model;
  const Mesh      *mesh                 = model->mesh;
  const Nodes     *nodes                = model->joint ? joint_nodes(model->joint) : NULL;
  CheckpointPoints points[STATE_PLACES] = {{0}};
  double(*x)[3]                         = NULL;

  PetscFunctionBeginUser;
  if (!saves->checkpoint) PetscFunctionReturn(PETSC_SUCCESS);
  points[STATE_VERTICES] = (CheckpointPoints){.first    = mesh->first,
                                              .n_owned  = mesh->n_owned,
                                              .n_global = mesh->n_global,
                                              .x        = (const double(*)[3])mesh->x};
  if (nodes) {
    PetscCall(PetscMalloc1(nodes->n_owned, &x));
    for (PetscInt i = 0; i < nodes->n_owned; i++) {
      const Vec3 at = nodes_position(nodes, i);

      for (int k = 0; k < 3; k++) x[i][k] = at.x[k];
    }
    points[STATE_NODES] = (CheckpointPoints){.first    = nodes->first,
                                             .n_owned  = nodes->n_owned,
                                             .n_global = nodes->n_global,
                                             .x        = (const double(*)[3])x};
  }
  PetscCall(checkpoint_attach(saves->checkpoint, points, saves->restarts, problems));
  PetscCall(PetscFree(x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What the state lacks, or has and nobody wants: only where a changed case is forced.
static PetscErrorCode judge_items(const Saves *saves, Problems *problems)
{
  const MPI_Comm comm    = saves->run->model.mesh->comm;
  Problems       missing = {0}, unused = {0};

  PetscFunctionBeginUser;
  PetscCall(checkpoint_differences(saves->checkpoint, &missing, &unused));
  PetscCall(judge(saves, comm, "not in the checkpoint, begins anew: ", &missing, problems));
  if (problems->count == 0)
    PetscCall(judge(saves, comm, "left out of the checkpoint: ", &unused, problems));
  PetscCall(problems_destroy(&missing));
  PetscCall(problems_destroy(&unused));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_restore(Saves *saves, Progress *progress, Problems *problems)
{
  const StateVisitor reader   = checkpoint_reader(saves->checkpoint);
  const double       duration = saves->run->model.input->timing.duration;

  PetscFunctionBeginUser;
  (void)checkpoint_text(saves->checkpoint, "case");
  PetscCall(visit_state(saves, progress, &reader));
  PetscCall(judge_items(saves, problems));
  if (progress->t > duration)
    PetscCall(problems_add(problems, saves->run->request->folder,
                           "the checkpoint is of %.6g s, which is past time.duration, %.6g s",
                           progress->t, duration));
  if (problems->count == 0 && !saves->run->request->quiet)
    PetscCall(PetscPrintf(saves->run->model.mesh->comm, "goes on at %.6g s, after step %d\n",
                          progress->t, progress->steps));
  saves->outputs = progress->outputs;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_load_output(const Saves *saves, int number, bool *loaded, Problems *problems)
{
  const RunRequest *request = saves->run->request;
  Problems          damaged = {0};

  PetscFunctionBeginUser;
  PetscCall(checkpoint_load_output(saves->checkpoint, number, &damaged));
  *loaded = damaged.count == 0;
  if (!*loaded && request->checkpoints.force)
    PetscCall(say(saves->run->model.mesh->comm, "left out of the results: ", &damaged));
  else if (!*loaded) {
    PetscCall(problems_add(problems, "", "%s", damaged.sentence[0]));
    PetscCall(problems_add(problems, request->folder,
                           "--restart=force leaves that output out of the results and goes on; "
                           "--overwrite begins anew"));
  }
  PetscCall(problems_destroy(&damaged));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Rank 0's clock decides for all.
static PetscErrorCode is_due(const Saves *saves, bool *due)
{
  const double interval = saves->run->request->checkpoints.interval;
  double       now;
  int          is;

  PetscFunctionBeginUser;
  PetscCall(PetscTime(&now));
  is = now - saves->saved >= interval;
  PetscCallMPI(MPI_Bcast(&is, 1, MPI_INT, 0, saves->run->model.mesh->comm));
  *due = is != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A state that cannot be written leaves those before it: the run need not end for it.
static PetscErrorCode save(Saves *saves, const Progress *progress)
{
  const StateVisitor writer  = checkpoint_writer(saves->checkpoint);
  const char        *text    = saves->run->request->provenance.case_text;
  Problems           refused = {0};
  Progress           copy    = *progress;

  PetscFunctionBeginUser;
  PetscCall(checkpoint_set_text(saves->checkpoint, "case", text ? text : ""));
  PetscCall(visit_state(saves, &copy, &writer));
  PetscCall(checkpoint_save_state(saves->checkpoint, progress->steps, &refused));
  PetscCall(say(saves->run->model.mesh->comm, "checkpoint: ", &refused));
  PetscCall(problems_destroy(&refused));
  saves->took = checkpoint_seconds(saves->checkpoint);
  PetscCall(PetscTime(&saves->saved));
  saves->outputs = progress->outputs;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_save(Saves *saves, const Progress *progress, bool must)
{
  bool due = must;

  PetscFunctionBeginUser;
  if (!saves->checkpoint) PetscFunctionReturn(PETSC_SUCCESS);
  due = due || saves->outputs != progress->outputs;
  if (!due) PetscCall(is_due(saves, &due));
  if (due) PetscCall(save(saves, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode saves_close(Saves *saves, bool complete)
{
  PetscFunctionBeginUser;
  if (saves->checkpoint && complete) PetscCall(checkpoint_finish(saves->checkpoint));
  PetscFunctionReturn(PETSC_SUCCESS);
}
