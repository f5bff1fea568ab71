// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes verdicts as JSON, which docs/tools/page.py turns into pages and figures:
 *
 *     {"subjects": [{"name", "text", "note", "rows": [{"quantity", "unit", "value", "low", "high", "order",
 *      "verdict"}], "curves": [{"figure", "series", "x_axis", "y_axis", "logarithmic", "x", "y"}]}]}
 */
#include "sij/report/part.h"
#include "sij/testing/verdicts.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static json_t *pack_number(double value)
{
  return isfinite(value) ? json_real(value) : json_null();
}

static json_t *pack_row(const Verdict *row)
{
  const char *verdict = !verdict_judged(row) ? "told" : verdict_met(row) ? "met" : "missed";

  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:b, s:s}", "quantity", row->quantity, "unit",
                   row->unit, "value", pack_number(row->value), "low", pack_number(row->low),
                   "high", pack_number(row->high), "order", row->order, "verdict", verdict);
}

static json_t *pack_numbers(int n, const double value[])
{
  json_t *array = json_array();

  for (int i = 0; i < n; i++) (void)json_array_append_new(array, pack_number(value[i]));
  return array;
}

static json_t *pack_curve(const VerdictCurve *curve)
{
  return json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:o}", "figure", curve->figure, "series",
                   curve->series, "x_axis", curve->x_axis, "y_axis", curve->y_axis, "logarithmic",
                   curve->logarithmic, "x", pack_numbers(curve->n, curve->x), "y",
                   pack_numbers(curve->n, curve->y));
}

static json_t *pack_subject(const Verdicts *list, int s)
{
  json_t *rows = json_array(), *curves = json_array();

  for (int i = 0; i < list->n; i++)
    if (list->row[i].subject == s) (void)json_array_append_new(rows, pack_row(&list->row[i]));
  for (int i = 0; i < list->n_curves; i++)
    if (list->curve[i].subject == s)
      (void)json_array_append_new(curves, pack_curve(&list->curve[i]));
  return json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", list->subject[s].name, "text",
                   list->subject[s].text, "note", list->subject[s].note, "rows", rows, "curves",
                   curves);
}

static PetscErrorCode write_on_first_rank(const Verdicts *list, const char *path,
                                          Problems *problems)
{
  json_t *subjects = json_array(), *root = json_pack("{s:o}", "subjects", subjects);
  char   *text;
  Part    part;

  PetscFunctionBeginUser;
  for (int s = 0; s < list->n_subjects; s++)
    (void)json_array_append_new(subjects, pack_subject(list, s));
  text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(16));
  json_decref(root);
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "Jansson: no text of %s", path);
  PetscCall(part_open_file(path, &part, problems));
  if (part.stream) {
    (void)fprintf(part.stream, "%s\n", text);
    PetscCall(part_keep(&part, problems));
  }
  free(text);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_write(MPI_Comm comm, const Verdicts *list, const char *path,
                              Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(write_on_first_rank(list, path, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
