// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one output of a run: the mesh, what its cells are, and every field of the points at that time.
#include "frame.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FRAME_PATH = 256 };

static PetscErrorCode read_array(StoreReader *reader, const char *path, const char *name,
                                 FrameArray *array, Problems *problems)
{
  PetscFunctionBeginUser;
  (void)snprintf(array->name, sizeof array->name, "%s", name);
  PetscCall(store_reader_rows(reader, path, &array->rows, problems));
  store_reader_attribute(reader, path, "unit", sizeof array->unit, array->unit);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Datasets "/above/NAMEbelow" of the names that are children of `above`. */
static PetscErrorCode read_arrays(StoreReader *reader, const char *above, const char *below, int *n,
                                  FrameArray **list, Problems *problems)
{
  StoreNames names;
  char       path[FRAME_PATH];

  PetscFunctionBeginUser;
  PetscCall(store_reader_children(reader, above, &names));
  PetscCall(PetscCalloc1((size_t)names.count, list));
  *n = names.count;
  for (int i = 0; i < *n && problems->count == 0; i++) {
    (void)snprintf(path, sizeof path, "%s/%s%s", above, names.name[i], below);
    PetscCall(read_array(reader, path, names.name[i], &(*list)[i], problems));
  }
  PetscCall(PetscFree(names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_mesh(const Frame *frame)
{
  bool good =
    frame->point.columns == 3 && frame->vertex.columns == 1 && frame->vertex.rows % 4 == 0;

  for (int64_t i = 0; good && i < frame->vertex.rows; i++)
    good = frame->vertex.value[i] >= 0.0 && frame->vertex.value[i] < (double)frame->point.rows;
  return good;
}

static bool are_of(int n, const FrameArray *list, int64_t rows)
{
  for (int i = 0; i < n; i++)
    if (list[i].rows.rows != rows) return false;
  return true;
}

PetscErrorCode frame_read(StoreReader *reader, int64_t step, double time, Frame *frame,
                          Problems *problems)
{
  char below[32];

  PetscFunctionBeginUser;
  *frame = (Frame){.time = time};
  (void)snprintf(below, sizeof below, "/%lld", (long long)step);
  PetscCall(store_reader_rows(reader, "/VTKHDF/Points", &frame->point, problems));
  if (problems->count == 0)
    PetscCall(store_reader_rows(reader, "/VTKHDF/Connectivity", &frame->vertex, problems));
  if (problems->count == 0)
    PetscCall(
      store_reader_words(reader, "/VTKHDF/CellData/region", "names", &frame->regions, problems));
  if (problems->count == 0)
    PetscCall(read_arrays(reader, "/VTKHDF/CellData", "", &frame->n_cell_arrays, &frame->cell_array,
                          problems));
  if (problems->count == 0)
    PetscCall(
      read_arrays(reader, "/fields", below, &frame->n_point_arrays, &frame->point_array, problems));
  if (problems->count == 0 &&
      !(is_mesh(frame) && are_of(frame->n_cell_arrays, frame->cell_array, frame->vertex.rows / 4) &&
        are_of(frame->n_point_arrays, frame->point_array, frame->point.rows)))
    PetscCall(problems_add(problems, store_reader_path(reader),
                           "mesh and fields do not fit each other; wanted is the result of a "
                           "finished `sij run`"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode frame_free(Frame *frame)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < frame->n_cell_arrays; i++)
    PetscCall(PetscFree(frame->cell_array[i].rows.value));
  for (int i = 0; i < frame->n_point_arrays; i++)
    PetscCall(PetscFree(frame->point_array[i].rows.value));
  PetscCall(PetscFree(frame->cell_array));
  PetscCall(PetscFree(frame->point_array));
  PetscCall(PetscFree(frame->point.value));
  PetscCall(PetscFree(frame->vertex.value));
  PetscCall(PetscFree(frame->regions.name));
  *frame = (Frame){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
