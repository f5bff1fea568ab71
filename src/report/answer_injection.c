// SPDX-License-Identifier: GPL-3.0-or-later
// What an injection does, in sentences: which targets it blocks, what it relieves, what was delivered, what leaked and
// spilled, what reaches blood and cartilage, and whether its mesh can be believed.
#include "sentence.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static const char TARGET[] = "targets.", BLOCKED[] = ".blocked_fraction_c";
static const char SPILL[] = "spill.", REACHED[] = ".blocked_fraction";

// A delivered volume below this, over what was asked, is told.
static const double DELIVERED = 0.99;

// A dose at its limit, converted between units, is not above it.
static const double ROUNDING = 1e-9;

typedef bool Belongs(const Quantity *row, double level);

static bool is_undecided(const Quantity *row, double level)
{
  return fabs(row->value - level) <= row->error;
}

static bool is_blocked(const Quantity *row, double level)
{
  return row->value >= level && !is_undecided(row, level);
}

// Cartilage has no nerves: that it is bathed is told by its exposure.
static bool is_wanted(const Quantities *list, const char *target)
{
  return strncmp(target, "cartilage_", strlen("cartilage_")) != 0 &&
         !names_find(list, "spill.%s.blocked_fraction", target);
}

static Chosen choose_targets(const Quantities *list, double level, Belongs *belongs)
{
  Chosen chosen = {0};
  char   target[QUANTITY_NAME];

  for (int i = 0; i < list->count && chosen.n < CHOSEN_MOST; i++) {
    const Quantity *row = &list->row[i];

    if (names_middle(row->name, TARGET, BLOCKED, target) && is_wanted(list, target) &&
        belongs(row, level))
      chosen.row[chosen.n++] = row;
  }
  return chosen;
}

// The row between head and tail of the largest value; NULL if there is none.
static const Quantity *find_largest(const Quantities *list, const char *head, const char *tail)
{
  const Quantity *largest = NULL;
  char            middle[QUANTITY_NAME];

  for (int i = 0; i < list->count; i++) {
    const Quantity *row = &list->row[i];

    if (names_middle(row->name, head, tail, middle) && (!largest || row->value > largest->value))
      largest = row;
  }
  return largest;
}

static bool is_any(const Quantity *row, double level)
{
  (void)level;
  return !isnan(row->value);
}

static void tell_most_blocked(const Quantities *list, Sentence text)
{
  const Chosen all     = choose_targets(list, 0.0, is_any);
  Chosen       largest = {0};

  for (int i = 0; i < all.n; i++)
    if (largest.n == 0 || all.row[i]->value > largest.row[0]->value)
      largest = (Chosen){.n = 1, .row = {all.row[i]}};
  if (largest.n == 0 || text_is_nothing(largest.row[0])) {
    sentence_add(text, "It blocks no target.");
    return;
  }
  sentence_add(text, "It blocks no target; most is blocked in ");
  sentence_targets(text, &largest, TARGET, BLOCKED);
  sentence_add(text, ": ");
  sentence_figure(text, list, largest.row[0]);
  sentence_add(text, " of C fibres.");
}

static void tell_block(const Quantities *list, bool brief, Sentence text)
{
  const double level   = answer_level(list);
  const Chosen blocked = choose_targets(list, level, is_blocked);

  (void)brief;
  if (!answer_has(list, TARGET)) return;
  if (blocked.n == 0) {
    if (choose_targets(list, level, is_undecided).n == 0) tell_most_blocked(list, text);
    return;
  }
  sentence_add(text, "It blocks ");
  sentence_targets(text, &blocked, TARGET, BLOCKED);
  sentence_add(text, " (at least ");
  sentence_number(text, level, "1");
  sentence_add(text, " of C fibres).");
}

static void tell_undecided(const Quantities *list, bool brief, Sentence text)
{
  const Chosen undecided = choose_targets(list, answer_level(list), is_undecided);

  (void)brief;
  if (undecided.n == 0) return;
  sentence_add(text, "Whether it blocks ");
  sentence_targets(text, &undecided, TARGET, BLOCKED);
  sentence_add(text, " is undecided at this mesh.");
}

static void tell_relief(const Quantities *list, bool brief, Sentence text)
{
  const Quantity *peak  = quantities_find(list, "relief.peak"),
                 *onset = quantities_find(list, "relief.onset");
  const bool cut        = names_value(list, "relief.outlasts_run") > 0.0;

  (void)brief;
  if (!peak || isnan(peak->value)) return;
  sentence_add(text, "It relieves up to ");
  sentence_figure(text, list, peak);
  sentence_add(text, onset ? " of the stated pain; " : " of the stated pain.");
  if (!onset) return;
  if (isnan(onset->value)) sentence_add(text, "it never reaches ");
  sentence_number(text, answer_level(list), "1");
  if (isnan(onset->value)) {
    sentence_add(text, ".");
    return;
  }
  sentence_add(text, " or more from ");
  sentence_figure(text, list, onset);
  sentence_add(text, " on, for ");
  sentence_add(text, cut ? "longer than the run (" : "");
  sentence_figure(text, list, quantities_find(list, "relief.duration"));
  sentence_add(text, cut ? ")." : ".");
}

static void tell_weight_left_out(const Quantities *list, bool brief, Sentence text)
{
  const Quantity *row = quantities_find(list, "relief.weight_left_out");

  (void)brief;
  if (text_is_nothing(row)) return;
  sentence_figure(text, list, row);
  sentence_add(text, " of the stated pain comes from places that this mesh does not hold.");
}

/** Of all injections: volumes [mL] and the largest pressure at a hub. */
typedef struct {
  double          asked, delivered;
  const Quantity *hub;
  int             n, n_short;
} Delivery;

static Delivery sum_delivery(const Quantities *list)
{
  Delivery sum = {.hub = find_largest(list, "injection.", ".hub_pressure_max")};
  char     name[QUANTITY_NAME];

  for (int i = 0; i < list->count; i++) {
    if (!names_middle(list->row[i].name, "injection.", ".delivered", name)) continue;
    const double asked = names_value(list, "injection.%s.asked", name);

    sum.n++;
    sum.asked += asked;
    sum.delivered += list->row[i].value;
    sum.n_short += list->row[i].value < DELIVERED * asked;
  }
  return sum;
}

static void tell_delivery(const Quantities *list, bool brief, Sentence text)
{
  const Delivery sum = sum_delivery(list);

  if (sum.n == 0 || (brief && sum.n_short == 0)) return;
  if (sum.n_short == 0) {
    sentence_add(text, "All of the ");
    sentence_number(text, sum.asked, "mL");
    sentence_add(text, " was delivered");
  } else {
    sentence_number(text, fmax(0.0, sum.asked - sum.delivered), "mL");
    sentence_add(text, " of ");
    sentence_number(text, sum.asked, "mL");
    sentence_add(text, " was not delivered: truncated at the syringe's pressure limit");
  }
  if (sum.hub) {
    sentence_add(text, "; the pressure at the hub reached ");
    sentence_figure(text, list, sum.hub);
  }
  sentence_add(text, ".");
}

static bool is_leak(const Quantity *row, char name[QUANTITY_NAME])
{
  return names_middle(row->name, "flow.leak.", "", name) && row->value > 0.0 &&
         !text_is_nothing(row);
}

static void tell_leaks(const Quantities *list, bool brief, Sentence text)
{
  char name[QUANTITY_NAME], word[QUANTITY_NAME];
  int  n = 0, k = 0;

  if (brief) return;
  for (int i = 0; i < list->count; i++) n += is_leak(&list->row[i], name);
  if (n > 0) sentence_add(text, "Fluid left the joint's cavity: ");
  for (int i = 0; i < list->count; i++) {
    if (!is_leak(&list->row[i], name)) continue;
    shown_word(name, word);
    sentence_join(text, k++, n);
    sentence_figure(text, list, &list->row[i]);
    sentence_add(text, " by the %s", word);
  }
  if (n > 0) sentence_add(text, ".");
}

static Chosen choose_spilled(const Quantities *list, double level)
{
  Chosen chosen = {0};
  char   target[QUANTITY_NAME];

  for (int i = 0; i < list->count && chosen.n < CHOSEN_MOST; i++)
    if (names_middle(list->row[i].name, SPILL, REACHED, target) && list->row[i].value >= level)
      chosen.row[chosen.n++] = &list->row[i];
  return chosen;
}

static void tell_spill(const Quantities *list, bool brief, Sentence text)
{
  const Chosen    reached = choose_spilled(list, answer_level(list));
  const Quantity *most    = find_largest(list, SPILL, REACHED);
  const Chosen    one     = {.n = 1, .row = {most}};

  if (!most || (brief && text_is_nothing(most))) return;
  if (reached.n > 0) {
    sentence_add(text, "It spills onto ");
    sentence_targets(text, &reached, SPILL, REACHED);
    sentence_add(text, ", which should be spared.");
  } else if (text_is_nothing(most))
    sentence_add(text, "It spills onto no nerve that should be spared.");
  else {
    sentence_add(text, "Of the nerves that should be spared it blocks ");
    sentence_targets(text, &one, SPILL, REACHED);
    sentence_add(text, " most, by ");
    sentence_figure(text, list, most);
    sentence_add(text, " of its fibres.");
  }
}

static void add_capital_word(Sentence text, const char *name)
{
  char word[QUANTITY_NAME];

  shown_word(name, word);
  word[0] = (char)toupper((unsigned char)word[0]);
  sentence_add(text, "%s", word);
}

static void tell_blood(const Quantities *list, const Quantity *peak, const char *drug,
                       Sentence text)
{
  const Quantity *ratio = names_find(list, "plasma.%s.ratio", drug);

  if (text_is_nothing(peak) || !ratio) return;
  add_capital_word(text, drug);
  sentence_add(text, " in blood peaks at ");
  sentence_figure(text, list, peak);
  sentence_add(text, ", ");
  sentence_figure(text, list, ratio);
  sentence_add(text, " of the level of early toxicity.");
}

static void tell_steroid(const Quantities *list, bool brief, Sentence text)
{
  const Quantity *longest = find_largest(list, TARGET, ".above_kd");
  char            middle[QUANTITY_NAME], word[QUANTITY_NAME], *dot;

  if (brief) return;
  if (text_is_nothing(longest)) return;
  (void)names_middle(longest->name, TARGET, ".above_kd", middle);
  dot = strchr(middle, '.');
  if (!dot) return;
  *dot = '\0';
  shown_word(middle, word);
  add_capital_word(text, dot + 1);
  sentence_add(
    text, " stays above the dissociation constant of its receptor longest in the %s, for ", word);
  sentence_figure(text, list, longest);
  sentence_add(text, ".");
}

static void tell_cartilage(const Quantities *list, const Quantity *row, const char *middle,
                           Sentence text)
{
  char        word[QUANTITY_NAME], target[QUANTITY_NAME];
  const char *dot = strchr(middle, '.');

  if (text_is_nothing(row) || !dot) return;
  (void)snprintf(target, sizeof target, "%.*s", (int)(dot - middle), middle);
  shown_word(target, word);
  sentence_figure(text, list, row);
  sentence_add(text, " of the %s is past the chondrotoxic exposure to %s.", word, dot + 1);
}

// A sentence for each row between head and tail.
typedef void TellRow(const Quantities *list, const Quantity *row, const char *middle,
                     Sentence text);

static PetscErrorCode tell_rows(const Quantities *list, const char *head, const char *tail,
                                TellRow *tell, int run, Answer *answer)
{
  char     middle[QUANTITY_NAME];
  Sentence text;

  PetscFunctionBeginUser;
  for (int i = 0; i < list->count; i++) {
    if (!names_middle(list->row[i].name, head, tail, middle)) continue;
    text[0] = '\0';
    tell(list, &list->row[i], middle, text);
    PetscCall(answer_add(answer, ANSWER_RUN, run, text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode warn_of_doses(const Quantities *list, int run, Answer *answer)
{
  char     drug[QUANTITY_NAME];
  Sentence text;

  PetscFunctionBeginUser;
  for (int i = 0; i < list->count; i++) {
    if (!names_middle(list->row[i].name, "dose.", ".ratio", drug)) continue;
    if (!(list->row[i].value > 1.0 + ROUNDING)) continue;
    text[0] = '\0';
    sentence_add(text, "It gives ");
    sentence_figure(text, list, names_find(list, "dose.%s.prescribed", drug));
    sentence_add(text, " of %s, above the clinical limit of ", drug);
    sentence_figure(text, list, names_find(list, "dose.%s.limit", drug));
    sentence_add(text, ".");
    PetscCall(answer_add(answer, ANSWER_WARNING, run, text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode answer_injection(const Quantities *list, int run, bool brief, Answer *answer)
{
  static void (*const TELL[])(const Quantities *, bool, Sentence) = {
    tell_block,    tell_undecided, tell_relief, tell_weight_left_out,
    tell_delivery, tell_spill,     tell_leaks,  tell_steroid};
  Sentence text;

  PetscFunctionBeginUser;
  PetscCall(warn_of_doses(list, run, answer));
  for (size_t i = 0; i < sizeof TELL / sizeof TELL[0]; i++) {
    text[0] = '\0';
    TELL[i](list, brief, text);
    PetscCall(answer_add(answer, ANSWER_RUN, run, text));
  }
  if (!brief) PetscCall(tell_rows(list, "plasma.", ".peak", tell_blood, run, answer));
  PetscCall(tell_rows(list, "cartilage.", ".chondrotoxic_fraction", tell_cartilage, run, answer));
  PetscFunctionReturn(PETSC_SUCCESS);
}
