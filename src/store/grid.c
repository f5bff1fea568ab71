// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the mesh into the data file in the layout of VTKHDF: points, tetrahedra, regions and ranks.
#include "writer.h"

#include <string.h>

enum { VTK_TETRA = 10 };

static hsize_t number_globally(const Mesh *mesh, PetscInt local)
{
  return (hsize_t)(local < mesh->n_owned ? mesh->first + local
                                         : mesh->ghost[local - mesh->n_owned]);
}

static PetscErrorCode write_points(Store *store)
{
  const Mesh *mesh = store->mesh;
  double     *point;
  hid_t       set;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(3 * (size_t)mesh->n_owned, &point));
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    for (int k = 0; k < 3; k++) point[3 * i + k] = mesh->x[i][k] / STORE_LENGTH;
  store_slab(store, &(StoreSlab){.path  = "/VTKHDF/Points",
                                 .type  = H5T_NATIVE_DOUBLE,
                                 .size  = {(hsize_t)mesh->n_global, 3},
                                 .first = (hsize_t)mesh->first,
                                 .count = (hsize_t)mesh->n_owned,
                                 .value = point});
  set = store_object(store, "/VTKHDF/Points");
  store_attribute_text(store, set, "unit", "mm");
  (void)H5Oclose(set);
  PetscCall(PetscFree(point));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A dataset of `scale` entries per cell, in the order of ranks; value to be filled in.
static StoreSlab make_cell_slab(const Store *store, const char *path, hid_t type, int scale)
{
  return (StoreSlab){.path  = path,
                     .type  = type,
                     .size  = {(hsize_t)(scale * (int64_t)store->mesh->n_cells_global), 0},
                     .first = (hsize_t)(scale * store->first_cell),
                     .count = (hsize_t)(scale * (int64_t)store->mesh->n_cells_owned)};
}

static PetscErrorCode write_connectivity(Store *store)
{
  const Mesh *mesh = store->mesh;
  StoreSlab   slab = make_cell_slab(store, "/VTKHDF/Connectivity", H5T_NATIVE_INT64, 4);
  int64_t    *vertex;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)slab.count, &vertex));
  for (PetscInt i = 0; i < mesh->n_cells_owned; i++)
    for (int k = 0; k < 4; k++)
      vertex[4 * i + k] = (int64_t)number_globally(mesh, mesh->cell[i][k]);
  slab.value = vertex;
  store_slab(store, &slab);
  PetscCall(PetscFree(vertex));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One entry more than there are cells: the rank with the last cell writes it.
static PetscErrorCode write_offsets(Store *store)
{
  const int64_t n_global = store->mesh->n_cells_global, n = store->mesh->n_cells_owned;
  StoreSlab     slab = make_cell_slab(store, "/VTKHDF/Offsets", H5T_NATIVE_INT64, 1);
  int64_t      *offset;

  PetscFunctionBeginUser;
  slab.size[0]++;
  if (n > 0 && store->first_cell + n == n_global) slab.count++;
  PetscCall(PetscMalloc1((size_t)slab.count, &offset));
  for (int64_t i = 0; i < (int64_t)slab.count; i++) offset[i] = 4 * (store->first_cell + i);
  slab.value = offset;
  store_slab(store, &slab);
  PetscCall(PetscFree(offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_types(Store *store)
{
  StoreSlab slab = make_cell_slab(store, "/VTKHDF/Types", H5T_NATIVE_UINT8, 1);
  uint8_t  *type;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)slab.count, &type));
  memset(type, VTK_TETRA, (size_t)slab.count);
  slab.value = type;
  store_slab(store, &slab);
  PetscCall(PetscFree(type));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_cell_data(Store *store)
{
  const MeshTags *tags = store->mesh->tags;
  StoreSlab       slab = make_cell_slab(store, "/VTKHDF/CellData/region", H5T_NATIVE_INT, 1);
  int            *rank;
  hid_t           set;

  PetscFunctionBeginUser;
  slab.value = store->mesh->region;
  store_slab(store, &slab);
  set = store_object(store, slab.path);
  PetscCall(store_attribute_texts(store, set, "names", tags->n_regions, tags->region));
  (void)H5Oclose(set);
  PetscCall(PetscMalloc1((size_t)slab.count, &rank));
  for (hsize_t i = 0; i < slab.count; i++) rank[i] = store->rank;
  slab.path  = "/VTKHDF/CellData/rank";
  slab.value = rank;
  store_slab(store, &slab);
  PetscCall(PetscFree(rank));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void write_count(Store *store, const char *path, int64_t count)
{
  store_slab(store, &(StoreSlab){.path  = path,
                                 .type  = H5T_NATIVE_INT64,
                                 .size  = {1, 0},
                                 .count = store->rank == 0 ? 1 : 0,
                                 .value = &count});
}

PetscErrorCode store_mesh(Store *store)
{
  const Mesh *mesh       = store->mesh;
  const int   version[2] = {2, 0};
  hid_t       group;

  PetscFunctionBeginUser;
  group = store_group(store, "/VTKHDF");
  store_attribute(store, group, "Version", H5T_NATIVE_INT, 2, version);
  store_attribute_text(store, group, "Type", "UnstructuredGrid");
  (void)H5Gclose(group);
  write_count(store, "/VTKHDF/NumberOfPoints", mesh->n_global);
  write_count(store, "/VTKHDF/NumberOfCells", mesh->n_cells_global);
  write_count(store, "/VTKHDF/NumberOfConnectivityIds", 4 * (int64_t)mesh->n_cells_global);
  PetscCall(write_points(store));
  PetscCall(write_connectivity(store));
  PetscCall(write_offsets(store));
  PetscCall(write_types(store));
  PetscCall(write_cell_data(store));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int64_t store_mesh_bytes(const Store *store)
{
  return 24 * (int64_t)store->mesh->n_global +
         (4 * 8 + 8 + 1 + 4 + 4) * (int64_t)store->mesh->n_cells_global;
}
