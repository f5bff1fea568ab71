// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to model: the parts of model_problems(), one file for each problem. */
#pragma once

#include "sij/model.h"

/** porous.c: materials, defects of the capsule, the fat plane of the lateral branches. */
PetscErrorCode translate_porous(const Case *input, ModelProblems *problems,
                                Problems *found) SIJ_CHECKED;

/** flow.c: needles, uptake, boundary conditions, the cavity and its exits. */
PetscErrorCode translate_flow(const Case *input, ModelProblems *problems,
                              Problems *found) SIJ_CHECKED;

/** transport.c: drugs, and what each needle brings. */
void translate_transport(const Case *input, ModelProblems *problems);
