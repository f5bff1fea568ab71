// SPDX-License-Identifier: GPL-3.0-or-later
// Packs the fields of a run: blocked shares evenly, concentrations on a logarithmic scale over four decades.
#include "fields.h"

#include "pack.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { FIELD_PATH = 256 };

static const double DECADES = 1e-4; // of the largest concentration: what is less shows as nothing

// All outputs of a field, one after the other.
static PetscErrorCode read_steps(StoreReader *reader, const char *name, int64_t n_steps,
                                 int64_t n_points, double *value, Problems *problems)
{
  char path[FIELD_PATH];

  PetscFunctionBeginUser;
  for (int64_t k = 0; k < n_steps && problems->count == 0; k++) {
    StoreRows step;

    (void)snprintf(path, sizeof path, "/fields/%s/%lld", name, (long long)k);
    PetscCall(store_reader_rows(reader, path, &step, problems));
    if (problems->count == 0 && (step.rows != n_points || step.columns != 1))
      PetscCall(
        problems_add(problems, store_reader_path(reader),
                     "%s has %lld values of %lld points; wanted is the result of a finished "
                     "`sij run`",
                     path, (long long)(step.rows * step.columns), (long long)n_points));
    if (problems->count == 0)
      memcpy(value + k * n_points, step.value, sizeof *value * (size_t)n_points);
    PetscCall(PetscFree(step.value));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_largest(size_t n, const double value[])
{
  double largest = 0.0;

  for (size_t i = 0; i < n; i++) largest = fmax(largest, value[i]);
  return largest;
}

static PetscErrorCode pack_field(StoreReader *reader, const char *name, size_t n,
                                 const double value[], json_t *fields)
{
  const bool     share   = strncmp(name, "block_", 6) == 0;
  const double   largest = find_largest(n, value);
  char           path[FIELD_PATH], unit[32];
  unsigned char *code;
  json_t        *packed;

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "/fields/%s/0", name);
  store_reader_attribute(reader, path, "unit", sizeof unit, unit);
  PetscCall(PetscMalloc1(n, &code));
  if (share) pack_shares(n, value, code);
  else pack_logarithms(n, value, DECADES * largest, largest, code);
  PetscCall(pack_bytes(n, code, &packed));
  (void)json_object_set_new(packed, "unit", json_string(unit));
  (void)json_object_set_new(packed, "scale", json_string(share ? "linear" : "logarithmic"));
  (void)json_object_set_new(packed, "least", json_real(share ? 0.0 : DECADES * largest));
  (void)json_object_set_new(packed, "largest", json_real(share ? 1.0 : largest));
  (void)json_object_set_new(fields, name, packed);
  PetscCall(PetscFree(code));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_shown(const char *name)
{
  return strncmp(name, "block_", 6) == 0 || strncmp(name, "concentration_", 14) == 0;
}

PetscErrorCode fields_gather(StoreReader *reader, int64_t n_steps, int64_t n_points, json_t *fields,
                             Problems *problems)
{
  const size_t n = (size_t)(n_steps * n_points);
  StoreNames   names;
  double      *value;

  PetscFunctionBeginUser;
  PetscCall(store_reader_children(reader, "/fields", &names));
  PetscCall(PetscMalloc1(n, &value));
  for (int i = 0; i < names.count && problems->count == 0; i++) {
    if (!is_shown(names.name[i])) continue;
    PetscCall(read_steps(reader, names.name[i], n_steps, n_points, value, problems));
    if (problems->count == 0) PetscCall(pack_field(reader, names.name[i], n, value, fields));
  }
  PetscCall(PetscFree(value));
  PetscCall(PetscFree(names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}
