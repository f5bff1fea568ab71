// SPDX-License-Identifier: GPL-3.0-or-later
// Distributing couplings (RBE3): they spread a point load or a spring over the nodes of a region, and measure the mean
// motion of these nodes. springs.c and the case's loads act through them.
#include "couplings.h"

#include "constants.h"

#include <math.h>

typedef struct {
  int    region;
  Vec3   centre;
  double radius; // m
} Selection;

// Smooth at the radius, so that no node enters by a jump as the radius grows.
static double fade_weight(const Selection *selection, Vec3 x)
{
  const double off =
    isinf(selection->radius) ? 0.0 : vec3_distance(x, selection->centre) / selection->radius;

  return off < 1.0 ? pow(1.0 - off * off, 2) : 0.0;
}

/** Weights by node: each of a cell's ten nodes gets a tenth of its volume. That is positive, unlike the row
 * sums of the mass matrix, and exact for linear fields: independent of mesh and ranks. */
static void find_weights(const Mechanics *mechanics, const Selection *selection, double *weight)
{
  const Mesh  *mesh  = mechanics->mesh;
  const Nodes *nodes = mechanics->nodes;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL && mesh->region[e] == (int)selection->region; a++) {
      const PetscInt node = nodes->cell[e][a];

      if (node < nodes->n_owned)
        weight[node] +=
          mesh->volume[e] / NODES_CELL * fade_weight(selection, nodes_position(nodes, node));
    }
}

static PetscErrorCode keep_weighted_nodes(const Mechanics *mechanics, const double *weight,
                                          DistributingCoupling *coupling)
{
  const PetscInt n_owned = mechanics->nodes->n_owned;
  PetscInt       n       = 0;

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < n_owned; node++) n += weight[node] > 0.0;
  PetscCall(PetscMalloc2(n, &coupling->node, n, &coupling->weight));
  for (PetscInt node = 0; node < n_owned; node++) {
    if (!(weight[node] > 0.0)) continue;
    coupling->node[coupling->n]     = node;
    coupling->weight[coupling->n++] = weight[node];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_nodes(const Mechanics *mechanics, const Selection *selection,
                                 DistributingCoupling *coupling)
{
  double *weight;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mechanics->nodes->n_owned, &weight));
  find_weights(mechanics, selection, weight);
  PetscCall(keep_weighted_nodes(mechanics, weight, coupling));
  PetscCall(PetscFree(weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_centroid(const Mechanics *mechanics, DistributingCoupling *coupling,
                                    double *total)
{
  double own[4] = {0.0, 0.0, 0.0, 0.0}, all[4];

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < coupling->n; k++) {
    const Vec3 x = nodes_position(mechanics->nodes, coupling->node[k]);

    for (int i = 0; i < 3; i++) own[i] += coupling->weight[k] * x.x[i];
    own[3] += coupling->weight[k];
  }
  PetscCallMPI(MPI_Allreduce(own, all, 4, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  *total           = all[3];
  coupling->centre = vec3_scaled(vec3(all[0], all[1], all[2]), 1.0 / all[3]);
  for (PetscInt k = 0; k < coupling->n; k++) coupling->weight[k] /= all[3];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Mat3 inertia_of(double weight, Vec3 arm)
{
  Mat3 inertia = mat3_plus((Mat3){{{0.0}}}, weight * vec3_dot(arm, arm), mat3_identity());

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) inertia.m[i][j] -= weight * arm.x[i] * arm.x[j];
  return inertia;
}

// Of collinear points one principal moment is zero and the others are equal.
static PetscErrorCode invert_inertia(const Mechanics *mechanics, DistributingCoupling *coupling,
                                     bool *spans)
{
  Mat3 own = {{{0.0}}}, all;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < coupling->n; k++) {
    const Vec3 arm =
      vec3_difference(nodes_position(mechanics->nodes, coupling->node[k]), coupling->centre);

    own = mat3_plus(own, 1.0, inertia_of(coupling->weight[k], arm));
  }
  PetscCallMPI(MPI_Allreduce(&own, &all, 9, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  *spans = mat3_determinant(all) > COUPLING_SLENDER * pow(0.5 * mat3_trace(all), 3);
  coupling->inverse =
    mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(all), mat3_transpose(mat3_cofactor(all)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The node of the region nearest to the centre of the selection; infinitely far if there is no such region.
static PetscErrorCode find_nearest_node(const Mechanics *mechanics, const Selection *selection,
                                        double *distance, Vec3 *place)
{
  const Mesh *mesh = mechanics->mesh;
  struct {
    double distance;
    int    rank;
  } own = {INFINITY, 0}, least;

  PetscFunctionBeginUser;
  *place = vec3(0.0, 0.0, 0.0);
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL && mesh->region[e] == (int)selection->region; a++) {
      const Vec3 x = nodes_position(mechanics->nodes, mechanics->nodes->cell[e][a]);

      if (!(vec3_distance(x, selection->centre) < own.distance)) continue;
      own.distance = vec3_distance(x, selection->centre);
      *place       = x;
    }
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &own.rank));
  PetscCallMPI(MPI_Allreduce(&own, &least, 1, MPI_DOUBLE_INT, MPI_MINLOC, mesh->comm));
  PetscCallMPI(MPI_Bcast(place, 3, MPI_DOUBLE, least.rank, mesh->comm));
  *distance = least.distance;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_empty(const Mechanics *mechanics, const Selection *selection,
                                   Problems *problems)
{
  const char   *name     = mesh_region_name(mechanics->mesh, selection->region);
  const double *c        = selection->centre.x;
  double        distance = 0.0;
  Vec3          x;

  PetscFunctionBeginUser;
  PetscCall(find_nearest_node(mechanics, selection, &distance, &x));
  if (isinf(distance))
    PetscCall(problems_add(problems, "", "mechanics: the mesh has no %s to attach to", name));
  else
    PetscCall(problems_add(problems, "",
                           "mechanics: nothing of %s lies within %.1f mm of (%.1f, %.1f, %.1f) mm: "
                           "its nearest node is %.1f mm away at (%.1f, %.1f, %.1f) mm",
                           name, 1e3 * selection->radius, 1e3 * c[0], 1e3 * c[1], 1e3 * c[2],
                           1e3 * distance, 1e3 * x.x[0], 1e3 * x.x[1], 1e3 * x.x[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_collinear(const Mechanics *mechanics, const Selection *selection,
                                       Problems *problems)
{
  const double *c = selection->centre.x;

  PetscFunctionBeginUser;
  PetscCall(
    problems_add(problems, "",
                 "mechanics: what there is of %s within %.1f mm of (%.1f, %.1f, %.1f) mm lies on a "
                 "line, which cannot be turned: a larger radius or a finer mesh would do",
                 mesh_region_name(mechanics->mesh, selection->region), 1e3 * selection->radius,
                 1e3 * c[0], 1e3 * c[1], 1e3 * c[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append_coupling(Mechanics *mechanics, const DistributingCoupling *coupling,
                                      int *number)
{
  PetscFunctionBeginUser;
  PetscCall(PetscRealloc((size_t)(mechanics->n_couplings + 1) * sizeof *mechanics->coupling,
                         &mechanics->coupling));
  *number                      = mechanics->n_couplings++;
  mechanics->coupling[*number] = *coupling;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_add_coupling(Mechanics *mechanics, int region, Vec3 at, double radius,
                                      int *coupling, Problems *problems)
{
  const Selection      selection = {region, at, radius};
  DistributingCoupling made      = {0};
  double               total     = 0.0;
  bool                 spans     = false;

  PetscFunctionBeginUser;
  *coupling = -1;
  PetscCall(find_nodes(mechanics, &selection, &made));
  PetscCall(find_centroid(mechanics, &made, &total));
  PetscCall(invert_inertia(mechanics, &made, &spans));
  if (!(total > 0.0)) PetscCall(report_empty(mechanics, &selection, problems));
  else if (!spans) PetscCall(report_collinear(mechanics, &selection, problems));
  else PetscCall(append_coupling(mechanics, &made, coupling));
  if (*coupling < 0) PetscCall(PetscFree2(made.node, made.weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode couplings_destroy(Mechanics *mechanics)
{
  PetscFunctionBeginUser;
  for (int g = 0; g < mechanics->n_couplings; g++)
    PetscCall(PetscFree2(mechanics->coupling[g].node, mechanics->coupling[g].weight));
  PetscCall(PetscFree(mechanics->coupling));
  mechanics->n_couplings = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_nodal_motion(const Nodes *nodes, const DistributingCoupling *coupling,
                             const double (*u)[3], const bool (*dirichlet)[3],
                             CouplingMotion *motion)
{
  for (PetscInt k = 0; k < coupling->n; k++) {
    const PetscInt node = coupling->node[k];
    const Vec3     arm  = vec3_difference(nodes_position(nodes, node), coupling->centre);
    Vec3           moved;

    for (int i = 0; i < 3; i++)
      moved.x[i] = dirichlet && dirichlet[node][i] ? 0.0 : coupling->weight[k] * u[node][i];
    motion->translation = vec3_sum(motion->translation, moved);
    motion->rotation    = vec3_sum(motion->rotation, vec3_cross(arm, moved));
  }
}

PetscErrorCode couplings_motion(const Mechanics *mechanics, const double (*u)[3],
                                const bool (*dirichlet)[3], CouplingMotion motion[])
{
  const int n = mechanics->n_couplings;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(motion, n));
  for (int g = 0; g < n; g++)
    add_nodal_motion(mechanics->nodes, &mechanics->coupling[g], u, dirichlet, &motion[g]);
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, motion, 6 * n, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  for (int g = 0; g < n; g++)
    motion[g].rotation = mat3_times(mechanics->coupling[g].inverse, motion[g].rotation);
  PetscFunctionReturn(PETSC_SUCCESS);
}

Vec3 coupling_displacement(const DistributingCoupling *coupling, const CouplingMotion *motion,
                           Vec3 at)
{
  return vec3_sum(motion->translation,
                  vec3_cross(motion->rotation, vec3_difference(at, coupling->centre)));
}

void coupling_load_add(const DistributingCoupling *coupling, Vec3 force, Vec3 at,
                       CouplingLoad *load)
{
  const Vec3 arm = vec3_difference(at, coupling->centre);

  load->force  = vec3_sum(load->force, force);
  load->moment = vec3_sum(load->moment, vec3_cross(arm, force));
}

Vec3 coupling_nodal_force(const Nodes *nodes, const DistributingCoupling *coupling, PetscInt k,
                          const CouplingLoad *load)
{
  const Vec3 arm = vec3_difference(nodes_position(nodes, coupling->node[k]), coupling->centre);
  const Vec3 b   = mat3_times(coupling->inverse, load->moment);

  return vec3_scaled(vec3_sum(load->force, vec3_cross(b, arm)), coupling->weight[k]);
}

PetscErrorCode mechanics_add_point_load(Mechanics *mechanics, int coupling, Vec3 force, Vec3 at,
                                        Vec3 moment)
{
  CouplingLoad load = {.moment = moment};

  PetscFunctionBeginUser;
  PetscCheck(coupling >= 0 && coupling < mechanics->n_couplings, mechanics->mesh->comm,
             PETSC_ERR_PLIB, "no coupling %d", coupling);
  const DistributingCoupling *loaded = &mechanics->coupling[coupling];

  coupling_load_add(loaded, force, at, &load);
  for (PetscInt k = 0; k < loaded->n; k++) {
    const Vec3 nodal = coupling_nodal_force(mechanics->nodes, loaded, k, &load);

    for (int i = 0; i < 3; i++) mechanics->load[loaded->node[k]][i] += nodal.x[i];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_coupling_displacement(const Mechanics *mechanics, int coupling, Vec3 at,
                                               Vec3 *displacement)
{
  CouplingMotion *motion;

  PetscFunctionBeginUser;
  PetscCheck(coupling >= 0 && coupling < mechanics->n_couplings, mechanics->mesh->comm,
             PETSC_ERR_PLIB, "no coupling %d", coupling);
  PetscCall(PetscMalloc1(mechanics->n_couplings, &motion));
  PetscCall(couplings_motion(mechanics, (const double(*)[3])mechanics->u, NULL, motion));
  *displacement = coupling_displacement(&mechanics->coupling[coupling], &motion[coupling], at);
  PetscCall(PetscFree(motion));
  PetscFunctionReturn(PETSC_SUCCESS);
}
