// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of transport: their names, what each asks, and the function that measures it.
#include "transport_checks.h"

const Check checks_transport[] = {
  {.name = "transport.smooth",
   .summary =
     "A smooth cloud that drifts, spreads along fibres or evenly, and decays: order in space "
     "and time, limiter on.",
   .act = transport_smooth},
  {.name    = "transport.bump",
   .summary = "The same cloud by advection alone, on regular and on scattered vertices.",
   .act     = transport_bump},
  {.name    = "transport.diffusion",
   .summary = "A cosine against its exact decay by diffusion: order in space.",
   .act     = transport_diffusion},
  {.name    = "transport.point",
   .summary = "An instantaneous point source with decay against its exact cloud; amounts exact.",
   .act     = transport_point},
  {.name = "transport.front",
   .summary =
     "A front from an inlet at cell Peclet numbers 0.1 to 1e4, on regular, scattered and bad "
     "tetrahedra: bounds and amounts kept.",
   .act = transport_front},
  {.name    = "transport.rotation",
   .summary = "A cone and a slotted cylinder, turned once about an axis: bounds, amounts, errors.",
   .act     = transport_rotation},
  {.name = "transport.bad_tets",
   .summary =
     "Diffusion 1000 times faster along an oblique fibre than across, of a block with sharp "
     "faces, on squeezed and sheared tetrahedra.",
   .act = transport_bad_tets},
  {0}};
