// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of mechanics, which fill more than one file. */
#pragma once

#include "sij/testing/verify.h"

PetscErrorCode mechanics_check_patch(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_manufactured(MPI_Comm comm, const VerifyRequest *request,
                                            Verdicts *found);
PetscErrorCode mechanics_check_cook(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_fibre(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_tangent(MPI_Comm comm, const VerifyRequest *request,
                                       Verdicts *found);
PetscErrorCode mechanics_check_steps(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_contrast(MPI_Comm comm, const VerifyRequest *request,
                                        Verdicts *found);
PetscErrorCode mechanics_check_motion(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_push(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_spring(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_reload(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_bent(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_linearised(MPI_Comm comm, const VerifyRequest *request,
                                          Verdicts *found);
PetscErrorCode mechanics_check_film(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
PetscErrorCode mechanics_check_shell(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);
