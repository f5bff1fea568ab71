// SPDX-License-Identifier: GPL-3.0-or-later
// Writes summary.json, the quantities of a run with their units and error bars.
#include "seal.h"

#include "sij/report.h"
#include "sij/report/part.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static json_t *make_quantity(const Quantity *row)
{
  json_t *value = isfinite(row->value) ? json_real(row->value) : json_null();

  json_t *object =
    json_pack("{s:s, s:s, s:o}", "name", row->name, "unit", row->unit, "value", value);

  if (object && isfinite(row->error))
    (void)json_object_set_new(object, "error", json_real(row->error));
  return object;
}

static char *make_summary_text(const char *case_name, const Quantities *list)
{
  json_t *rows = json_array();
  json_t *root = json_pack("{s:s, s:i, s:s, s:o}", "schema", "summary", "version", REPORT_VERSION,
                           "case", case_name, "quantities", rows);

  for (int i = 0; i < list->count; i++)
    if (json_array_append_new(rows, make_quantity(&list->row[i])) != 0) {
      json_decref(root);
      return NULL;
    }

  char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(16));

  json_decref(root);
  return text;
}

static PetscErrorCode write_on_rank_0(const char *folder, const char *case_name,
                                      const Quantities *list, Problems *problems)
{
  char *text;
  Part  part;

  PetscFunctionBeginUser;
  PetscCall(part_open(folder, "summary.json", &part, problems));
  if (!part.stream) PetscFunctionReturn(PETSC_SUCCESS);
  text = make_summary_text(case_name, list);
  if (!text) part_drop(&part);
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "Jansson: no text of %s", part.path);
  PetscCall(seal_print(part.stream, text));
  free(text);
  PetscCall(part_keep(&part, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_remove_summary(MPI_Comm comm, const char *folder, Problems *problems)
{
  char path[PART_PATH];
  int  rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  (void)snprintf(path, sizeof path, "%s/summary.json", folder);
  if (rank == 0 && remove(path) != 0 && errno != ENOENT)
    PetscCall(problems_add(problems, path, "cannot be replaced: %s", strerror(errno)));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_write_summary(MPI_Comm comm, const char *folder, const char *case_name,
                                    const Quantities *list, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(report_check_summary(comm, folder, list, problems));
  if (rank == 0 && problems->count == 0)
    PetscCall(write_on_rank_0(folder, case_name, list, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
