// SPDX-License-Identifier: GPL-3.0-or-later
/** Loading the case files beside these tests, without ceremony. */
#pragma once

#include "unit/check.h"

#include "sij/casefile.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  Case    *input;
  char    *text;
  Problems problems;
} Loaded;

/** Path of a file beside this one. */
static inline const char *fixture_path(const char *name, char path[CASE_PATH])
{
  const char *slash = strrchr(__FILE__, '/');

  (void)snprintf(path, CASE_PATH, "%.*s/%s", (int)(slash - __FILE__), __FILE__, name);
  return path;
}

static inline Loaded load_path(const char *path, int n, const char *const overrides[])
{
  Loaded loaded = {0};

  assert_int_equal(
    case_load(PETSC_COMM_SELF, path, n, overrides, &loaded.input, &loaded.text, &loaded.problems),
    0);
  return loaded;
}

static inline Loaded load(const char *name, int n, const char *const overrides[])
{
  char path[CASE_PATH];

  return load_path(fixture_path(name, path), n, overrides);
}

/** One override; NULL for none. The case must be without fault. */
static inline Loaded load_fine(const char *name, const char *override)
{
  const Loaded loaded = load(name, override ? 1 : 0, &override);

  for (int i = 0; i < loaded.problems.count; i++) print_error("%s\n", loaded.problems.sentence[i]);
  assert_int_equal(loaded.problems.count, 0);
  assert_non_null(loaded.input);
  return loaded;
}

static inline void unload(Loaded *loaded)
{
  assert_int_equal(case_destroy(&loaded->input), 0);
  assert_int_equal(PetscFree(loaded->text), 0);
  assert_int_equal(problems_destroy(&loaded->problems), 0);
}

/** Writes a file of the running process into the working folder, where other tests run too, and loads it. */
static inline Loaded load_bytes(const char *bytes, size_t n)
{
  char   path[64];
  FILE  *file;
  Loaded loaded;

  (void)snprintf(path, sizeof path, "casefile_test_%ld.yaml", (long)getpid());
  file = fopen(path, "wb");

  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
  loaded = load_path(path, 0, NULL);
  (void)remove(path);
  return loaded;
}

static inline int start_petsc(void **state)
{
  (void)state;
  return PetscInitialize(NULL, NULL, NULL, NULL) != PETSC_SUCCESS;
}

static inline int stop_petsc(void **state)
{
  (void)state;
  return PetscFinalize() != PETSC_SUCCESS;
}
