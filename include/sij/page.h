// SPDX-License-Identifier: GPL-3.0-or-later
/** One HTML file that shows runs side by side: numbers, curves, and the joint in three dimensions.
 *
 * The file needs nothing else: script, style and data are in it. What it shows is decided by src/page/web/;
 * what it holds, by gather.h. It stays below 15 MB: what the view in three dimensions draws is thinned until it fits, and the
 * page says so; numbers and curves are whole.
 */
#pragma once

#include "sij/base/problems.h"

enum { PAGE_MOST = 15000000 }; // bytes: what can be mailed

/** Writes the page of n run folders, or of the one folder of a study, of `most` bytes at most, to `path`, in place of a page that stands there. Nothing is
 * written when a run cannot be read, when something else stands at `path`, when the page takes more without anything to
 * draw, or when the program was built without npm: a sentence says so. Collective; rank 0 works. */
PetscErrorCode page_write(MPI_Comm comm, int n, const char *const folder[], const char *path,
                          double most, Problems *problems) SIJ_CHECKED;
