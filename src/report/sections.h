// SPDX-License-Identifier: GPL-3.0-or-later
/** Where a quantity stands in the tables: the first rule that fits its name decides. */
#pragma once

#include <stdbool.h>

typedef enum {
  SECTION_HIDDEN = -1, // in summary.json only, or shown in another form
  SECTION_MOTION,
  SECTION_LIGAMENTS,
  SECTION_INJECTION,
  SECTION_TARGETS,
  SECTION_STEROID,
  SECTION_RELIEF,
  SECTION_SAFETY,
  SECTION_LEDGER,
  SECTION_OTHER,
  SECTION_COUNT
} Section;

typedef struct {
  const char *head, *tail; // of the name; "" fits all
  Section     section;
  bool        if_any; // shown only if some run has more than nothing
} Rule;

/** The rule of a name; every name has one. */
const Rule *section_rule(const char *name);

/** What of a name its row shows: the title has said the rest. */
const char *section_label(const char *name, Section section);

const char *section_title(Section section);

/** True for a number that is no share: a count, of which no section knows more than its name. */
bool section_is_count(const char *name);

/** True for what only rounding leaves: it is shown in full. */
bool section_is_check(const char *name);
