// SPDX-License-Identifier: GPL-3.0-or-later
// OpenCASCADE through Gmsh: faces of outlines, prisms, lofts, and Booleans on lists of volumes.
// Used by all that builds solids.
#include "occ.h"

#include "gmsh_api.h"

#include "sij/base/units.h"

static PetscErrorCode add_point(double x, Point2 at, int *tag)
{
  PetscFunctionBeginUser;
  SijCallGmsh(*tag = gmshModelOccAddPoint(x, at.y, at.z, 0.0, -1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_line(int from, int to, int *tag)
{
  PetscFunctionBeginUser;
  SijCallGmsh(*tag = gmshModelOccAddLine(from, to, -1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_volume(OccVolumes *made, int tag)
{
  PetscFunctionBeginUser;
  PetscCheck(made->n < OCC_CAPACITY, PETSC_COMM_SELF, PETSC_ERR_PLIB, "more than %d solids",
             OCC_CAPACITY);
  made->tag[made->n++] = tag;
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Keeps the volumes of a Gmsh list of (dimension, tag) pairs and frees it. */
static PetscErrorCode take_volumes(int *pairs, size_t n, OccVolumes *made)
{
  PetscFunctionBeginUser;
  for (size_t i = 0; i + 1 < n; i += 2)
    if (pairs[i] == 3) PetscCall(add_volume(made, pairs[i + 1]));
  gmshFree(pairs);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void pairs_of(const OccVolumes *solids, int pairs[2 * OCC_CAPACITY])
{
  for (int i = 0; i < solids->n; i++) {
    pairs[2 * i]     = 3;
    pairs[2 * i + 1] = solids->tag[i];
  }
}

static PetscErrorCode draw_corner(const Outline *o, int i, double x, Drawing *d)
{
  const Corner corner = outline_corner(o, i);
  int          centre;

  PetscFunctionBeginUser;
  PetscCall(add_point(x, corner.in, &d->in[i]));
  d->out[i] = d->in[i];
  if (!corner.round) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(add_point(x, corner.out, &d->out[i]));
  PetscCall(add_point(x, corner.centre, &centre));
  SijCallGmsh(d->curve[d->n_curves++] = gmsh_add_arc(d->in[i], centre, d->out[i], &ierr));

  const int point[2] = {0, centre};

  SijCallGmsh(gmshModelOccRemove((int *)point, 2, 0, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_draw(const Outline *o, double x, Drawing *d)
{
  Drawing corners = {0};

  PetscFunctionBeginUser;
  *d = (Drawing){0};
  for (int i = 0; i < o->n; i++) PetscCall(draw_corner(o, i, x, &corners));
  *d          = corners;
  d->n_curves = 0;
  for (int i = 0, k = 0; i < o->n; i++) {
    if (d->in[i] != d->out[i]) d->curve[d->n_curves++] = corners.curve[k++];
    PetscCall(add_line(d->out[i], d->in[(i + 1) % o->n], &d->curve[d->n_curves++]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_face(int n, const int curve[], int *face)
{
  int loop;

  PetscFunctionBeginUser;
  SijCallGmsh(loop = gmshModelOccAddCurveLoop((int *)curve, (size_t)n, -1, &ierr));
  SijCallGmsh(*face = gmshModelOccAddPlaneSurface(&loop, 1, -1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_sweep(int n, const int face[], Vec3 step, OccVolumes *made, int top[])
{
  int    in[2 * OCC_CAPACITY], *out, k = 0;
  size_t n_out;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    in[2 * i]     = 2;
    in[2 * i + 1] = face[i];
  }
  SijCallGmsh(gmshModelOccExtrude(in, 2 * (size_t)n, step.x[0], step.x[1], step.x[2], &out, &n_out,
                                  NULL, 0, NULL, 0, 0, &ierr));
  // Gmsh lists the far face of a swept solid just before the solid.
  for (size_t i = 2; top && i < n_out; i += 2)
    if (out[i] == 3) top[k++] = out[i - 1];
  PetscCall(take_volumes(out, n_out, made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_prism(const Outline *outline, double x0, double x1, OccVolumes *made)
{
  Drawing drawing;
  int     face;

  PetscFunctionBeginUser;
  PetscCall(occ_draw(outline, x0, &drawing));
  PetscCall(occ_face(drawing.n_curves, drawing.curve, &face));
  PetscCall(occ_sweep(1, &face, vec3(x1 - x0, 0.0, 0.0), made, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_prism_y(int n, const double xz[][2], double y0, double y1, OccVolumes *made)
{
  int point[OUTLINE_CORNERS], line[OUTLINE_CORNERS], face;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) PetscCall(add_point(xz[i][0], point2(y0, xz[i][1]), &point[i]));
  for (int i = 0; i < n; i++) PetscCall(add_line(point[i], point[(i + 1) % n], &line[i]));
  PetscCall(occ_face(n, line, &face));
  PetscCall(occ_sweep(1, &face, vec3(0.0, y1 - y0, 0.0), made, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_box(Vec3 low, Vec3 high, OccVolumes *made)
{
  const Vec3 d = vec3_difference(high, low);
  int        tag;

  PetscFunctionBeginUser;
  SijCallGmsh(
    tag = gmshModelOccAddBox(low.x[0], low.x[1], low.x[2], d.x[0], d.x[1], d.x[2], -1, &ierr));
  PetscCall(add_volume(made, tag));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_cylinder(Vec3 from, Vec3 to, double radius, OccVolumes *made)
{
  const Vec3 d = vec3_difference(to, from);
  int        tag;

  PetscFunctionBeginUser;
  SijCallGmsh(tag = gmshModelOccAddCylinder(from.x[0], from.x[1], from.x[2], d.x[0], d.x[1], d.x[2],
                                            radius, -1, 2.0 * SIJ_PI, &ierr));
  PetscCall(add_volume(made, tag));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_wire(const Outline *o, double x, int *wire)
{
  Drawing drawing;

  PetscFunctionBeginUser;
  PetscCall(occ_draw(o, x, &drawing));
  SijCallGmsh(*wire = gmshModelOccAddWire(drawing.curve, (size_t)drawing.n_curves, -1, 1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_loft(const Outline *a, double x0, const Outline *b, double x1, OccVolumes *made)
{
  int    wire[2], *out;
  size_t n_out;

  PetscFunctionBeginUser;
  PetscCall(add_wire(a, x0, &wire[0]));
  PetscCall(add_wire(b, x1, &wire[1]));
  SijCallGmsh(gmsh_add_ruled(wire, 2, &out, &n_out, &ierr));
  PetscCall(take_volumes(out, n_out, made));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void free_map(int **map, size_t *n_map, size_t n)
{
  for (size_t i = 0; i < n; i++) gmshFree(map[i]);
  gmshFree(map);
  gmshFree(n_map);
}

PetscErrorCode occ_cut(OccVolumes *solids, const OccVolumes *tools)
{
  int    a[2 * OCC_CAPACITY], b[2 * OCC_CAPACITY], *out, **map;
  size_t n_out, *n_map, n_rows;

  PetscFunctionBeginUser;
  if (solids->n == 0 || tools->n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  pairs_of(solids, a);
  pairs_of(tools, b);
  SijCallGmsh(gmshModelOccCut(a, 2 * (size_t)solids->n, b, 2 * (size_t)tools->n, &out, &n_out, &map,
                              &n_map, &n_rows, -1, 1, 0, &ierr));
  free_map(map, n_map, n_rows);
  solids->n = 0;
  PetscCall(take_volumes(out, n_out, solids));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_intersect(OccVolumes *solids, const OccVolumes *tools)
{
  int    a[2 * OCC_CAPACITY], b[2 * OCC_CAPACITY], *out, **map;
  size_t n_out, *n_map, n_rows;

  PetscFunctionBeginUser;
  if (solids->n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  pairs_of(solids, a);
  pairs_of(tools, b);
  SijCallGmsh(gmshModelOccIntersect(a, 2 * (size_t)solids->n, b, 2 * (size_t)tools->n, &out, &n_out,
                                    &map, &n_map, &n_rows, -1, 1, 0, &ierr));
  free_map(map, n_map, n_rows);
  solids->n = 0;
  PetscCall(take_volumes(out, n_out, solids));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_copy(const OccVolumes *solids, OccVolumes *copy)
{
  int    in[2 * OCC_CAPACITY], *out;
  size_t n_out;

  PetscFunctionBeginUser;
  pairs_of(solids, in);
  SijCallGmsh(gmshModelOccCopy(in, 2 * (size_t)solids->n, &out, &n_out, &ierr));
  PetscCall(take_volumes(out, n_out, copy));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_split(OccVolumes *solids, const OccVolumes *tools, OccVolumes *inside)
{
  PetscFunctionBeginUser;
  PetscCall(occ_copy(solids, inside));
  PetscCall(occ_intersect(inside, tools));
  PetscCall(occ_cut(solids, tools));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode occ_remove(OccVolumes *solids)
{
  int pairs[2 * OCC_CAPACITY];

  PetscFunctionBeginUser;
  pairs_of(solids, pairs);
  SijCallGmsh(gmshModelOccRemove(pairs, 2 * (size_t)solids->n, 1, &ierr));
  solids->n = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

void occ_append(OccVolumes *solids, const OccVolumes *more)
{
  for (int i = 0; i < more->n && solids->n < OCC_CAPACITY; i++)
    solids->tag[solids->n++] = more->tag[i];
}
