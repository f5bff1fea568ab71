// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: what stands in the folder of a case. One rank asks. */
#pragma once

#include "sij/base/problems.h"
#include "sij/study.h"

typedef enum {
  STATE_OPEN,     // nothing, or a run that did not finish
  STATE_FINISHED, // the result of this very case
  STATE_OTHER     // the result of another case
} StateKind;

void state_folder(const char *folder, const Study *study, int number, char path[STUDY_PATH]);

/** `text`: the resolved case; only its title, and the points of a mesh that it
 * shares, may differ from those of the result. `estimate`: a result without error bars
 * is open. `why` says what differs. Not collective. */
PetscErrorCode state_of(const char *folder, const char *text, bool estimate, StateKind *state,
                        Problems *why) SIJ_CHECKED;

/** True if a summary stands in the folder. */
bool state_has_summary(const char *folder);

/** What a failed attempt leaves: its sentences, under the mark of the program that tried. Made, read (appended to
 * `sentences`; *mark 0: there is none), and removed. */
void           state_write_failure(const char *folder, long long mark, const Problems *sentences);
PetscErrorCode state_read_failure(const char *folder, long long *mark,
                                  Problems *sentences) SIJ_CHECKED;
void           state_remove_failure(const char *folder);
