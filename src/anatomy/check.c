// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate.h"
#include "solids.h"

typedef struct {
  const char *name;
  double      value, low, high;
} Range;

static PetscErrorCode check_ranges(const char *file, const char *unit, int n, const Range range[],
                                   Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++)
    if (!(range[i].value >= range[i].low && range[i].value <= range[i].high))
      PetscCall(
        problems_add(problems, file, "%s: %g%s found; this anatomy can be built from %g to %g%s",
                     range[i].name, range[i].value, unit, range[i].low, range[i].high, unit));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_parameters(const char *file, const Anatomy *a, Problems *problems)
{
  const double degree   = acos(-1.0) / 180.0;
  const Range  length[] = {{"anatomy.cranial_length", 1e3 * a->cranial_length, 36.0, 52.0},
                           {"anatomy.caudal_length", 1e3 * a->caudal_length, 46.0, 64.0},
                           {"anatomy.cranial_width", 1e3 * a->cranial_width, 16.0, 25.0},
                           {"anatomy.caudal_width", 1e3 * a->caudal_width, 16.0, 25.0},
                           {"anatomy.cartilage_sacral", 1e3 * a->cartilage_sacral, 0.5, 4.0},
                           {"anatomy.cartilage_iliac", 1e3 * a->cartilage_iliac, 0.3, 3.0},
                           {"anatomy.cavity", 1e3 * a->cavity, 0.3, 3.0},
                           {"anatomy.capsule", 1e3 * a->capsule, 0.8, 3.0},
                           {"anatomy.ridge_height", 1e3 * a->ridge_height, 0.0, 5.0},
                           {"anatomy.ilium_thickness", 1e3 * a->ilium_thickness, 10.0, 28.0},
                           {"anatomy.skin_fat", 1e3 * a->skin_fat, 4.0, 90.0},
                           {"anatomy.interosseous_depth", 1e3 * a->interosseous_depth, 2.0, 12.0}};
  const Range  angle[]  = {{"anatomy.limb_angle", a->limb_angle / degree, 84.0, 116.0},
                           {"anatomy.obliquity_cranial", a->obliquity_cranial / degree, 0.0, 40.0},
                           {"anatomy.obliquity_caudal", a->obliquity_caudal / degree, -5.0, 35.0}};
  const Range  plain    = {"anatomy.scale", a->scale, 0.5, 2.0};

  PetscFunctionBeginUser;
  PetscCall(check_ranges(file, " mm", sizeof length / sizeof length[0], length, problems));
  PetscCall(check_ranges(file, " deg", sizeof angle / sizeof angle[0], angle, problems));
  PetscCall(check_ranges(file, "", 1, &plain, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_meshing(const char *file, const Meshing *m, Problems *problems)
{
  const Range size[]  = {{"mesh.size_joint", 1e3 * m->size_joint, 0.2, 8.0},
                         {"mesh.size_ligament", 1e3 * m->size_ligament, 0.2, 10.0},
                         {"mesh.size_far", 1e3 * m->size_far, 0.5, 25.0},
                         {"mesh.size_needle", 1e3 * m->size_needle, 0.1, 10.0}};
  const Range plain[] = {{"mesh.gradation", m->gradation, 0.03, 1.0},
                         {"mesh.layers_sacral", m->layers_sacral, 1, 16},
                         {"mesh.layers_cavity", m->layers_cavity, 1, 16},
                         {"mesh.layers_iliac", m->layers_iliac, 1, 16}};

  PetscFunctionBeginUser;
  PetscCall(check_ranges(file, " mm", sizeof size / sizeof size[0], size, problems));
  PetscCall(check_ranges(file, "", sizeof plain / sizeof plain[0], plain, problems));
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
  const double  least_room = 4.0; // mm
  const Outline strip      = outline_offset(&r->auricle.ring, LIGAMENT_CAPSULE),
                sacrum     = bones_sacrum(r);
  const Outline ilium = bones_ilium(r), cleft = ligaments_cleft(r), pit = bones_pit_floor(r);

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
  const double least = 0.2, step = 2.5; // mm
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
