// SPDX-License-Identifier: GPL-3.0-or-later
/** Output that cannot be written: nobody reads it any more, its disk is full, its file too large. */
#pragma once

/** A reader that leaves (`sij run ... | head`) ends the printing, not the program, and a file that passes `ulimit -f` is
 * an error of its write. After PetscInitialize(), which sets handlers of its own. */
void output_returns_errors(void);

/** Flushes standard output. Returns `status`, or STATUS_FAILED with a sentence on standard error where something
 * printed was lost; a reader that has left is no such loss. */
int output_finish(int status);
