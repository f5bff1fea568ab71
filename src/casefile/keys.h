// SPDX-License-Identifier: GPL-3.0-or-later
/** Whether every key of a tree is one of the schema, and mappings and lists are where they belong. */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile/tree.h"

PetscErrorCode keys_check(const Node *root, Problems *problems) SIJ_CHECKED;
