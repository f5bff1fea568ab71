// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of the time family, one file each. */
#pragma once

#include "checks.h"

PetscErrorCode time_order(MPI_Comm comm, const VerifyRequest *request, Verdicts *found) SIJ_CHECKED;
PetscErrorCode time_control(MPI_Comm comm, const VerifyRequest *request,
                            Verdicts *found) SIJ_CHECKED;
PetscErrorCode time_loads(MPI_Comm comm, const VerifyRequest *request, Verdicts *found) SIJ_CHECKED;
PetscErrorCode time_events(MPI_Comm comm, const VerifyRequest *request,
                           Verdicts *found) SIJ_CHECKED;
