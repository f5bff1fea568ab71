// SPDX-License-Identifier: GPL-3.0-or-later
// A column compressed and released in cycles: what its water does at the drained end, and a drug with it.
#include "coupled_checks.h"
#include "sample.h"
#include "trial_fields.h"

#include "sij/base/units.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const double SIDE = 0.004, HIGH = 0.01, WAY = 1e-4; // m

enum { CYCLES = 3 };

static Vec3 evaluate_lid_displacement(Vec3 x, const void *context)
{
  (void)x;
  return vec3(0.0, 0.0, -*(const double *)context);
}

static PetscErrorCode create_column(MPI_Comm comm, int n, Sample *sample)
{
  const PoroelasticMethod method = {.tolerance = 1e-10};
  const Box               box    = {.n      = {2, 2, n},
                                    .hi     = vec3(SIDE, SIDE, HIGH),
                                    .closed = {{true, true}, {true, true}, {false, false}}};

  PetscFunctionBeginUser;
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, true, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, true, true, true, NULL, NULL));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MIN));
  PetscCall(sample_couple(sample, &method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Of the last cycle, as shares of what the lid sweeps: given out, taken in. What is missing of all
 * water, and of a drug that was everywhere inside and nowhere outside; and what of it is gone. */
typedef struct {
  double out, in, missing, drug_missing, drug_gone;
} Pumped;

static double compute_outflow(const Sample *sample)
{
  const WaterStep *water = flow_water(sample->trial.flow);
  double           own   = 0.0;

  for (PetscInt i = 0; i < sample->trial.mesh->n_owned; i++) own += water->outflow[i] * water->dt;
  return trial_sum(&sample->trial, own);
}

static double sum_stored_water(const Sample *sample)
{
  const WaterStep *water = flow_water(sample->trial.flow);
  double           own   = 0.0;

  for (PetscInt i = 0; i < sample->trial.mesh->n_owned; i++) own += water->stored_old[i];
  return trial_sum(&sample->trial, own);
}

static double evaluate_one(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return 1.0;
}

static PetscErrorCode run_cycles(Sample *sample, int steps, double period, Pumped *pumped)
{
  const double swept = WAY * SIDE * SIDE, pi = SIJ_PI;
  const double start = 0.5 * SIDE * SIDE * HIGH, dt = period / steps;
  double       total = 0.0;

  PetscFunctionBeginUser;
  for (int s = 0; s < steps * CYCLES; s++) {
    const double way = 0.5 * WAY * (1.0 - cos(2.0 * pi * (s + 1) / steps));

    PetscCall(
      sample_prescribe(sample, BOX_Z_MAX, false, false, true, evaluate_lid_displacement, &way));
    PetscCall(sample_step_with_transport(sample, s * dt, dt));
    const double gone = compute_outflow(sample);

    total += gone;
    if (s < steps * (CYCLES - 1)) continue;
    if (gone > 0.0) pumped->out += gone / swept;
    else pumped->in -= gone / swept;
  }
  pumped->missing = fabs(start - total - sum_stored_water(sample)) / swept;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_pumping(MPI_Comm comm, int n, int steps, double period,
                                      Pumped *pumped)
{
  Sample sample = sample_default();
  Ledger ledger;

  PetscFunctionBeginUser;
  *pumped                                              = (Pumped){0};
  sample.trial.problem.transport.solute[0].diffusivity = 0.0;
  box_problem_use_tracer(&sample.trial.problem);
  PetscCall(create_column(comm, n, &sample));
  PetscCall(trial_start(&sample.trial, 0, evaluate_one, NULL, 0.0));
  PetscCall(run_cycles(&sample, steps, period, pumped));
  PetscCall(transport_ledger(sample.trial.transport, 0, &ledger));
  pumped->drug_missing = fabs(ledger.defect) / (ledger.injected + ledger.gained);
  pumped->drug_gone    = ledger.left / (ledger.fluid + ledger.left);
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_pump(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int     n = request->coarse ? 6 : 16, steps = request->coarse ? 16 : 40; // of a cycle
  const Elastic elastic = elastic_from(1e5, 0.25);
  const double  unit    = HIGH * HIGH / (1e-12 * (elastic.lambda + 2.0 * elastic.mu));
  const double  share   = WAY / (0.5 * HIGH); // of its water that a squeeze takes
  Pumped        of;

  PetscFunctionBeginUser;
  PetscCall(measure_pumping(comm, n, steps, unit, &of));
  PetscCall(
    verdicts_add(found, of.out, 0.99, 1.01, "1", "given out in a cycle, of what the lid sweeps"));
  PetscCall(verdicts_add(found, of.in, 0.99, 1.01, "1", "taken in"));
  PetscCall(
    verdicts_add(found, of.missing, 0.0, 1e-10, "1", "water missing, of what the lid sweeps"));
  PetscCall(verdicts_add(found, of.drug_gone, 0.99 * share, 3.0 * share, "1",
                         "drug gone in three cycles, without diffusion"));
  PetscCall(verdicts_add(found, of.drug_missing, 0.0, 1e-10, "1", "drug missing"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
