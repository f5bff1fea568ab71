// SPDX-License-Identifier: GPL-3.0-or-later
/** One output of a run as a file of its own, for programs that do not read run.vtkhdf: a VTU of VTK.
 *
 * Mesh in mm, region and rank of the cells, every field of the points with its unit, time and names of the regions.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

typedef struct {
  double time; // [s] of the output that was written: the nearest
  double before,
    after;   // [s] outputs around the time that was asked for; equal to it where it is one
  bool read; // the run was read: a problem is one of writing
} ExportOutcome;

/** Writes the output of folder/run.vtkhdf that is nearest to `time` [s], in place of a VTU of this program that stands at
 * `path`. A time before the first output or after the last is a problem, as is what is no result. Collective; rank 0
 * works. */
PetscErrorCode export_vtu(MPI_Comm comm, const char *folder, double time, const char *path,
                          ExportOutcome *outcome, Problems *problems) SIJ_CHECKED;
