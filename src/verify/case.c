// SPDX-License-Identifier: GPL-3.0-or-later
// What every case must keep, on its own mesh: a uniform concentration, its water, its drugs, their bounds.
#include "kept.h"

#include "sij/anatomy.h"
#include "sij/joint.h"
#include "sij/model.h"
#include "sij/simulate/loop.h"

#include <math.h>

static const double AFTER = 120.0; // s after the last needle

// The ledgers are for the verdicts to judge: the loop stops at none.
static void shorten_case(Case *input)
{
  double end = 0.0;

  for (int w = 0; w < input->n_injections; w++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[w]);

    end = fmax(end, injection_end(&schedule));
  }
  input->timing = (Timing){.duration = end + AFTER, .n_outputs = 2, .output = {0.0, end + AFTER}};
  input->numerics.ledger_tolerance = 1.0;
}

// Every drug in use comes dissolved, at 1 mol/m^3 from every needle, and leaves only with water: nothing
// then can tell one place from another. What tissue binds stays, since it binds everywhere alike in time.
static void make_uniform(Case *input)
{
  Content content[CASE_CONTENTS];
  int     n = 0;

  for (int d = 0; d < input->n_drugs && n < CASE_CONTENTS; d++)
    if (case_uses_drug(input, d)) content[n++] = (Content){.drug = d, .concentration = 1.0};
  if (n == 0) content[n++] = (Content){.drug = 0, .concentration = 1.0};
  for (int w = 0; w < input->n_injections; w++) {
    input->injection[w].n_contents = n;
    for (int k = 0; k < n; k++) input->injection[w].content[k] = content[k];
  }
  for (int d = 0; d < input->n_drugs; d++) {
    CaseDrug *drug = &input->drug[d];

    drug->extraction = drug->synovial_permeability = 0.0;
    drug->hydrolysis = drug->solubility = 0.0;
    drug->becomes[0]                    = '\0';
  }
}

/** The equations of a case on its mesh; the solid where it is coupled. */
typedef struct {
  Case           input;
  ModelProblems *problems;
  Trial          trial;
  Joint         *joint;
  Poroelastic   *coupled;
} CaseModel;

static Loop prepare_loop(const CaseModel *model)
{
  return (Loop){.input       = &model->input,
                .flow        = model->trial.flow,
                .transport   = model->trial.transport,
                .joint       = model->joint,
                .poroelastic = model->coupled};
}

typedef struct {
  const Trial *trial;
  double       departure; // from 1, the largest so far
} Departure;

static PetscErrorCode record_departure(void *context, const Progress *progress, double length)
{
  Departure *at = context;

  PetscFunctionBeginUser;
  (void)progress;
  (void)length;
  for (int d = 0; d < at->trial->transport_problem->n_solutes; d++) {
    double range[2];

    if (!at->trial->transport_problem->solute[d].present) continue;
    trial_range(at->trial, d, range);
    at->departure = fmax(at->departure, fmax(fabs(range[0] - 1.0), fabs(range[1] - 1.0)));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_uniform(CaseModel *model, Verdicts *found, Problems *problems)
{
  Trial     *trial    = &model->trial;
  Departure  at       = {.trial = trial};
  Loop       loop     = prepare_loop(model);
  Progress   progress = {0};
  KeptDefect defect;

  PetscFunctionBeginUser;
  loop.context  = &at;
  loop.accepted = record_departure;
  PetscCall(trial_fill(trial, 1.0));
  PetscCall(loop_run(&loop, &progress, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(kept_defect(trial, &defect));
  PetscCall(
    verdicts_add(found, at.departure, 0.0, 1e-10, "1", "uniform: largest departure from 1"));
  PetscCall(verdicts_add(found, defect.drugs, 0.0, 1e-10, "1", "uniform: drug missing, worst"));
  PetscCall(verdicts_add(found, defect.water, 0.0, 1e-10, "1", "uniform: water missing"));
  PetscCall(verdicts_report(found, progress.steps, "1", "uniform: steps"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The most that needles bring dissolved, and crystals can make; infinite for the product of a prodrug, which
// tissue may bind less than what it was.
static double find_highest_concentration(const Case *input, int drug)
{
  const double solubility = input->drug[drug].solubility;
  double       most       = 0.0;

  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d) && case_drug(input, input->drug[d].becomes) == drug)
      return INFINITY;
  for (int w = 0; w < input->n_injections; w++)
    for (int k = 0; k < input->injection[w].n_contents; k++)
      if (input->injection[w].content[k].drug == drug)
        most = fmax(most, input->injection[w].content[k].concentration);
  return solubility > 0.0 ? fmin(most, solubility) : most;
}

static PetscErrorCode judge_drug(const CaseModel *model, int drug, Verdicts *found)
{
  const Transport *transport = model->trial.transport;
  const char      *name      = model->input.drug[drug].name;
  const double     most      = find_highest_concentration(&model->input, drug);
  double           smallest, largest;
  Ledger           ledger;

  PetscFunctionBeginUser;
  transport_range(transport, drug, &smallest, &largest);
  PetscCall(transport_ledger(transport, drug, &ledger));
  PetscCall(verdicts_add(found, fabs(ledger.defect) / (ledger.injected + ledger.gained), 0.0, 1e-10,
                         "1", "%s missing, share of the dose", name));
  PetscCall(
    verdicts_add(found, smallest / largest, -1e-12, 1e-12, "1", "%s: smallest over largest", name));
  if (isfinite(most))
    PetscCall(verdicts_add(found, largest / most - 1.0, -1.0, 1e-12, "1",
                           "%s: largest over what can be dissolved, less 1", name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_given(CaseModel *model, Verdicts *found, Problems *problems)
{
  const Trial *trial    = &model->trial;
  const Loop   loop     = prepare_loop(model);
  Progress     progress = {0};
  KeptDefect   defect;

  PetscFunctionBeginUser;
  PetscCall(loop_run(&loop, &progress, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(kept_defect(trial, &defect));
  for (int d = 0; d < model->input.n_drugs; d++)
    if (case_uses_drug(&model->input, d)) PetscCall(judge_drug(model, d, found));
  PetscCall(
    verdicts_add(found, defect.water, 0.0, 1e-10, "1", "water missing, share of the volume"));
  PetscCall(verdicts_report(found, progress.steps, "1", "steps"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_mesh(MPI_Comm comm, const Case *input, Trial *trial,
                                  Problems *problems)
{
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(anatomy_build(comm, input, &coarse, problems));
  if (problems->count == 0)
    PetscCall(trial_mesh(comm, coarse, input->meshing.refine, trial, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_equations(CaseModel *model, Problems *problems)
{
  const Case *input = &model->input;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&model->problems));
  PetscCall(model_problems(input, model->problems, problems));
  if (problems->count == 0)
    PetscCall(trial_equations(&model->trial, &model->problems->porous, &model->problems->flow,
                              &model->problems->transport, problems));
  if (problems->count > 0 || input->flow != FLOW_COUPLED) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(joint_create(input, model->trial.mesh, &model->joint, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(poroelastic_create(joint_mechanics(model->joint), model->trial.flow,
                               model->trial.medium, &model->problems->poroelastic,
                               &model->coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_equations(CaseModel *model)
{
  PetscFunctionBeginUser;
  PetscCall(poroelastic_destroy(&model->coupled));
  PetscCall(joint_destroy(&model->joint));
  PetscCall(trial_clear(&model->trial));
  PetscCall(PetscFree(model->problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verify_case(MPI_Comm comm, const Case *input, Verdicts *found, Problems *problems)
{
  CaseModel model = {.input = *input};

  PetscFunctionBeginUser;
  PetscCall(verdicts_subject(found, input->name, "what the case must keep, on its own mesh"));
  PetscCall(create_mesh(comm, input, &model.trial, problems));
  shorten_case(&model.input);
  make_uniform(&model.input);
  if (problems->count == 0) PetscCall(create_equations(&model, problems));
  if (problems->count == 0) PetscCall(run_uniform(&model, found, problems));
  PetscCall(destroy_equations(&model));
  model.input = *input;
  shorten_case(&model.input);
  if (problems->count == 0) PetscCall(create_equations(&model, problems));
  if (problems->count == 0) PetscCall(run_given(&model, found, problems));
  PetscCall(destroy_equations(&model));
  PetscCall(trial_destroy(&model.trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}
