// SPDX-License-Identifier: GPL-3.0-or-later
// Gmsh's mesh of the reference configuration, taken over into a draft; the best of a few attempts.
// Between the solids and the map: what comes out is still flat.
#include "generate.h"

#include "gmsh.h"
#include "gmsh_api.h"
#include "improve.h"
#include "slab.h"
#include "solids.h"

#include "sij/anatomy.h"
#include "sij/base/stage.h"

#include <petsctime.h>

// Since 4.9 Gmsh says what size it would take itself.
#if GMSH_SINCE(9)
static double size_callback(int dim, int tag, double x, double y, double z, double size,
                            void *field)
#else
static double size_callback(int dim, int tag, double x, double y, double z, void *field)
#endif
{
#if GMSH_SINCE(9)
  (void)size;
#endif
  (void)dim;
  (void)tag;
  return size_at(field, vec3(x, y, z));
}

/** Delaunay in space, because it gives the same mesh every time; HXT does not. */
static PetscErrorCode mesh_model(const SizeField *field, bool *meshed)
{
  // Of the time of one attempt, once lines, faces and volumes are meshed: measured on the default mesh.
  static const double DONE[] = {0.0, 0.03, 0.13, 0.95};

  static const struct {
    const char *name;
    double      value;
  } option[] = {{"Mesh.Algorithm", 6},
                {"Mesh.Algorithm3D", 1},
                {"Mesh.Optimize", 1},
                {"Mesh.OptimizeNetgen", 0},
                {"Mesh.MeshSizeFromPoints", 0},
                {"Mesh.MeshSizeFromCurvature", 0},
                {"Mesh.MeshSizeExtendFromBoundary", 0}};

  PetscFunctionBeginUser;
  for (size_t i = 0; i < sizeof option / sizeof option[0]; i++)
    SijCallGmsh(gmshOptionSetNumber(option[i].name, option[i].value, &ierr));
  SijCallGmsh(gmshModelMeshSetSizeCallback(size_callback, (void *)field, &ierr));
  *meshed = true;
  for (int dim = 1; dim <= 3 && *meshed; dim++) {
    int failed = 0;

    gmshModelMeshGenerate(dim, &failed);
    *meshed = failed == 0;
    stage_tell(DONE[dim]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Every node of the model joins the draft; those the draft does not use are dropped later. */
static PetscErrorCode take_nodes(Draft *draft, NodeIndex *nodes)
{
  size_t *tag, n, n_coordinates, n_none, largest = 0;
  double *x, *none;

  PetscFunctionBeginUser;
  SijCallGmsh(
    gmshModelMeshGetNodes(&tag, &n, &x, &n_coordinates, &none, &n_none, -1, -1, 0, 0, &ierr));
  for (size_t i = 0; i < n; i++) largest = PetscMax(largest, tag[i]);
  nodes->n = largest + 1;
  PetscCall(PetscMalloc1(nodes->n, &nodes->index));
  for (size_t i = 0; i < nodes->n; i++) nodes->index[i] = -1;
  for (size_t i = 0; i < n; i++) PetscCall(draft_add_node(draft, x + 3 * i, &nodes->index[tag[i]]));
  gmshFree(tag);
  gmshFree(x);
  gmshFree(none);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode take_volume(int volume, Region region, const NodeIndex *nodes, Draft *draft)
{
  size_t *element, n, *vertex, n_vertices;

  PetscFunctionBeginUser;
  SijCallGmsh(
    gmshModelMeshGetElementsByType(4, &element, &n, &vertex, &n_vertices, volume, 0, 1, &ierr));
  for (size_t i = 0; i < n; i++) {
    int tet[4];

    for (int k = 0; k < 4; k++) tet[k] = nodes->index[vertex[4 * i + (size_t)k]];
    PetscCall(draft_add_tet(draft, tet, region));
  }
  gmshFree(element);
  gmshFree(vertex);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode take_mesh(const Parts *parts, const Slab *slab, Draft *draft)
{
  NodeIndex nodes = {0};

  PetscFunctionBeginUser;
  PetscCall(take_nodes(draft, &nodes));
  for (int region = 0; region < REGION_COUNT; region++)
    for (int i = 0; i < parts->region[region].n; i++)
      PetscCall(take_volume(parts->region[region].tag[i], (Region)region, &nodes, draft));
  PetscCall(slab_fill(slab, &nodes, draft));
  PetscCall(PetscFree(nodes.index));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Quality of the worst tetrahedron once the draft stands in the anatomy, mended as far as it goes. */
static PetscErrorCode foresee_quality(const Warp *warp, const Draft *draft, double *worst)
{
  Draft copy = *draft;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(3 * (size_t)draft->n_nodes, &copy.node));
  PetscCall(PetscArraycpy(copy.node, draft->node, 3 * draft->n_nodes));
  PetscCall(improve_draft(warp, &copy));
  *worst = 1.0;
  for (int e = 0; e < copy.n_tets; e++)
    *worst = fmin(*worst, tet_quality(copy.node, copy.tet + 4 * e));
  PetscCall(PetscFree(copy.node));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Delaunay may leave a flat tetrahedron with all corners on one border, that nothing can mend;
 * slightly other sizes do not leave the same one. The best of a few attempts is kept. */
static PetscErrorCode mesh_in_attempts(const Parts *parts, const Slab *slab, const Reference *r,
                                       const SizeField *field, Draft *best)
{
  const int      n_attempts = 4;
  const double   enough     = 0.1;
  double         best_worst = -INFINITY;
  PetscLogDouble began, now;

  PetscFunctionBeginUser;
  for (int i = 0; i < n_attempts && best_worst < enough; i++) {
    SizeField scaled = *field;
    Draft     draft  = {0};
    double    worst  = 0.0;
    bool      meshed;

    PetscCall(PetscTime(&began));
    scaled.far *= 1.0 - 0.04 * i;
    scaled.ligament *= 1.0 - 0.03 * i;
    if (i > 0) SijCallGmsh(gmshModelMeshClear(NULL, 0, &ierr));
    PetscCall(mesh_model(&scaled, &meshed));
    if (!meshed) continue;
    PetscCall(take_mesh(parts, slab, &draft));
    PetscCall(draft_tidy(&draft));
    PetscCall(foresee_quality(&r->warp, &draft, &worst));
    if (worst > best_worst) {
      const Draft held = *best;

      *best      = draft;
      draft      = held;
      best_worst = worst;
    }
    PetscCall(draft_destroy(&draft));
    stage_end();
    PetscCall(PetscTime(&now));
    if (i + 1 < n_attempts && best_worst < enough)
      stage_begin("meshing the joint again, for better cells", now - began);
  }
  PetscCheck(best->n_tets > 0, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "Gmsh meshed the joint in none of %d attempts", n_attempts);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The solids are there: what is left is in proportion to cells.
static void tell_solids(double cells)
{
  const double done = ANATOMY_TIME_SOLIDS / (ANATOMY_TIME_SOLIDS + ANATOMY_TIME_CELL * cells);

  stage_tell(done);
  stage_within(done, 1.0);
}

PetscErrorCode generate_reference(const Reference *r, const Meshing *meshing,
                                  const SizeField *field, double cells, Draft *draft)
{
  Parts *parts;
  Slab   slab;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&parts));
  PetscCall(gmsh_open());
  SijCallGmsh(gmshModelAdd("joint", &ierr));
  stage_begin("meshing the joint", ANATOMY_TIME_SOLIDS + ANATOMY_TIME_CELL * cells);
  PetscCall(solids_build(r, parts));
  PetscCall(slab_hollow(r, meshing, parts, &slab));
  tell_solids(cells);
  PetscCall(mesh_in_attempts(parts, &slab, r, field, draft));
  PetscCall(gmsh_close());
  PetscCall(PetscFree(parts));
  PetscFunctionReturn(PETSC_SUCCESS);
}
