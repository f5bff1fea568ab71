// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers nerves and needles of a result as JSON.
#include "sij/page/curves.h"

#include <stdio.h>

enum { CURVE_PATH = 256 };

static PetscErrorCode gather_curve(StoreReader *reader, const char *kind, const char *name,
                                   json_t *curves, Problems *problems)
{
  char      path[CURVE_PATH];
  StoreRows point;
  json_t   *list = json_array();

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "/curves/%s/%s", kind, name);
  PetscCall(store_reader_rows(reader, path, &point, problems));
  for (int64_t i = 0; i < point.rows && point.columns == 3; i++)
    (void)json_array_append_new(
      list, json_pack("[fff]", point.value[3 * i], point.value[3 * i + 1], point.value[3 * i + 2]));
  (void)json_array_append_new(curves,
                              json_pack("{sssssO}", "kind", kind, "name", name, "points", list));
  json_decref(list);
  PetscCall(PetscFree(point.value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode page_gather_curves(StoreReader *reader, json_t *run, Problems *problems)
{
  static const char *const KIND[] = {"nerve", "needle"};
  json_t                  *curves = json_array();
  StoreNames               names;
  char                     path[CURVE_PATH];

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof KIND / sizeof KIND[0]; k++) {
    (void)snprintf(path, sizeof path, "/curves/%s", KIND[k]);
    PetscCall(store_reader_children(reader, path, &names));
    for (int i = 0; i < names.count && problems->count == 0; i++)
      PetscCall(gather_curve(reader, KIND[k], names.name[i], curves, problems));
    PetscCall(PetscFree(names.name));
  }
  (void)json_object_set_new(run, "curves", curves);
  PetscFunctionReturn(PETSC_SUCCESS);
}
