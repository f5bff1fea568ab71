/** Whether every key of a tree is one of the schema, and every mapping and list is where it belongs. */
#pragma once

#include "tree.h"

#include "sij/base/problems.h"

PetscErrorCode keys_check(const Node *root, Problems *problems) SIJ_CHECKED;
