// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of the flow, and what several of them do. */
#pragma once

#include "checks.h"
#include "trial.h"

/** One number of the flow's summary, in its unit. Collective. */
PetscErrorCode flow_read_quantity(const Trial *trial, const char *name, double *value) SIJ_CHECKED;

/** Pressure at the tip of the first needle: its hub's without the loss along the bore [Pa]. Collective. */
PetscErrorCode flow_tip_pressure(const Trial *trial, double *tip) SIJ_CHECKED;

/** Mean pressure in shells about a point, of equal ratio between two radii; shells without a vertex are
 * left out. r, p [n]; returns in n_found how many it filled. Collective. */
PetscErrorCode flow_profile(const Trial *trial, Vec3 centre, double inner, double outer, int n,
                            double r[], double p[], int *n_found) SIJ_CHECKED;

/** flow_order.c */
PetscErrorCode flow_check_steady(MPI_Comm comm, const VerifyRequest *request,
                                 Verdicts *found) SIJ_CHECKED;
PetscErrorCode flow_check_transient(MPI_Comm comm, const VerifyRequest *request,
                                    Verdicts *found) SIJ_CHECKED;
PetscErrorCode flow_check_decay(MPI_Comm comm, const VerifyRequest *request,
                                Verdicts *found) SIJ_CHECKED;

/** flow_sphere.c */
PetscErrorCode flow_check_sphere(MPI_Comm comm, const VerifyRequest *request,
                                 Verdicts *found) SIJ_CHECKED;

/** flow_layers.c */
PetscErrorCode flow_check_layers(MPI_Comm comm, const VerifyRequest *request,
                                 Verdicts *found) SIJ_CHECKED;

/** flow_film.c */
PetscErrorCode flow_check_film(MPI_Comm comm, const VerifyRequest *request,
                               Verdicts *found) SIJ_CHECKED;

/** flow_dilation.c */
PetscErrorCode flow_check_dilation(MPI_Comm comm, const VerifyRequest *request,
                                   Verdicts *found) SIJ_CHECKED;

/** flow_needle.c */
PetscErrorCode flow_check_needle(MPI_Comm comm, const VerifyRequest *request,
                                 Verdicts *found) SIJ_CHECKED;

/** flow_kept.c */
PetscErrorCode flow_check_balance(MPI_Comm comm, const VerifyRequest *request,
                                  Verdicts *found) SIJ_CHECKED;
PetscErrorCode flow_check_limit(MPI_Comm comm, const VerifyRequest *request,
                                Verdicts *found) SIJ_CHECKED;
PetscErrorCode flow_check_defect(MPI_Comm comm, const VerifyRequest *request,
                                 Verdicts *found) SIJ_CHECKED;
