// SPDX-License-Identifier: GPL-3.0-or-later
// Bones are taken hold of: loads spread over them, and what they did told as one motion.
#include "state.h"

#include <math.h>

// Least over largest moment of inertia of points that span more than a line.
static const double SLENDER = 1e-6;

typedef struct {
  int    region;
  Vec3   centre;
  double radius; // m
} Reach;

// Smooth at the rim, so that no node matters for a hair's breadth of the radius.
static double fade(const Reach *reach, Vec3 x)
{
  const double off = isinf(reach->radius) ? 0.0 : vec3_distance(x, reach->centre) / reach->radius;

  return off < 1.0 ? pow(1.0 - off * off, 2) : 0.0;
}

/** Weights by node: each of a cell's ten nodes gets a tenth of its volume. That is positive, unlike the row
 * sums of the mass matrix, and exact for linear fields, so that meshes and ranks do not matter. */
static void weigh_nodes(const Mechanics *mechanics, const Reach *reach, double *weight)
{
  const Mesh  *mesh  = mechanics->mesh;
  const Nodes *nodes = mechanics->nodes;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL && mesh->region[e] == (int)reach->region; a++) {
      const PetscInt node = nodes->cell[e][a];

      if (node < nodes->n_owned)
        weight[node] += mesh->volume[e] / NODES_CELL * fade(reach, nodes_position(nodes, node));
    }
}

static PetscErrorCode keep_nodes(const Mechanics *mechanics, const double *weight, Grip *grip)
{
  const PetscInt n_owned = mechanics->nodes->n_owned;
  PetscInt       n       = 0;

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < n_owned; node++) n += weight[node] > 0.0;
  PetscCall(PetscMalloc2(n, &grip->node, n, &grip->weight));
  for (PetscInt node = 0; node < n_owned; node++) {
    if (!(weight[node] > 0.0)) continue;
    grip->node[grip->n]     = node;
    grip->weight[grip->n++] = weight[node];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_nodes(const Mechanics *mechanics, const Reach *reach, Grip *grip)
{
  double *weight;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mechanics->nodes->n_owned, &weight));
  weigh_nodes(mechanics, reach, weight);
  PetscCall(keep_nodes(mechanics, weight, grip));
  PetscCall(PetscFree(weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode centre(const Mechanics *mechanics, Grip *grip, double *total)
{
  double own[4] = {0.0, 0.0, 0.0, 0.0}, all[4];

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < grip->n; k++) {
    const Vec3 x = nodes_position(mechanics->nodes, grip->node[k]);

    for (int i = 0; i < 3; i++) own[i] += grip->weight[k] * x.x[i];
    own[3] += grip->weight[k];
  }
  PetscCallMPI(MPI_Allreduce(own, all, 4, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  *total       = all[3];
  grip->centre = vec3_scaled(vec3(all[0], all[1], all[2]), 1.0 / all[3]);
  for (PetscInt k = 0; k < grip->n; k++) grip->weight[k] /= all[3];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Mat3 inertia_of(double weight, Vec3 arm)
{
  Mat3 inertia = mat3_plus((Mat3){{{0.0}}}, weight * vec3_dot(arm, arm), mat3_identity());

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) inertia.m[i][j] -= weight * arm.x[i] * arm.x[j];
  return inertia;
}

// Of points on a line one moment is zero and the others are equal.
static PetscErrorCode turnable(const Mechanics *mechanics, Grip *grip, bool *spans)
{
  Mat3 own = {{{0.0}}}, all;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < grip->n; k++) {
    const Vec3 arm = vec3_difference(nodes_position(mechanics->nodes, grip->node[k]), grip->centre);

    own = mat3_plus(own, 1.0, inertia_of(grip->weight[k], arm));
  }
  PetscCallMPI(MPI_Allreduce(&own, &all, 9, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  *spans = mat3_determinant(all) > SLENDER * pow(0.5 * mat3_trace(all), 3);
  grip->inverse =
    mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(all), mat3_transpose(mat3_cofactor(all)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The node of the region nearest to where it was looked for; its distance is infinite if there is no region.
static PetscErrorCode nearest(const Mechanics *mechanics, const Reach *reach, double *distance,
                              Vec3 *place)
{
  const Mesh *mesh = mechanics->mesh;
  struct {
    double distance;
    int    rank;
  } own = {INFINITY, 0}, least;

  PetscFunctionBeginUser;
  *place = vec3(0.0, 0.0, 0.0);
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL && mesh->region[e] == (int)reach->region; a++) {
      const Vec3 x = nodes_position(mechanics->nodes, mechanics->nodes->cell[e][a]);

      if (!(vec3_distance(x, reach->centre) < own.distance)) continue;
      own.distance = vec3_distance(x, reach->centre);
      *place       = x;
    }
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &own.rank));
  PetscCallMPI(MPI_Allreduce(&own, &least, 1, MPI_DOUBLE_INT, MPI_MINLOC, mesh->comm));
  PetscCallMPI(MPI_Bcast(place, 3, MPI_DOUBLE, least.rank, mesh->comm));
  *distance = least.distance;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode tell_empty(const Mechanics *mechanics, const Reach *reach, Problems *problems)
{
  const char   *name     = mesh_region_name(mechanics->mesh, reach->region);
  const double *c        = reach->centre.x;
  double        distance = 0.0;
  Vec3          x;

  PetscFunctionBeginUser;
  PetscCall(nearest(mechanics, reach, &distance, &x));
  if (isinf(distance))
    PetscCall(problems_add(problems, "", "mechanics: the mesh has no %s to take hold of", name));
  else
    PetscCall(problems_add(problems, "",
                           "mechanics: nothing of %s lies within %.1f mm of (%.1f, %.1f, %.1f) mm: "
                           "its nearest node is %.1f mm away at (%.1f, %.1f, %.1f) mm",
                           name, 1e3 * reach->radius, 1e3 * c[0], 1e3 * c[1], 1e3 * c[2],
                           1e3 * distance, 1e3 * x.x[0], 1e3 * x.x[1], 1e3 * x.x[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode tell_line(const Mechanics *mechanics, const Reach *reach, Problems *problems)
{
  const double *c = reach->centre.x;

  PetscFunctionBeginUser;
  PetscCall(
    problems_add(problems, "",
                 "mechanics: what there is of %s within %.1f mm of (%.1f, %.1f, %.1f) mm lies on a "
                 "line, which cannot be turned: a larger radius or a finer mesh would do",
                 mesh_region_name(mechanics->mesh, reach->region), 1e3 * reach->radius, 1e3 * c[0],
                 1e3 * c[1], 1e3 * c[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append(Mechanics *mechanics, const Grip *grip, int *number)
{
  PetscFunctionBeginUser;
  PetscCall(
    PetscRealloc((size_t)(mechanics->n_grips + 1) * sizeof *mechanics->grip, &mechanics->grip));
  *number                  = mechanics->n_grips++;
  mechanics->grip[*number] = *grip;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_grip(Mechanics *mechanics, int region, Vec3 at, double radius, int *grip,
                              Problems *problems)
{
  const Reach reach = {region, at, radius};
  Grip        made  = {0};
  double      total = 0.0;
  bool        spans = false;

  PetscFunctionBeginUser;
  *grip = -1;
  PetscCall(find_nodes(mechanics, &reach, &made));
  PetscCall(centre(mechanics, &made, &total));
  PetscCall(turnable(mechanics, &made, &spans));
  if (!(total > 0.0)) PetscCall(tell_empty(mechanics, &reach, problems));
  else if (!spans) PetscCall(tell_line(mechanics, &reach, problems));
  else PetscCall(append(mechanics, &made, grip));
  if (*grip < 0) PetscCall(PetscFree2(made.node, made.weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode grips_destroy(Mechanics *mechanics)
{
  PetscFunctionBeginUser;
  for (int g = 0; g < mechanics->n_grips; g++)
    PetscCall(PetscFree2(mechanics->grip[g].node, mechanics->grip[g].weight));
  PetscCall(PetscFree(mechanics->grip));
  mechanics->n_grips = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_motion(const Nodes *nodes, const Grip    *grip, const double (*u)[3],
                       const bool (*held)[3], GripMotion *motion)
{
  for (PetscInt k = 0; k < grip->n; k++) {
    const PetscInt node = grip->node[k];
    const Vec3     arm  = vec3_difference(nodes_position(nodes, node), grip->centre);
    Vec3           moved;

    for (int i = 0; i < 3; i++)
      moved.x[i] = held && held[node][i] ? 0.0 : grip->weight[k] * u[node][i];
    motion->shift = vec3_sum(motion->shift, moved);
    motion->turn  = vec3_sum(motion->turn, vec3_cross(arm, moved));
  }
}

PetscErrorCode grips_motion(const Mechanics *mechanics, const double (*u)[3], const bool (*held)[3],
                            GripMotion       motion[])
{
  const int n = mechanics->n_grips;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(motion, n));
  for (int g = 0; g < n; g++)
    add_motion(mechanics->nodes, &mechanics->grip[g], u, held, &motion[g]);
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, motion, 6 * n, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  for (int g = 0; g < n; g++)
    motion[g].turn = mat3_times(mechanics->grip[g].inverse, motion[g].turn);
  PetscFunctionReturn(PETSC_SUCCESS);
}

Vec3 grip_carries(const Grip *grip, const GripMotion *motion, Vec3 at)
{
  return vec3_sum(motion->shift, vec3_cross(motion->turn, vec3_difference(at, grip->centre)));
}

void grip_load_add(const Grip *grip, Vec3 force, Vec3 at, GripLoad *load)
{
  const Vec3 arm = vec3_difference(at, grip->centre);

  load->force  = vec3_sum(load->force, force);
  load->moment = vec3_sum(load->moment, vec3_cross(arm, force));
}

Vec3 grip_force(const Nodes *nodes, const Grip *grip, PetscInt k, const GripLoad *load)
{
  const Vec3 arm = vec3_difference(nodes_position(nodes, grip->node[k]), grip->centre);
  const Vec3 b   = mat3_times(grip->inverse, load->moment);

  return vec3_scaled(vec3_sum(load->force, vec3_cross(b, arm)), grip->weight[k]);
}

PetscErrorCode mechanics_push(Mechanics *mechanics, int grip, Vec3 force, Vec3 at, Vec3 moment)
{
  GripLoad load = {.moment = moment};

  PetscFunctionBeginUser;
  PetscCheck(grip >= 0 && grip < mechanics->n_grips, mechanics->mesh->comm, PETSC_ERR_PLIB,
             "no grip %d", grip);
  const Grip *pushed = &mechanics->grip[grip];

  grip_load_add(pushed, force, at, &load);
  for (PetscInt k = 0; k < pushed->n; k++) {
    const Vec3 share = grip_force(mechanics->nodes, pushed, k, &load);

    for (int i = 0; i < 3; i++) mechanics->load[pushed->node[k]][i] += share.x[i];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_grip_moved(const Mechanics *mechanics, int grip, Vec3 at,
                                    Vec3 *displacement)
{
  GripMotion *motion;

  PetscFunctionBeginUser;
  PetscCheck(grip >= 0 && grip < mechanics->n_grips, mechanics->mesh->comm, PETSC_ERR_PLIB,
             "no grip %d", grip);
  PetscCall(PetscMalloc1(mechanics->n_grips, &motion));
  PetscCall(grips_motion(mechanics, (const double(*)[3])mechanics->u, NULL, motion));
  *displacement = grip_carries(&mechanics->grip[grip], &motion[grip], at);
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}
