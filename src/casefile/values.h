// SPDX-License-Identifier: GPL-3.0-or-later
/** One value of a case: from a node of the tree into a member of a struct, by its row of the schema. */
#pragma once

#include "schema.h"

#include "sij/base/problems.h"
#include "sij/casefile/tree.h"

typedef struct {
  const Units *units;
  Problems    *problems;
  Case        *input;  // its drugs must be there before injections
  const Node  *holder; // mapping of the element that is being read
} Reader;

typedef struct {
  char text[96];
} Phrase;

/** "a length, for example 2 mm" */
Phrase values_wanted(Dimension dimension);

/** "must be positive", "must be at least 0.1 mm and at most 100 mm" */
Phrase values_bounds(const Units *units, const Row *row);

/** Reads node into the member of `element` that `row` describes; faults go to the problems. */
PetscErrorCode values_read(Reader *reader, const Row *row, const Node *node,
                           void *element) SIJ_CHECKED;

/** *fine is false, and a problem added, for a node that is a list or a mapping, or empty. */
PetscErrorCode values_scalar(Reader *reader, const Node *node, const char *wanted,
                             bool *fine) SIJ_CHECKED;

/** A quantity of a row's dimension and bounds; *fine is false, and a problem added, if it is none. */
PetscErrorCode values_measure(Reader *reader, const Row *row, const Node *node, double *value,
                              bool *fine) SIJ_CHECKED;

/** Three lengths; `unit` (or NULL) is of bare numbers. */
PetscErrorCode values_point(Reader *reader, const Row *row, const Node *node, const char *unit,
                            Vec3 *point, bool *fine) SIJ_CHECKED;

/** Inner diameter [m] of a regular-wall needle of that gauge, 18 to 27; 0 outside. */
double values_needle_bore(int gauge);

/** The same as a concentration of a drug of that molar mass [kg/mol], which may be mass per volume. */
PetscErrorCode values_concentration(Reader *reader, const Row *row, const Node *node,
                                    double molar_mass, double *value, bool *fine) SIJ_CHECKED;

PetscErrorCode values_whole(Reader *reader, const Row *row, const Node *node, int *value,
                            bool *fine) SIJ_CHECKED;

/** Index of the node's word among n, or -1 and a problem. */
PetscErrorCode values_choose(Reader *reader, const Node *node, int n, const char *const words[],
                             int *index) SIJ_CHECKED;

/** Letters, digits, _, - and ., not of points alone; letters may be of any alphabet (UTF-8). */
bool values_is_name(const char *text);

PetscErrorCode values_name(Reader *reader, const Node *node, char name[CASE_NAME]) SIJ_CHECKED;

/** Rows that are more than one value: lists and mappings (shapes.c). */
typedef PetscErrorCode ValuesReader(Reader *reader, const Row *row, const Node *node,
                                    void *element);

ValuesReader values_read_point, values_read_direction, values_read_by_region, values_read_contents,
  values_read_nerves, values_read_curve, values_read_tips, values_read_outputs;

/** Those of mechanics (attachments.c). */
ValuesReader values_read_attachment, values_read_course;
