// SPDX-License-Identifier: GPL-3.0-or-later
/** How many cells a mesh will have. */
#pragma once

#include "sij/casefile.h"

/** Of a mesh that is to be generated, before refinement: by integrals of the mesh size. */
double count_cells(const Case *input);
