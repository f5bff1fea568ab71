// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: what may be attached to the elements of a body: shells on faces, couplings, springs. */
#pragma once

#include "shell.h"

#include "sij/mechanics.h"

/** A shell on a face of a local cell. */
typedef struct {
  Shell    shell;
  PetscInt cell;
  int      at[NODES_FACE]; // nodes of the cell that are the face's
} ShellFace;

typedef struct {
  PetscInt   n;
  ShellFace *face;
} ShellFaces;

/** A distributing coupling: couplings.h. */
typedef struct {
  PetscInt  n;
  PetscInt *node;    // [n] owned by this rank
  double   *weight;  // [n]
  Vec3      centre;  // centroid of all ranks' nodes, at rest                       m
  Mat3      inverse; // of their inertia about it                                   m^-2
} DistributingCoupling;

typedef struct {
  Vec3 translation, rotation; // of the centre, about the centre                              m, rad
} CouplingMotion;

typedef struct {
  Vec3 force, moment; // about the centre                                           N, N m
} CouplingLoad;

/** A spring between couplings: springs.h. */
typedef struct {
  MechanicsSpring as;    // as added
  Vec3            along; // from end 0 to end 1, unit
  double          stiffness,
    geometric_stiffness; // of the last linearisation, along and across it                N m^-1
} Spring;
