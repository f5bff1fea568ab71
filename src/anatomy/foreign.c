// SPDX-License-Identifier: GPL-3.0-or-later
// The mesh of somebody else, in place of the generated anatomy: read as data, checked as a mesh, and held against the size
// and the side of a sacroiliac joint before any equation is posed on it.
#include "coarse.h"
#include "constants.h"
#include "msh.h"

#include "sij/base/units.h"

typedef struct {
  Vec3 low, high;
  int  n;
} Extent;

static void extend_box(Extent *extent, const double *x)
{
  for (int k = 0; k < 3; k++) {
    extent->low.x[k]  = extent->n > 0 ? fmin(extent->low.x[k], x[k]) : x[k];
    extent->high.x[k] = extent->n > 0 ? fmax(extent->high.x[k], x[k]) : x[k];
  }
  extent->n++;
}

static Extent measure_cavity(const CoarseMesh *coarse)
{
  Extent extent = {.n = 0};

  for (int e = 0; e < coarse->n_tets; e++)
    for (int k = 0; k < 4 && coarse->region[e] == REGION_JOINT_CAVITY; k++)
      extend_box(&extent, coarse->node + 3 * (size_t)coarse->tet[4 * e + k]);
  return extent;
}

static PetscErrorCode check_size(const Case *input, const Extent *cavity, Problems *problems)
{
  const double size  = vec3_distance(cavity->low, cavity->high) / UNIT_MM; // mm, as the limits
  const double least = shape_at(SHAPE_LIMIT_FOREIGN_CAVITY, 0),
               most  = shape_at(SHAPE_LIMIT_FOREIGN_CAVITY, 1);

  PetscFunctionBeginUser;
  if (size < least || size > most)
    PetscCall(problems_add(
      problems, input->file,
      "anatomy.mesh_unit: with %g mm as the unit of %s the joint cavity is %.3g mm "
      "from corner to corner; "
      "wanted is %g to %g mm. Set mesh_unit to the unit of the file, for instance `m`",
      input->anatomy.mesh_unit / UNIT_MM, input->anatomy.mesh_file, size, least, most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The median plane is x = 0, and the right joint lies at x > 0.
static PetscErrorCode check_side(const Case *input, const Extent *cavity, Problems *problems)
{
  const double x     = 0.5 * (cavity->low.x[0] + cavity->high.x[0]);
  const bool   right = input->anatomy.side == SIDE_RIGHT;

  PetscFunctionBeginUser;
  if (right ? cavity->high.x[0] < 0.0 : cavity->low.x[0] > 0.0)
    PetscCall(problems_add(problems, input->file,
                           "anatomy.side: the joint cavity of %s lies about x = %.4g mm, which is "
                           "the %s side, and the case says "
                           "%s; set anatomy.side: %s, or mirror the mesh",
                           input->anatomy.mesh_file, x / UNIT_MM, right ? "left" : "right",
                           right ? "right" : "left", right ? "left" : "right"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode foreign_read(const Case *input, CoarseMesh **coarse, Problems *problems)
{
  const int before = problems->count;

  PetscFunctionBeginUser;
  PetscCall(msh_read(input->anatomy.mesh_file, input->anatomy.mesh_unit, coarse, problems));
  if (!*coarse) PetscFunctionReturn(PETSC_SUCCESS);

  const Extent cavity = measure_cavity(*coarse);

  PetscCall(coarse_check(*coarse, input->anatomy.mesh_file, problems));
  PetscCall(check_size(input, &cavity, problems));
  PetscCall(check_side(input, &cavity, problems));
  if (problems->count > before) PetscCall(coarse_destroy(coarse));
  else PetscCall(coarse_close(*coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}
