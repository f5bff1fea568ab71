// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a coarse mesh is one on which equations may be solved: each tetrahedron once, joined to its neighbours face by
// face, no hole and no overlap. Called where a mesh comes from a file or from arrays, before it is distributed.
#include "sound.h"

#include <stdlib.h>
#include <string.h>

static const double FLAT = 1e-9; // volume of a tetrahedron over the cube of its longest edge

void fault_site_add(FaultSite *site, Vec3 at)
{
  if (site->n++ == 0) site->first = at;
}

Vec3 coarse_node(const CoarseMesh *coarse, int node)
{
  const double *x = coarse->node + 3 * (size_t)node;

  return vec3(x[0], x[1], x[2]);
}

static Vec3 cell_centre(const CoarseMesh *coarse, int cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int k = 0; k < 4; k++) sum = vec3_sum(sum, coarse_node(coarse, coarse->tet[4 * cell + k]));
  return vec3_scaled(sum, 0.25);
}

static Vec3 face_centre(const CoarseMesh *coarse, const CellFace *face)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int k = 0; k < 3; k++) sum = vec3_sum(sum, coarse_node(coarse, face->vertex[k]));
  return vec3_scaled(sum, 1.0 / 3.0);
}

// Positive on one side of the face, negative on the other, over the cube of a length.
static double side_of_face(const CoarseMesh *coarse, const CellFace *face)
{
  const Vec3 o        = coarse_node(coarse, face->vertex[0]),
             d        = vec3_difference(coarse_node(coarse, face->opposite), o);
  const Vec3   a      = vec3_difference(coarse_node(coarse, face->vertex[1]), o);
  const Vec3   b      = vec3_difference(coarse_node(coarse, face->vertex[2]), o);
  const double length = fmax(vec3_norm(a), fmax(vec3_norm(b), vec3_norm(d)));

  return length > 0.0 ? vec3_dot(vec3_cross(a, b), d) / (length * length * length) : 0.0;
}

static void find_flat(const CoarseMesh *coarse, const CellFace face[], FaultSite *site)
{
  for (size_t i = 0; i < 4 * (size_t)coarse->n_tets; i++)
    if (coarse->tet[4 * face[i].cell] == face[i].opposite &&
        !(fabs(side_of_face(coarse, &face[i])) > FLAT))
      fault_site_add(site, cell_centre(coarse, face[i].cell));
}

/** What faces of tetrahedra tell. */
typedef struct {
  FaultSite twice, crowded, folded;
  int       pair[2]; // the first two tetrahedra with the same vertices
} FaceFaults;

// Each doubled tetrahedron shows on four faces; the one opposite its least vertex counts.
static void count_doubled(const CoarseMesh *coarse, const CellFace *a, const CellFace *b,
                          FaceFaults *found)
{
  if (a->opposite > a->vertex[0]) return;
  if (found->twice.n == 0) {
    found->pair[0] = a->cell;
    found->pair[1] = b->cell;
  }
  fault_site_add(&found->twice, cell_centre(coarse, b->cell));
}

// n equal faces.
static void judge_face(const CoarseMesh *coarse, size_t n, const CellFace face[], FaceFaults *found)
{
  bool doubled = false;

  for (size_t i = 1; i < n; i++) {
    if (face[i - 1].opposite != face[i].opposite) continue;
    count_doubled(coarse, &face[i - 1], &face[i], found);
    doubled = true;
  }
  if (doubled) return;
  if (n > 2) fault_site_add(&found->crowded, face_centre(coarse, face));
  else if (n == 2 && side_of_face(coarse, &face[0]) * side_of_face(coarse, &face[1]) >= 0.0)
    fault_site_add(&found->folded, face_centre(coarse, face));
}

static void judge_faces(const CoarseMesh *coarse, const CellFace face[], FaceFaults *found)
{
  const size_t n = 4 * (size_t)coarse->n_tets;

  for (size_t i = 0, j; i < n; i = j) {
    for (j = i + 1; j < n && cell_face_same(&face[i], &face[j]); j++) continue;
    judge_face(coarse, j - i, face + i, found);
  }
}

static PetscErrorCode report_fault(const FaultSite *site, const char *source, const char *what,
                                   const char *cure, Problems *problems)
{
  const double *x = site->first.x;

  PetscFunctionBeginUser;
  if (site->n > 0)
    PetscCall(problems_add(problems, source, "%d %s, the first at (%.4g, %.4g, %.4g) mm; %s",
                           site->n, what, 1e3 * x[0], 1e3 * x[1], 1e3 * x[2], cure));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const char *region_of(const CoarseMesh *coarse, int cell)
{
  const int region = coarse->region[cell];

  return coarse->tags && region >= 0 && region < coarse->tags->n_regions
           ? coarse->tags->region[region]
           : "no region";
}

static PetscErrorCode report_doubled(const CoarseMesh *coarse, const FaceFaults *found,
                                     const char *source, Problems *problems)
{
  char where[256];

  PetscFunctionBeginUser;
  if (found->twice.n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscSNPrintf(where, sizeof where, "tetrahedra are there twice (in %s and in %s)",
                          region_of(coarse, found->pair[0]), region_of(coarse, found->pair[1])));
  PetscCall(report_fault(&found->twice, source, where,
                         "each must belong to one physical volume, once", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// How neighbours are joined; asked only when every tetrahedron is sound by itself.
static PetscErrorCode check_joints(const CoarseMesh *coarse, const CellFace face[],
                                   const char *source, Problems *problems)
{
  FaultSite coincident = {0}, overlap = {0}, detached = {0}, holes = {0};

  PetscFunctionBeginUser;
  PetscCall(find_coincident_nodes(coarse, &coincident));
  PetscCall(report_fault(
    &coincident, source, "nodes stand where another one does, so that neighbours are not joined",
    "make them one (in Gmsh: Coherence before, or Coherence Mesh after meshing)", problems));
  if (coincident.n > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_overlaps(coarse, face, &overlap));
  PetscCall(report_fault(
    &overlap, source,
    "outer faces lie inside other tetrahedra: parts of the mesh overlap or do not "
    "share the faces at which they meet",
    "cut the volumes out of each other before meshing (in Gmsh: BooleanFragments)", problems));
  if (overlap.n > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_detached(coarse, face, &detached));
  PetscCall(report_fault(&detached, source, "tetrahedra are joined to the rest by no face",
                         "join them, or leave them out", problems));
  if (detached.n > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_holes(coarse, &holes));
  PetscCall(report_fault(
    &holes, source, "faces without a surface name close in a hole of the mesh",
    "mesh what is missing there, or give the hole's faces the name of a surface", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coarse_check(const CoarseMesh *coarse, const char *source, Problems *problems)
{
  const int  before = problems->count;
  FaceFaults found  = {0};
  FaultSite  flat   = {0};
  CellFace  *face;

  PetscFunctionBeginUser;
  PetscCall(cell_faces(coarse, &face));
  find_flat(coarse, face, &flat);
  PetscCall(report_fault(&flat, source, "tetrahedra have no volume",
                         "mesh again or optimise the mesh", problems));
  judge_faces(coarse, face, &found);
  PetscCall(report_doubled(coarse, &found, source, problems));
  PetscCall(report_fault(&found.crowded, source, "faces belong to more than two tetrahedra",
                         "tetrahedra overlap there: mesh again", problems));
  if (flat.n == 0)
    PetscCall(report_fault(&found.folded, source,
                           "faces have both of their tetrahedra on the same side",
                           "the mesh folds over itself there: mesh again", problems));
  if (problems->count == before) PetscCall(check_joints(coarse, face, source, problems));
  PetscCall(PetscFree(face));
  PetscFunctionReturn(PETSC_SUCCESS);
}
