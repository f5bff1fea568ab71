// SPDX-License-Identifier: GPL-3.0-or-later
#include "support.h"

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

static double measure_face_area(const Mesh *mesh, const Target *target, const PetscInt vertex[3])
{
  const Vec3 a = vertex_position(mesh, vertex[0]), b = vertex_position(mesh, vertex[1]),
             c      = vertex_position(mesh, vertex[2]);
  const Vec3 centre = vec3_scaled(vec3_sum(a, vec3_sum(b, c)), 1.0 / 3.0);

  if (target->halved && !(vec3_dot(target->normal, vec3_difference(centre, target->origin)) > 0.0))
    return 0.0;
  return 0.5 * vec3_norm(vec3_cross(vec3_difference(b, a), vec3_difference(c, a)));
}

static void add_surface_weights(const Mesh *mesh, const Target *target, double weight[])
{
  for (PetscInt i = 0; i < mesh->faces.n; i++) {
    const PetscInt *vertex = mesh->faces.vertex[i];

    if (!is_target_face(target, mesh->faces.side[i])) continue;
    for (int k = 0; k < 3; k++)
      if (vertex[k] < mesh->n_owned)
        weight[vertex[k]] += measure_face_area(mesh, target, vertex) / 3.0;
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
static PetscErrorCode keep_weighted(const Mesh *mesh, const double weight[], Support *support)
{
  double   sum = 0.0;
  PetscInt n   = 0;

  PetscFunctionBeginUser;
  for (PetscInt v = 0; v < mesh->n_owned; v++) {
    sum += weight[v];
    if (weight[v] > 0.0) n++;
  }
  PetscCallMPI(MPI_Allreduce(&sum, &support->extent, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscCall(PetscMalloc1(n, &support->vertex));
  PetscCall(PetscMalloc1(n, &support->weight));
  for (PetscInt v = 0; v < mesh->n_owned; v++) {
    if (!(weight[v] > 0.0)) continue;
    support->vertex[support->n] = v;
    support->weight[support->n] = weight[v] / support->extent;
    support->n++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sample_vertices(const Mesh *mesh, Support *support)
{
  double *weight;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &weight));
  if (support->target.kind == TARGET_SURFACE) add_surface_weights(mesh, &support->target, weight);
  else add_volume_weights(mesh, &support->target, weight);
  PetscCall(keep_weighted(mesh, weight, support));
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

static PetscErrorCode sample_curve(Support *support, Points *points)
{
  const double   length = measure_curve_length(&support->target);
  const PetscInt n      = 1 + (PetscInt)ceil(length / SPACING * (1.0 - 1e-9));

  PetscFunctionBeginUser;
  support->n     = n;
  support->first = points->n;
  PetscCall(PetscCalloc1(n, &support->weight));
  PetscCall(PetscMalloc1(n, &support->s));
  PetscCall(PetscRealloc(sizeof(*points->x) * (size_t)(points->n + n), &points->x));
  for (PetscInt i = 0; i < n; i++) {
    support->s[i]            = n > 1 ? length * (double)i / (double)(n - 1) : 0.0;
    points->x[points->n + i] = find_curve_point(&support->target, support->s[i]);
  }
  points->n += (int)n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode locate_points(const Mesh *mesh, Points *points)
{
  int missing;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(points->n, &points->place));
  PetscCall(PetscMalloc1(points->n, &points->inside));
  PetscCall(mesh_locate(mesh, points->n, points->x, points->place, &missing));
  for (int i = 0; i < points->n; i++) points->inside[i] = points->place[i].cell >= 0 ? 1.0 : 0.0;
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, points->inside, points->n, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Each point stands for the half spacings beside it, as far as it lies in the mesh.
static void set_point_weights(const Points *points, Support *support)
{
  const double whole = support->n > 1 ? support->s[support->n - 1] : 1.0;
  double       sum   = 0.0;

  for (PetscInt i = 0; i < support->n; i++) {
    const double left  = i > 0 ? support->s[i] - support->s[i - 1] : 0.0;
    const double right = i + 1 < support->n ? support->s[i + 1] - support->s[i] : 0.0;
    const double share = support->n > 1 ? 0.5 * (left + right) : 1.0;

    support->weight[i] = share * points->inside[support->first + i];
    sum += support->weight[i];
  }
  support->extent = sum;
  support->beyond = fmax(0.0, whole - sum);
  for (PetscInt i = 0; i < support->n && sum > 0.0; i++) support->weight[i] /= sum;
}

static PetscErrorCode sample_targets(const Mesh *mesh, int n, Support support[], Points *points)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++)
    if (support_is_curve(&support[i])) PetscCall(sample_curve(&support[i], points));
    else PetscCall(sample_vertices(mesh, &support[i]));
  PetscCall(locate_points(mesh, points));
  for (int i = 0; i < n; i++)
    if (support_is_curve(&support[i])) set_point_weights(points, &support[i]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode supports_create(const Case *input, const Mesh *mesh, int *n, Support **support,
                               Points *points)
{
  Target *target;

  PetscFunctionBeginUser;
  *points = (Points){0};
  PetscCall(PetscCalloc1(TARGETS_MOST, &target));
  *n = anatomy_targets(input, TARGETS_MOST, target);
  PetscCheck(*n <= TARGETS_MOST, mesh->comm, PETSC_ERR_PLIB, "%d targets, room for %d", *n,
             TARGETS_MOST);
  PetscCall(PetscCalloc1(*n, support));
  for (int i = 0; i < *n; i++) (*support)[i].target = target[i];
  PetscCall(PetscFree(target));
  PetscCall(sample_targets(mesh, *n, *support, points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode supports_destroy(int n, Support **support, Points *points)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    PetscCall(PetscFree((*support)[i].vertex));
    PetscCall(PetscFree((*support)[i].weight));
    PetscCall(PetscFree((*support)[i].s));
  }
  PetscCall(PetscFree(*support));
  PetscCall(PetscFree(points->x));
  PetscCall(PetscFree(points->place));
  PetscCall(PetscFree(points->inside));
  PetscFunctionReturn(PETSC_SUCCESS);
}
