// SPDX-License-Identifier: GPL-3.0-or-later
/** Nerves and needles of a result as JSON, for the page and for pictures. */
#pragma once

#include "sij/base/problems.h"
#include "sij/store/reader.h"

#include <jansson.h>

/** Sets run.curves: [{kind: nerve or needle, name, points: [[x, y, z], ...] in mm}]. Not collective. */
PetscErrorCode page_gather_curves(StoreReader *reader, json_t *run, Problems *problems) SIJ_CHECKED;
