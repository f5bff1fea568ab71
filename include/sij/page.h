// SPDX-License-Identifier: GPL-3.0-or-later
/** One HTML file that shows runs side by side: numbers, curves, and the joint in three dimensions.
 *
 * The file needs nothing else: script, style and data are in it. What it shows is decided by src/page/web/;
 * what it holds, by gather.h. It stays below 15 MB: meshes that do not fit are left out, and the page says so.
 */
#pragma once

#include "sij/base/problems.h"

/** Writes the page of n run folders to `path`, in place of a page that stands there. Nothing is written when a run cannot
 * be read, when something else stands at `path`, or when the program was built without npm: a sentence says so.
 * Collective; rank 0 works. */
PetscErrorCode page_write(MPI_Comm comm, int n, const char *const folder[], const char *path,
                          Problems *problems) SIJ_CHECKED;
