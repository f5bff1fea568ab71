// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a porous solid and its fluid on a box of materials, solved together.
 *
 * Order: sample_default() and changes to it; sample_create; boundary conditions and loads of
 * sample.mechanics, flow_close what lets nothing through; sample_couple; sample_step as often as wanted;
 * sample_destroy.
 */
#pragma once

#include "trial.h"

#include "sij/poroelastic.h"
#include "sij/testing/verdicts.h"

typedef struct {
  Trial        trial;
  double       young[BOX_MATERIALS], poisson[BOX_MATERIALS]; // of the drained solid   Pa, 1
  Hyperelastic law[BOX_MATERIALS];                           // made of them
  Mechanics   *mechanics;
  Poroelastic *coupled;
  int          steps,
    within; // so far; those with no more iterations of the linear solver than they may have
  int iterations, linear;
} Sample;

/** box_problem() of one material everywhere: Young's modulus 1e5 Pa, drained Poisson's ratio 0.25, Biot's
 * coefficient 1, water and grains that do not compress. */
Sample sample_default(void);

/** Its solid alone: what sample_default() has of it. */
void sample_set_solid(Sample *sample);

/** Mesh, solid and flow; and the solid alone, where the trial is there. Collective. */
PetscErrorCode sample_create(MPI_Comm comm, const Box *box, Sample *sample) SIJ_CHECKED;
PetscErrorCode sample_create_solid(Sample *sample) SIJ_CHECKED;
PetscErrorCode sample_couple(Sample *sample, const PoroelasticMethod *method) SIJ_CHECKED;
PetscErrorCode sample_destroy(Sample *sample) SIJ_CHECKED;

/** Dirichlet condition: components on a side take the values of the field; NULL: zero. */
PetscErrorCode sample_prescribe(Sample *sample, int side, bool x, bool y, bool z,
                                MechanicsField *field, const void *context) SIJ_CHECKED;

/** One accepted step, without and with transport; errors if it does not converge. */
PetscErrorCode sample_step(Sample *sample, double t, double dt) SIJ_CHECKED;
PetscErrorCode sample_step_with_transport(Sample *sample, double t, double dt) SIJ_CHECKED;

/** How many steps stayed within 60 iterations of the linear solver each time it was asked; and, as
 * a note, how many there were: those differ from machine to machine. */
PetscErrorCode sample_judge_iterations(const Sample *sample, Verdicts *found) SIJ_CHECKED;

/** Pressure at a place, a mean of the cell's vertices. Collective. */
PetscErrorCode sample_pressure(const Sample *sample, Vec3 x, double *pressure) SIJ_CHECKED;
