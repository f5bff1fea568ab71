// SPDX-License-Identifier: GPL-3.0-or-later
/** All of the library. Each header is a page of its own:
 *
 *     sij_version.h    which version this is
 *     sij_error.h      problems of the input as sentences; error codes are PETSc's
 *     sij_case.h       a case file, read and checked
 *     sij_mesh.h       a distributed mesh of tetrahedra
 *     sij_run.h        a case from beginning to end, with a look at every step
 *     sij_results.h    named results, and their comparison
 *     sij_laws.h       laws of tissue, needle, drug and nerve at a point
 */
#pragma once

#include "sij_case.h"
#include "sij_error.h"
#include "sij_laws.h"
#include "sij_mesh.h"
#include "sij_results.h"
#include "sij_run.h"
#include "sij_version.h"
