// SPDX-License-Identifier: GPL-3.0-or-later
/* Crystals in tissue that is everywhere alike, against the same law integrated by itself.
 *
 *     S dc/dt  = k m_0^(1/3) m^(2/3) (c_s - c) - (K + h S) c,     dm/dt = -k m_0^(1/3) m^(2/3) (c_s - c)
 *     S' dc'/dt = h S c - K' c'                                    product of a prodrug
 *
 * per meshed volume: m crystals, S = phi R, K clearance, h hydrolysis, k = 3 D / (rho r_0^2)
 * (laws/depot.h). In y = m^(1/3) the law is smooth until the crystals are gone; Runge-Kutta of fourth order
 * in many small steps is then exact for our purpose.
 */
#include "tissue.h"
#include "trial_case.h"
#include "trial_fields.h"

#include "sij/simulate/loop.h"

#include <math.h>
#include <string.h>

enum { SIZES = 3, FINE = 40000, POINTS = 24 };

/** Of the reference: drug dissolved and cube root of its crystals, product, and the drug cleared. */
enum { DRUG, ROOT, PRODUCT, CLEARED, STATES };

static const double POROSITY = 0.5, MOLAR_DENSITY = 3000.0; // of crystals     mol m^-3

/** What a check puts into the box. */
typedef struct {
  double solubility, laid; // c_s; crystals at the start, per meshed volume     mol m^-3
  double capacity[2];      // R of drug and product
  double clearance[2];     // K     s^-1
  double hydrolysis;       // h     s^-1; 0: no product
  double duration;         // s
} Depot;

static double compute_dissolution_rate(const TransportSolute *drug)
{
  return 3.0 * drug->diffusivity / (MOLAR_DENSITY * drug->crystal_radius * drug->crystal_radius);
}

static void evaluate_rate(const Depot *depot, double k, const double u[STATES], double rate[STATES])
{
  const double storage    = POROSITY * depot->capacity[0];
  const double lack       = u[ROOT] > 0.0 ? fmax(depot->solubility - u[DRUG], 0.0) : 0.0;
  const double speed      = k * cbrt(depot->laid) * lack;
  const double turning    = depot->hydrolysis * storage * u[DRUG];
  const double dissolving = speed * u[ROOT] * u[ROOT];

  rate[DRUG]    = (dissolving - turning - depot->clearance[0] * u[DRUG]) / storage;
  rate[ROOT]    = -speed / 3.0;
  rate[PRODUCT] = (turning - depot->clearance[1] * u[PRODUCT]) / (POROSITY * depot->capacity[1]);
  rate[CLEARED] = depot->clearance[0] * u[DRUG];
}

static void step_runge_kutta(const Depot *depot, double k, double dt, double u[STATES])
{
  static const double AT[4] = {0.0, 0.5, 0.5, 1.0}, SHARE[4] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
  double              rate[STATES] = {0.0}, sum[STATES] = {0.0}, stage[STATES];

  for (int s = 0; s < 4; s++) {
    for (int i = 0; i < STATES; i++) stage[i] = u[i] + AT[s] * dt * rate[i];
    evaluate_rate(depot, k, stage, rate);
    for (int i = 0; i < STATES; i++) sum[i] += SHARE[s] * rate[i];
  }
  for (int i = 0; i < STATES; i++) u[i] += dt * sum[i];
  u[ROOT] = fmax(u[ROOT], 0.0);
}

/** What the check looks at, as shares of the crystals laid down. */
typedef struct {
  double dissolved, crystals, product, cleared;
} Parts;

static Parts integrate_reference(const Depot *depot, double k, double t)
{
  double    u[STATES] = {[ROOT] = cbrt(depot->laid)};
  const int steps     = (int)ceil(FINE * t / depot->duration);

  for (int s = 0; s < steps; s++) step_runge_kutta(depot, k, t / steps, u);
  return (Parts){.dissolved = POROSITY * depot->capacity[0] * u[DRUG] / depot->laid,
                 .crystals  = pow(u[ROOT], 3) / depot->laid,
                 .product   = POROSITY * depot->capacity[1] * u[PRODUCT] / depot->laid,
                 .cleared   = u[CLEARED] / depot->laid};
}

static BoxProblem build_depot_problem(const Depot *depot)
{
  BoxProblem         problem  = box_problem();
  TransportSolute   *solute   = problem.transport.solute;
  TransportMaterial *material = &problem.transport_material[BOX_MATERIAL];

  // Waits when the run ends: the loop measures errors by what was laid down and what is to come.
  box_problem_inject(&problem, vec3(-0.0014, -0.0008, -0.0002), 1e12, 1e-6, 1e-8);
  solute[0].crystal_radius  = 1e-5;
  solute[0].crystal_density = MOLAR_DENSITY * solute[0].molar_mass;
  solute[1]                 = solute[0];
  solute[0].solubility      = depot->solubility;
  solute[1].name            = "product";
  if (depot->hydrolysis > 0.0) {
    problem.transport.n_solutes = 2;
    solute[0].hydrolysis        = depot->hydrolysis;
    solute[0].product           = 1;
  }
  material->perfusion = fmax(depot->clearance[0], depot->clearance[1]);
  for (int d = 0; d < 2; d++) {
    solute[d].clearance.extraction      = depot->clearance[d] / material->perfusion;
    solute[d].retardation[BOX_MATERIAL] = depot->capacity[d];
  }
  return problem;
}

static PetscErrorCode create_depot(MPI_Comm comm, const Depot *depot, Trial *trial)
{
  const Box box = {.n      = {2, 2, 2},
                   .lo     = vec3(-0.01, -0.01, -0.01),
                   .hi     = vec3(0.01, 0.01, 0.01),
                   .jitter = 0.1,
                   .closed = {{true, true}, {true, true}, {true, true}}};
  double   *crystals, *stored;

  PetscFunctionBeginUser;
  trial->problem = build_depot_problem(depot);
  PetscCall(trial_create(comm, &box, trial));
  PetscCall(trial_storage(trial, &stored));
  PetscCall(PetscMalloc1(trial->mesh->n_local, &crystals));
  for (PetscInt i = 0; i < trial->mesh->n_local; i++) crystals[i] = depot->laid / POROSITY;
  PetscCall(transport_set_crystals(trial->transport, 0, crystals, stored));
  PetscCall(PetscFree(crystals));
  PetscCall(PetscFree(stored));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_parts(const Transport *transport, Parts *parts)
{
  Ledger drug, product;

  PetscFunctionBeginUser;
  PetscCall(transport_ledger(transport, 0, &drug));
  PetscCall(transport_ledger(transport, 1, &product));
  *parts = (Parts){.dissolved = (drug.fluid + drug.bound) / drug.injected,
                   .crystals  = drug.depot / drug.injected,
                   .product   = (product.fluid + product.bound) / drug.injected,
                   .cleared   = drug.cleared / drug.injected};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double compare_parts(Parts a, Parts b)
{
  return fmax(fmax(fabs(a.dissolved - b.dissolved), fabs(a.crystals - b.crystals)),
              fmax(fabs(a.product - b.product), fabs(a.cleared - b.cleared)));
}

// Largest error over POINTS times, in equal steps.
static PetscErrorCode march_depot(MPI_Comm comm, const Depot *depot, int steps_each, double *error,
                                  Parts course[POINTS])
{
  const double dt    = depot->duration / (POINTS * steps_each);
  Trial        trial = {0};

  PetscFunctionBeginUser;
  PetscCall(create_depot(comm, depot, &trial));
  *error = 0.0;
  for (int k = 0; k < POINTS; k++) {
    for (int s = 0; s < steps_each; s++)
      PetscCall(trial_step(&trial, (k * steps_each + s) * dt, dt));
    PetscCall(measure_parts(trial.transport, &course[k]));
    *error = fmax(
      *error, compare_parts(course[k],
                            integrate_reference(
                              depot, compute_dissolution_rate(&trial.problem.transport.solute[0]),
                              (k + 1) * steps_each * dt)));
  }
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode draw_course(const Depot *depot, const Parts course[POINTS], Verdicts *found)
{
  static const char *const NAME[]  = {"dissolved", "crystals", "product", "cleared"};
  const int                n       = depot->hydrolysis > 0.0 ? 4 : 2;
  const BoxProblem         problem = build_depot_problem(depot);
  double                   t[POINTS], y[2][4][POINTS];
  char                     series[VERDICT_NAME];

  PetscFunctionBeginUser;
  for (int k = 0; k < POINTS; k++) {
    t[k] = depot->duration * (k + 1) / POINTS;

    const Parts both[2] = {
      course[k],
      integrate_reference(depot, compute_dissolution_rate(&problem.transport.solute[0]), t[k])};

    for (int b = 0; b < 2; b++) {
      y[b][0][k] = both[b].dissolved;
      y[b][1][k] = both[b].crystals;
      y[b][2][k] = both[b].product;
      y[b][3][k] = both[b].cleared;
    }
  }
  for (int b = 0; b < 2; b++)
    for (int q = 0; q < n; q++) {
      (void)snprintf(series, sizeof series, "%s%s", NAME[q], b ? ", reference" : "");
      PetscCall(verdicts_curve(found, "course", series, "t, s", "share of the dose", false, POINTS,
                               t, y[b][q]));
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_order(MPI_Comm comm, const Depot *depot, bool coarse, const char *what,
                                  Verdicts *found)
{
  const int n_sizes = coarse ? 1 : SIZES;
  double    size[SIZES], error[SIZES];
  Parts     course[POINTS];

  PetscFunctionBeginUser;
  for (int k = 0; k < n_sizes; k++) {
    size[k] = depot->duration / (POINTS << k);
    PetscCall(march_depot(comm, depot, 1 << k, &error[k], course));
    PetscCall(verdicts_report(found, error[k], "1",
                              "largest error, share of the dose, %.3g s steps", size[k]));
  }
  PetscCall(draw_course(depot, course, found));
  if (coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    verdicts_add(found, error[n_sizes - 1], 0.0, 1e-3, "1", "%s: error of the finest", what));
  PetscCall(verdicts_order(found, n_sizes, size, error, 1.8, 2.5, "step, s", what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Where crystals dissolve at once and clearance takes days, steps are long against dissolution. `error` is
// that of what half of a lasting depot lost to the blood, relative.
static PetscErrorCode run_slow(MPI_Comm comm, double tolerance, double *error, Progress *progress)
{
  const Depot depot    = {.solubility = 0.05,
                          .laid       = 1.0,
                          .capacity   = {1.0, 1.0},
                          .clearance  = {1e-3, 1e-3},
                          .duration   = 1e4};
  Trial       trial    = {0};
  Problems    problems = {0};
  Parts       parts, known;
  Case        input;

  PetscFunctionBeginUser;
  PetscCall(create_depot(comm, &depot, &trial));
  input                         = trial_case(&trial);
  input.numerics.time_tolerance = tolerance;
  input.timing = (Timing){.duration = depot.duration, .n_outputs = 2, .output = {0.0, 1e4}};
  PetscCall(loop_run(&(Loop){.input = &input, .flow = trial.flow, .transport = trial.transport},
                     progress, &problems));
  PetscCall(measure_parts(trial.transport, &parts));
  known  = integrate_reference(&depot, compute_dissolution_rate(&trial.problem.transport.solute[0]),
                               depot.duration);
  *error = parts.cleared / known.cleared - 1.0;
  PetscCall(problems_destroy(&problems));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Between half steps of dissolution c falls below c_s by what is cleared: half of that is not.
static PetscErrorCode judge_slow(MPI_Comm comm, bool coarse, Verdicts *found)
{
  static const double TOLERANCE[] = {5e-3, 5e-4};
  double              error       = 0.0;

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 2); k++) {
    Progress progress = {0};

    PetscCall(run_slow(comm, TOLERANCE[k], &error, &progress));
    PetscCall(verdicts_report(found, error, "1", "lasting depot, cleared, relative error at %.0e",
                              TOLERANCE[k]));
    PetscCall(verdicts_report(found, progress.steps, "1", "in so many steps"));
  }
  if (coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_add(found, error, -0.02, 0.02, "1", "lasting depot, the finer of the two"));
  PetscCall(verdicts_note(
    found, "Splitting lets a lasting depot lose too little: by half of what a step clears "
           "of the fluid's share, several per cent at the tolerance of real cases."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tissue_depot(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Depot depot = {.solubility = 0.5,
                       .laid       = 1.0,
                       .capacity   = {1.5, 1.0},
                       .clearance  = {2e-3, 1e-3},
                       .duration   = 1500.0};

  PetscFunctionBeginUser;
  PetscCall(judge_order(comm, &depot, request->coarse, "depot", found));
  PetscCall(judge_slow(comm, request->coarse, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tissue_prodrug(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Depot depot = {.solubility = 0.5,
                       .laid       = 1.0,
                       .capacity   = {1.5, 3.0},
                       .clearance  = {1e-3, 4e-3},
                       .hydrolysis = 2e-3,
                       .duration   = 1500.0};

  PetscFunctionBeginUser;
  PetscCall(judge_order(comm, &depot, request->coarse, "prodrug", found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
