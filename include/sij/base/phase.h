// SPDX-License-Identifier: GPL-3.0-or-later
/** What a program spends its time on: phases that nest, each counted without those inside it.
 *
 * A phase is a stage of PETSc's log too, so -log_view counts operations by phase. With the option -phase_view FILE,
 * PetscFinalize() writes FILE: CSV, one line for each phase that was begun, "phase,begun,wall,processor,memory", with the
 * wall-clock time of the slowest rank and the processor time of all of them, both in seconds, and the largest memory that a rank
 * had taken by the phase's last end, in bytes. "other" is what lies outside of every phase.
 * Not safe for threads.
 */
#pragma once

#include "sij/base/foreign.h"

#include <petscsys.h>

typedef enum {
  PHASE_OTHER,
  PHASE_GEOMETRY,     // the mesh is generated, or read from a file or the cache
  PHASE_DISTRIBUTION, // cut into parts, sent, refined
  PHASE_SETUP,        // everything that is made once for a mesh
  PHASE_FLOW,
  PHASE_TRANSPORT,
  PHASE_SOLID, // alone or with its fluid
  PHASE_PHARMACOLOGY,
  PHASE_OUTPUT,
  PHASE_CHECKPOINT,
  PHASE_COUNT
} Phase;

/** Begins a phase inside the one that is running; every rank calls both. */
PetscErrorCode phase_begin(Phase phase) SIJ_CHECKED;

/** Ends the phase begun last. */
PetscErrorCode phase_end(void) SIJ_CHECKED;
