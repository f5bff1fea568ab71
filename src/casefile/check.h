/** What no single value can tell: an element as a whole, and the elements together. */
#pragma once

#include "values.h"

/** Completes and checks one element after its rows were read without fault. */
PetscErrorCode check_element(Reader *reader, SectionId section, const Node *node,
                             void *element) SIJ_CHECKED;

/** Checks the case as a whole; `root` is the merged tree. */
PetscErrorCode check_case(Reader *reader, const Node *root) SIJ_CHECKED;
