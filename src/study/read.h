// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: the file of a study as factors, before it is expanded to cases. */
#pragma once

#include "sij/base/problems.h"
#include "sij/study.h"

/** Fills *study but for its cases from the tree of its file. Every rank holds the same tree. Not collective. */
PetscErrorCode read_study(const Node *root, Study *study, Problems *problems) SIJ_CHECKED;

/** A number and the unit after it, as written; false if `text` begins with no number. */
bool read_measure(const char *text, double *number, const char **unit);
