// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to report: drugs and injections of a materials file, as JSON objects that the caller owns. */
#pragma once

#include "sij/casefile.h"

#include <jansson.h>

/** {name: {...}} of the drugs in use. */
json_t *materials_drugs(const Case *input);

/** [{...}], one for each needle. */
json_t *materials_injections(const Case *input);

/** [x, y, z]. */
json_t *materials_vector(Vec3 x);
