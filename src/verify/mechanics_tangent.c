// SPDX-License-Identifier: GPL-3.0-or-later
// The tangent of elements, film, shell and springs against differences of their forces: what is left is of second
// order.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/laws/elastic.h"
#include "sij/testing/mechanics.h"

#include <math.h>

static int select_half(Vec3 x)
{
  return x.x[0] < 0.01 ? SPECIMEN_BONE_1 : SPECIMEN_SOFT;
}

static const Box STRIP     = {.n = {4, 2, 2}, .hi = {{0.02, 0.006, 0.004}}, .jitter = 0.15};
static const Box HALF_BONE = {.n         = {4, 2, 2},
                              .hi        = {{0.02, 0.006, 0.004}},
                              .jitter    = 0.15,
                              .region_at = select_half};

static Hyperelastic build_ligament_law(double poisson)
{
  const Elastic elastic = elastic_from(2e6, poisson);

  return (Hyperelastic){
    .mu = elastic.mu, .lambda = elastic.lambda, .k_1 = 5e6, .k_2 = 3.0, .prestretch = 1.03};
}

/** A smooth displacement that stretches, shears and turns; its size in context. */
static Vec3 evaluate_wave(Vec3 x, const void *context)
{
  const double size = *(const double *)context, a = x.x[0] / 0.02, b = x.x[1] / 0.006;
  const double c = x.x[2] / 0.004;

  return vec3(size * (sin(2.0 * a + b) + 0.3 * c), size * (cos(a - 2.0 * c) - 0.5 * a * b),
              size * (sin(b + c) - 0.4 * a));
}

// Another, for the direction: components change places. It spares the end that may be held.
static Vec3 evaluate_direction(Vec3 x, const void *context)
{
  const Vec3 u = evaluate_wave(x, context);

  return vec3_scaled(vec3(u.x[2], u.x[0], -u.x[1]), x.x[0] / 0.02);
}

static void fill_field(const Specimen *specimen, MechanicsField *field, double size,
                       double (*value)[3])
{
  const Nodes *nodes = mechanics_nodes(specimen->mechanics);

  for (PetscInt node = 0; node < nodes->n_local; node++) {
    const Vec3 here = field(nodes_position(nodes, node), &size);

    for (int i = 0; i < 3; i++) value[node][i] = here.x[i];
  }
}

/** What is compared: forces at rest of the wave and of its neighbour, and what the tangent predicts. */
typedef struct {
  PetscInt n_owned, n_local;
  double (*u)[3], (*step)[3], (*moved)[3];
  double (*before)[3], (*after)[3], (*predicted)[3];
} Difference;

static PetscErrorCode measure_remainder(const Specimen *specimen, Difference *difference, double h,
                                        double *norm)
{
  const LoadFactor all = {1.0, 1.0};
  double           own = 0.0;
  bool             sound;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * difference->n_local; k++)
    difference->moved[k / 3][k % 3] =
      difference->u[k / 3][k % 3] + h * difference->step[k / 3][k % 3];
  PetscCall(mechanics_imbalance(specimen->mechanics, all, (const double(*)[3])difference->moved,
                                NULL, difference->after, &sound));
  PetscCheck(sound, specimen->mesh->comm, PETSC_ERR_PLIB, "the wave turns elements over");
  for (PetscInt k = 0; k < 3 * difference->n_owned; k++)
    own += pow(difference->after[k / 3][k % 3] - difference->before[k / 3][k % 3] -
                 h * difference->predicted[k / 3][k % 3],
               2);
  PetscCall(specimen_sum(specimen, own, norm));
  *norm = sqrt(*norm);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_remainder_order(const Specimen *specimen, Difference *difference,
                                            const char *what, Verdicts *found)
{
  const LoadFactor all = {1.0, 1.0};
  const double     h[] = {4e-2, 2e-2, 1e-2};
  double           rest[3];
  bool             sound;

  PetscFunctionBeginUser;
  fill_field(specimen, evaluate_wave, 3e-4, difference->u);
  fill_field(specimen, evaluate_direction, 3e-4, difference->step);
  PetscCall(mechanics_imbalance(specimen->mechanics, all, (const double(*)[3])difference->u, NULL,
                                difference->before, &sound));
  PetscCall(mechanics_imbalance(specimen->mechanics, all, (const double(*)[3])difference->u,
                                (const double(*)[3])difference->step, difference->predicted,
                                &sound));
  for (int k = 0; k < 3; k++) PetscCall(measure_remainder(specimen, difference, h[k], &rest[k]));
  PetscCall(verdicts_add(found, log2(rest[1] / rest[2]), 1.9, 2.1, "",
                         "order of what the tangent leaves of a step, %s", what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_shell(Specimen *specimen)
{
  const Elastic shell    = elastic_from(1e9, 0.3);
  Problems      problems = {0};

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_shell(specimen->mechanics, SPECIMEN_BONE_1, 5e-4, &shell, &problems));
  PetscCheck(problems.count == 0, specimen->mesh->comm, PETSC_ERR_PLIB, "no bone to carry a shell");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_forces(const Specimen *specimen, const char *what, Verdicts *found)
{
  const PetscInt n_owned = mechanics_nodes(specimen->mechanics)->n_owned;
  const PetscInt n_local = mechanics_nodes(specimen->mechanics)->n_local;
  Difference     with    = {.n_owned = n_owned, .n_local = n_local};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc6(n_local, &with.u, n_local, &with.step, n_local, &with.moved, n_owned,
                         &with.before, n_owned, &with.after, n_owned, &with.predicted));
  PetscCall(judge_remainder_order(specimen, &with, what, found));
  PetscCall(PetscFree6(with.u, with.step, with.moved, with.before, with.after, with.predicted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_tangent(MPI_Comm comm, const char *what, const Hyperelastic *law,
                                    bool shell, Verdicts *found)
{
  Specimen specimen;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, shell ? &HALF_BONE : &STRIP, MECHANICS_FINITE, law,
                            vec3(0.6, 0.8, 0.0), 1e-9, &specimen));
  if (shell) PetscCall(add_shell(&specimen));
  PetscCall(judge_forces(&specimen, what, found));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** One spring that is long and taut, one short and preloaded that so resists its turn, one that
 * pushes, one slack. */
static PetscErrorCode attach_springs(Specimen *specimen)
{
  const MechanicsSpring spring[] = {
    {{0, 1}, {{{0.003, 0.0, 0.004}}, {{0.016, 0.006, 0.0}}}, 4e4, 30.0, false},
    {{1, -1}, {{{0.018, 0.003, 0.002}}, {{0.019, 0.004, 0.003}}}, 1e3, 20.0, false},
    {{-1, 0}, {{{0.0, 0.003, -0.01}}, {{0.002, 0.003, 0.002}}}, 3e4, -30.0, true},
    {{0, 1}, {{{0.0, 0.0, 0.0}}, {{0.02, 0.0, 0.0}}}, 1e4, -500.0, false}};
  Problems problems = {0};
  int      number;

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_coupling(specimen->mechanics, SPECIMEN_SOFT, vec3(0.003, 0.003, 0.002),
                                   0.006, &number, &problems));
  PetscCall(mechanics_add_coupling(specimen->mechanics, SPECIMEN_SOFT, vec3(0.016, 0.003, 0.002),
                                   0.008, &number, &problems));
  for (int k = 0; k < 4; k++)
    PetscCall(mechanics_add_spring(specimen->mechanics, &spring[k], &number));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The strip is as soft as it can be, so that nearly all is the springs'; one end is held, and with
// it half a coupling.
static PetscErrorCode judge_springs(MPI_Comm comm, Verdicts *found)
{
  Hyperelastic law = build_ligament_law(0.3);
  Specimen     specimen;

  PetscFunctionBeginUser;
  law.mu *= 5e-5;
  law.lambda *= 5e-5;
  law.k_1 *= 5e-5;
  PetscCall(
    specimen_create(comm, &STRIP, MECHANICS_FINITE, &law, vec3(0.6, 0.8, 0.0), 1e-9, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, false, true, NULL, NULL));
  PetscCall(attach_springs(&specimen));
  PetscCall(judge_forces(&specimen, "springs", found));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_tangent(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Hyperelastic soft = build_ligament_law(0.3), nearly = build_ligament_law(0.4999);
  const Hyperelastic plain = {.mu = 1e5, .lambda = 2e5, .prestretch = 1.0};
  const Hyperelastic wet   = {
      .mu = 1e4, .lambda = 2e4, .prestretch = 1.0, .film = 1e7, .suction = 1e6};

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_tangent(comm, "nu = 0.3", &soft, false, found));
  PetscCall(judge_tangent(comm, "nu = 0.4999", &nearly, false, found));
  PetscCall(judge_tangent(comm, "film", &wet, false, found));
  PetscCall(judge_tangent(comm, "shell", &plain, true, found));
  PetscCall(judge_springs(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
