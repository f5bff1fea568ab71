// SPDX-License-Identifier: GPL-3.0-or-later
/** The folder of a run's results: made, locked against a second run, and held against what it holds already.
 *
 * Nothing is replaced but an older result of the same case. The lock (sij/base/lock.h) stands while the run lives.
 */
#pragma once

#include "sij/base/lock.h"
#include "sij/base/problems.h"

#include <stdbool.h>

typedef struct {
  const char *path;      // borrowed
  const char *case_name; // borrowed
  bool        overwrite; // the result of another case, or what is no result, may be replaced
  bool        parents;   // folders above it are made too
} FolderRequest;

/** Of rank 0; empty on the others. */
typedef struct {
  Lock lock;
  char made[LOCK_PATH]; // the first folder that was made; "": none
  char path[LOCK_PATH];
} ResultFolder;

/** Makes and locks the folder. On a problem nothing is made and nothing is locked; lock.busy says
 * whether it is that another process has the lock. Collective. Owns: caller,
 * report_folder_close(). */
PetscErrorCode report_folder_open(MPI_Comm comm, const FolderRequest *request, ResultFolder *folder,
                                  Problems *problems) SIJ_CHECKED;

/** Releases the lock and removes folders that it made and that are still empty. Accepts one that is not open. Not
 * collective. */
void report_folder_close(ResultFolder *folder);
