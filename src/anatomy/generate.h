// SPDX-License-Identifier: GPL-3.0-or-later
/** The mesh of the reference configuration, made by Gmsh. Rank 0 alone. */
#pragma once

#include "draft.h"
#include "size.h"

/** Meshes the reference configuration [mm, reference coordinates]. */
PetscErrorCode generate_reference(const Reference *reference, const Meshing *meshing,
                                  const SizeField *field, double cells, Draft *draft) SIJ_CHECKED;
