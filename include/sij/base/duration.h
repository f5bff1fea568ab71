// SPDX-License-Identifier: GPL-3.0-or-later
/** A span of time as people and batch systems write it, to seconds. */
#pragma once

#include <stdbool.h>

/** Reads numbers with units ("3h50m", "90 min", "1.5 h"; s, min or m, h, d and their long names), or what Slurm's
 * --time takes and squeue prints: MM:SS, HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS. False, with *seconds untouched: it is
 * neither, or not a finite time above 0. */
bool duration_read(const char *text, double *seconds);
