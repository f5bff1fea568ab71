// SPDX-License-Identifier: GPL-3.0-or-later
// The list of named values with units that a run reports: added by the modules, written by report.
#include "sij/base/quantities.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

PetscErrorCode quantities_add(Quantities *list, double value, const char *unit, const char *format,
                              ...)
{
  va_list   arguments;
  Quantity *row;

  PetscFunctionBeginUser;
  if (list->count == list->capacity) {
    list->capacity = list->capacity > 0 ? 2 * list->capacity : 64;
    PetscCall(PetscRealloc(sizeof(*list->row) * (size_t)list->capacity, &list->row));
  }
  row        = &list->row[list->count++];
  row->value = value;
  row->error = NAN;
  (void)snprintf(row->unit, sizeof row->unit, "%s", unit);
  va_start(arguments, format);
  (void)vsnprintf(row->name, sizeof row->name, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode quantities_copy(Quantities *list, const Quantities *from)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < from->count; i++) {
    const Quantity *row = &from->row[i];

    PetscCall(quantities_add(list, row->value, row->unit, "%s", row->name));
    list->row[list->count - 1].error = row->error;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Quantity *quantities_find(const Quantities *list, const char *name)
{
  for (int i = 0; i < list->count; i++)
    if (strcmp(list->row[i].name, name) == 0) return &list->row[i];
  return NULL;
}

bool quantities_is_bound(const Quantities *list, const char *name)
{
  const char *at = strstr(name, ".duration");
  char        flag[2 * QUANTITY_NAME];

  if (!at) return false;
  (void)snprintf(flag, sizeof flag, "%.*s.outlasts_run%s", (int)(at - name), name,
                 at + strlen(".duration"));
  const Quantity *row = quantities_find(list, flag);

  return row && row->value != 0.0;
}

PetscErrorCode quantities_destroy(Quantities *list)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(list->row));
  *list = (Quantities){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
