// SPDX-License-Identifier: GPL-3.0-or-later
/** Quantities of a summary as people read them, and how two runs compare: once for the terminal and for the page. */
#pragma once

#include "sij/base/quantities.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHOWN_TEXT = 64 };

/** "79 ± 3 %", "> 84 min" of a duration that the end of the run cuts, "–" where there is no value (row NULL too), 0 below a
 * floor (src/report/text.c). */
void shown_quantity(const Quantities *list, const Quantity *row, char text[SHOWN_TEXT]);

/** How a quantity of one run stands against that of another. Two bars that are known and do not overlap tell them apart;
 * what the case itself gives needs none. */
typedef enum {
  COMPARED_NONE, // a value is missing, or a lower bound; or it is a count, or what rounding leaves
  COMPARED_SAME, // no difference in what is shown
  COMPARED_OPEN, // the bars overlap: not distinguishable at this mesh
  COMPARED_BETTER, // told apart, and it is known which way is good
  COMPARED_WORSE,
  COMPARED_MORE, // told apart, neither good nor bad
  COMPARED_LESS,
  COMPARED_MORE_UNJUDGED, // a bar is missing
  COMPARED_LESS_UNJUDGED,
  COMPARED_COUNT
} Compared;

Compared shown_compare(const Quantities *first, const Quantities *list, const char *name);

/** Its name in the data of the page, and the mark that stands behind a value in tables; "" for none. */
const char *shown_compared_name(Compared compared);
const char *shown_compared_mark(Compared compared);

/** Names of anatomy and of places of a drug in the words of the clinic; NULL after the last. */
typedef struct {
  const char *name, *word;
} ShownWord;

const ShownWord *shown_word_at(size_t i);

/** The word of a name; without one, the name with spaces for its underscores. */
void shown_word(const char *name, char word[QUANTITY_NAME]);
