// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what checks and findings measured, judges each figure by its band, and prints the table of
// `sij verify` and `sij validate`. json.c writes the same to a file.
#include "sij/testing/verdicts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Makes place for one more in an array of n that grows by doubling.
static PetscErrorCode grow_array(int n, size_t size, void *array)
{
  void **start = array;

  PetscFunctionBeginUser;
  if (n == 0 || (n & (n - 1)) == 0)
    PetscCall(PetscRealloc(size * (size_t)(n > 0 ? 2 * n : 1), start));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_subject(Verdicts *list, const char *name, const char *text)
{
  Subject *subject;

  PetscFunctionBeginUser;
  PetscCall(grow_array(list->n_subjects, sizeof *list->subject, &list->subject));
  subject = &list->subject[list->n_subjects++];
  (void)snprintf(subject->name, sizeof subject->name, "%s", name);
  PetscCall(PetscStrallocpy(text, &subject->text));
  PetscCall(PetscStrallocpy("", &subject->note));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_note(Verdicts *list, const char *format, ...)
{
  Subject *subject = &list->subject[list->n_subjects - 1];
  va_list  arguments;
  char     sentence[1024], *longer;

  PetscFunctionBeginUser;
  va_start(arguments, format);
  (void)vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  const size_t size = strlen(subject->note) + strlen(sentence) + 2;

  PetscCall(PetscMalloc1(size, &longer));
  (void)snprintf(longer, size, "%s%s%s", subject->note, *subject->note ? " " : "", sentence);
  PetscCall(PetscFree(subject->note));
  subject->note = longer;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append_row(Verdicts *list, Verdict **row)
{
  PetscFunctionBeginUser;
  PetscCheck(list->n_subjects > 0, PETSC_COMM_SELF, PETSC_ERR_ORDER, "verdicts: no subject yet");
  PetscCall(grow_array(list->n, sizeof *list->row, &list->row));
  *row  = &list->row[list->n++];
  **row = (Verdict){.subject = list->n_subjects - 1};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void describe_row(Verdict *row, const char *unit, const char *format, va_list arguments)
{
  (void)snprintf(row->unit, sizeof row->unit, "%s", unit);
  (void)vsnprintf(row->quantity, sizeof row->quantity, format, arguments);
}

PetscErrorCode verdicts_add(Verdicts *list, double value, double low, double high, const char *unit,
                            const char *format, ...)
{
  Verdict *row = NULL;
  va_list  arguments;

  PetscFunctionBeginUser;
  PetscCall(append_row(list, &row));
  row->value = value;
  row->low   = low;
  row->high  = high;
  va_start(arguments, format);
  describe_row(row, unit, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_report(Verdicts *list, double value, const char *unit, const char *format,
                               ...)
{
  Verdict *row = NULL;
  va_list  arguments;

  PetscFunctionBeginUser;
  PetscCall(append_row(list, &row));
  row->value = value;
  row->low   = -INFINITY;
  row->high  = INFINITY;
  va_start(arguments, format);
  describe_row(row, unit, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_order(Verdicts *list, int n, const double size[], const double error[],
                              double low, double high, const char *size_axis, const char *what)
{
  double order;

  PetscFunctionBeginUser;
  PetscCheck(n >= 2, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "an order needs two sizes");
  order = log(error[n - 2] / error[n - 1]) / log(size[n - 2] / size[n - 1]);
  PetscCall(verdicts_add(list, order, low, high, "1", "order of %s", what));
  list->row[list->n - 1].order = true;
  PetscCall(
    verdicts_curve(list, "error against size", what, size_axis, "error", true, n, size, error));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_curve(Verdicts *list, const char *figure, const char *series,
                              const char *x_axis, const char *y_axis, bool logarithmic, int n,
                              const double x[], const double y[])
{
  VerdictCurve *curve;

  PetscFunctionBeginUser;
  PetscCheck(list->n_subjects > 0, PETSC_COMM_SELF, PETSC_ERR_ORDER, "verdicts: no subject yet");
  PetscCall(grow_array(list->n_curves, sizeof *list->curve, &list->curve));
  curve  = &list->curve[list->n_curves++];
  *curve = (VerdictCurve){.subject = list->n_subjects - 1, .logarithmic = logarithmic, .n = n};
  (void)snprintf(curve->figure, sizeof curve->figure, "%s", figure);
  (void)snprintf(curve->series, sizeof curve->series, "%s", series);
  (void)snprintf(curve->x_axis, sizeof curve->x_axis, "%s", x_axis);
  (void)snprintf(curve->y_axis, sizeof curve->y_axis, "%s", y_axis);
  PetscCall(PetscMalloc1(n, &curve->x));
  PetscCall(PetscMalloc1(n, &curve->y));
  PetscCall(PetscArraycpy(curve->x, x, n));
  PetscCall(PetscArraycpy(curve->y, y, n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

bool verdict_met(const Verdict *row)
{
  return row->value >= row->low && row->value <= row->high;
}

bool verdict_judged(const Verdict *row)
{
  return isfinite(row->low) || isfinite(row->high);
}

int verdicts_missed(const Verdicts *list, int subject)
{
  int missed = 0;

  for (int i = 0; i < list->n; i++)
    if (subject < 0 || list->row[i].subject == subject)
      missed += verdict_judged(&list->row[i]) && !verdict_met(&list->row[i]);
  return missed;
}

static int count_judged(const Verdicts *list)
{
  int count = 0;

  for (int i = 0; i < list->n; i++) count += verdict_judged(&list->row[i]);
  return count;
}

static void write_band(const Verdict *row, char band[64])
{
  if (!verdict_judged(row)) (void)snprintf(band, 64, "-");
  else if (!isfinite(row->low)) (void)snprintf(band, 64, "at most %.4g", row->high);
  else if (!isfinite(row->high)) (void)snprintf(band, 64, "at least %.4g", row->low);
  else (void)snprintf(band, 64, "%.4g to %.4g", row->low, row->high);
}

// An observed order stands in a column of its own.
static void print_row(const Verdict *row)
{
  const bool plain = strcmp(row->unit, "1") == 0;
  char       value[48], order[16] = "", band[64];

  write_band(row, band);
  (void)snprintf(value, sizeof value, "%.4g%s%s", row->value, plain ? "" : " ",
                 plain ? "" : row->unit);
  if (row->order) (void)snprintf(order, sizeof order, "%.2f", row->value);
  printf("  %-60s %15s  %-20s %5s  %s\n", row->quantity, row->order ? "" : value, band, order,
         !verdict_judged(row) ? ""
         : verdict_met(row)   ? "met"
                              : "MISSED");
}

PetscErrorCode verdicts_print(MPI_Comm comm, const Verdicts *list, int first)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (first == 0)
    printf("  %-60s %15s  %-20s %5s  %s\n", "quantity", "measured", "expected", "order", "verdict");
  for (int s = first; s < list->n_subjects; s++) {
    printf("%s: %s\n", list->subject[s].name, list->subject[s].text);
    for (int i = 0; i < list->n; i++)
      if (list->row[i].subject == s) print_row(&list->row[i]);
    if (*list->subject[s].note) printf("  %s\n", list->subject[s].note);
  }
  (void)fflush(stdout);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_print_total(MPI_Comm comm, const Verdicts *list)
{
  const int missed = verdicts_missed(list, -1);
  int       rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0)
    printf("%d figures of %d subjects: %d met, %d missed\n", count_judged(list), list->n_subjects,
           count_judged(list) - missed, missed);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verdicts_destroy(Verdicts *list)
{
  PetscFunctionBeginUser;
  for (int s = 0; s < list->n_subjects; s++) {
    PetscCall(PetscFree(list->subject[s].text));
    PetscCall(PetscFree(list->subject[s].note));
  }
  for (int c = 0; c < list->n_curves; c++) {
    PetscCall(PetscFree(list->curve[c].x));
    PetscCall(PetscFree(list->curve[c].y));
  }
  PetscCall(PetscFree(list->subject));
  PetscCall(PetscFree(list->row));
  PetscCall(PetscFree(list->curve));
  *list = (Verdicts){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
