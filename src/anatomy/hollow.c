// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the joint's layers out of the Gmsh model and constrains the mesh of the faces that are left,
// so that slab.c can fill them with columns of prisms.
#include "slab.h"

#include <gmshc.h>

static const double FLAT = 1e-4; // thicker than the slack of Gmsh's bounding boxes, mm

typedef struct {
  int layer, piece;
} SlabPlace;

static bool slab_place(const Parts *parts, int volume, SlabPlace *place)
{
  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int i = 0; i < SLAB_PIECES; i++)
      if (parts->slab[k][i] == volume) {
        *place = (SlabPlace){k, i};
        return true;
      }
  return false;
}

static PetscErrorCode extent_x(int dim, int tag, double x[2])
{
  double box[6];

  PetscFunctionBeginUser;
  SijCallGmsh(
    gmshModelGetBoundingBox(dim, tag, &box[0], &box[1], &box[2], &box[3], &box[4], &box[5], &ierr));
  x[0] = box[0];
  x[1] = box[3];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode centre_of(int dim, int tag, Point2 *centre)
{
  double x;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelOccGetCenterOfMass(dim, tag, &x, &centre->y, &centre->z, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int nearest_level(const Reference *r, double x)
{
  int best = 0;

  for (int k = 1; k < SLAB_LEVELS; k++)
    if (fabs(r->level[k] - x) < fabs(r->level[best] - x)) best = k;
  return best;
}

/** A growing set of tags: small, so looked through. */
typedef struct {
  int n, tag[512];
} Tags;

static bool tags_hold(const Tags *set, int tag)
{
  for (int i = 0; i < set->n; i++)
    if (set->tag[i] == tag) return true;
  return false;
}

static PetscErrorCode tags_add(Tags *set, int tag)
{
  PetscFunctionBeginUser;
  if (tags_hold(set, tag)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCheck(set->n < 512, PETSC_COMM_SELF, PETSC_ERR_PLIB, "more than 512 entities in the slab");
  set->tag[set->n++] = tag;
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Adds what bounds an entity: faces of a volume, curves of a face, points of a curve. */
static PetscErrorCode tags_add_bounds(Tags *set, int dim, int tag)
{
  int   *up, *down;
  size_t n_up, n_down;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelGetAdjacencies(dim, tag, &up, &n_up, &down, &n_down, &ierr));
  for (size_t i = 0; i < n_down; i++) PetscCall(tags_add(set, down[i]));
  gmshFree(up);
  gmshFree(down);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode faces_add(SlabFaces *faces, int tag, int piece)
{
  PetscFunctionBeginUser;
  PetscCheck(faces->n < SLAB_FACES, PETSC_COMM_SELF, PETSC_ERR_PLIB, "more than %d faces",
             SLAB_FACES);
  faces->tag[faces->n]     = tag;
  faces->piece[faces->n++] = piece;
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** True if a volume outside the slab touches the face; the slab's own one is placed. */
static PetscErrorCode face_owner(const Parts *parts, int face, SlabPlace *place, bool *outer)
{
  int   *up, *down;
  size_t n_up, n_down;

  PetscFunctionBeginUser;
  *outer = false;
  SijCallGmsh(gmshModelGetAdjacencies(2, face, &up, &n_up, &down, &n_down, &ierr));
  for (size_t i = 0; i < n_up; i++)
    if (!slab_place(parts, up[i], place)) *outer = true;
  gmshFree(up);
  gmshFree(down);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sort_faces(const Reference *r, const Parts *parts, const Tags *all,
                                 Slab *slab, Tags *inner)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < all->n; i++) {
    SlabPlace place = {0};
    bool      outer;
    double    x[2];

    PetscCall(face_owner(parts, all->tag[i], &place, &outer));
    PetscCall(extent_x(2, all->tag[i], x));
    if (!outer) PetscCall(tags_add(inner, all->tag[i]));
    else if (x[1] - x[0] > FLAT) PetscCall(faces_add(&slab->wall, all->tag[i], place.layer));
    else if (nearest_level(r, x[0]) == 0)
      PetscCall(faces_add(&slab->bottom, all->tag[i], place.piece));
    else PetscCall(faces_add(&slab->top, all->tag[i], place.piece));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode remove_entities(int dim, const Tags *set)
{
  int pairs[1024];

  PetscFunctionBeginUser;
  for (int i = 0; i < set->n; i++) {
    pairs[2 * i]     = dim;
    pairs[2 * i + 1] = set->tag[i];
  }
  SijCallGmsh(gmshModelRemoveEntities(pairs, 2 * (size_t)set->n, 0, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Tags tags_without(const Tags *set, const Tags *kept)
{
  Tags rest = {0};

  for (int i = 0; i < set->n; i++)
    if (!tags_hold(kept, set->tag[i])) rest.tag[rest.n++] = set->tag[i];
  return rest;
}

/** Takes out the volumes and whatever bounds nothing but them. */
static PetscErrorCode remove_inside(const Parts *parts, const Slab *slab, const Tags *inner)
{
  const SlabFaces *kept[3] = {&slab->bottom, &slab->top, &slab->wall};
  Tags             volumes = {0}, curves = {0}, kept_curves = {0}, points = {0}, kept_points = {0};

  PetscFunctionBeginUser;
  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int i = 0; i < SLAB_PIECES; i++) PetscCall(tags_add(&volumes, parts->slab[k][i]));
  for (int k = 0; k < 3; k++)
    for (int i = 0; i < kept[k]->n; i++)
      PetscCall(tags_add_bounds(&kept_curves, 2, kept[k]->tag[i]));
  for (int i = 0; i < inner->n; i++) PetscCall(tags_add_bounds(&curves, 2, inner->tag[i]));

  const Tags loose = tags_without(&curves, &kept_curves);

  for (int i = 0; i < kept_curves.n; i++)
    PetscCall(tags_add_bounds(&kept_points, 1, kept_curves.tag[i]));
  for (int i = 0; i < loose.n; i++) PetscCall(tags_add_bounds(&points, 1, loose.tag[i]));

  const Tags lost = tags_without(&points, &kept_points);

  PetscCall(remove_entities(3, &volumes));
  PetscCall(remove_entities(2, inner));
  PetscCall(remove_entities(1, &loose));
  PetscCall(remove_entities(0, &lost));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_copy(int dim, int tag, int master, double shift)
{
  double affine[16] = {1, 0, 0, shift, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelMeshSetPeriodic(dim, &tag, 1, &master, 1, affine, 16, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_bottom_to_top(const Reference *r, const Slab *slab)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < slab->top.n; i++) {
    Point2 at, other;
    int    master = -1;

    PetscCall(centre_of(2, slab->top.tag[i], &at));
    for (int j = 0; j < slab->bottom.n && master < 0; j++) {
      PetscCall(centre_of(2, slab->bottom.tag[j], &other));
      if (point2_distance(at, other) < FLAT) master = slab->bottom.tag[j];
    }
    PetscCheck(master >= 0, PETSC_COMM_SELF, PETSC_ERR_LIB, "no sacral face opposite an iliac one");
    PetscCall(set_copy(2, slab->top.tag[i], master, r->level[SLAB_LAYERS] - r->level[0]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Curves along the wall at inner levels are copies of those at its foot. */
static PetscErrorCode copy_rims(const Reference *r, const Tags *curves)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < curves->n; i++) {
    double x[2], foot[2];
    Point2 at, other;

    PetscCall(extent_x(1, curves->tag[i], x));
    const int level = nearest_level(r, x[0]);

    if (x[1] - x[0] > FLAT || level == 0 || level == SLAB_LAYERS) continue;
    PetscCall(centre_of(1, curves->tag[i], &at));
    for (int j = 0; j < curves->n; j++) {
      PetscCall(extent_x(1, curves->tag[j], foot));
      if (foot[1] - foot[0] > FLAT || nearest_level(r, foot[0]) != 0) continue;
      PetscCall(centre_of(1, curves->tag[j], &other));
      if (point2_distance(at, other) < FLAT)
        PetscCall(set_copy(1, curves->tag[i], curves->tag[j], r->level[level] - r->level[0]));
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode structure_wall(const Reference *r, const int n_steps[SLAB_LAYERS],
                                     const Slab *slab)
{
  Tags curves = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < slab->wall.n; i++) {
    PetscCall(tags_add_bounds(&curves, 2, slab->wall.tag[i]));
    SijCallGmsh(gmshModelMeshSetTransfiniteSurface(slab->wall.tag[i], "Left", NULL, 0, &ierr));
  }
  for (int i = 0; i < curves.n; i++) {
    double x[2];

    PetscCall(extent_x(1, curves.tag[i], x));
    if (x[1] - x[0] < FLAT) continue;
    const int layer = nearest_level(r, x[0]);

    SijCallGmsh(gmshModelMeshSetTransfiniteCurve(curves.tag[i], n_steps[layer] + 1, "Progression",
                                                 1.0, &ierr));
  }
  PetscCall(copy_rims(r, &curves));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void divide_layers(const Reference *r, const int n_steps[SLAB_LAYERS], Slab *slab)
{
  slab->n_steps = 0;
  slab->x[0]    = r->level[0];
  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int j = 1; j <= n_steps[k]; j++) {
      slab->layer[slab->n_steps++] = k;
      slab->x[slab->n_steps]       = r->level[k] + (r->level[k + 1] - r->level[k]) * j / n_steps[k];
    }
}

PetscErrorCode slab_hollow(const Reference *r, const Meshing *meshing, const Parts *parts,
                           Slab *slab)
{
  const int n_steps[SLAB_LAYERS] = {meshing->layers_sacral, meshing->layers_cavity,
                                    meshing->layers_iliac};
  Tags      all = {0}, inner = {0};

  PetscFunctionBeginUser;
  *slab = (Slab){0};
  divide_layers(r, n_steps, slab);
  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int i = 0; i < SLAB_PIECES; i++) PetscCall(tags_add_bounds(&all, 3, parts->slab[k][i]));
  PetscCall(sort_faces(r, parts, &all, slab, &inner));
  PetscCall(remove_inside(parts, slab, &inner));
  PetscCall(copy_bottom_to_top(r, slab));
  PetscCall(structure_wall(r, n_steps, slab));
  PetscFunctionReturn(PETSC_SUCCESS);
}
