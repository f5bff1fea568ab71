// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of transport, in the files of their names. */
#pragma once

#include "checks.h"

PetscErrorCode transport_smooth(MPI_Comm comm, const VerifyRequest *request,
                                Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_bump(MPI_Comm comm, const VerifyRequest *request,
                              Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_diffusion(MPI_Comm comm, const VerifyRequest *request,
                                   Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_point(MPI_Comm comm, const VerifyRequest *request,
                               Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_front(MPI_Comm comm, const VerifyRequest *request,
                               Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_rotation(MPI_Comm comm, const VerifyRequest *request,
                                  Verdicts *found) SIJ_CHECKED;
PetscErrorCode transport_bad_tets(MPI_Comm comm, const VerifyRequest *request,
                                  Verdicts *found) SIJ_CHECKED;
