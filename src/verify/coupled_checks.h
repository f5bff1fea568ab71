// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of solid and fluid together, which fill more than one file. */
#pragma once

#include "sij/testing/verify.h"

PetscErrorCode coupled_check_column(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_mandel(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_manufactured(MPI_Comm comm, const VerifyRequest *request,
                                          Verdicts *found);
PetscErrorCode coupled_check_kept(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_schemes(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_undrained(MPI_Comm comm, const VerifyRequest *request,
                                       Verdicts *found);
PetscErrorCode coupled_check_pump(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode coupled_check_cavity(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
