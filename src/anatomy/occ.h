// SPDX-License-Identifier: GPL-3.0-or-later
/** The few OpenCASCADE constructions this anatomy needs, on lists of solids. Gmsh must be initialised. */
#pragma once

#include "outline.h"

#include "sij/base/foreign.h"
#include "sij/base/vec3.h"

enum { OCC_CAPACITY = 96 };

typedef struct {
  int n;
  int tag[OCC_CAPACITY];
} OccVolumes;

/** An outline drawn in the plane X = x: its corners' arcs and edges in turn. */
typedef struct {
  int n_curves;
  int curve[2 * OUTLINE_CORNERS];
  int in[OUTLINE_CORNERS], out[OUTLINE_CORNERS]; // points where each corner begins and ends
} Drawing;

PetscErrorCode occ_draw(const Outline *outline, double x, Drawing *drawing) SIJ_CHECKED;
PetscErrorCode occ_face(int n, const int curve[], int *face) SIJ_CHECKED;

/** The face swept by `step`; the solids made are appended, in the order of the faces. top[n] may be NULL. */
PetscErrorCode occ_sweep(int n, const int face[], Vec3 step, OccVolumes *made,
                         int top[]) SIJ_CHECKED;

PetscErrorCode occ_prism(const Outline *outline, double x0, double x1,
                         OccVolumes *made) SIJ_CHECKED;

/** Prism along y over the polygon with vertices (x, z). */
PetscErrorCode occ_prism_y(int n, const double xz[][2], double y0, double y1,
                           OccVolumes *made) SIJ_CHECKED;

PetscErrorCode occ_box(Vec3 low, Vec3 high, OccVolumes *made) SIJ_CHECKED;
PetscErrorCode occ_cylinder(Vec3 from, Vec3 to, double radius, OccVolumes *made) SIJ_CHECKED;

/** Between two polygons of as many corners, in the planes x0 and x1, by ruled faces. */
PetscErrorCode occ_loft(const Outline *a, double x0, const Outline *b, double x1,
                        OccVolumes *made) SIJ_CHECKED;

/** solids = solids without tools, or within them; the tools stay. */
PetscErrorCode occ_cut(OccVolumes *solids, const OccVolumes *tools) SIJ_CHECKED;
PetscErrorCode occ_intersect(OccVolumes *solids, const OccVolumes *tools) SIJ_CHECKED;

/** inside = solids within tools, and solids keeps the rest. */
PetscErrorCode occ_split(OccVolumes *solids, const OccVolumes *tools,
                         OccVolumes *inside) SIJ_CHECKED;

PetscErrorCode occ_copy(const OccVolumes *solids, OccVolumes *copy) SIJ_CHECKED;
PetscErrorCode occ_remove(OccVolumes *solids) SIJ_CHECKED;

void occ_append(OccVolumes *solids, const OccVolumes *more);
