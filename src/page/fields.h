// SPDX-License-Identifier: GPL-3.0-or-later
/** The fields of a run as the page holds them: one byte for each point and output, six of displacement. */
#pragma once

#include "mesh.h"

/** Adds to `fields` block, concentrations and displacement of a run with so many outputs, thinned. Not collective. */
PetscErrorCode fields_gather(StoreReader *reader, const Thinning *thinning, int64_t n_steps,
                             const PagePoints *points, json_t *fields,
                             Problems *problems) SIJ_CHECKED;
