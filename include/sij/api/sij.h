// SPDX-License-Identifier: GPL-3.0-or-later
/** All of the library. Each header is a page of its own:
 *
 *     sij_version.h    which version this is
 *     sij_error.h      problems of the input as sentences; error codes are PETSc's
 *     sij_case.h       a case file, read and checked
 *     sij_mesh.h       a distributed mesh of tetrahedra: of a case, or of one's own
 *     sij_field.h      quantities that vary in space, as functions of the caller
 *     sij_flow.h       Darcy flow in a porous medium on a mesh
 *     sij_mechanics.h  an elastic body under load on a mesh
 *     sij_run.h        a case from beginning to end, with a look at every step
 *     sij_results.h    named results, and their comparison
 *     sij_laws.h       laws of tissue, needle, drug and nerve at a point
 */
#pragma once

#include "sij_case.h"
#include "sij_error.h"
#include "sij_field.h"
#include "sij_flow.h"
#include "sij_laws.h"
#include "sij_mechanics.h"
#include "sij_mesh.h"
#include "sij_results.h"
#include "sij_run.h"
#include "sij_version.h"
