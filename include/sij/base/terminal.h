// SPDX-License-Identifier: GPL-3.0-or-later
/** What is known of the place that standard output goes to. Not collective: rank 0 asks. */
#pragma once

#include <stdbool.h>

enum { TERMINAL_COLUMNS = 80, TERMINAL_LEAST = 40 };

/** True if somebody watches: standard output and standard error are terminals. mpirun gives rank 0 a terminal of its
 * own for standard output even when its own output goes to a file, but a pipe for standard error. */
bool terminal_is_watched(void);

/** Columns: COLUMNS of the environment, else what the terminal says, else 80; at least 40. */
int terminal_columns(void);

/** True where colours may be used: somebody watches, TERM is not "dumb", and NO_COLOR is not set or empty. */
bool terminal_has_colour(void);
