// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what tissue and crystals do to a drug: their names, what each asks, and who measures it.
#include "tissue.h"

const Check checks_tissue[] = {
  {.name    = "tissue.layers",
   .summary = "a drug passes between two half-spaces that differ in porosity, binding and "
              "diffusivity",
   .act     = tissue_layers},
  {.name = "tissue.sphere",
   .summary =
     "a ball of joint fluid loses its drug through the lining: Crank's sphere with surface "
     "exchange",
   .act = tissue_sphere},
  {.name = "tissue.depot",
   .summary =
     "crystals dissolve into tissue that clears, against a fine integration of the same law",
   .act = tissue_depot},
  {.name    = "tissue.prodrug",
   .summary = "crystals of a prodrug dissolve and turn into its product, both bound and cleared",
   .act     = tissue_prodrug},
  {0}};
