// SPDX-License-Identifier: GPL-3.0-or-later
// Maps a draft from the reference to the anatomy and moves nodes of poor tetrahedra until the worst around is better.
// Between generate and coarse.
#include "improve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double POOR = 0.2;

enum { BOUND_NOT, BOUND_TO_PLANE, BOUND };

/** Where a node may go: anywhere, within the plane of the border it lies on, or nowhere. */
typedef struct {
  int  bound;
  Vec3 normal; // of that plane, unit
} Freedom;

/** Tetrahedra around each node, where each node stands in the reference, and where it may go there. A clock counts moves:
 * a node that found no better place when it was last tried finds none until one of its star has moved. */
typedef struct {
  int     *first, *tet; // [n_nodes + 1], [4 n_tets]
  double  *reference;   // [n_nodes][3]
  Freedom *freedom;     // [n_nodes]
  int      clock;
  int     *moved, *tried; // [n_nodes], clock of the last move and after the last trial
} Stars;

static Vec3 reference_at(const Stars *s, int i)
{
  return vec3(s->reference[3 * i], s->reference[3 * i + 1], s->reference[3 * i + 2]);
}

/** A node on faces of one plane keeps to it; faces of two planes, or of a round wall, hold it fast. */
static void bind_face(const int face[3], Stars *s)
{
  const Vec3 o      = reference_at(s, face[0]);
  const Vec3 normal = vec3_unit(vec3_cross(vec3_difference(reference_at(s, face[1]), o),
                                           vec3_difference(reference_at(s, face[2]), o)));

  for (int k = 0; k < 3; k++) {
    Freedom *f = &s->freedom[face[k]];

    if (f->bound == BOUND_NOT) *f = (Freedom){BOUND_TO_PLANE, normal};
    else if (vec3_norm(vec3_cross(f->normal, normal)) > 1e-7) f->bound = BOUND;
  }
}

/** Faces of each region alone: what two regions share is on the border of both. */
static PetscErrorCode bind_borders(const Draft *d, Stars *s)
{
  PetscFunctionBeginUser;
  for (int e = 0, end; e < d->n_tets; e = end) {
    int n_faces, *face;

    for (end = e; end < d->n_tets && d->region[end] == d->region[e]; end++) continue;
    PetscCall(tets_outer_faces(end - e, d->tet + 4 * e, &n_faces, &face));
    for (int i = 0; i < n_faces; i++) bind_face(face + 3 * i, s);
    PetscCall(PetscFree(face));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode stars_create(const Draft *d, Stars *s)
{
  const size_t n = (size_t)d->n_nodes;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc6(n + 2, &s->first, 4 * (size_t)d->n_tets, &s->tet, 3 * n, &s->reference, n,
                         &s->freedom, n, &s->moved, n, &s->tried));
  s->clock = 1;
  for (int k = 0; k < 4 * d->n_tets; k++) s->first[d->tet[k] + 2]++;
  for (size_t i = 2; i < n + 2; i++) s->first[i] += s->first[i - 1];
  for (int k = 0; k < 4 * d->n_tets; k++) s->tet[s->first[d->tet[k] + 1]++] = k / 4;
  memcpy(s->reference, d->node, 3 * n * sizeof *d->node);
  PetscCall(bind_borders(d, s));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The least quality around a node, or the first that is not above `threshold`. */
static double worst_around(const Draft *d, const Stars *s, int node, double threshold)
{
  double worst = 1.0;

  for (int k = s->first[node]; k < s->first[node + 1] && worst > threshold; k++)
    worst = fmin(worst, tet_quality(d->node, d->tet + 4 * s->tet[k]));
  return worst;
}

static void place_node(const Warp *warp, const Stars *s, int i, Draft *d)
{
  const double *x = s->reference + 3 * i;
  const Vec3    q = warp_forward(warp, vec3(x[0], x[1], x[2]));

  for (int k = 0; k < 3; k++) d->node[3 * i + k] = q.x[k];
}

/** Three directions a node may take: the axes, less what leads out of its plane. */
static void free_directions(const Freedom *f, Vec3 direction[3])
{
  for (int k = 0; k < 3; k++) {
    direction[k]      = vec3(0.0, 0.0, 0.0);
    direction[k].x[k] = 1.0;
    if (f->bound == BOUND_TO_PLANE)
      direction[k] = vec3_difference(direction[k], vec3_scaled(f->normal, f->normal.x[k]));
  }
}

/** One step of a node, kept if it lifts the worst tetrahedron around, whose quality is `best`. */
static void try_step(const Warp *warp, int node, Vec3 direction, double step, Stars *s, Draft *d,
                     double *best)
{
  double *x = s->reference + 3 * node, held[3], held_image[3];

  memcpy(held, x, sizeof held);
  memcpy(held_image, d->node + 3 * node, sizeof held_image);
  for (int j = 0; j < 3; j++) x[j] += step * direction.x[j];
  place_node(warp, s, node, d);
  const double now = worst_around(d, s, node, *best);

  if (now > *best) {
    *best          = now;
    s->moved[node] = s->clock++;
  } else {
    memcpy(x, held, sizeof held);
    memcpy(d->node + 3 * node, held_image, sizeof held_image);
  }
}

/** Not a node that is bound, nor one whose trial would repeat the last, step by step. */
static bool may_improve(const Draft *d, const Stars *s, int node)
{
  if (s->freedom[node].bound == BOUND) return false;
  for (int k = s->first[node]; k < s->first[node + 1]; k++)
    for (int i = 0; i < 4; i++)
      if (s->moved[d->tet[4 * s->tet[k] + i]] >= s->tried[node]) return true;
  return false;
}

/** Tries steps along the free directions, ever smaller. */
static void move_node(const Warp *warp, int node, Stars *s, Draft *d)
{
  const int *v    = d->tet + 4 * s->tet[s->first[node]];
  double     best = worst_around(d, s, node, -INFINITY);
  double     step = 0.3 * cbrt(fabs(tet_volume6(d->node, v))) + 0.05;
  const int  now  = s->clock;
  Vec3       direction[3];

  free_directions(&s->freedom[node], direction);
  for (int round = 0; round < 6; round++, step *= 0.5)
    for (int k = 0; k < 6; k++)
      try_step(warp, node, direction[k / 2], k % 2 ? -step : step, s, d, &best);
  s->tried[node] = now;
}

PetscErrorCode improve_draft(const Warp *warp, Draft *d)
{
  const int n_passes = 8;
  Stars     stars    = {0};

  PetscFunctionBeginUser;
  PetscCall(stars_create(d, &stars));
  for (int i = 0; i < d->n_nodes; i++) place_node(warp, &stars, i, d);
  for (int pass = 0; pass < n_passes; pass++)
    for (int e = 0; e < d->n_tets; e++) {
      if (tet_quality(d->node, d->tet + 4 * e) >= POOR) continue;
      for (int k = 0; k < 4; k++)
        if (may_improve(d, &stars, d->tet[4 * e + k]))
          move_node(warp, d->tet[4 * e + k], &stars, d);
    }
  PetscCall(
    PetscFree6(stars.first, stars.tet, stars.reference, stars.freedom, stars.moved, stars.tried));
  PetscFunctionReturn(PETSC_SUCCESS);
}
