// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: the depots of steroid that two findings share. */
#pragma once

#include "bench.h"

/** A depot lasts by its amount over what dissolves from it. Once the tissue around it is filled, the
 * crystals of a place go at a rate that does not depend on how many there are, so a dose DEPOT_PART
 * times smaller takes the same course DEPOT_PART times as fast. Splitting dissolution from transport
 * holds steps to minutes: months of a whole dose would take hours to compute. */
enum { DEPOT_PART = 20 };

/** Triamcinolone 30 mg into the joint, whole, for two days. */
PetscErrorCode depot_whole(Bench *bench, const Outcome **outcome, Problems *problems) SIJ_CHECKED;

/** A DEPOT_PART of it into the joint, for 13 days: 37 weeks of the whole. */
PetscErrorCode depot_into_joint(Bench *bench, const Outcome **outcome,
                                Problems *problems) SIJ_CHECKED;

/** The same behind the joint, in the middle section. */
PetscErrorCode depot_behind_joint(Bench *bench, const Outcome **outcome,
                                  Problems *problems) SIJ_CHECKED;
