// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: forces and tangent of the faces that carry a membrane shell. */
#pragma once

#include "state.h"

/** Adds the shells to internal and size, and to the blocks and the right side of equilibrium_tangent(). */
void shell_faces_add_forces(Mechanics *mechanics, const double (*u)[3]);
void shell_faces_add_tangent(Mechanics *mechanics, const double (*u)[3],
                             const double (*increment)[3], PetscScalar *right);
