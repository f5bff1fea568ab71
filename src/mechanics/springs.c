// SPDX-License-Identifier: GPL-3.0-or-later
// Springs between couplings: force, tangent and the columns of Woodbury's correction. equilibrium.c adds the forces to
// the residual, solver.c the tangent to the full operator.
#include "springs.h"

#include "couplings.h"

#include <math.h>

/** Length and force of one spring. */
typedef struct {
  Vec3   along;                          // unit, from end 0 to end 1
  double rest, length, force, stiffness; // stiffness: 0 where it is slack
} SpringState;

static Vec3 end_displacement(const Mechanics *mechanics, const MechanicsSpring *spring, int side,
                             const CouplingMotion motion[])
{
  const int g = spring->coupling[side];

  return g < 0 ? vec3(0.0, 0.0, 0.0)
               : coupling_displacement(&mechanics->coupling[g], &motion[g], spring->end[side]);
}

static Vec3 find_elongation(const Mechanics *mechanics, const MechanicsSpring *spring,
                            const CouplingMotion motion[])
{
  return vec3_difference(end_displacement(mechanics, spring, 1, motion),
                         end_displacement(mechanics, spring, 0, motion));
}

// A spring of exactly zero force counts as taut: it has its stiffness before anything has moved.
static SpringState evaluate_spring(const Mechanics *mechanics, const MechanicsSpring *spring,
                                   const CouplingMotion motion[], double tension)
{
  const Vec3  rest  = vec3_difference(spring->end[1], spring->end[0]);
  const Vec3  more  = find_elongation(mechanics, spring, motion);
  SpringState state = {.along = vec3_unit(rest), .rest = vec3_norm(rest)};

  if (mechanics->problem.strain == MECHANICS_FINITE) {
    state.along  = vec3_unit(vec3_sum(rest, more));
    state.length = vec3_norm(vec3_sum(rest, more));
  } else state.length = state.rest + vec3_dot(state.along, more);
  state.force     = tension * spring->preload + spring->stiffness * (state.length - state.rest);
  state.stiffness = spring->bears_compression || state.force >= 0.0 ? spring->stiffness : 0.0;
  if (!spring->bears_compression) state.force = fmax(state.force, 0.0);
  return state;
}

static void add_end_forces(const Mechanics *mechanics, const MechanicsSpring *spring, Vec3 force,
                           CouplingLoad load[])
{
  for (int side = 0; side < 2; side++) {
    const int g = spring->coupling[side];

    if (g >= 0)
      coupling_load_add(&mechanics->coupling[g], vec3_scaled(force, side ? 1.0 : -1.0),
                        spring->end[side], &load[g]);
  }
}

static void add_internal_forces(Mechanics *mechanics, const DistributingCoupling *coupling,
                                const CouplingLoad *load)
{
  for (PetscInt k = 0; k < coupling->n; k++) {
    const Vec3     f    = coupling_nodal_force(mechanics->nodes, coupling, k, load);
    const PetscInt node = coupling->node[k];

    for (int i = 0; i < 3; i++) {
      mechanics->internal[node][i] += f.x[i];
      mechanics->size[node][i] += fabs(f.x[i]);
    }
  }
}

/** Force of a spring on its end 0, and minus that on its end 1, for these motions of the couplings. */
typedef Vec3 SpringForce(const Mechanics *mechanics, int number, const CouplingMotion motion[],
                         double tension);

// Adds up what all springs exert on each coupling; motion without the dofs of `without` unless that is NULL.
static PetscErrorCode gather_loads(const Mechanics *mechanics, const double (*u)[3],
                                   const bool (*without)[3], SpringForce *force_of, double tension,
                                   CouplingLoad **load)
{
  const int       n = mechanics->n_couplings;
  CouplingMotion *motion;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, load));
  PetscCall(PetscMalloc1(n, &motion));
  PetscCall(couplings_motion(mechanics, u, without, motion));
  for (int s = 0; s < mechanics->n_springs; s++)
    add_end_forces(mechanics, &mechanics->spring[s].as, force_of(mechanics, s, motion, tension),
                   *load);
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 tensile_force(const Mechanics *mechanics, int number, const CouplingMotion motion[],
                          double tension)
{
  const SpringState state =
    evaluate_spring(mechanics, &mechanics->spring[number].as, motion, tension);

  return vec3_scaled(state.along, state.force);
}

PetscErrorCode springs_forces(Mechanics *mechanics, LoadFactor factor, const double (*u)[3])
{
  CouplingLoad *load;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(gather_loads(mechanics, u, NULL, tensile_force, factor.tension, &load));
  for (int g = 0; g < mechanics->n_couplings; g++)
    add_internal_forces(mechanics, &mechanics->coupling[g], &load[g]);
  PetscCall(PetscFree(load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode springs_linearise(Mechanics *mechanics, LoadFactor factor, const double (*u)[3])
{
  const bool      finite = mechanics->problem.strain == MECHANICS_FINITE;
  CouplingMotion *motion;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc1(mechanics->n_couplings, &motion));
  PetscCall(couplings_motion(mechanics, u, NULL, motion));
  for (int s = 0; s < mechanics->n_springs; s++) {
    Spring           *spring = &mechanics->spring[s];
    const SpringState state  = evaluate_spring(mechanics, &spring->as, motion, factor.tension);

    spring->along               = state.along;
    spring->stiffness           = state.stiffness;
    spring->geometric_stiffness = finite ? state.force / state.length : 0.0;
  }
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The tangent of a spring, as last linearised, applied to a motion of its couplings.
static Vec3 tangent_force(const Mechanics *mechanics, int number, const CouplingMotion motion[],
                          double tension)
{
  const Spring *spring = &mechanics->spring[number];
  const Vec3    more   = find_elongation(mechanics, &spring->as, motion);
  const Vec3    along  = vec3_scaled(spring->along, vec3_dot(spring->along, more));

  (void)tension;
  return vec3_sum(vec3_scaled(along, spring->stiffness),
                  vec3_scaled(vec3_difference(more, along), spring->geometric_stiffness));
}

static void add_free_forces(const Mechanics *mechanics, const DistributingCoupling *coupling,
                            const CouplingLoad *load, double scale, double (*force)[3])
{
  for (PetscInt k = 0; k < coupling->n; k++) {
    const Vec3     f    = coupling_nodal_force(mechanics->nodes, coupling, k, load);
    const PetscInt node = coupling->node[k];

    for (int i = 0; i < 3; i++)
      if (!mechanics->dirichlet[node][i]) force[node][i] += scale * f.x[i];
  }
}

PetscErrorCode springs_product(const Mechanics *mechanics, const double (*step)[3],
                               bool of_dirichlet, double scale, double (*force)[3])
{
  const bool(*without)[3] = of_dirichlet ? NULL : (const bool(*)[3])mechanics->dirichlet;
  CouplingLoad *load;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(gather_loads(mechanics, step, without, tangent_force, 0.0, &load));
  for (int g = 0; g < mechanics->n_couplings; g++)
    add_free_forces(mechanics, &mechanics->coupling[g], &load[g], scale, force);
  PetscCall(PetscFree(load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode spring_column(const Mechanics *mechanics, int number, double (*force)[3])
{
  const Spring *spring = &mechanics->spring[number];
  const int     n      = mechanics->n_couplings;
  CouplingLoad *load;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &load));
  add_end_forces(mechanics, &spring->as, spring->along, load);
  for (int side = 0; side < 2; side++) {
    const int g = spring->as.coupling[side];

    // Both ends in one coupling: its load holds both already.
    if (g >= 0 && (side == 0 || g != spring->as.coupling[0]))
      add_free_forces(mechanics, &mechanics->coupling[g], &load[g], 1.0, force);
  }
  PetscCall(PetscFree(load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_spring_state(const Mechanics *mechanics, int number,
                                      MechanicsSpringState *found)
{
  CouplingMotion *motion;

  PetscFunctionBeginUser;
  PetscCheck(number >= 0 && number < mechanics->n_springs, mechanics->mesh->comm, PETSC_ERR_PLIB,
             "no spring %d", number);
  PetscCall(PetscMalloc1(mechanics->n_couplings, &motion));
  PetscCall(couplings_motion(mechanics, (const double(*)[3])mechanics->u, NULL, motion));
  const SpringState state =
    evaluate_spring(mechanics, &mechanics->spring[number].as, motion, mechanics->factor.tension);

  *found = (MechanicsSpringState){.rest = state.rest, .length = state.length, .force = state.force};
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}
