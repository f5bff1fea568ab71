// SPDX-License-Identifier: GPL-3.0-or-later
// The short table of a comparison: what a designer asks first, in clinical words.
#include "names.h"
#include "table.h"

#include "sij/report/shown.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/** Rows in their order. `label`: %s stands for what the name has between head and tail. */
static const struct {
  const char *head, *tail, *label;
  bool        if_any; // shown only if some run has more than nothing
} KEYS[] = {
  {"relief.peak", "", "relief of the stated pain", false},
  {"relief.onset", "", "relief, onset", true},
  {"relief.duration", "", "relief, duration", true},
  {"targets.", ".blocked_fraction_c", "%s, blocked", true},
  {"targets.", ".above_kd", "%s, steroid above Kd", true},
  {"spill.", ".blocked_fraction", "spill: %s, blocked", true},
  {"injection.", ".delivered", "%s, delivered", false},
  {"injection.", ".hub_pressure_max", "%s, pressure at the hub", false},
  {"flow.leak.", "", "leak: %s", true},
  {"cartilage.", ".chondrotoxic_fraction", "chondrotoxic: %s", true},
  {"plasma.", ".peak", "%s in plasma, peak", true},
  {"dose.", ".ratio", "%s, share of its dose limit", false},
  {"mechanics.motion.nutation", "", "nutation of the sacrum", false},
  {"mechanics.motion.shift", "", "shift of the joint", false},
  {"mechanics.stiffness.", "", "stiffness: %s", true},
  {"mechanics.contact.pressure_largest", "", "largest pressure of contact", true},
  {"mechanics.ligament.", ".force_max", "%s, largest force", true},
};

// "lining_sacral.lidocaine" becomes "sacral joint lining, lidocaine".
static void write_words(const char *middle, char text[2 * QUANTITY_NAME])
{
  char        part[QUANTITY_NAME], word[QUANTITY_NAME];
  const char *dot = strchr(middle, '.');

  (void)snprintf(part, sizeof part, "%.*s", dot ? (int)(dot - middle) : (int)strlen(middle),
                 middle);
  shown_word(part, word);
  (void)snprintf(text, 2 * QUANTITY_NAME, "%s%s%s", word, dot ? ", " : "", dot ? dot + 1 : "");
}

// A target that should be spared has a row of its own, and block of cartilage means nothing.
static bool is_left_out(const Table *table, size_t key, const char *name, const char *middle)
{
  if (KEYS[key].if_any && !table_is_any(table, name)) return true;
  if (strcmp(KEYS[key].tail, ".blocked_fraction_c") != 0) return false;
  return strncmp(middle, "cartilage_", strlen("cartilage_")) == 0 ||
         names_find(&table->run[0].list, "spill.%s.blocked_fraction", middle);
}

static PetscErrorCode add_row(const Table *table, Grid *grid, size_t key, const char *name)
{
  char        middle[QUANTITY_NAME], words[2 * QUANTITY_NAME], label[3 * QUANTITY_NAME];
  const char *at = strstr(KEYS[key].label, "%s");

  PetscFunctionBeginUser;
  if (!names_middle(name, KEYS[key].head, KEYS[key].tail, middle))
    PetscFunctionReturn(PETSC_SUCCESS);
  if (!at && strcmp(name, KEYS[key].head) != 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (is_left_out(table, key, name, middle)) PetscFunctionReturn(PETSC_SUCCESS);
  write_words(middle, words);
  if (!at) (void)snprintf(label, sizeof label, "%s", KEYS[key].label);
  else
    (void)snprintf(label, sizeof label, "%.*s%s%s", (int)(at - KEYS[key].label), KEYS[key].label,
                   words, at + 2);
  PetscCall(table_row(table, grid, label, name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode table_keys(const Table *table)
{
  Grid *grid;

  PetscFunctionBeginUser;
  PetscCall(table_begin(table, "", &grid));
  for (size_t k = 0; k < sizeof KEYS / sizeof KEYS[0]; k++)
    for (int r = 0; r < table->n; r++)
      for (int i = 0; i < table->run[r].list.count; i++) {
        const char *name = table->run[r].list.row[i].name;

        if (table_first_seen(table, r, name)) PetscCall(add_row(table, grid, k, name));
      }
  fputc('\n', table->place->out);
  grid_print(grid, table->place);
  PetscCall(grid_destroy(&grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}
