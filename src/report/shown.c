// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a quantity of a run, and compares it with that of another: by their error bars, and by which way is good.
#include "sij/report/shown.h"

#include "names.h"
#include "sections.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/** Which way is good of a quantity: head and tail of its name. What is not here is neither. */
static const struct {
  const char *head, *tail;
  int         good;
} WANTED[] = {{"relief.peak", "", 1},
              {"relief.at_", "", 1},
              {"relief.onset", "", -1},
              {"relief.duration", "", 1},
              {"targets.", ".above_kd", 1},
              {"targets.", ".neurotoxic_time", -1},
              {"spill.", ".blocked_fraction", -1},
              {"cartilage.", ".exposure_peak", -1},
              {"cartilage.", ".chondrotoxic_fraction", -1},
              {"plasma.", ".peak", -1},
              {"dose.", ".ratio", -1},
              {"injection.", ".delivered", 1},
              {"injection.", ".hub_pressure_max", -1}};

// Block is wanted where the stated pain comes from or passes; elsewhere it is neither good nor bad.
static int find_good_of_target(const Quantities *list, const char *name)
{
  char target[QUANTITY_NAME];

  for (int k = 0; k < 3; k++) {
    static const char *const TAIL[] = {".blocked_fraction_c", ".onset_c", ".duration_c"};

    if (names_middle(name, "targets.", TAIL[k], target))
      return names_value(list, "targets.%s.pain_share", target) > 0.0 ? (k == 1 ? -1 : 1) : 0;
  }
  return 0;
}

static int find_good(const Quantities *list, const char *name)
{
  char middle[QUANTITY_NAME];

  for (size_t i = 0; i < sizeof WANTED / sizeof WANTED[0]; i++)
    if (names_middle(name, WANTED[i].head, WANTED[i].tail, middle)) return WANTED[i].good;
  return find_good_of_target(list, name);
}

void shown_quantity(const Quantities *list, const Quantity *row, char text[SHOWN_TEXT])
{
  text_quantity(row, row && quantities_is_bound(list, row->name), text);
}

// What the case itself gives: no mesh moves it, so that it needs no bar.
static bool is_given(const char *name)
{
  char middle[QUANTITY_NAME];

  return names_middle(name, "dose.", "", middle) || names_middle(name, "", ".limit", middle) ||
         names_middle(name, "injection.", ".asked", middle);
}

static Compared judge_difference(const Quantity *a, const Quantity *b, int good)
{
  const bool   more = b->value > a->value, given = is_given(a->name);
  const double bars = given ? 0.0 : a->error + b->error;

  if (isnan(bars)) return more ? COMPARED_MORE_UNJUDGED : COMPARED_LESS_UNJUDGED;
  if (fabs(a->value - b->value) <= bars) return COMPARED_OPEN;
  if (good == 0) return more ? COMPARED_MORE : COMPARED_LESS;
  return more == (good > 0) ? COMPARED_BETTER : COMPARED_WORSE;
}

Compared shown_compare(const Quantities *first, const Quantities *list, const char *name)
{
  const Quantity *a = quantities_find(first, name), *b = quantities_find(list, name);
  char            one[SHOWN_TEXT], other[SHOWN_TEXT];

  if (!a || !b || isnan(a->value) || isnan(b->value)) return COMPARED_NONE;
  if (section_is_count(name) || section_is_check(name)) return COMPARED_NONE;
  shown_quantity(first, a, one);
  shown_quantity(list, b, other);
  if (strcmp(one, other) == 0) return COMPARED_SAME;
  if (quantities_is_bound(first, name) || quantities_is_bound(list, name)) return COMPARED_NONE;
  return judge_difference(a, b, find_good(list, name));
}

static const struct {
  const char *name, *mark;
} COMPARED[COMPARED_COUNT] = {
  [COMPARED_NONE]          = {"none", ""},
  [COMPARED_SAME]          = {"same", ""},
  [COMPARED_OPEN]          = {"open", "\u2248"},
  [COMPARED_BETTER]        = {"better", "\u25b2"},
  [COMPARED_WORSE]         = {"worse", "\u25bc"},
  [COMPARED_MORE]          = {"more", "\u25b3"},
  [COMPARED_LESS]          = {"less", "\u25bd"},
  [COMPARED_MORE_UNJUDGED] = {"moreUnjudged", "?"},
  [COMPARED_LESS_UNJUDGED] = {"lessUnjudged", "?"},
};

const char *shown_compared_name(Compared compared)
{
  return COMPARED[compared].name;
}

const char *shown_compared_mark(Compared compared)
{
  return COMPARED[compared].mark;
}
