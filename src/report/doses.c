// SPDX-License-Identifier: GPL-3.0-or-later
// The headline of a report: doses above their clinical limit, before any other figure.
#include "table.h"

#include <string.h>

// A dose at its limit, converted between units, is not above it.
static const double ROUNDING = 1e-9;

// "dose.lidocaine.ratio": the drug's name goes to `drug`.
static bool copy_drug(const char *name, char drug[QUANTITY_NAME])
{
  static const char head[] = "dose.", tail[] = ".ratio";
  const size_t      n = strlen(name), ends = sizeof head + sizeof tail - 2;

  if (n <= ends || strncmp(name, head, sizeof head - 1) != 0) return false;
  if (strcmp(name + n - (sizeof tail - 1), tail) != 0) return false;
  (void)snprintf(drug, QUANTITY_NAME, "%.*s", (int)(n - ends), name + sizeof head - 1);
  return true;
}

static void print_dose(const Table *table, const Run *run, const char *drug)
{
  char given[TEXT_CELL], limit[TEXT_CELL];

  text_value(run_value(run, "dose.%s.prescribed", drug), "mg", given);
  text_value(run_value(run, "dose.%s.limit", drug), "mg", limit);
  fprintf(table->out, "WARNING: %s gives %s of %s, above its clinical limit of %s.\n", run->name,
          given, drug, limit);
}

void doses_print(const Table *table)
{
  char drug[QUANTITY_NAME];

  for (int i = 0; i < table->n; i++) {
    const Run *run = &table->run[i];

    for (int k = 0; k < run->list.count; k++)
      if (copy_drug(run->list.row[k].name, drug) && run->list.row[k].value > 1.0 + ROUNDING)
        print_dose(table, run, drug);
  }
}
