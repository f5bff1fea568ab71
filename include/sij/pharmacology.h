/** What the drug does where it arrives: block of targets, relief, exposure, plasma, spill.
 *
 * Samples the concentrations at the targets of the anatomy after every accepted step, follows the
 * perineurial lag and the blood compartments in time, and sums up at the end. Laws are in laws/;
 * numbers in docs/sources.md; definitions of every reported quantity in docs/results.md.
 *
 * Order: create, advance for each accepted step, row at each output, summary at the end.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/mesh.h"

typedef struct Pharmacology Pharmacology;

/** Collective. Borrows case and mesh. */
PetscErrorCode pharmacology_create(const Case *input, const Mesh *mesh,
                                   Pharmacology **pharmacology) SIJ_CHECKED;

/** The state after an accepted step of length dt that ended at time t. Collective.
 * concentration: [n_drugs] pointers to [n_local] values [mol m^-3 of pore fluid], ghosts current;
 *   NULL for a drug the case does not use.
 * cleared: [n_drugs] amount that left for the blood in this step, global [mol]. */
PetscErrorCode pharmacology_advance(Pharmacology *pharmacology, double t, double dt,
                                    const double *const concentration[],
                                    const double        cleared[]) SIJ_CHECKED;

/** The state now as one row: number of columns, their names and values; borrowed until the next call.
 * Same on every rank. Collective. */
PetscErrorCode pharmacology_row(Pharmacology *pharmacology, int *n, const char *const **column,
                                const double **value) SIJ_CHECKED;

/** Blocked fraction at each owned vertex for C fibres, lag included: [n_owned], borrowed. */
const double *pharmacology_block(const Pharmacology *pharmacology);

/** Everything summed up, appended to `list`. Collective. */
PetscErrorCode pharmacology_summary(Pharmacology *pharmacology, Quantities *list) SIJ_CHECKED;

PetscErrorCode pharmacology_destroy(Pharmacology **pharmacology) SIJ_CHECKED;
