// SPDX-License-Identifier: GPL-3.0-or-later
// A porous solid and its fluid on a box of materials: creates both, couples them and steps them. The checks of
// coupled tissue against Terzaghi, Mandel, Cryer and manufactured solutions stand on it.
#include "sample.h"

#include "sij/laws/elastic.h"

Sample sample_default(void)
{
  Sample sample = {.trial.problem = box_problem()};

  for (int m = 0; m < BOX_MATERIALS; m++) sample.trial.problem.porous_material[m].pore.beta = 0.0;
  sample_set_solid(&sample);
  return sample;
}

void sample_set_solid(Sample *sample)
{
  for (int m = 0; m < BOX_MATERIALS; m++) {
    sample->young[m]                              = 1e5;
    sample->poisson[m]                            = 0.25;
    sample->trial.problem.porous_material[m].biot = 1.0;
  }
}

PetscErrorCode sample_create_solid(Sample *sample)
{
  for (int m = 0; m < BOX_MATERIALS; m++) {
    const Elastic elastic = elastic_from(sample->young[m], sample->poisson[m]);

    sample->law[m] = (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
  }
  const MechanicsProblem solids = {.strain    = MECHANICS_LINEAR,
                                   .law       = sample->law,
                                   .of_cell   = sample->trial.mesh->region,
                                   .tolerance = 1e-8};

  PetscFunctionBeginUser;
  PetscCall(mechanics_create(sample->trial.mesh, &solids, &sample->mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_create(MPI_Comm comm, const Box *box, Sample *sample)
{
  PetscFunctionBeginUser;
  PetscCall(trial_create(comm, box, &sample->trial));
  PetscCall(sample_create_solid(sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_couple(Sample *sample, const PoroelasticMethod *method)
{
  PetscFunctionBeginUser;
  PetscCall(poroelastic_create(sample->mechanics, sample->trial.flow, sample->trial.medium, method,
                               &sample->coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_destroy(Sample *sample)
{
  PetscFunctionBeginUser;
  PetscCall(poroelastic_destroy(&sample->coupled));
  PetscCall(mechanics_destroy(&sample->mechanics));
  PetscCall(trial_destroy(&sample->trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_prescribe(Sample *sample, int side, bool x, bool y, bool z,
                                MechanicsField *field, const void *context)
{
  const bool component[3] = {x, y, z};
  Problems   problems     = {0};

  PetscFunctionBeginUser;
  PetscCall(mechanics_set_dirichlet(sample->mechanics, side, MESH_NONE, component, field, context,
                                    &problems));
  PetscCheck(problems.count == 0, sample->trial.mesh->comm, PETSC_ERR_USER_INPUT,
             "the sample has no side %s", box_tags()->surface[side]);
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode try_step(Sample *sample, double t, double dt)
{
  PoroelasticOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(poroelastic_try(sample->coupled, t, dt, &outcome));
  PetscCheck(outcome.converged, sample->trial.mesh->comm, PETSC_ERR_NOT_CONVERGED,
             "coupled at %g s: %s", t, outcome.reason);
  sample->steps++;
  sample->iterations += outcome.iterations;
  sample->linear += outcome.linear;
  sample->within += outcome.linear <= 60 * outcome.iterations;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_step(Sample *sample, double t, double dt)
{
  PetscFunctionBeginUser;
  PetscCall(try_step(sample, t, dt));
  PetscCall(poroelastic_accept(sample->coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_step_with_transport(Sample *sample, double t, double dt)
{
  TransportOutcome transport;

  PetscFunctionBeginUser;
  PetscCall(try_step(sample, t, dt));
  PetscCall(transport_try(sample->trial.transport, flow_water(sample->trial.flow), &transport));
  PetscCheck(transport.converged, sample->trial.mesh->comm, PETSC_ERR_NOT_CONVERGED,
             "transport at %g s: %s", t, transport.reason);
  PetscCall(transport_accept(sample->trial.transport));
  PetscCall(poroelastic_accept(sample->coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_judge_iterations(const Sample *sample, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, (double)sample->within / sample->steps, 1.0, 1.0, "1",
                         "steps within 60 iterations"));
  PetscCall(verdicts_note(found, "%.1f iterations of the linear solver per step, %.1f of Newton.",
                          (double)sample->linear / sample->steps,
                          (double)sample->iterations / sample->steps));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sample_pressure(const Sample *sample, Vec3 x, double *pressure)
{
  const Mesh   *mesh = sample->trial.mesh;
  const double *p    = flow_pressure(sample->trial.flow);
  MeshLocation  place;
  int           missing;
  double        own = 0.0;

  PetscFunctionBeginUser;
  PetscCall(mesh_locate(mesh, 1, &x, &place, &missing));
  for (int a = 0; a < 4 && place.cell >= 0; a++)
    own += place.weight[a] * p[mesh->cell[place.cell][a]];
  *pressure = trial_sum(&sample->trial, own);
  PetscFunctionReturn(PETSC_SUCCESS);
}
