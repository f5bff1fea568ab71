// SPDX-License-Identifier: GPL-3.0-or-later
// The two visitors of a state: one gathers items for the next save, one overwrites them with what was loaded. Fields
// travel between the points of each rank and the rows of the file.
#include "state.h"

#include <string.h>

static PetscErrorCode add_item(Checkpoint *checkpoint, const char *name, FormatKind kind,
                               int columns, int64_t rows, Item **item)
{
  FormatEntry entry = {.kind = (int32_t)kind, .columns = columns, .rows = rows};

  PetscFunctionBeginUser;
  PetscCheck(strlen(name) < FORMAT_NAME, checkpoint->comm, PETSC_ERR_PLIB,
             "the name of item %s of a state is too long", name);
  PetscCheck(!items_find(&checkpoint->gathered, name), checkpoint->comm, PETSC_ERR_PLIB,
             "item %s of a state is there twice", name);
  PetscCheck(checkpoint->gathered.n < FORMAT_ENTRIES, checkpoint->comm, PETSC_ERR_PLIB,
             "a state has more than %d items", (int)FORMAT_ENTRIES);
  PetscCall(PetscStrncpy(entry.name, name, sizeof entry.name));
  PetscCall(items_add(&checkpoint->gathered, checkpoint->comm, &entry, item));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode make_row_type(int columns, MPI_Datatype *type)
{
  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Type_contiguous(columns, MPI_DOUBLE, type));
  PetscCallMPI(MPI_Type_commit(type));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_field(void *context, const char *name, StatePlace place, int components,
                                  double value[])
{
  Checkpoint  *checkpoint = (Checkpoint *)context;
  const Rows  *rows       = &checkpoint->rows[place];
  MPI_Datatype type;
  Item        *item;

  PetscFunctionBeginUser;
  PetscCheck(rows->sf, checkpoint->comm, PETSC_ERR_PLIB, "item %s has no points to be at", name);
  PetscCall(add_item(checkpoint, name, FORMAT_FIELD, components, rows->n_rows, &item));
  PetscCall(make_row_type(components, &type));
  PetscCall(PetscSFReduceBegin(rows->sf, type, value, item->value, MPI_REPLACE));
  PetscCall(PetscSFReduceEnd(rows->sf, type, value, item->value, MPI_REPLACE));
  PetscCallMPI(MPI_Type_free(&type));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_values(void *context, const char *name, int n, double value[])
{
  Checkpoint *checkpoint = (Checkpoint *)context;
  Item       *item;

  PetscFunctionBeginUser;
  PetscCall(add_item(checkpoint, name, FORMAT_VALUES, 1, n, &item));
  PetscCall(PetscArraycpy(item->value, value, n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_sums(void *context, const char *name, int n, double value[])
{
  Checkpoint *checkpoint = (Checkpoint *)context;
  Item       *item;

  PetscFunctionBeginUser;
  PetscCall(add_item(checkpoint, name, FORMAT_SUMS, 1, n, &item));
  PetscCallMPI(MPI_Allreduce(value, item->value, n, MPI_DOUBLE, MPI_SUM, checkpoint->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

StateVisitor checkpoint_writer(Checkpoint *checkpoint)
{
  return (StateVisitor){.reads   = false,
                        .context = checkpoint,
                        .field   = write_field,
                        .values  = write_values,
                        .sums    = write_sums};
}

// An item of the name, kind and size asked for; else NULL, and it is noted as missing.
static PetscErrorCode find_item(Checkpoint *checkpoint, const char *name, FormatKind kind,
                                int columns, int64_t rows, const Item **item)
{
  Item *found = items_find(&checkpoint->loaded, name);

  PetscFunctionBeginUser;
  *item = NULL;
  if (found) found->used = true;
  if (found && found->entry.kind == (int32_t)kind && found->entry.columns == columns &&
      found->entry.rows == rows)
    *item = found;
  else PetscCall(problems_add(&checkpoint->missing, "", "%s", name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_field(void *context, const char *name, StatePlace place, int components,
                                 double value[])
{
  Checkpoint  *checkpoint = (Checkpoint *)context;
  const Rows  *rows       = &checkpoint->rows[place];
  MPI_Datatype type;
  const Item  *item;

  PetscFunctionBeginUser;
  PetscCheck(rows->sf, checkpoint->comm, PETSC_ERR_PLIB, "item %s has no points to be at", name);
  PetscCall(find_item(checkpoint, name, FORMAT_FIELD, components, rows->n_rows, &item));
  if (!item) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(make_row_type(components, &type));
  PetscCall(PetscSFBcastBegin(rows->sf, type, item->value, value, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(rows->sf, type, item->value, value, MPI_REPLACE));
  PetscCallMPI(MPI_Type_free(&type));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_values(void *context, const char *name, int n, double value[])
{
  Checkpoint *checkpoint = (Checkpoint *)context;
  const Item *item;

  PetscFunctionBeginUser;
  PetscCall(find_item(checkpoint, name, FORMAT_VALUES, 1, n, &item));
  if (item) PetscCall(PetscArraycpy(value, item->value, n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_sums(void *context, const char *name, int n, double value[])
{
  Checkpoint *checkpoint = (Checkpoint *)context;
  const Item *item;

  PetscFunctionBeginUser;
  PetscCall(find_item(checkpoint, name, FORMAT_SUMS, 1, n, &item));
  for (int k = 0; item && k < n; k++) value[k] = checkpoint->rank == 0 ? item->value[k] : 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

StateVisitor checkpoint_reader(Checkpoint *checkpoint)
{
  return (StateVisitor){.reads   = true,
                        .context = checkpoint,
                        .field   = read_field,
                        .values  = read_values,
                        .sums    = read_sums};
}

const char *checkpoint_text(const Checkpoint *checkpoint, const char *name)
{
  Item *item = items_find(&checkpoint->loaded, name);

  if (!item || item->entry.kind != FORMAT_TEXT) return NULL;
  item->used = true;
  return item->text;
}

PetscErrorCode checkpoint_set_text(Checkpoint *checkpoint, const char *name, const char *text)
{
  const size_t length = strlen(text);
  Item        *item;

  PetscFunctionBeginUser;
  PetscCall(add_item(checkpoint, name, FORMAT_TEXT, 1, (int64_t)length, &item));
  if (length > 0) memcpy(item->text, text, length);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_differences(const Checkpoint *checkpoint, Problems *missing,
                                      Problems *unused)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < checkpoint->missing.count; i++)
    PetscCall(problems_add(missing, "", "%s", checkpoint->missing.sentence[i]));
  for (int i = 0; i < checkpoint->loaded.n; i++)
    if (!checkpoint->loaded.item[i].used)
      PetscCall(problems_add(unused, "", "%s", checkpoint->loaded.item[i].entry.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}
