// SPDX-License-Identifier: GPL-3.0-or-later
/** What the drug does where it arrives: block of targets, relief, exposure, plasma, spill.
 *
 * Samples the concentrations at the targets of the anatomy after every accepted step, follows the
 * perineurial lag and the blood compartments in time, and sums up at the end. Laws are in laws/;
 * numbers in docs/theory/sources.md; definitions of every reported quantity in docs/user/quantities.md.
 *
 * Between steps concentrations are taken as linear in time. Before the first step they are zero.
 * Of a target the mesh does not hold (a curve outside it, a region of no volume) rows have NaN, and the
 * summary its extent alone, which is 0.
 *
 * Order: create, advance for each accepted step, row at each output
 * (the first may come before any step), summary at the end.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/base/state.h"
#include "sij/casefile.h"
#include "sij/mesh.h"

typedef struct Pharmacology Pharmacology;

/** Collective. Borrows case and mesh. Owns: caller, pharmacology_destroy(). */
PetscErrorCode pharmacology_create(const Case *input, const Mesh *mesh,
                                   Pharmacology **pharmacology) SIJ_CHECKED;

/** The state after an accepted step of length dt that ended at time t. Collective.
 * concentration: [n_drugs] pointers to [n_local] values [mol m^-3 of pore fluid], ghosts current;
 *   NULL for a drug the case does not use.
 * cleared: [n_drugs] amount that left for the blood in this step, global [mol]. */
PetscErrorCode pharmacology_advance(Pharmacology *pharmacology, double t, double dt,
                                    const double *const concentration[],
                                    const double        cleared[]) SIJ_CHECKED;

/** Everything that later steps and the summary need of the steps before. Collective. */
PetscErrorCode pharmacology_visit_state(Pharmacology       *pharmacology,
                                        const StateVisitor *visitor) SIJ_CHECKED;

/** The state now as one row: number of columns, their names and values. Same on every rank. Borrowed:
 * the values until the next call, the names as long as the pharmacology lives. Not collective. */
PetscErrorCode pharmacology_row(Pharmacology *pharmacology, int *n, const char *const **column,
                                const double **value) SIJ_CHECKED;

/** Blocked fraction at each owned vertex for C fibres, lag included: [n_owned], borrowed. */
const double *pharmacology_block(const Pharmacology *pharmacology);

/** Everything summed up, appended to `list`, the same on every rank. Collective. */
PetscErrorCode pharmacology_summary(Pharmacology *pharmacology, Quantities *list) SIJ_CHECKED;

PetscErrorCode pharmacology_destroy(Pharmacology **pharmacology) SIJ_CHECKED;
