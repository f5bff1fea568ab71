// SPDX-License-Identifier: GPL-3.0-or-later
// The injection of kept.h into soft tissue: what transport keeps on the flow of a deforming solid.
#include "coupled_checks.h"
#include "kept.h"
#include "sample.h"

#include <math.h>

// After BOTH_STEPS both needles have started, even without the short ones.
enum { BRICKS = 6, SHORT_STEPS = 10, BOTH_STEPS = 18, STEPS = 38 };

// So stiff that its tissue is opened by about the pressure that opens it without a skeleton.
static void set_solid(Sample *sample)
{
  static const struct {
    double young, poisson, exponent;
  } OF[KEPT_MATERIALS] = {[KEPT_RIGHT]  = {1e4, 0.3, 0.0},
                          [KEPT_LEFT]   = {2e4, 0.35, 0.0},
                          [KEPT_MIDDLE] = {5e4, 0.3, 0.0},
                          [KEPT_WALL]   = {1e6, 0.3, 2.0},
                          [KEPT_CAVITY] = {1e3, 0.3, 0.0}};

  sample_set_solid(sample);
  for (int m = 0; m < KEPT_MATERIALS; m++) {
    sample->young[m]                                         = OF[m].young;
    sample->poisson[m]                                       = OF[m].poisson;
    sample->trial.problem.porous_material[m].strain_exponent = OF[m].exponent;
  }
}

static PetscErrorCode create_sample(MPI_Comm comm, int n, const double content[2][KEPT_DRUGS],
                                    Sample *sample)
{
  const PoroelasticMethod method = {.tolerance = 1e-5};

  PetscFunctionBeginUser;
  sample->trial.problem = kept_problem(&KEPT_MESH[0], content);
  set_solid(sample);
  PetscCall(kept_create(comm, &KEPT_MESH[0], n, &sample->trial));
  PetscCall(sample_create_solid(sample));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, true, true, true, NULL, NULL));
  PetscCall(sample_couple(sample, &method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Extremes of every drug. */
typedef struct {
  double range[KEPT_DRUGS][2];
} Seen;

// When step s begins: short ones first, then longer ones.
static double compute_step_start(int s)
{
  return s < SHORT_STEPS ? 0.1 * s : (s < 28 ? 1.0 + 0.5 * (s - SHORT_STEPS) : 10.0 + (s - 28));
}

static PetscErrorCode run_injection(Sample *sample, int first, int end, Seen *seen)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < KEPT_DRUGS; d++) {
    seen->range[d][0] = INFINITY;
    seen->range[d][1] = -INFINITY;
  }
  for (int s = first; s < end; s++) {
    PetscCall(sample_step_with_transport(sample, compute_step_start(s) - compute_step_start(first),
                                         compute_step_start(s + 1) - compute_step_start(s)));
    for (int d = 0; d < KEPT_DRUGS; d++) {
      double now[2];

      trial_range(&sample->trial, d, now);
      seen->range[d][0] = fmin(seen->range[d][0], now[0]);
      seen->range[d][1] = fmax(seen->range[d][1], now[1]);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_ledgers(const Sample *sample, Verdicts *found)
{
  KeptDefect defect;

  PetscFunctionBeginUser;
  PetscCall(kept_defect(&sample->trial, &defect));
  PetscCall(verdicts_add(found, defect.drugs, 0.0, 1e-10, "1", "drug missing, worst of three"));
  PetscCall(verdicts_add(found, defect.water, 0.0, 1e-10, "1", "water missing"));
  PetscCall(sample_judge_iterations(sample, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_uniform(MPI_Comm comm, bool coarse, Verdicts *found)
{
  static const double ONE[2][KEPT_DRUGS] = {{1.0, 1.0, 1.0}, {1.0, 1.0, 1.0}};
  Sample              sample             = {0};
  Seen                seen;
  double              departure = 0.0;

  PetscFunctionBeginUser;
  PetscCall(create_sample(comm, BRICKS, ONE, &sample));
  PetscCall(trial_fill(&sample.trial, 1.0));
  if (coarse) PetscCall(run_injection(&sample, SHORT_STEPS, BOTH_STEPS, &seen));
  else PetscCall(run_injection(&sample, 0, STEPS, &seen));
  for (int d = 0; d < KEPT_DRUGS; d++)
    departure = fmax(departure, fmax(fabs(seen.range[d][0] - 1.0), fabs(seen.range[d][1] - 1.0)));
  PetscCall(verdicts_add(found, departure, 0.0, 1e-10, "1", "uniform: largest departure from 1"));
  PetscCall(judge_ledgers(&sample, found));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_front(MPI_Comm comm, Verdicts *found)
{
  static const double CONTENT[2][KEPT_DRUGS] = {{1.0, 1.0, 0.2}, {0.1, 1.0, 1.0}};
  Sample              sample                 = {0};
  Seen                seen;

  PetscFunctionBeginUser;
  PetscCall(create_sample(comm, BRICKS, CONTENT, &sample));
  PetscCall(run_injection(&sample, 0, STEPS, &seen));
  for (int d = 0; d < KEPT_DRUGS; d++) {
    const char *name = sample.trial.problem.transport.solute[d].name;

    PetscCall(verdicts_add(found, seen.range[d][0], -1e-12, 1e-12, "1", "%s: smallest", name));
    PetscCall(verdicts_add(found, seen.range[d][1] - 1.0, -1.0, 1e-12, "1",
                           "%s: largest over injected", name));
  }
  PetscCall(judge_ledgers(&sample, found));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_kept(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(judge_uniform(comm, request->coarse, found));
  if (!request->coarse) PetscCall(judge_front(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
