// SPDX-License-Identifier: GPL-3.0-or-later
/** What no single value can tell: an element as a whole, and the elements together. */
#pragma once

#include "values.h"

/** Completes and checks one element after its rows were read without fault. */
PetscErrorCode check_element(Reader *reader, SectionId section, const Node *node,
                             void *element) SIJ_CHECKED;

/** Constants of one element against the laws that will use them (check_laws.c). */
PetscErrorCode check_flow_laws(Reader *reader, const Node *node, const Tissue *tissue) SIJ_CHECKED;
PetscErrorCode check_solid_laws(Reader *reader, const Node *node, const Skeleton *s) SIJ_CHECKED;
PetscErrorCode check_drug_laws(Reader *reader, const Node *node, const CaseDrug *drug) SIJ_CHECKED;
PetscErrorCode check_needle_law(Reader *reader, const Node *node,
                                const Injection *injection) SIJ_CHECKED;

/** The same of tissues as solids, and of springs, loads and mechanics as a whole (check_solid.c). */
PetscErrorCode check_skeleton(Reader *reader, const Node *node, const Tissue *tissue) SIJ_CHECKED;
PetscErrorCode check_spring(Reader *reader, const Node *node, const CaseSpring *spring) SIJ_CHECKED;
PetscErrorCode check_load(Reader *reader, const Node *node, const CaseLoad *load) SIJ_CHECKED;
PetscErrorCode check_mechanics(Reader *reader, const Node *root) SIJ_CHECKED;

/** Makes one injection of each orifice of needles that have several (orifices.c). */
PetscErrorCode orifices_open(Reader *reader, const Node *root) SIJ_CHECKED;

/** Node of the i-th element of a section, in the order they were read; `root` if there is none. */
const Node *element_node(const Node *root, const char *section, int i);

/** Checks the case as a whole; `root` is the merged tree. */
PetscErrorCode check_case(Reader *reader, const Node *root) SIJ_CHECKED;
