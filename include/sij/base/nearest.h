// SPDX-License-Identifier: GPL-3.0-or-later
/** "Did you mean": the known name closest to a misspelt one.
 *
 * Distance counts inserted, dropped, changed and swapped neighbouring letters, capitals alike; a name
 * is offered when at most a third of the longer word differs, so that nonsense gets no suggestion.
 *
 * Errors: none. Tests: tests/unit/base/test_nearest.c
 */
#pragma once

/** The nearest of n names, the first of equals; NULL if none is close. Borrowed from `name`. */
const char *nearest_name(const char *word, int n, const char *const name[]);

/** How many letters differ. Words beyond 63 letters are compared by their first 63. */
int nearest_distance(const char *a, const char *b);
