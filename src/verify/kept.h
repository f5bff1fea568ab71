// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the checks of what must be kept, and the injection they share.
 *
 * A cavity that fills and swells under a wall with a defect, below three materials that dilate, with a film of
 * fluid between two of them; vessels take up water; one
 * needle in the middle material from 0 to 10 s, another in the cavity from 3 to 8 s; three drugs.
 */
#pragma once

#include "checks.h"
#include "trial_fields.h"

enum { KEPT_DRUGS = 3, KEPT_MESHES = 3 };

typedef struct {
  const char *name;
  double      jitter;
  BoxMap     *map;
} KeptMesh;

extern const KeptMesh KEPT_MESH[KEPT_MESHES];

/** Materials, as layers upwards: a cavity, the wall that is its barrier, and three materials side by side, of which
 * the middle one has fibres. */
enum { KEPT_CAVITY, KEPT_WALL, KEPT_MIDDLE, KEPT_LEFT, KEPT_RIGHT, KEPT_MATERIALS };

/** The problem on that mesh; needle w brings `content` [2][KEPT_DRUGS] mol/m^3. */
BoxProblem kept_problem(const KeptMesh *mesh, const double content[2][KEPT_DRUGS]);

/** Mesh of n^3 bricks, n a multiple of 6, and the equations of trial->problem. Collective. */
PetscErrorCode kept_create(MPI_Comm comm, const KeptMesh *mesh, int n, Trial *trial) SIJ_CHECKED;

/** Ten seconds of injection and as much after it, in uneven steps; range [KEPT_DRUGS] is that of each
 * drug over all of them. Collective. */
PetscErrorCode kept_inject(Trial *trial, double range[KEPT_DRUGS][2]) SIJ_CHECKED;

/** What the water and the drugs of a trial have lost, as shares of what came, the worst of the drugs; and
 * what went through its defects [mL]. Collective. */
typedef struct {
  double water, drugs, leak;
} KeptDefect;

PetscErrorCode kept_defect(const Trial *trial, KeptDefect *defect) SIJ_CHECKED;

PetscErrorCode kept_uniform(MPI_Comm comm, const VerifyRequest *request,
                            Verdicts *found) SIJ_CHECKED;
PetscErrorCode kept_front(MPI_Comm comm, const VerifyRequest *request, Verdicts *found) SIJ_CHECKED;
