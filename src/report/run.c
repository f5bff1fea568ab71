// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the summary.json of a run folder; what is no summary becomes a sentence. Used by compare.c and read.c.
#include "run.h"

#include "seal.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *describe_kind(const json_t *value)
{
  static const char *const names[] = {
    [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a text",
    [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "true",
    [JSON_FALSE] = "false",      [JSON_NULL] = "null"};

  return value ? names[json_typeof(value)] : "nothing";
}

// True if `value` is of the wanted kind; else one sentence says what stands there.
static PetscErrorCode check_kind(bool good, const char *path, const char *key, const json_t *value,
                                 const char *wanted, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!good)
    PetscCall(problems_add(problems, path, "%s: found %s, wanted %s; this is no summary of a run",
                           key, describe_kind(value), wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_row(const char *path, size_t i, const json_t *row, Run *run,
                               Problems *problems)
{
  const json_t *name = json_object_get(row, "name"), *unit = json_object_get(row, "unit"),
               *value = json_object_get(row, "value"), *error = json_object_get(row, "error");
  const bool good   = json_is_number(value) || json_is_null(value);
  const int  before = problems->count;
  char       key[64];

  PetscFunctionBeginUser;
  (void)snprintf(key, sizeof key, "quantities[%zu].name", i);
  PetscCall(check_kind(json_is_string(name), path, key, name, "a text", problems));
  (void)snprintf(key, sizeof key, "quantities[%zu].unit", i);
  PetscCall(check_kind(json_is_string(unit), path, key, unit, "a text", problems));
  (void)snprintf(key, sizeof key, "quantities[%zu].value", i);
  PetscCall(check_kind(good, path, key, value, "a number or null", problems));
  (void)snprintf(key, sizeof key, "quantities[%zu].error", i);
  PetscCall(check_kind(!error || json_is_number(error), path, key, error, "a number", problems));
  if (problems->count == before) {
    PetscCall(quantities_add(&run->list, json_is_null(value) ? NAN : json_number_value(value),
                             json_string_value(unit), "%s", json_string_value(name)));
    if (error) run->list.row[run->list.count - 1].error = json_number_value(error);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A summary from before there were versions has none.
static PetscErrorCode check_version(const char *path, const json_t *root, Problems *problems)
{
  const json_t *schema   = json_object_get(root, "schema"),
               *version  = json_object_get(root, "version");
  const json_int_t found = json_integer_value(version);
  const bool       summary =
    !schema || (json_is_string(schema) && strcmp(json_string_value(schema), "summary") == 0);

  PetscFunctionBeginUser;
  PetscCall(check_kind(summary, path, "schema", schema, "the text \"summary\"", problems));
  PetscCall(check_kind(!version || json_is_integer(version), path, "version", version,
                       "a whole number", problems));
  if (found > REPORT_VERSION)
    PetscCall(problems_add(problems, path,
                           "is of version %lld, and this sij reads up to version %d; read it with "
                           "the sij that wrote it, or a newer one",
                           (long long)found, REPORT_VERSION));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_root(const char *path, const json_t *root, Run *run, Problems *problems)
{
  const json_t *name = json_object_get(root, "case"), *rows = json_object_get(root, "quantities");
  const int     before = problems->count;

  PetscFunctionBeginUser;
  PetscCall(check_kind(json_is_object(root), path, "the whole file", root, "an object", problems));
  if (problems->count == before) PetscCall(check_version(path, root, problems));
  if (problems->count > before) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_kind(json_is_string(name), path, "case", name, "a text", problems));
  PetscCall(check_kind(json_is_array(rows), path, "quantities", rows, "an array", problems));
  if (problems->count > before) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(run->name, sizeof run->name, "%s", json_string_value(name));
  // One faulty row tells enough of a file.
  for (size_t i = 0; i < json_array_size(rows) && problems->count == before; i++)
    PetscCall(read_row(path, i, json_array_get(rows, i), run, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The whole file as a text of *size bytes. Owns: caller, PetscFree().
static PetscErrorCode read_text(FILE *stream, char **text, size_t *size)
{
  size_t room = 1 << 16, n;

  PetscFunctionBeginUser;
  *size = 0;
  PetscCall(PetscMalloc1(room, text));
  while ((n = fread(*text + *size, 1, room - 1 - *size, stream)) > 0) {
    *size += n;
    if (*size + 1 < room) continue;
    room *= 2;
    PetscCall(PetscRealloc(room, text));
  }
  (*text)[*size] = '\0';
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_stream(const char *path, FILE *stream, Run *run, Problems *problems)
{
  char        *text;
  size_t       size;
  json_t      *root;
  json_error_t error;
  bool         broken;

  PetscFunctionBeginUser;
  PetscCall(read_text(stream, &text, &size));
  PetscCall(seal_check(text, &broken));
  root = json_loadb(text, size, 0, &error);
  if (!root)
    PetscCall(problems_add(problems, path, "line %d: not valid JSON: %s", error.line, error.text));
  else if (broken)
    PetscCall(problems_add(problems, path,
                           "its checksum is wrong: the file is damaged; if it was changed on "
                           "purpose, remove its key sha256"));
  else PetscCall(read_root(path, root, run, problems));
  json_decref(root);
  PetscCall(PetscFree(text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode run_read(const char *folder, Run *run, Problems *problems)
{
  char        path[1024];
  FILE       *stream;
  struct stat status;

  PetscFunctionBeginUser;
  *run = (Run){0};
  (void)snprintf(path, sizeof path, "%s/summary.json", folder);
  stream = fopen(path, "r");
  if (!stream) {
    const int code = errno;

    if (stat(folder, &status) != 0 && errno == ENOENT)
      PetscCall(problems_add(
        problems, folder, "there is no such folder; name folders that `sij run -o` has finished"));
    else
      PetscCall(problems_add(problems, path,
                             "cannot be read: %s; name folders that `sij run -o` has finished",
                             strerror(code)));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(read_stream(path, stream, run, problems));
  (void)fclose(stream);
  PetscFunctionReturn(PETSC_SUCCESS);
}
