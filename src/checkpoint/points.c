// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the points of a mesh to the rows of a series of files: the first run of a series numbers them, later ones find
// theirs by the coordinates that it left.
#include "state.h"

#include <stdio.h>
#include <string.h>

enum { COPIES = 2 };

static const char *const PLACE[STATE_PLACES] = {"points.vertices", "points.nodes"};

static PetscErrorCode bind(Checkpoint *checkpoint, StatePlace place, const CheckpointPoints *points,
                           const PetscInt row[])
{
  Rows       *rows = &checkpoint->rows[place];
  PetscInt    first, n;
  PetscLayout layout;

  PetscFunctionBeginUser;
  rows->n_owned = points->n_owned;
  rows->n_rows  = points->n_global;
  PetscCall(items_rows(checkpoint->comm, points->n_global, &first, &n));
  PetscCall(PetscLayoutCreateFromSizes(checkpoint->comm, n, points->n_global, 1, &layout));
  PetscCall(PetscSFCreate(checkpoint->comm, &rows->sf));
  PetscCall(PetscSFSetGraphLayout(rows->sf, layout, points->n_owned, NULL, PETSC_COPY_VALUES, row));
  PetscCall(PetscSFSetUp(rows->sf));
  PetscCall(PetscLayoutDestroy(&layout));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode bind_in_own_order(Checkpoint *checkpoint, StatePlace place,
                                        const CheckpointPoints *points)
{
  PetscInt *row;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(points->n_owned, &row));
  for (PetscInt i = 0; i < points->n_owned; i++) row[i] = points->first + i;
  PetscCall(bind(checkpoint, place, points, row));
  PetscCall(PetscFree(row));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_points(Checkpoint *checkpoint, StatePlace place,
                                    const CheckpointPoints *points)
{
  const StateVisitor writer = checkpoint_writer(checkpoint);
  const size_t       n      = 3 * (size_t)points->n_owned;
  double            *x;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &x));
  if (n > 0) memcpy(x, points->x, n * sizeof *x);
  PetscCall(writer.field(writer.context, PLACE[place], place, 3, x));
  PetscCall(PetscFree(x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_points(Checkpoint            *checkpoint,
                                   const CheckpointPoints points[STATE_PLACES], Problems *problems)
{
  char path[FILE_PATH], cause[FILE_CAUSE];
  bool good = true;

  PetscFunctionBeginUser;
  for (int p = 0; p < STATE_PLACES; p++)
    if (checkpoint->rows[p].sf) PetscCall(gather_points(checkpoint, (StatePlace)p, &points[p]));
  for (int copy = 0; copy < COPIES && good; copy++) {
    folder_points_path(checkpoint, copy, path);
    PetscCall(file_write(checkpoint->comm, path, &checkpoint->gathered, &good, cause));
    if (!good) PetscCall(problems_add(problems, "", "%s cannot be written: %s", path, cause));
  }
  PetscCall(items_clear(&checkpoint->gathered));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode begin_series(Checkpoint            *checkpoint,
                                   const CheckpointPoints points[STATE_PLACES], Problems *problems)
{
  int code;

  PetscFunctionBeginUser;
  PetscCall(folder_begin(checkpoint, &code));
  if (code != 0) {
    PetscCall(problems_add(problems, "", "%s: a folder for checkpoints cannot be made there: %s",
                           checkpoint->folder, strerror(code)));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  for (int p = 0; p < STATE_PLACES; p++)
    if (points[p].n_global > 0) PetscCall(bind_in_own_order(checkpoint, (StatePlace)p, &points[p]));
  PetscCall(write_points(checkpoint, points, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One copy may be damaged.
static PetscErrorCode read_points(Checkpoint *checkpoint, Items *items, Problems *problems)
{
  char path[FILE_PATH], cause[FILE_CAUSE];
  bool good = false;

  PetscFunctionBeginUser;
  for (int copy = 0; copy < COPIES && !good; copy++) {
    folder_points_path(checkpoint, copy, path);
    PetscCall(file_read(checkpoint->comm, path, items, &good, cause));
  }
  if (!good)
    PetscCall(problems_add(problems, "",
                           "%s: both copies of the points of the checkpoint cannot be read (%s); "
                           "the run must begin anew, with --overwrite",
                           path, cause));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_rows(Checkpoint *checkpoint, StatePlace place, const Item *item,
                                const CheckpointPoints *points, Problems *problems)
{
  int64_t   missing = 0, all;
  PetscInt  first, n;
  PetscInt *row;

  PetscFunctionBeginUser;
  PetscCall(items_rows(checkpoint->comm, item->entry.rows, &first, &n));
  PetscCall(PetscMalloc1(points->n_owned, &row));
  PetscCall(match_points(checkpoint->comm, n, (const double(*)[3])item->value, first,
                         points->n_owned, points->x, row));
  for (PetscInt i = 0; i < points->n_owned; i++) missing += row[i] < 0;
  PetscCallMPI(MPI_Allreduce(&missing, &all, 1, MPI_INT64_T, MPI_SUM, checkpoint->comm));
  if (all == 0) PetscCall(bind(checkpoint, place, points, row));
  else
    PetscCall(problems_add(problems, "",
                           "%s: the checkpoint is of another mesh: %lld of %lld points are not "
                           "among its own; the run must begin anew, with --overwrite",
                           checkpoint->folder, (long long)all, (long long)points->n_global));
  PetscCall(PetscFree(row));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode continue_series(Checkpoint            *checkpoint,
                                      const CheckpointPoints points[STATE_PLACES],
                                      Problems              *problems)
{
  Items items = {0};

  PetscFunctionBeginUser;
  PetscCall(read_points(checkpoint, &items, problems));
  for (int p = 0; p < STATE_PLACES && problems->count == 0; p++) {
    const Item *item = items_find(&items, PLACE[p]);

    if (points[p].n_global == 0) continue;
    if (!item || item->entry.kind != FORMAT_FIELD || item->entry.columns != 3 ||
        item->entry.rows != points[p].n_global)
      PetscCall(
        problems_add(problems, "",
                     "%s: the checkpoint is of another mesh: it has %lld %s, this run %lld; "
                     "the run must begin anew, with --overwrite",
                     checkpoint->folder, item ? (long long)item->entry.rows : 0LL,
                     p == STATE_VERTICES ? "vertices" : "nodes", (long long)points[p].n_global));
    else PetscCall(find_rows(checkpoint, (StatePlace)p, item, &points[p], problems));
  }
  PetscCall(items_clear(&items));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_attach(Checkpoint            *checkpoint,
                                 const CheckpointPoints points[STATE_PLACES], bool restart,
                                 Problems *problems)
{
  PetscFunctionBeginUser;
  if (checkpoint->rank == 0) folder_remove_mark(checkpoint);
  if (restart) PetscCall(continue_series(checkpoint, points, problems));
  else PetscCall(begin_series(checkpoint, points, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
