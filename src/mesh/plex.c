// SPDX-License-Identifier: GPL-3.0-or-later
// Queries of a DMPlex that several files need: vertices of a cell in positive order, values of a label.
#include "plex.h"

PetscErrorCode mesh_plex_cell(DM dm, PetscInt cell, PetscInt vertex[4])
{
  PetscInt  n, start, end, found = 0;
  PetscInt *closure = NULL;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetDepthStratum(dm, 0, &start, &end));
  PetscCall(DMPlexGetTransitiveClosure(dm, cell, PETSC_TRUE, &n, &closure));
  for (PetscInt i = 0; i < n; i++) {
    const PetscInt point = closure[2 * i];

    if (point >= start && point < end && found < 4) vertex[found++] = point;
  }
  PetscCall(DMPlexRestoreTransitiveClosure(dm, cell, PETSC_TRUE, &n, &closure));
  PetscCheck(found == 4, PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "cell %" PetscInt_FMT " has %" PetscInt_FMT " vertices", cell, found);
  const PetscInt first = vertex[0]; // PETSc's positive tetrahedron is our negative one

  vertex[0] = vertex[1];
  vertex[1] = first;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_stratum(DMLabel label, PetscInt is, const PetscInt range[2], int value[])
{
  IS              stratum;
  PetscInt        n;
  const PetscInt *point;

  PetscFunctionBeginUser;
  PetscCall(DMLabelGetStratumIS(label, is, &stratum));
  if (!stratum) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(ISGetLocalSize(stratum, &n));
  PetscCall(ISGetIndices(stratum, &point));
  for (PetscInt i = 0; i < n; i++)
    if (point[i] >= range[0] && point[i] < range[1]) value[point[i] - range[0]] = (int)is;
  PetscCall(ISRestoreIndices(stratum, &point));
  PetscCall(ISDestroy(&stratum));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_label(DM dm, const char *name, PetscInt start, PetscInt end, int value[])
{
  DMLabel         label;
  IS              values;
  PetscInt        n;
  const PetscInt *each;
  const PetscInt  range[2] = {start, end};

  PetscFunctionBeginUser;
  PetscCall(DMGetLabel(dm, name, &label));
  PetscCall(DMLabelGetValueIS(label, &values));
  PetscCall(ISGetLocalSize(values, &n));
  PetscCall(ISGetIndices(values, &each));
  for (PetscInt i = 0; i < n; i++) PetscCall(copy_stratum(label, each[i], range, value));
  PetscCall(ISRestoreIndices(values, &each));
  PetscCall(ISDestroy(&values));
  PetscFunctionReturn(PETSC_SUCCESS);
}
