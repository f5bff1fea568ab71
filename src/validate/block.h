// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: findings about anaesthetics, one file each. */
#pragma once

#include "findings.h"

PetscErrorCode finding_order_of_sites(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_branches(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_time_course(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_rim(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_blood(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_clearance(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_window(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
