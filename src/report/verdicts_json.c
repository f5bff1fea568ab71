// SPDX-License-Identifier: GPL-3.0-or-later
/* {"subjects": [{"name", "text", "note", "rows": [{"quantity", "unit", "value", "low", "high", "order",
 * "verdict"}], "curves": [{"figure", "series", "x_axis", "y_axis", "logarithmic", "x", "y"}]}]} */
#include "part.h"

#include "sij/report/verdicts.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static json_t *number(double value)
{
  return isfinite(value) ? json_real(value) : json_null();
}

static json_t *row_object(const Verdict *row)
{
  const char *verdict = !verdict_judged(row) ? "told" : verdict_met(row) ? "met" : "missed";

  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:b, s:s}", "quantity", row->quantity, "unit",
                   row->unit, "value", number(row->value), "low", number(row->low), "high",
                   number(row->high), "order", row->order, "verdict", verdict);
}

static json_t *numbers(int n, const double value[])
{
  json_t *array = json_array();

  for (int i = 0; i < n; i++) (void)json_array_append_new(array, number(value[i]));
  return array;
}

static json_t *curve_object(const VerdictCurve *curve)
{
  return json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:o}", "figure", curve->figure, "series",
                   curve->series, "x_axis", curve->x_axis, "y_axis", curve->y_axis, "logarithmic",
                   curve->logarithmic, "x", numbers(curve->n, curve->x), "y",
                   numbers(curve->n, curve->y));
}

static json_t *subject_object(const Verdicts *list, int s)
{
  json_t *rows = json_array(), *curves = json_array();

  for (int i = 0; i < list->n; i++)
    if (list->row[i].subject == s) (void)json_array_append_new(rows, row_object(&list->row[i]));
  for (int i = 0; i < list->n_curves; i++)
    if (list->curve[i].subject == s)
      (void)json_array_append_new(curves, curve_object(&list->curve[i]));
  return json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", list->subject[s].name, "text",
                   list->subject[s].text, "note", list->subject[s].note, "rows", rows, "curves",
                   curves);
}

static PetscErrorCode write_on_first(const Verdicts *list, const char *path, Problems *problems)
{
  json_t *subjects = json_array(), *root = json_pack("{s:o}", "subjects", subjects);
  char   *text;
  Part    part;

  PetscFunctionBeginUser;
  for (int s = 0; s < list->n_subjects; s++)
    (void)json_array_append_new(subjects, subject_object(list, s));
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
  if (rank == 0) PetscCall(write_on_first(list, path, problems));
  PetscCall(problems_share(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
