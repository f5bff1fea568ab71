// SPDX-License-Identifier: GPL-3.0-or-later
/** What is said of the runs of a page together, in the same words as on a terminal (sij/report/answer.h, shown.h).
 *
 *   runs[]:                name and title, told apart
 *   runs[].quantities[]:   text, as it is shown, and compared with the first run ("better", "open", ...)
 *   answer[]:              kind, run (-1: of all), text
 *   words:                 {name: word} of anatomy
 */
#pragma once

#include "sij/base/foreign.h"

#include <jansson.h>

/** Adds it to the runs that gather_run() has put there. Not collective. */
PetscErrorCode summary_gather(json_t *root) SIJ_CHECKED;
