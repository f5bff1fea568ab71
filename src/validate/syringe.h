// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: the experiments of a drug in the joint and behind it, which findings share, and
 * what patients who were not in the experiment would have felt of it. */
#pragma once

#include "bench.h"

/** 1.5 mL into the joint as in inputs/intra_articular.yaml, followed for a day; strength in per cent.
 * Besides the targets of the anatomy its outcome has `cavity`, the whole joint cavity. */
PetscErrorCode syringe_into_joint(Bench *bench, const char *drug, double strength,
                                  const Outcome **outcome, Problems *problems) SIJ_CHECKED;

/** 1 mL into each of three sections behind the joint as in inputs/periarticular.yaml, for a day. */
PetscErrorCode syringe_behind_joint(Bench *bench, const char *drug, double strength,
                                    const Outcome **outcome, Problems *problems) SIJ_CHECKED;

enum { PATIENT_COURSE = 257 };

/** Relief of one of the library's patients at each row of an outcome (docs/user/quantities.md); NaN on a
 * problem. */
PetscErrorCode patient_relief(Bench *bench, const char *patient, const Outcome *outcome,
                              double relief[PATIENT_COURSE], Problems *problems) SIJ_CHECKED;
