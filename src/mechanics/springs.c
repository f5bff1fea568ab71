// SPDX-License-Identifier: GPL-3.0-or-later
// Springs: their pull, and how it changes.
#include "state.h"

#include <math.h>

/** One spring as it stands. */
typedef struct {
  Vec3   along;                     // unit, from end 0 to end 1
  double rest, length, pull, slope; // slope: of the pull by the length, 0 where it is slack
} Line;

static Vec3 end_moved(const Mechanics *mechanics, const MechanicsSpring *spring, int side,
                      const GripMotion motion[])
{
  const int g = spring->grip[side];

  return g < 0 ? vec3(0.0, 0.0, 0.0)
               : grip_carries(&mechanics->grip[g], &motion[g], spring->end[side]);
}

static Vec3 opened(const Mechanics *mechanics, const MechanicsSpring *spring,
                   const GripMotion motion[])
{
  return vec3_difference(end_moved(mechanics, spring, 1, motion),
                         end_moved(mechanics, spring, 0, motion));
}

// Just at the end of slackness a spring counts as taut: so it does before anything has moved.
static Line line_at(const Mechanics *mechanics, const MechanicsSpring *spring,
                    const GripMotion motion[], double tension)
{
  const Vec3 rest = vec3_difference(spring->end[1], spring->end[0]);
  const Vec3 more = opened(mechanics, spring, motion);
  Line       line = {.along = vec3_unit(rest), .rest = vec3_norm(rest)};

  if (mechanics->solids.strain == MECHANICS_FINITE) {
    line.along  = vec3_unit(vec3_sum(rest, more));
    line.length = vec3_norm(vec3_sum(rest, more));
  } else line.length = line.rest + vec3_dot(line.along, more);
  line.pull  = tension * spring->preload + spring->stiffness * (line.length - line.rest);
  line.slope = spring->pushes || line.pull >= 0.0 ? spring->stiffness : 0.0;
  if (!spring->pushes) line.pull = fmax(line.pull, 0.0);
  return line;
}

static void pull_ends(const Mechanics *mechanics, const MechanicsSpring *spring, Vec3 force,
                      GripLoad load[])
{
  for (int side = 0; side < 2; side++) {
    const int g = spring->grip[side];

    if (g >= 0)
      grip_load_add(&mechanics->grip[g], vec3_scaled(force, side ? 1.0 : -1.0), spring->end[side],
                    &load[g]);
  }
}

static void add_load(Mechanics *mechanics, const Grip *grip, const GripLoad *load)
{
  for (PetscInt k = 0; k < grip->n; k++) {
    const Vec3     f    = grip_force(mechanics->nodes, grip, k, load);
    const PetscInt node = grip->node[k];

    for (int i = 0; i < 3; i++) {
      mechanics->inner[node][i] += f.x[i];
      mechanics->size[node][i] += fabs(f.x[i]);
    }
  }
}

PetscErrorCode springs_forces(Mechanics *mechanics, MechanicsShare share, const double (*u)[3])
{
  const int   n = mechanics->n_grips;
  GripMotion *motion;
  GripLoad   *load;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscCalloc2(n, &motion, n, &load));
  PetscCall(grips_motion(mechanics, u, NULL, motion));
  for (int s = 0; s < mechanics->n_springs; s++) {
    const MechanicsSpring *spring = &mechanics->spring[s].as;
    const Line             line   = line_at(mechanics, spring, motion, share.tension);

    pull_ends(mechanics, spring, vec3_scaled(line.along, line.pull), load);
  }
  for (int g = 0; g < n; g++) add_load(mechanics, &mechanics->grip[g], &load[g]);
  PetscCall(PetscFree2(motion, load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode springs_linearise(Mechanics *mechanics, MechanicsShare share, const double (*u)[3])
{
  const bool  finite = mechanics->solids.strain == MECHANICS_FINITE;
  GripMotion *motion;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc1(mechanics->n_grips, &motion));
  PetscCall(grips_motion(mechanics, u, NULL, motion));
  for (int s = 0; s < mechanics->n_springs; s++) {
    Spring    *spring = &mechanics->spring[s];
    const Line line   = line_at(mechanics, &spring->as, motion, share.tension);

    spring->along  = line.along;
    spring->stiff  = line.slope;
    spring->across = finite ? line.pull / line.length : 0.0;
  }
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 resistance(const Spring *spring, Vec3 more)
{
  const Vec3 along = vec3_scaled(spring->along, vec3_dot(spring->along, more));

  return vec3_sum(vec3_scaled(along, spring->stiff),
                  vec3_scaled(vec3_difference(more, along), spring->across));
}

static void add_free(const Mechanics *mechanics, const Grip *grip, const GripLoad *load,
                     double factor, double (*force)[3])
{
  for (PetscInt k = 0; k < grip->n; k++) {
    const Vec3     f    = grip_force(mechanics->nodes, grip, k, load);
    const PetscInt node = grip->node[k];

    for (int i = 0; i < 3; i++)
      if (!mechanics->held[node][i]) force[node][i] += factor * f.x[i];
  }
}

PetscErrorCode springs_product(const Mechanics *mechanics, const double (*step)[3], bool of_held,
                               double factor, double (*force)[3])
{
  const bool(*without)[3] = of_held ? NULL : (const bool(*)[3])mechanics->held;
  const int   n           = mechanics->n_grips;
  GripMotion *motion;
  GripLoad   *load;

  PetscFunctionBeginUser;
  if (mechanics->n_springs == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscCalloc2(n, &motion, n, &load));
  PetscCall(grips_motion(mechanics, step, without, motion));
  for (int s = 0; s < mechanics->n_springs; s++) {
    const Spring *spring = &mechanics->spring[s];

    pull_ends(mechanics, &spring->as, resistance(spring, opened(mechanics, &spring->as, motion)),
              load);
  }
  for (int g = 0; g < n; g++) add_free(mechanics, &mechanics->grip[g], &load[g], factor, force);
  PetscCall(PetscFree2(motion, load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode spring_column(const Mechanics *mechanics, int number, double (*force)[3])
{
  const Spring *spring = &mechanics->spring[number];
  const int     n      = mechanics->n_grips;
  GripLoad     *load;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &load));
  pull_ends(mechanics, &spring->as, spring->along, load);
  for (int side = 0; side < 2; side++) {
    const int g = spring->as.grip[side];

    // Both ends in one grip pull it once.
    if (g >= 0 && (side == 0 || g != spring->as.grip[0]))
      add_free(mechanics, &mechanics->grip[g], &load[g], 1.0, force);
  }
  PetscCall(PetscFree(load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_grip(const Mechanics *mechanics, int grip)
{
  return grip >= -1 && grip < mechanics->n_grips;
}

PetscErrorCode mechanics_spring(Mechanics *mechanics, const MechanicsSpring *spring, int *number)
{
  const MPI_Comm comm = mechanics->mesh->comm;

  PetscFunctionBeginUser;
  PetscCheck(is_grip(mechanics, spring->grip[0]) && is_grip(mechanics, spring->grip[1]) &&
               (spring->grip[0] >= 0 || spring->grip[1] >= 0),
             comm, PETSC_ERR_PLIB, "a spring between grips %d and %d", spring->grip[0],
             spring->grip[1]);
  PetscCheck(spring->stiffness >= 0.0 && vec3_distance(spring->end[0], spring->end[1]) > 0.0, comm,
             PETSC_ERR_PLIB, "a spring needs a length at rest and a stiffness");
  PetscCall(PetscRealloc((size_t)(mechanics->n_springs + 1) * sizeof *mechanics->spring,
                         &mechanics->spring));
  *number                    = mechanics->n_springs++;
  mechanics->spring[*number] = (Spring){.as = *spring};
  PetscCall(solver_attach(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_spring_pull(const Mechanics *mechanics, int number, MechanicsPull *pull)
{
  GripMotion *motion;

  PetscFunctionBeginUser;
  PetscCheck(number >= 0 && number < mechanics->n_springs, mechanics->mesh->comm, PETSC_ERR_PLIB,
             "no spring %d", number);
  PetscCall(PetscMalloc1(mechanics->n_grips, &motion));
  PetscCall(grips_motion(mechanics, (const double(*)[3])mechanics->u, NULL, motion));
  const Line line =
    line_at(mechanics, &mechanics->spring[number].as, motion, mechanics->share.tension);

  *pull = (MechanicsPull){.rest = line.rest, .length = line.length, .pull = line.pull};
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}
