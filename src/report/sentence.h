// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to report: parts of the sentences of an answer. */
#pragma once

#include "names.h"

#include "sij/report/answer.h"
#include "sij/report/shown.h"

typedef char Sentence[ANSWER_TEXT];

enum { CHOSEN_MOST = 128 };

/** Quantities that a sentence lists. */
typedef struct {
  int             n;
  const Quantity *row[CHOSEN_MOST];
} Chosen;

/** Appends; what does not fit is left out. */
void sentence_add(Sentence text, const char *format, ...) SIJ_PRINTF(2, 3);

/** Appends a quantity as it is shown, its spaces bound. */
void sentence_figure(Sentence text, const Quantities *list, const Quantity *row);

/** Appends a number with a unit, its spaces bound. */
void sentence_number(Sentence text, double value, const char *unit);

/** What goes before item i of n: nothing, ", " or " and ". */
void sentence_join(Sentence text, int i, int n);

/** "the lateral branches S1 and S2 and the anterior joint lining": the targets named between head and tail. */
void sentence_targets(Sentence text, const Chosen *chosen, const char *head, const char *tail);

/** Answers: a line for a sentence that is not empty. */
PetscErrorCode answer_add(Answer *answer, AnswerKind kind, int run, const char *text) SIJ_CHECKED;

/** The share of fibres that counts as blocked; half of them where the summary does not say. */
double answer_level(const Quantities *list);

/** The sentences of a run with injections, and of one with a solid (answer_injection.c, answer_solid.c). `brief`: it is one of
 * several, and a table follows: what is as it should be is left to that. */
PetscErrorCode answer_injection(const Quantities *list, int run, bool brief,
                                Answer *answer) SIJ_CHECKED;
PetscErrorCode answer_solid(const Quantities *list, int run, bool brief,
                            Answer *answer) SIJ_CHECKED;

bool answer_has(const Quantities *list, const char *head);
