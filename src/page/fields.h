// SPDX-License-Identifier: GPL-3.0-or-later
/** The fields of a run as the page holds them: one byte for each point and output, six of displacement. */
#pragma once

#include "sij/store/reader.h"

#include <jansson.h>

/** Adds to `fields` block, concentrations and displacement of a run with so many outputs and points. Not collective. */
PetscErrorCode fields_gather(StoreReader *reader, int64_t n_steps, int64_t n_points, json_t *fields,
                             Problems *problems) SIJ_CHECKED;
