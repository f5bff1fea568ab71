// SPDX-License-Identifier: GPL-3.0-or-later
/** Pictures of a run for papers: tissues, the cloud of a drug, the strain of ligaments, an arthrogram, as PNG and SVG.
 *
 * ParaView's pvpython draws them. The scripts of src/render/paraview/ are part of the program; they are laid into a
 * folder beside the pictures for the time they are needed, with a task:
 *
 *   {"index": run.xdmf, "case", "title", "times": [s], "regions": [name], "fields": {name: unit},
 *    "largest": {"concentration_<drug>": mol/m3 over all outputs}, "block_level": 1,
 *    "curves": [{"kind", "name", "points": [[x, y, z] mm]}], "strain": {ligament: [1, one for each output]},
 *    "at": [s], "strain_at": [s], "views": [name], "only": [kind], "folder": where to}
 *
 * They write <kind>_<view>[_<time>].png and .svg there, and pictures.json, which tells of each its view, time and scale.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

typedef struct {
  const char *run;    // folder of a finished run
  const char *folder; // where to; NULL: pictures/ in that of the run
  const char *at; // "20min,1h": outputs; NULL: the one nearest 20 minutes, and the last for strains
  const char *view; // of posterior,axial,oblique; NULL: the first two
  const char *only; // of regions,cloud,strain,arthrogram; NULL: all that the run has
} RenderRequest;

/** Draws what is asked for. *failed: the request was fine, and drawing or writing was not. Collective; rank 0 works. */
PetscErrorCode render_run(MPI_Comm comm, const RenderRequest *request, bool *failed,
                          Problems *problems) SIJ_CHECKED;
