// SPDX-License-Identifier: GPL-3.0-or-later
/** One output of a run in memory. */
#pragma once

#include "sij/store/reader.h"

enum { FRAME_UNIT = 32 };

typedef struct {
  char      name[STORE_WORD], unit[FRAME_UNIT]; // "": none
  StoreRows rows;                               // owned
} FrameArray;

typedef struct {
  double      time;    // s
  StoreRows   point;   // owned: [points][3], mm
  StoreRows   vertex;  // owned: [4 cells], numbers of points
  StoreNames  regions; // owned
  int         n_cell_arrays, n_point_arrays;
  FrameArray *cell_array, *point_array; // owned
} Frame;

/** Reads output number `step`, of that time. A problem if arrays and mesh do not fit each other. Owns: caller, frame_free()
 * also after a problem. */
PetscErrorCode frame_read(StoreReader *reader, int64_t step, double time, Frame *frame,
                          Problems *problems) SIJ_CHECKED;
PetscErrorCode frame_free(Frame *frame) SIJ_CHECKED;
