#include "generate.h"

#include <stdlib.h>
#include <string.h>

static const double POOR = 0.2;

enum { FREE_X = 1, FREE_Y = 2, FREE_Z = 4, FREE_ALL = 7 };

/** Tetrahedra around each node, where each node stands in the reference, and where it may go there. */
typedef struct {
  int    *first, *tet; // [n_nodes + 1], [4 n_tets]
  double *reference;   // [n_nodes][3]
  int    *freedom;     // [n_nodes] of FREE_X, FREE_Y, FREE_Z
} Stars;

/** A node of a border keeps those directions along which all faces of the border around it are flat. */
static void bind_face(const double *x, const int face[3], int *freedom)
{
  for (int axis = 0; axis < 3; axis++) {
    const double a = x[3 * face[0] + axis];
    const bool   flat =
      fabs(x[3 * face[1] + axis] - a) < 1e-9 && fabs(x[3 * face[2] + axis] - a) < 1e-9;

    if (!flat) continue;
    for (int k = 0; k < 3; k++) freedom[face[k]] &= ~(1 << axis);
    return;
  }
  for (int k = 0; k < 3; k++) freedom[face[k]] = 0;
}

/** Two borders at a right angle leave one direction, along their common edge; that is kept too. */
static void bind_edges(int n, int *freedom)
{
  for (int i = 0; i < n; i++)
    if (freedom[i] == FREE_X || freedom[i] == FREE_Y || freedom[i] == FREE_Z) freedom[i] = 0;
}

/** Faces of each region alone: what two regions share is on the border of both. */
static PetscErrorCode bind_borders(const Draft *d, Stars *s)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < d->n_nodes; i++) s->freedom[i] = FREE_ALL;
  for (int e = 0, end; e < d->n_tets; e = end) {
    int n_faces, *face;

    for (end = e; end < d->n_tets && d->region[end] == d->region[e]; end++) continue;
    PetscCall(tets_outer_faces(end - e, d->tet + 4 * e, &n_faces, &face));
    for (int i = 0; i < n_faces; i++) bind_face(s->reference, face + 3 * i, s->freedom);
    PetscCall(PetscFree(face));
  }
  bind_edges(d->n_nodes, s->freedom);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode stars_create(const Draft *d, Stars *s)
{
  const size_t n = (size_t)d->n_nodes;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc4(n + 2, &s->first, 4 * (size_t)d->n_tets, &s->tet, 3 * n, &s->reference, n,
                         &s->freedom));
  for (int k = 0; k < 4 * d->n_tets; k++) s->first[d->tet[k] + 2]++;
  for (size_t i = 2; i < n + 2; i++) s->first[i] += s->first[i - 1];
  for (int k = 0; k < 4 * d->n_tets; k++) s->tet[s->first[d->tet[k] + 1]++] = k / 4;
  memcpy(s->reference, d->node, 3 * n * sizeof *d->node);
  PetscCall(bind_borders(d, s));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double worst_around(const Draft *d, const Stars *s, int node)
{
  double worst = 1.0;

  for (int k = s->first[node]; k < s->first[node + 1]; k++)
    worst = fmin(worst, tet_quality(d->node, d->tet + 4 * s->tet[k]));
  return worst;
}

static void place_node(const Warp *warp, const Stars *s, int i, Draft *d)
{
  const double *x = s->reference + 3 * i;
  const Vec3    q = warp_forward(warp, vec3(x[0], x[1], x[2]));

  for (int k = 0; k < 3; k++) d->node[3 * i + k] = q.x[k];
}

/** Tries steps along the free axes, ever smaller, and keeps what lifts the worst tetrahedron around. */
static void move_node(const Warp *warp, const Stars *s, int node, Draft *d)
{
  const int *v = d->tet + 4 * s->tet[s->first[node]];
  double    *x = s->reference + 3 * node, best = worst_around(d, s, node);
  double     step = 0.3 * cbrt(fabs(tet_volume6(d->node, v))) + 0.05;

  for (int round = 0; round < 6; round++, step *= 0.5)
    for (int k = 0; k < 6; k++) {
      const double held = x[k / 2];

      if (!(s->freedom[node] & (1 << (k / 2)))) continue;
      x[k / 2] += k % 2 ? -step : step;
      place_node(warp, s, node, d);
      const double now = worst_around(d, s, node);

      if (now > best) best = now;
      else {
        x[k / 2] = held;
        place_node(warp, s, node, d);
      }
    }
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
        if (stars.freedom[d->tet[4 * e + k]]) move_node(warp, &stars, d->tet[4 * e + k], d);
    }
  PetscCall(PetscFree4(stars.first, stars.tet, stars.reference, stars.freedom));
  PetscFunctionReturn(PETSC_SUCCESS);
}
