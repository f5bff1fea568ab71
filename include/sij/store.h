// SPDX-License-Identifier: GPL-3.0-or-later
/** Results on disk: one HDF5 file, laid out as temporal VTKHDF, with an XDMF index and a state of ParaView beside it.
 *
 * Written collectively as folder/run.vtkhdf.part, run.xdmf.part and open_in_paraview.py.part and given their final names by
 * store_close(), so that no half-written result ever stands under run.vtkhdf and an older result
 * stays until then; store_abandon() removes the parts. Layout: docs/user/results.md.
 *
 * Failure to write (disk full, folder not writable) is a problem: one sentence with the file and the
 * cause, the same on every rank. After it the store is dead: further writes do nothing, and
 * store_close() removes what was written. HDF5's own error messages are switched off.
 *
 * A killed run leaves its parts, readable up to its last complete step.
 *
 * Order: store_create, store_field for each field, store_curve for each curve, then per output store_step_begin,
 * store_write_vertices for every field, store_write_row as often as wanted, store_step_end;
 * store_close or store_abandon. Another order is a bug of the caller, and stops with a trace.
 */
#pragma once

#include "sij/base/units.h"
#include "sij/base/vec3.h"
#include "sij/mesh.h"

/** Points are written in this length [m]; so is what is to move them. */
#define STORE_LENGTH UNIT_MM

typedef struct Store Store;

/** What is written once about the run. Borrowed; a NULL text is left out.
 * The store itself adds the versions of PETSc, HDF5 and MPI, the ranks, the date and the mesh hash. */
typedef struct {
  const char *case_text; // resolved YAML
  const char *command;   // as it was given
  const char *options;   // PETSc options in use
  const char *version;   // of the program
  const char *commit;    // of its source
  int         n_libraries;
  const char *const (*library)[2]; // [n_libraries] name and version of what this module cannot ask
} Provenance;

/** Makes `folder` if need be and opens its run.vtkhdf.part with the mesh in it. Collective.
 * Borrows mesh until the store is closed. On a problem *store stays NULL and nothing is left. */
PetscErrorCode store_create(const Mesh *mesh, const char *folder, const Provenance *provenance,
                            Store **store, Problems *problems) SIJ_CHECKED;

/** Declares a field on vertices with 1 or 3 components; unit as people write it ("mol/m3", "1").
 * Collective; before the first step. */
PetscErrorCode store_field(Store *store, const char *name, int components,
                           const char *unit) SIJ_CHECKED;

/** A curve of the geometry, a nerve or a needle: n points [m] in order. Collective; before the first step; rank 0's points
 * are written. kind and name: no "/". */
PetscErrorCode store_curve(Store *store, const char *kind, const char *name, int n,
                           const Vec3 point[], Problems *problems) SIJ_CHECKED;

/** time: later than that of the step before. Collective. */
PetscErrorCode store_step_begin(Store *store, double time, Problems *problems) SIJ_CHECKED;

/** value: [n_owned][components], local owned vertices. Each field once per step. Collective. */
PetscErrorCode store_write_vertices(Store *store, const char *name, const double value[],
                                    Problems *problems) SIJ_CHECKED;

/** One row of a named table that grows with the steps (ledger, blocked fractions): n columns whose
 * names are given at the first call; the time of the step becomes a column before them. At most one
 * row per table and step. Collective; rank 0's values are written. */
PetscErrorCode store_write_row(Store *store, const char *table, int n, const char *const column[],
                               const double value[], Problems *problems) SIJ_CHECKED;

/** The step is on disk when this returns without a problem. Collective. */
PetscErrorCode store_step_end(Store *store, Problems *problems) SIJ_CHECKED;

/** Gives both files their names, replacing an older result. Collective. Sets *store NULL. */
PetscErrorCode store_close(Store **store, Problems *problems) SIJ_CHECKED;

/** Closes and removes everything that was written, the folder too if it was made for it and is empty.
 * Collective. Accepts NULL, sets *store NULL. */
PetscErrorCode store_abandon(Store **store) SIJ_CHECKED;

/** HDF5 could not write what it had begun to: it keeps a file that it can neither write nor forget, and the end of MPI,
 * which ends HDF5, crashes. The process has to leave by _exit() without it. */
bool store_lost_hdf5(void);

/** Version of the HDF5 library in use, as text. Not collective. */
PetscErrorCode store_hdf5_version(size_t size, char version[]) SIJ_CHECKED;
