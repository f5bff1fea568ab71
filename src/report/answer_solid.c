// SPDX-License-Identifier: GPL-3.0-or-later
// What a joint does under its loads, in sentences: how its bones move, what its cartilages and ligaments carry.
#include "sentence.h"
#include "text.h"

#include <math.h>

enum { CARRIERS = 3 }; // ligaments that are named

static void tell_nutation(const Quantities *list, const Quantity *nutation, Sentence text)
{
  Quantity size = *nutation;

  if (text_is_nothing(nutation)) {
    sentence_add(text, "The sacrum does not nutate against the ilium");
    return;
  }
  size.value = fabs(size.value);
  sentence_add(text,
               nutation->value < 0.0 ? "The sacrum counter-nutates by " : "The sacrum nutates by ");
  sentence_figure(text, list, &size);
  sentence_add(text, " against the ilium");
}

static void tell_motion(const Quantities *list, Sentence text)
{
  const Quantity *nutation = quantities_find(list, "mechanics.motion.nutation"),
                 *shift    = quantities_find(list, "mechanics.motion.shift");

  if (!nutation) return;
  tell_nutation(list, nutation, text);
  if (shift) {
    sentence_add(text, "; the middle of the joint shifts by ");
    sentence_figure(text, list, shift);
  }
  sentence_add(text, ".");
}

static void tell_stiffness(const Quantities *list, Sentence text)
{
  char load[QUANTITY_NAME];
  int  n = 0;

  for (int i = 0; i < list->count; i++) {
    const Quantity *row = &list->row[i];

    if (!names_middle(row->name, "mechanics.stiffness.", ".along", load) &&
        !names_middle(row->name, "mechanics.stiffness.", ".about", load))
      continue;
    if (isnan(row->value)) continue;
    sentence_add(text, n++ > 0 ? ", " : "Its stiffness against ");
    sentence_add(text, "%s is ", load);
    sentence_figure(text, list, row);
  }
  if (n > 0) sentence_add(text, ".");
}

static void tell_contact(const Quantities *list, Sentence text)
{
  const Quantity *mean    = quantities_find(list, "mechanics.contact.pressure_mean"),
                 *largest = quantities_find(list, "mechanics.contact.pressure_largest");

  if (!mean || !largest || isnan(largest->value)) return;
  sentence_add(text, "The cartilages press on each other with ");
  sentence_figure(text, list, mean);
  sentence_add(text, " on average and ");
  sentence_figure(text, list, largest);
  sentence_add(text, " at most.");
}

// The ligament with the largest tension below `below`; NULL: none.
static const Quantity *find_next_carrier(const Quantities *list, const Quantity *below)
{
  const Quantity *found = NULL;
  char            name[QUANTITY_NAME];

  for (int i = 0; i < list->count; i++) {
    const Quantity *row = &list->row[i];

    if (!names_middle(row->name, "mechanics.ligament.", ".force_max", name)) continue;
    if (row == below || text_is_nothing(row) || (below && row->value > below->value)) continue;
    if (below && row->value >= below->value && row < below) continue; // of two alike, told already
    if (!found || row->value > found->value) found = row;
  }
  return found;
}

static void tell_carriers(const Quantities *list, Sentence text)
{
  const Quantity *row = find_next_carrier(list, NULL);
  char            name[QUANTITY_NAME], word[QUANTITY_NAME];

  for (int k = 0; k < CARRIERS && row; k++, row = find_next_carrier(list, row)) {
    (void)names_middle(row->name, "mechanics.ligament.", ".force_max", name);
    shown_word(name, word);
    sentence_add(text, k == 0 ? "The %s carries most, " : "; then the %s, ", word);
    sentence_figure(text, list, row);
    sentence_add(text, " (");
    sentence_figure(text, list, names_find(list, "mechanics.ligament.%s.force_rest", name));
    sentence_add(text, k == 0 ? " before the loads)" : ")");
  }
  if (text[0]) sentence_add(text, ".");
}

PetscErrorCode answer_solid(const Quantities *list, int run, bool brief, Answer *answer)
{
  static const struct {
    void (*tell)(const Quantities *, Sentence);
    bool brief; // told of several runs, and of an injection, as well
  } TELL[] = {
    {tell_motion, true}, {tell_stiffness, false}, {tell_contact, false}, {tell_carriers, true}};
  Sentence text;

  PetscFunctionBeginUser;
  for (size_t i = 0; i < sizeof TELL / sizeof TELL[0]; i++) {
    text[0] = '\0';
    if (TELL[i].brief || !brief) TELL[i].tell(list, text);
    PetscCall(answer_add(answer, ANSWER_RUN, run, text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
