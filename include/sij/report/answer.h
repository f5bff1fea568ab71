// SPDX-License-Identifier: GPL-3.0-or-later
/** The answer of one or several runs in sentences that a clinician reads: what is blocked and for how long, what was not
 * delivered, what spilled; of a solid, what moved and what carries the load; of several, whether the difference is real.
 *
 * Written once: the terminal and the page print these lines. Numbers are those of shown.h; a bound space (wrap.h) stands
 * between a number and its unit.
 */
#pragma once

#include "sij/base/quantities.h"

enum { ANSWER_TEXT = 4096 };

/** Borrowed. */
typedef struct {
  const char       *name; // of the run, as the subject of a sentence
  const Quantities *list;
} AnswerRun;

typedef enum {
  ANSWER_QUESTION, // what is answered
  ANSWER_VERDICT,  // of several runs: which is better, and whether that is known
  ANSWER_WARNING,  // of a run: a dose above its limit, a mesh too coarse to believe
  ANSWER_RUN,      // of a run: a sentence
  ANSWER_NOTE,     // of all
  ANSWER_KINDS
} AnswerKind;

typedef struct {
  AnswerKind kind;
  int        run; // index; -1: of all
  char       text[ANSWER_TEXT];
} AnswerLine;

typedef struct {
  int         count, capacity;
  AnswerLine *line; // owned
} Answer;

/** Starts with {0}. Owns: caller, answer_destroy(). Not collective. */
PetscErrorCode answer_write(int n, const AnswerRun run[], Answer *answer) SIJ_CHECKED;

PetscErrorCode answer_destroy(Answer *answer) SIJ_CHECKED;

/** Its name in the data of the page. */
const char *answer_kind_name(AnswerKind kind);
