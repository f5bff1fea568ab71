// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses what the view leaves out: outputs first, then fields that are not shown at first, then the fineness of the mesh.
#include "thinning.h"

#include <stddef.h>
#include <string.h>

const Thinning *thinning_at(int level)
{
  static const Thinning LEVEL[] = {{1, false, 0.0}, {2, false, 0.0}, {4, false, 0.0},
                                   {4, true, 0.0},  {4, true, 1.0},  {4, true, 2.0},
                                   {8, true, 3.0},  {8, true, 4.5},  {16, true, 7.0}};

  return level < (int)(sizeof LEVEL / sizeof LEVEL[0]) ? &LEVEL[level] : NULL;
}

bool thinning_keeps_output(const Thinning *thinning, int64_t k, int64_t n)
{
  return k % thinning->every == 0 || k == n - 1;
}

bool thinning_keeps_field(const Thinning *thinning, const char *name)
{
  return !thinning->main_fields || strcmp(name, "block_c") == 0 ||
         strcmp(name, "displacement") == 0;
}
