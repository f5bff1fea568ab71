// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of an anatomy before it is meshed: bounds of the parameters, outlines that can be drawn,
// a map that does not fold.
// What is wrong goes into the list of problems, in the words of the case file.
#include "check.h"

#include "bones.h"
#include "cleft.h"
#include "constants.h"

#include "sij/base/units.h"

#include <math.h>
#include <string.h>

/** A number of the case and the row of the table that bounds it; the row is named after its key. */
typedef struct {
  ShapeKey limit;
  double   value; // in the unit of the row
} Bounded;

// A limit is allowed in every unit: converted, 100 um may be 0.1 mm and a rounding less.
static bool is_within(const ShapeConstant *limit, double value)
{
  const double rounding = 1e-12;
  const double low = limit->value[0], high = limit->value[1];

  return value >= low - rounding * fabs(low) && value <= high + rounding * fabs(high);
}

static PetscErrorCode check_bounds(const char *file, int n, const Bounded number[],
                                   Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    const ShapeConstant *limit = &SHAPE_CONSTANT[number[i].limit];
    const char          *key   = limit->name + strlen("limit.");
    const bool           plain = strcmp(limit->unit, "-") == 0;
    const char          *space = plain ? "" : " ", *unit = plain ? "" : limit->unit;

    if (is_within(limit, number[i].value)) continue;
    PetscCall(problems_add(
      problems, file, "%s: %g%s%s found; this anatomy can be built from %g to %g%s%s", key,
      number[i].value, space, unit, limit->value[0], limit->value[1], space, unit));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_parameters(const char *file, const Anatomy *a, Problems *problems)
{
  const Bounded number[] = {
    {SHAPE_LIMIT_ANATOMY_CRANIAL_LENGTH, UNIT_PER_MM * a->cranial_length},
    {SHAPE_LIMIT_ANATOMY_CAUDAL_LENGTH, UNIT_PER_MM * a->caudal_length},
    {SHAPE_LIMIT_ANATOMY_CRANIAL_WIDTH, UNIT_PER_MM * a->cranial_width},
    {SHAPE_LIMIT_ANATOMY_CAUDAL_WIDTH, UNIT_PER_MM * a->caudal_width},
    {SHAPE_LIMIT_ANATOMY_CARTILAGE_SACRAL, UNIT_PER_MM * a->cartilage_sacral},
    {SHAPE_LIMIT_ANATOMY_CARTILAGE_ILIAC, UNIT_PER_MM * a->cartilage_iliac},
    {SHAPE_LIMIT_ANATOMY_CAVITY, UNIT_PER_MM * a->cavity},
    {SHAPE_LIMIT_ANATOMY_CAPSULE, UNIT_PER_MM * a->capsule},
    {SHAPE_LIMIT_ANATOMY_RIDGE_HEIGHT, UNIT_PER_MM * a->ridge_height},
    {SHAPE_LIMIT_ANATOMY_ILIUM_THICKNESS, UNIT_PER_MM * a->ilium_thickness},
    {SHAPE_LIMIT_ANATOMY_SKIN_FAT, UNIT_PER_MM * a->skin_fat},
    {SHAPE_LIMIT_ANATOMY_INTEROSSEOUS_DEPTH, UNIT_PER_MM * a->interosseous_depth},
    {SHAPE_LIMIT_ANATOMY_LIMB_ANGLE, a->limb_angle / UNIT_DEGREE},
    {SHAPE_LIMIT_ANATOMY_OBLIQUITY_CRANIAL, a->obliquity_cranial / UNIT_DEGREE},
    {SHAPE_LIMIT_ANATOMY_OBLIQUITY_CAUDAL, a->obliquity_caudal / UNIT_DEGREE},
    {SHAPE_LIMIT_ANATOMY_SCALE, a->scale}};

  PetscFunctionBeginUser;
  PetscCall(check_bounds(file, sizeof number / sizeof number[0], number, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_meshing(const char *file, const Meshing *m, Problems *problems)
{
  const Bounded number[] = {{SHAPE_LIMIT_MESH_SIZE_JOINT, UNIT_PER_MM * m->size_joint},
                            {SHAPE_LIMIT_MESH_SIZE_LIGAMENT, UNIT_PER_MM * m->size_ligament},
                            {SHAPE_LIMIT_MESH_SIZE_FAR, UNIT_PER_MM * m->size_far},
                            {SHAPE_LIMIT_MESH_SIZE_NEEDLE, UNIT_PER_MM * m->size_needle},
                            {SHAPE_LIMIT_MESH_GRADATION, m->gradation},
                            {SHAPE_LIMIT_MESH_LAYERS_SACRAL, m->layers_sacral},
                            {SHAPE_LIMIT_MESH_LAYERS_CAVITY, m->layers_cavity},
                            {SHAPE_LIMIT_MESH_LAYERS_ILIAC, m->layers_iliac}};

  PetscFunctionBeginUser;
  PetscCall(check_bounds(file, sizeof number / sizeof number[0], number, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_outline(const char *file, const char *what, const Outline *o,
                                    Problems *problems)
{
  const char *fault = outline_fault(o);

  PetscFunctionBeginUser;
  if (fault)
    PetscCall(
      problems_add(problems, file,
                   "anatomy: the outline of the %s cannot be drawn: %s; bring lengths, widths "
                   "and limb_angle closer to a preset",
                   what, fault));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Room between the joint and the dorsal line, where the interosseous ligament and the bone must pass. */
static double room_behind(const Reference *r)
{
  double room = INFINITY;

  for (int i = 0; i < r->auricle.ring.n; i++) {
    const Corner c     = outline_corner(&r->auricle.ring, i);
    const Point2 at[3] = {c.in, c.out, r->auricle.ring.vertex[i]};

    for (int k = 0; k < 3; k++)
      room = fmin(room, reference_dorsum(r, at[k].z, 0.0).y < at[k].y
                          ? at[k].y - reference_dorsum(r, at[k].z, 0.0).y
                          : 0.0);
  }
  return room;
}

static PetscErrorCode check_outlines(const char *file, const Reference *r, Problems *problems)
{
  const double  least_room = shape(SHAPE_LIMIT_BEHIND_JOINT);
  const Outline strip      = outline_offset(&r->auricle.ring, shape(SHAPE_ANTERIOR_LIGAMENT_WIDTH)),
                sacrum     = bones_sacrum(r);
  const Outline ilium = bones_ilium(r), cleft = cleft_outline(r), pit = bones_pit_floor(r);

  PetscFunctionBeginUser;
  PetscCall(check_outline(file, "auricular surface", &r->auricle.outline, problems));
  PetscCall(check_outline(file, "capsule", &r->auricle.ring, problems));
  PetscCall(check_outline(file, "anterior ligament", &strip, problems));
  PetscCall(check_outline(file, "sacrum", &sacrum, problems));
  PetscCall(check_outline(file, "ilium", &ilium, problems));
  PetscCall(check_outline(file, "interosseous ligament", &cleft, problems));
  PetscCall(check_outline(file, "sacral pit", &pit, problems));
  if (room_behind(r) < least_room)
    PetscCall(problems_add(problems, file,
                           "anatomy: only %.1f mm are left between the joint and the back of the "
                           "sacrum, at least %g are needed; shorten or narrow a limb",
                           room_behind(r), least_room));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_map(const char *file, const Reference *r, Problems *problems)
{
  const double least = shape(SHAPE_LIMIT_VOLUME), step = 2.5; // mm
  double       smallest = INFINITY;
  Vec3         where    = {{0}};

  PetscFunctionBeginUser;
  for (double x = 0.5; x < r->x_lateral; x += step)
    for (double y = r->y_skin + 0.5; y < r->y_ventral; y += step)
      for (double z = r->z_caudal; z <= r->z_cranial; z += step) {
        const double det = warp_determinant(&r->warp, vec3(x, y, z));

        if (det >= smallest) continue;
        smallest = det;
        where    = warp_forward(&r->warp, vec3(x, y, z));
      }
  if (smallest < least)
    PetscCall(
      problems_add(problems, file,
                   "anatomy: the shape is squeezed to %.2f of its volume near (%.0f, %.0f, %.0f) "
                   "mm, at least %g is needed; take a smaller obliquity or ridge_height",
                   smallest, where.x[0], where.x[1], where.x[2], least));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode anatomy_check(const Case *input, Problems *problems)
{
  const int before = problems->count;

  PetscFunctionBeginUser;
  PetscCall(check_parameters(input->file, &input->anatomy, problems));
  PetscCall(check_meshing(input->file, &input->meshing, problems));
  if (problems->count > before) PetscFunctionReturn(PETSC_SUCCESS);

  const Reference reference = reference_of(&input->anatomy);

  PetscCall(check_outlines(input->file, &reference, problems));
  PetscCall(check_map(input->file, &reference, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
