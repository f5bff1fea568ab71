// SPDX-License-Identifier: GPL-3.0-or-later
// Packs the fields of a run: blocked shares evenly, concentrations on a logarithmic scale over four decades, displacement
// in 16 bits of its largest part.
#include "fields.h"

#include "pack.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { FIELD_PATH = 256 };

static const double DECADES = 1e-4; // of the largest concentration: what is less shows as nothing

/** A field as it is read: the outputs and points that are drawn. */
typedef struct {
  const Thinning   *thinning;
  const PagePoints *points;
  int64_t           n_steps, width; // outputs of the file; numbers for each point
} Sampling;

static void copy_points(const Sampling *sampling, const double from[], double to[])
{
  const PagePoints *points = sampling->points;
  const int64_t     width  = sampling->width;

  for (int64_t i = 0; i < points->n; i++)
    memcpy(to + width * i, from + width * (points->kept ? points->kept[i] : i),
           sizeof *to * (size_t)width);
}

static PetscErrorCode read_step(StoreReader *reader, const char *name, int64_t k,
                                const Sampling *sampling, double value[], Problems *problems)
{
  char      path[FIELD_PATH];
  StoreRows step;

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "/fields/%s/%lld", name, (long long)k);
  PetscCall(store_reader_rows(reader, path, &step, problems));
  if (problems->count == 0 &&
      (step.rows != sampling->points->n_file || step.columns != sampling->width))
    PetscCall(problems_add(problems, store_reader_path(reader),
                           "%s has %lld values of %lld points; wanted is the result of a finished "
                           "`sij run`",
                           path, (long long)(step.rows * step.columns),
                           (long long)sampling->points->n_file));
  if (problems->count == 0) copy_points(sampling, step.value, value);
  PetscCall(PetscFree(step.value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The outputs drawn, one after the other; *n numbers in all.
static PetscErrorCode read_steps(StoreReader *reader, const char *name, const Sampling *sampling,
                                 double value[], size_t *n, Problems *problems)
{
  const int64_t size = sampling->points->n * sampling->width;

  PetscFunctionBeginUser;
  *n = 0;
  for (int64_t k = 0; k < sampling->n_steps && problems->count == 0; k++) {
    if (!thinning_keeps_output(sampling->thinning, k, sampling->n_steps)) continue;
    PetscCall(read_step(reader, name, k, sampling, value + *n, problems));
    *n += (size_t)size;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_largest(size_t n, const double value[])
{
  double largest = 0.0;

  for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(value[i]));
  return largest;
}

// How a field is packed, and the reader's text of its scale.
typedef enum { SCALE_LINEAR, SCALE_LOGARITHMIC, SCALE_VECTOR } FieldScale;

static FieldScale scale_of(const char *name)
{
  if (strcmp(name, "displacement") == 0) return SCALE_VECTOR;
  return strncmp(name, "block_", 6) == 0 ? SCALE_LINEAR : SCALE_LOGARITHMIC;
}

static PetscErrorCode pack_values(FieldScale scale, size_t n, const double value[], double largest,
                                  json_t **packed)
{
  const size_t   size = scale == SCALE_VECTOR ? 2 * n : n;
  unsigned char *code;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(size, &code));
  if (scale == SCALE_VECTOR) pack_vectors(n, value, largest, code);
  else if (scale == SCALE_LINEAR) pack_shares(n, value, code);
  else pack_logarithms(n, value, DECADES * largest, largest, code);
  PetscCall(pack_bytes(size, code, packed));
  PetscCall(PetscFree(code));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pack_field(StoreReader *reader, const char *name, size_t n,
                                 const double value[], json_t *fields)
{
  static const char *const NAME[]  = {"linear", "logarithmic", "vector"};
  const FieldScale         scale   = scale_of(name);
  const double             largest = scale == SCALE_LINEAR ? 1.0 : find_largest(n, value);
  const double             least   = scale == SCALE_LOGARITHMIC ? DECADES * largest : 0.0;
  char                     path[FIELD_PATH], unit[32];
  json_t                  *packed;

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "/fields/%s/0", name);
  store_reader_attribute(reader, path, "unit", sizeof unit, unit);
  PetscCall(pack_values(scale, n, value, largest, &packed));
  (void)json_object_set_new(packed, "unit", json_string(unit));
  (void)json_object_set_new(packed, "scale", json_string(NAME[scale]));
  (void)json_object_set_new(packed, "least", json_real(least));
  (void)json_object_set_new(packed, "largest", json_real(largest));
  (void)json_object_set_new(fields, name, packed);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_shown(const char *name)
{
  return strncmp(name, "block_", 6) == 0 || strncmp(name, "concentration_", 14) == 0 ||
         strcmp(name, "displacement") == 0;
}

static PetscErrorCode gather_field(StoreReader *reader, const char *name, const Sampling *sampling,
                                   json_t *fields, Problems *problems)
{
  size_t  n = (size_t)(sampling->n_steps * sampling->points->n * sampling->width);
  double *value;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &value));
  PetscCall(read_steps(reader, name, sampling, value, &n, problems));
  if (problems->count == 0) PetscCall(pack_field(reader, name, n, value, fields));
  PetscCall(PetscFree(value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode fields_gather(StoreReader *reader, const Thinning *thinning, int64_t n_steps,
                             const PagePoints *points, json_t *fields, Problems *problems)
{
  Sampling   sampling = {.thinning = thinning, .points = points, .n_steps = n_steps};
  StoreNames names;

  PetscFunctionBeginUser;
  PetscCall(store_reader_children(reader, "/fields", &names));
  for (int i = 0; i < names.count && problems->count == 0; i++) {
    const char *name = names.name[i];

    if (!is_shown(name) || !thinning_keeps_field(thinning, name)) continue;
    sampling.width = scale_of(name) == SCALE_VECTOR ? 3 : 1;
    PetscCall(gather_field(reader, name, &sampling, fields, problems));
  }
  PetscCall(PetscFree(names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}
