// SPDX-License-Identifier: GPL-3.0-or-later
/** What the page holds of a run, as JSON.
 *
 *   runs[]:   case, folder, title and text of the case, provenance, quantities as in summary.json, mesh (index),
 *             times [s], tables {name: columns, rows, packed doubles}, curves [kind, name, points in mm],
 *             fields {name: unit, scale, packed bytes [step][point]}
 *   meshes[]: count of points and cells, box [mm], points packed as 16 bits of the box, cells packed as 32 bits,
 *             regions packed as bytes, names of the regions
 *   thinned:  every, main_fields, width of what the view leaves out; not there when nothing is
 *
 * summary.h adds what is said of all of them.
 */
#pragma once

#include "thinning.h"

#include "sij/base/problems.h"

#include <jansson.h>

/** Appends a run to root.runs, and its mesh to root.meshes unless an earlier run has the same. Not collective. */
PetscErrorCode gather_run(const char *folder, const Thinning *thinning, json_t *root,
                          Problems *problems) SIJ_CHECKED;
