// SPDX-License-Identifier: GPL-3.0-or-later
/** The lock of a folder: a file in it that names the one process that may write there.
 *
 * The file holds host, process and start time of its owner. A lock whose process no longer lives on this host is stale
 * and is taken over; one of another host cannot be judged and is refused, with the name of the file to remove.
 *
 * Taking is atomic on local and on network file systems: the file is written under a name of its own and linked to the
 * common one, which succeeds for one process only (O_EXCL alone is not enough on NFS version 2, and it shows others a
 * file that is still empty). Not collective: rank 0 calls and shares the verdict.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

enum { LOCK_PATH = 1024 };

typedef struct {
  bool held;
  bool busy; // it was not to be had, because another process has it
  char path[LOCK_PATH];
} Lock;

/** Takes the lock of a folder that exists. If it is not to be had, one sentence says why and whose it is. */
PetscErrorCode lock_take(const char *folder, Lock *lock, Problems *problems) SIJ_CHECKED;

/** Removes the lock. Accepts one that is not held. */
void lock_release(Lock *lock);
