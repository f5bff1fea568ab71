// SPDX-License-Identifier: GPL-3.0-or-later
/** What only verification asks of a solid: its residual and tangent at a displacement of choice. */
#pragma once

#include "sij/mechanics.h"

/** The residual at `u` [n_local][3], zero at constrained dofs, into force [n_owned][3]; and, if `step` is given
 * [n_local][3], the tangent at `u` applied to it instead. *sound is false where an element is inverted. Collective. */
PetscErrorCode mechanics_imbalance(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*step)[3], double (*force)[3],
                                   bool *sound) SIJ_CHECKED;
