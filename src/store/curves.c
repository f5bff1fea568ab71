// SPDX-License-Identifier: GPL-3.0-or-later
// Writes curves of the geometry, nerves and needles, as lists of points beside the mesh.
#include "writer.h"

enum { OVERHEAD_CURVE = 8 * 1024 };

static PetscErrorCode write_points(Store *store, const char *path, int n, const Vec3 point[])
{
  Vec3 *row;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)n, &row));
  for (int i = 0; i < n; i++) row[i] = vec3_scaled(point[i], 1.0 / STORE_LENGTH);
  store_slab(store, &(StoreSlab){.path  = path,
                                 .type  = H5T_NATIVE_DOUBLE,
                                 .size  = {(hsize_t)n, 3},
                                 .count = store->rank == 0 ? (hsize_t)n : 0,
                                 .value = row});
  PetscCall(PetscFree(row));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_curve(Store *store, const char *kind, const char *name, int n,
                           const Vec3 point[], Problems *problems)
{
  char path[STORE_PATH];
  bool good;

  PetscFunctionBeginUser;
  if (store->failed) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(path, sizeof path, "/curves/%s/%s", kind, name);
  PetscCall(store_reserve(store, OVERHEAD_CURVE + (int64_t)sizeof(Vec3) * n, &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(write_points(store, path, n, point));
  store_state_curve(store, kind, name, n, point);
  PetscCall(
    store_verdict(store, store->part[STORE_DATA], "write the curves there", &good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
