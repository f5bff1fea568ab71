// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to api: what stands behind the handles of the public headers. */
#pragma once

#include "sij/anatomy.h"
#include "sij/anatomy/sites.h"
#include "sij/api/sij_flow.h"
#include "sij/api/sij_laws.h"
#include "sij/api/sij_mesh.h"
#include "sij/api/sij_results.h"
#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/flow.h"
#include "sij/laws/pore.h"
#include "sij/mesh.h"
#include "sij/report.h"

struct SijProblems {
  Problems list;
};

struct SijCase {
  Case *input; // owned
  char *text;  // owned; the resolved case as YAML
  int   n_sites;
  Site *site; // owned [n_sites]
};

struct SijMesh {
  Mesh    *mesh;         // owned, unless the handle is part of a SijStep
  MeshTags tags;         // of a mesh from arrays: the names below, which the mesh borrows
  char   **region_name;  // owned [tags.n_regions]
  char   **surface_name; // owned [tags.n_surfaces]
};

struct SijResults {
  char       name[REPORT_NAME];
  Quantities list;
};

/** error.c: moves what was found to the caller's list, and empties it. A call works on a list of its own, since
 * what an earlier call has found is no reason to stop. */
PetscErrorCode problems_hand_over(Problems *found, SijProblems *problems) SIJ_CHECKED;

/** laws.c: the law of a caller's pore. */
Pore pore_translate(const SijPore *pore);
