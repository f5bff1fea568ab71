// SPDX-License-Identifier: GPL-3.0-or-later
// Finds where each target lies in the mesh: weighted vertices of surfaces and volumes, located points of
// curves. Done once, before the first step.
#include "sampling.h"

#include <math.h>

enum { TARGETS_MOST = 96 };

static const double SPACING = 5e-4; // m; a sixth of the usual critical length

static Vec3 vertex_position(const Mesh *mesh, PetscInt vertex)
{
  return vec3(mesh->x[vertex][0], mesh->x[vertex][1], mesh->x[vertex][2]);
}

static bool is_target_face(const Target *target, const int side[2])
{
  return (side[0] == (int)target->region && side[1] == (int)target->other) ||
         (side[1] == (int)target->region && side[0] == (int)target->other);
}

// Area of a face, 0 where it lies in the half that the target leaves out.
static double measure_face_area(const Mesh *mesh, const Target *target, PetscInt face)
{
  const PetscInt *v = mesh->faces.vertex[face];
  const Vec3      a = vertex_position(mesh, v[0]), b = vertex_position(mesh, v[1]);
  const Vec3      sum    = vec3_sum(a, vec3_sum(b, vertex_position(mesh, v[2])));
  const Vec3      centre = vec3_scaled(sum, 1.0 / 3.0);

  if (target->halved && !(vec3_dot(target->normal, vec3_difference(centre, target->origin)) > 0.0))
    return 0.0;
  return mesh_face_area(mesh, face);
}

static void add_surface_weights(const Mesh *mesh, const Target *target, double weight[])
{
  for (PetscInt i = 0; i < mesh->faces.n; i++) {
    const PetscInt *vertex = mesh->faces.vertex[i];

    if (!is_target_face(target, mesh->faces.side[i])) continue;
    for (int k = 0; k < 3; k++)
      if (vertex[k] < mesh->n_owned) weight[vertex[k]] += measure_face_area(mesh, target, i) / 3.0;
  }
}

static void add_volume_weights(const Mesh *mesh, const Target *target, double weight[])
{
  for (PetscInt i = 0; i < mesh->n_cells; i++) {
    if (mesh->region[i] != (int)target->region) continue;
    for (int k = 0; k < 4; k++)
      if (mesh->cell[i][k] < mesh->n_owned) weight[mesh->cell[i][k]] += mesh->volume[i] / 4.0;
  }
}

// Keeps the vertices that carry weight, normalised by the whole target.
static PetscErrorCode keep_weighted(const Mesh *mesh, const double weight[], Sampling *sampling)
{
  double   sum = 0.0;
  PetscInt n   = 0;

  PetscFunctionBeginUser;
  for (PetscInt v = 0; v < mesh->n_owned; v++) {
    sum += weight[v];
    if (weight[v] > 0.0) n++;
  }
  PetscCallMPI(MPI_Allreduce(&sum, &sampling->extent, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscCall(PetscMalloc1(n, &sampling->vertex));
  PetscCall(PetscMalloc1(n, &sampling->weight));
  for (PetscInt v = 0; v < mesh->n_owned; v++) {
    if (!(weight[v] > 0.0)) continue;
    sampling->vertex[sampling->n] = v;
    sampling->weight[sampling->n] = weight[v] / sampling->extent;
    sampling->n++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sample_vertices(const Mesh *mesh, Sampling *sampling)
{
  double *weight;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &weight));
  if (sampling->target.kind == TARGET_SURFACE) add_surface_weights(mesh, &sampling->target, weight);
  else add_volume_weights(mesh, &sampling->target, weight);
  PetscCall(keep_weighted(mesh, weight, sampling));
  PetscCall(PetscFree(weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_curve_length(const Target *target)
{
  double length = 0.0;

  for (int i = 1; i < target->n_points; i++)
    length += vec3_distance(target->point[i - 1], target->point[i]);
  return length;
}

static Vec3 find_curve_point(const Target *target, double s)
{
  int i = 1;

  for (; i + 1 < target->n_points; i++) {
    const double piece = vec3_distance(target->point[i - 1], target->point[i]);

    if (s <= piece) break;
    s -= piece;
  }
  if (i >= target->n_points) return target->point[0];

  const Vec3   along = vec3_difference(target->point[i], target->point[i - 1]);
  const double piece = vec3_norm(along);

  return vec3_sum(target->point[i - 1], vec3_scaled(along, piece > 0.0 ? s / piece : 0.0));
}

static PetscErrorCode sample_curve(Sampling *sampling, Points *points)
{
  const double   length = measure_curve_length(&sampling->target);
  const PetscInt n      = 1 + (PetscInt)ceil(length / SPACING * (1.0 - 1e-9));

  PetscFunctionBeginUser;
  sampling->n     = n;
  sampling->first = points->n;
  PetscCall(PetscCalloc1(n, &sampling->weight));
  PetscCall(PetscMalloc1(n, &sampling->s));
  PetscCall(PetscRealloc(sizeof(*points->x) * (size_t)(points->n + n), &points->x));
  for (PetscInt i = 0; i < n; i++) {
    sampling->s[i]           = n > 1 ? length * (double)i / (double)(n - 1) : 0.0;
    points->x[points->n + i] = find_curve_point(&sampling->target, sampling->s[i]);
  }
  points->n += (int)n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode locate_points(const Mesh *mesh, Points *points)
{
  int missing;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(points->n, &points->location));
  PetscCall(PetscMalloc1(points->n, &points->inside));
  PetscCall(mesh_locate(mesh, points->n, points->x, points->location, &missing));
  for (int i = 0; i < points->n; i++) points->inside[i] = points->location[i].cell >= 0 ? 1.0 : 0.0;
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, points->inside, points->n, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Each point stands for the half spacings beside it, as far as it lies in the mesh.
static void set_point_weights(const Points *points, Sampling *sampling)
{
  const double whole = sampling->n > 1 ? sampling->s[sampling->n - 1] : 1.0;
  double       sum   = 0.0;

  for (PetscInt i = 0; i < sampling->n; i++) {
    const double left  = i > 0 ? sampling->s[i] - sampling->s[i - 1] : 0.0;
    const double right = i + 1 < sampling->n ? sampling->s[i + 1] - sampling->s[i] : 0.0;
    const double share = sampling->n > 1 ? 0.5 * (left + right) : 1.0;

    sampling->weight[i] = share * points->inside[sampling->first + i];
    sum += sampling->weight[i];
  }
  sampling->extent = sum;
  sampling->beyond = fmax(0.0, whole - sum);
  for (PetscInt i = 0; i < sampling->n && sum > 0.0; i++) sampling->weight[i] /= sum;
}

static PetscErrorCode sample_targets(const Mesh *mesh, int n, Sampling sampling[], Points *points)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++)
    if (sampling_is_curve(&sampling[i])) PetscCall(sample_curve(&sampling[i], points));
    else PetscCall(sample_vertices(mesh, &sampling[i]));
  PetscCall(locate_points(mesh, points));
  for (int i = 0; i < n; i++)
    if (sampling_is_curve(&sampling[i])) set_point_weights(points, &sampling[i]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode samplings_create(const Case *input, const Mesh *mesh, int *n, Sampling **sampling,
                                Points *points)
{
  Target *target;

  PetscFunctionBeginUser;
  *points = (Points){0};
  PetscCall(PetscCalloc1(TARGETS_MOST, &target));
  *n = anatomy_targets(input, TARGETS_MOST, target);
  PetscCheck(*n <= TARGETS_MOST, mesh->comm, PETSC_ERR_PLIB, "%d targets, at most %d are possible",
             *n, TARGETS_MOST);
  PetscCall(PetscCalloc1(*n, sampling));
  for (int i = 0; i < *n; i++) (*sampling)[i].target = target[i];
  PetscCall(PetscFree(target));
  PetscCall(sample_targets(mesh, *n, *sampling, points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode samplings_destroy(int n, Sampling **sampling, Points *points)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    PetscCall(PetscFree((*sampling)[i].vertex));
    PetscCall(PetscFree((*sampling)[i].weight));
    PetscCall(PetscFree((*sampling)[i].s));
  }
  PetscCall(PetscFree(*sampling));
  PetscCall(PetscFree(points->x));
  PetscCall(PetscFree(points->location));
  PetscCall(PetscFree(points->inside));
  PetscFunctionReturn(PETSC_SUCCESS);
}
