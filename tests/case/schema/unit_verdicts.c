// SPDX-License-Identifier: GPL-3.0-or-later
/** What the program makes of quantities: for every line of standard input and every dimension, "dimension TAB text TAB 1"
 * if the text is a quantity of it, else 0. A concentration is of a drug of 270 g/mol. */
#include "../../../src/casefile/units.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
  char   line[128];
  Units *units;

  if (PetscInitialize(NULL, NULL, NULL, NULL) || units_create(&units) || !units) return 1;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < DIMENSION_COUNT; i++) {
      const Measured read = units_read(units, line, (Dimension)i, 0.27);

      printf("%s\t%s\t%d\n", strchr(units_dimension((Dimension)i)->name, ' ') + 1, line,
             read.verdict == UNITS_FINE);
    }
  }
  return units_destroy(&units) || PetscFinalize();
}
