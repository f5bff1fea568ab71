// SPDX-License-Identifier: GPL-3.0-or-later
/** Standard output when nobody reads it any more, or when it cannot be written. */
#pragma once

/** A reader that leaves (`sij run ... | head`) ends the printing, not the program. After PetscInitialize(), which sets
 * handlers of its own. */
void output_outlives_reader(void);

/** Flushes standard output. Returns `status`, or STATUS_FAILED with a sentence on standard error where something
 * printed was lost; a reader that has left is no such loss. */
int output_finish(int status);
