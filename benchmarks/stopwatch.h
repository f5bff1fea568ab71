// SPDX-License-Identifier: GPL-3.0-or-later
/** What a benchmark says of itself: lines on standard output that benchmarks/bench/records.py reads.
 *
 *     lap PHASE WALL PROCESSOR         s   of the slowest rank, of all ranks together; one line for each repeat
 *     count NAME VALUE                     the same on every machine
 *     result NAME VALUE                    shows that the answer is right
 *     memory VALUE                     B   largest that a rank ever took
 *     bytes NAME VALUE                 B   written to disk
 *     kernel PHASE.NAME CALLS BYTES SECONDS   of all ranks: bytes to move in one call; seconds of all calls, on rank 0
 *     triad VALUE                   GB/s   of all ranks at once
 *
 * A phase is a stage of PETSc's log too, so that -log_view counts operations by it. All is collective; rank 0 prints.
 */
#pragma once

#include "sij/base/foreign.h"

#include <petscsys.h>

/** Times one repeat of a phase: ranks begin together. Laps do not nest. */
PetscErrorCode stopwatch_begin(const char *phase) SIJ_CHECKED;

/** Ends the lap and prints it. */
PetscErrorCode stopwatch_end(void) SIJ_CHECKED;

PetscErrorCode stopwatch_count(const char *name, long long value) SIJ_CHECKED;
PetscErrorCode stopwatch_result(const char *name, double value) SIJ_CHECKED;
PetscErrorCode stopwatch_memory(void) SIJ_CHECKED;
PetscErrorCode stopwatch_file(const char *name, const char *path) SIJ_CHECKED;

/** An operation of PETSc's log by its name there, "MatMult", in the laps of a phase; bytes: that one call has to move on
 * this rank. Returns bytes of all calls and ranks. Nothing is printed of an operation that was never called. */
PetscErrorCode stopwatch_kernel(const char *phase, const char *operation, double bytes,
                                double *moved) SIJ_CHECKED;

/** One that PETSc does not log, such as a whole step: seconds are those of the phase's laps. */
PetscErrorCode stopwatch_whole(const char *phase, int calls, double bytes) SIJ_CHECKED;

/** Bandwidth of main memory by the triad a = b + s c of STREAM (McCalpin 1995) on all ranks at once: the best of ten
 * passes over n doubles in each array of a rank, 24 bytes for each, GB/s. */
PetscErrorCode stopwatch_triad(PetscInt n, double *bandwidth) SIJ_CHECKED;
