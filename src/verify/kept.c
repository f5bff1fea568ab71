// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what transport must conserve: their names, what each asks, and the function that measures it.
#include "kept.h"

const Check checks_kept[] = {
  {.name    = "kept.uniform",
   .summary = "a uniform concentration stays uniform while needles inject into tissue that dilates "
              "and leaks",
   .act     = kept_uniform},
  {.name    = "kept.front",
   .summary = "injected drugs keep their bounds and their ledgers in the same tissue, cleared and "
              "bound",
   .act     = kept_front},
  {0}};
