// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: findings about steroids, one file each. */
#pragma once

#include "findings.h"

PetscErrorCode finding_depot(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
PetscErrorCode finding_responders(Bench *, Verdicts *, Problems *) SIJ_CHECKED;
