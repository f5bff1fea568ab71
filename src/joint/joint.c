// SPDX-License-Identifier: GPL-3.0-or-later
// Creates the solid of a joint, brings it into equilibrium under pre-tension, then under the loads of each time. The
// parts come from solids.c and loads.c; measure.c and ligaments.c evaluate each state.
#include "state.h"

#include "sij/base/stage.h"

#include <math.h>

static PetscErrorCode report_imbalance(const MechanicsOutcome *outcome, const char *when,
                                       Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_add(problems, "", "mechanics: no equilibrium of the solid %s: %s", when,
                         outcome->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void count_iterations(Joint *joint, const MechanicsOutcome *outcome)
{
  joint->balances++;
  joint->steps += outcome->steps;
  joint->newton += outcome->iterations;
  joint->linear += outcome->linear_iterations;
}

static PetscErrorCode apply_pretension(Joint *joint, Problems *problems)
{
  MechanicsOutcome outcome;

  PetscFunctionBeginUser;
  stage_begin("settling under the pre-tension of ligaments", 0.0);
  PetscCall(
    mechanics_advance(joint->mechanics, (LoadFactor){.tension = 1.0, .load = 1.0}, &outcome));
  stage_end();
  count_iterations(joint, &outcome);
  if (outcome.reached) PetscCall(measure_settled(joint, problems));
  else PetscCall(report_imbalance(&outcome, "under the pre-tension of its ligaments", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static MechanicsStrain mechanics_strain(StrainKind kind)
{
  return kind == STRAIN_LINEAR  ? MECHANICS_LINEAR
         : kind == STRAIN_SMALL ? MECHANICS_SMALL
                                : MECHANICS_FINITE;
}

static PetscErrorCode create_parts(Joint *joint, Problems *problems)
{
  MechanicsProblem problem;

  PetscFunctionBeginUser;
  PetscCall(solids_fill(joint, problems));
  problem = (MechanicsProblem){.strain    = mechanics_strain(joint->input->mechanics.strain),
                               .law       = joint->law,
                               .of_cell   = joint->mesh->region,
                               .fibre     = joint->fibre,
                               .tolerance = joint->input->mechanics.tolerance};
  PetscCall(mechanics_create(joint->mesh, &problem, &joint->mechanics));
  PetscCall(fields_prepare(joint));
  PetscCall(loads_attach(joint, problems));
  PetscCall(ligaments_find(joint));
  PetscCall(columns_create(joint));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_create(const Case *input, const Mesh *mesh, Joint **joint, Problems *problems)
{
  Joint *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->input = input;
  made->mesh  = mesh;
  PetscCall(create_parts(made, problems));
  if (problems->count == 0) PetscCall(apply_pretension(made, problems));
  if (problems->count > 0) PetscCall(joint_destroy(&made));
  *joint = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_destroy(Joint **joint)
{
  PetscFunctionBeginUser;
  if (!*joint) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(columns_destroy(*joint));
  PetscCall(mechanics_destroy(&(*joint)->mechanics));
  PetscCall(PetscFree((*joint)->fibre));
  PetscCall(PetscFree((*joint)->around));
  PetscCall(PetscFree(*joint));
  PetscFunctionReturn(PETSC_SUCCESS);
}

Mechanics *joint_mechanics(Joint *joint)
{
  return joint->mechanics;
}

const Nodes *joint_nodes(const Joint *joint)
{
  return mechanics_nodes(joint->mechanics);
}

static bool are_loads_unchanged(const Joint *joint, double t)
{
  for (int l = 0; l < joint->input->mechanics.n_loads; l++)
    if (joint->factor[l] != case_load_factor(&joint->input->mechanics.load[l], t)) return false;
  return true;
}

PetscErrorCode joint_equilibrate(Joint *joint, double t, Problems *problems)
{
  MechanicsOutcome outcome;
  char             when[40];

  PetscFunctionBeginUser;
  if (are_loads_unchanged(joint, t)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(joint_load(joint, t));
  stage_begin("equilibrium under the loads", 0.0);
  PetscCall(
    mechanics_advance(joint->mechanics, (LoadFactor){.tension = 1.0, .load = 1.0}, &outcome));
  stage_end();
  count_iterations(joint, &outcome);
  PetscCall(PetscSNPrintf(when, sizeof when, "at %.6g s", t));
  if (outcome.reached) PetscCall(joint_measure(joint));
  else PetscCall(report_imbalance(&outcome, when, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
