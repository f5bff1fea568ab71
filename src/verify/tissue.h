// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of the tissue family, one file each. */
#pragma once

#include "checks.h"

PetscErrorCode tissue_layers(MPI_Comm comm, const VerifyRequest *request,
                             Verdicts *found) SIJ_CHECKED;
PetscErrorCode tissue_sphere(MPI_Comm comm, const VerifyRequest *request,
                             Verdicts *found) SIJ_CHECKED;
PetscErrorCode tissue_depot(MPI_Comm comm, const VerifyRequest *request,
                            Verdicts *found) SIJ_CHECKED;
PetscErrorCode tissue_prodrug(MPI_Comm comm, const VerifyRequest *request,
                              Verdicts *found) SIJ_CHECKED;
