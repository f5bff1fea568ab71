// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and destroys a body, and advances its load factors by increments: newton.c solves each; it is cut where that
// fails and enlarged where that converges fast.
#include "constants.h"
#include "couplings.h"
#include "state.h"

#include "sij/base/stage.h"

#include <math.h>

PetscErrorCode mechanics_create(const Mesh *mesh, const MechanicsProblem *problem,
                                Mechanics **mechanics)
{
  Mechanics *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->mesh    = mesh;
  made->problem = *problem;
  PetscCall(nodes_create(mesh, &made->nodes));
  PetscCall(blocks_create(made->nodes, &made->blocks));
  PetscCall(nodes_vector(made->nodes, &made->carrier));
  const PetscInt n_local = made->nodes->n_local, n_owned = made->nodes->n_owned;

  PetscCall(PetscCalloc6(n_local, &made->u, n_local, &made->trial, n_local, &made->step, n_local,
                         &made->prescribed, n_local, &made->prescribed_old, n_local,
                         &made->dirichlet));
  PetscCall(PetscCalloc4(n_owned, &made->load, n_owned, &made->load_old, n_owned, &made->internal,
                         n_owned, &made->size));
  if (problem->strain != MECHANICS_LINEAR)
    PetscCall(PetscCalloc2(n_local, &made->tangent_at.u, n_local, &made->coarse_at.u));
  PetscCall(solver_create(made));
  *mechanics = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_destroy(Mechanics **mechanics)
{
  Mechanics *old = *mechanics;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(solver_destroy(&old->solver));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(PetscFree6(old->u, old->trial, old->step, old->prescribed, old->prescribed_old,
                       old->dirichlet));
  PetscCall(PetscFree4(old->load, old->load_old, old->internal, old->size));
  PetscCall(PetscFree2(old->tangent_at.u, old->coarse_at.u));
  PetscCall(couplings_destroy(old));
  PetscCall(PetscFree(old->spring));
  PetscCall(PetscFree(old->shell_faces.face));
  PetscCall(blocks_destroy(&old->blocks));
  PetscCall(nodes_destroy(&old->nodes));
  PetscCall(PetscFree(*mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_coupling(const Mechanics *mechanics, int coupling)
{
  return coupling >= -1 && coupling < mechanics->n_couplings;
}

PetscErrorCode mechanics_add_spring(Mechanics *mechanics, const MechanicsSpring *spring,
                                    int *number)
{
  const MPI_Comm comm = mechanics->mesh->comm;

  PetscFunctionBeginUser;
  PetscCheck(is_coupling(mechanics, spring->coupling[0]) &&
               is_coupling(mechanics, spring->coupling[1]) &&
               (spring->coupling[0] >= 0 || spring->coupling[1] >= 0),
             comm, PETSC_ERR_PLIB, "a spring between couplings %d and %d", spring->coupling[0],
             spring->coupling[1]);
  PetscCheck(spring->stiffness >= 0.0 && vec3_distance(spring->end[0], spring->end[1]) > 0.0, comm,
             PETSC_ERR_PLIB, "a spring needs a length at rest and a stiffness");
  PetscCall(PetscRealloc((size_t)(mechanics->n_springs + 1) * sizeof *mechanics->spring,
                         &mechanics->spring));
  *number                    = mechanics->n_springs++;
  mechanics->spring[*number] = (Spring){.as = *spring};
  PetscCall(solver_add_springs(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static LoadFactor interpolate_factor(LoadFactor from, LoadFactor to, double progress)
{
  return progress >= 1.0
           ? to
           : (LoadFactor){.tension = from.tension + progress * (to.tension - from.tension),
                          .load    = from.load + progress * (to.load - from.load)};
}

// Few iterations: a longer increment. Many: a shorter one, before it fails.
static double adapt_step(double step, int iterations)
{
  return iterations <= INCREMENT_EASY   ? INCREMENT_GROW * step
         : iterations <= INCREMENT_HARD ? step
                                        : INCREMENT_SHRINK * step;
}

static PetscErrorCode count_iterations(const NewtonOutcome *newton, MechanicsOutcome *outcome)
{
  PetscFunctionBeginUser;
  outcome->iterations += newton->iterations;
  outcome->linear_iterations += newton->linear_iterations;
  if (newton->converged) outcome->steps++;
  else outcome->cuts++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_stop(LoadFactor factor, double step, const NewtonOutcome *newton,
                                  MechanicsOutcome *outcome)
{
  PetscFunctionBeginUser;
  PetscCall(
    PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                  "stopped at %.1f %% of the tension and %.1f %% of the load, increments cut to "
                  "%.2g %%: %s",
                  100.0 * factor.tension, 100.0 * factor.load, 100.0 * step, newton->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_advance(Mechanics *mechanics, LoadFactor to, MechanicsOutcome *outcome)
{
  const PetscInt   n        = mechanics->nodes->n_local;
  const LoadFactor from     = mechanics->factor;
  NewtonOutcome    newton   = {.fault = {.sound = true}};
  double           progress = 0.0, step = 1.0;
  double(*kept)[3];

  PetscFunctionBeginUser;
  *outcome = (MechanicsOutcome){.reached = false};
  PetscCall(PetscMalloc1(n, &kept));
  while (progress < 1.0) {
    const double     end    = fmin(1.0, progress + step);
    const LoadFactor factor = interpolate_factor(from, to, end);

    PetscCall(PetscArraycpy(kept, mechanics->u, n));
    stage_within(progress, end);
    PetscCall(newton_solve(mechanics, factor, &newton));
    PetscCall(count_iterations(&newton, outcome));
    if (newton.converged) {
      mechanics->factor = factor;
      progress          = end;
      step              = adapt_step(step, newton.iterations);
      continue;
    }
    PetscCall(PetscArraycpy(mechanics->u, kept, n));
    // A linear body that does not converge in one increment does not in two.
    if (step > INCREMENT_LEAST && mechanics->problem.strain != MECHANICS_LINEAR) {
      step *= INCREMENT_CUT;
      continue;
    }
    PetscCall(report_stop(mechanics->factor, step, &newton, outcome));
    break;
  }
  outcome->reached = progress >= 1.0;
  outcome->factor  = mechanics->factor;
  PetscCall(PetscFree(kept));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Nodes *mechanics_nodes(const Mechanics *mechanics)
{
  return mechanics->nodes;
}

const double (*mechanics_displacement(const Mechanics *mechanics))[3]
{
  return (const double(*)[3])mechanics->u;
}
