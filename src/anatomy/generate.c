#include "generate.h"

#include "slab.h"

#include <gmshc.h>

PetscErrorCode gmsh_open(void)
{
  PetscFunctionBeginUser;
  SijCallGmsh(gmshInitialize(0, NULL, 0, &ierr));
  SijCallGmsh(gmshOptionSetNumber("General.Verbosity", 0, &ierr));
  SijCallGmsh(gmshOptionSetNumber("General.NumThreads", 1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gmsh_close(void)
{
  PetscFunctionBeginUser;
  SijCallGmsh(gmshFinalize(&ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gmsh_abandon(void)
{
  int failed;

  PetscFunctionBeginUser;
  gmshClear(&failed);
  gmshFinalize(&failed);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double size_callback(int dim, int tag, double x, double y, double z, void *field)
{
  (void)dim;
  (void)tag;
  return size_at(field, vec3(x, y, z));
}

/** Delaunay in space, because it gives the same mesh every time; HXT does not. */
static PetscErrorCode mesh_model(const SizeField *field)
{
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
  for (int dim = 1; dim <= 3; dim++) SijCallGmsh(gmshModelMeshGenerate(dim, &ierr));
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

PetscErrorCode generate_reference(const Reference *r, const Meshing *meshing,
                                  const SizeField *field, Draft *draft)
{
  Parts *parts;
  Slab   slab;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&parts));
  PetscCall(gmsh_open());
  SijCallGmsh(gmshModelAdd("joint", &ierr));
  PetscCall(solids_build(r, parts));
  PetscCall(slab_hollow(r, meshing, parts, &slab));
  PetscCall(mesh_model(field));
  PetscCall(take_mesh(parts, &slab, draft));
  PetscCall(gmsh_close());
  PetscCall(PetscFree(parts));
  PetscCall(draft_tidy(draft));
  PetscFunctionReturn(PETSC_SUCCESS);
}
