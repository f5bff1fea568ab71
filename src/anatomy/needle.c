// SPDX-License-Identifier: GPL-3.0-or-later
// Where the needle tips of a case lie, and whether the mesh has soft tissue there.
// Called by build on the finished mesh; cache and size ask for the tips.
#include "needle.h"

#include "sij/anatomy/sites.h"
#include "sij/base/units.h"

bool needle_tip(const Case *input, int i, Vec3 *tip)
{
  return anatomy_orifice(&input->anatomy, &input->injection[i], tip);
}

int anatomy_tips(const Case *input, Vec3 tip[CASE_TIPS])
{
  int n = 0;

  for (int i = 0; i < input->meshing.n_tips; i++) tip[n++] = input->meshing.tip[i];
  for (int i = 0; i < input->n_injections && input->meshing.n_tips == 0; i++) {
    bool new = needle_tip(input, i, &tip[n]);

    for (int j = 0; j < n && new; j++) new = vec3_distance(tip[j], tip[n]) > 0.0;
    n += new;
  }
  return n;
}

static PetscErrorCode report_site(const Case *input, const Injection *injection, Problems *problems)
{
  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0])
    PetscCall(
      problems_add(problems, input->file,
                   "injection %s: site '%s' belongs to the generated anatomy, but the mesh is %s; "
                   "give tip: [x, y, z] in the frame of that mesh",
                   injection->name, injection->site, input->anatomy.mesh_file));
  else
    PetscCall(problems_add(
      problems, input->file,
      "injection %s: there is no site '%s'; `sij list sites` shows all, or give tip: [x, y, z]",
      injection->name, injection->site));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void extent_of(const CoarseMesh *m, double low[3], double high[3])
{
  for (int k = 0; k < 3; k++) {
    low[k]  = INFINITY;
    high[k] = -INFINITY;
  }
  for (int i = 0; i < 3 * m->n_nodes; i++) {
    low[i % 3]  = fmin(low[i % 3], UNIT_PER_MM * m->node[i]);
    high[i % 3] = fmax(high[i % 3], UNIT_PER_MM * m->node[i]);
  }
}

static PetscErrorCode report_outside(const Case *input, int i, Vec3 tip, const CoarseMesh *m,
                                     Problems *problems)
{
  double low[3], high[3];

  PetscFunctionBeginUser;
  extent_of(m, low, high);
  PetscCall(problems_add(
    problems, input->file,
    "injection %s: the needle tip (%.1f, %.1f, %.1f) mm lies outside the mesh, which spans "
    "x %.0f to %.0f, y %.0f to %.0f, z %.0f to %.0f mm; move it inside, or name a site "
    "(`sij list sites`)",
    input->injection[i].name, UNIT_PER_MM * tip.x[0], UNIT_PER_MM * tip.x[1],
    UNIT_PER_MM * tip.x[2], low[0], high[0], low[1], high[1], low[2], high[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_hard(Region region)
{
  return region == REGION_SACRUM || region == REGION_ILIUM || region == REGION_CARTILAGE_SACRAL ||
         region == REGION_CARTILAGE_ILIAC;
}

PetscErrorCode needle_report_hard(const Case *input, int i, Vec3 tip, Region region,
                                  Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_add(
    problems, input->file,
    "injection %s: the needle tip (%.1f, %.1f, %.1f) mm lies in the region %s, where nothing "
    "can be injected; move it into the joint cavity, a ligament or other soft tissue, or "
    "name a site (`sij list sites`)",
    input->injection[i].name, UNIT_PER_MM * tip.x[0], UNIT_PER_MM * tip.x[1],
    UNIT_PER_MM * tip.x[2], region_name(region)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_tip(const Case *input, int i, const CoarseMesh *m, Problems *problems)
{
  Vec3   tip;
  double weight[4];

  PetscFunctionBeginUser;
  if (!needle_tip(input, i, &tip)) {
    PetscCall(report_site(input, &input->injection[i], problems));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  const int cell = coarse_locate(m, tip, weight);

  if (cell < 0) PetscCall(report_outside(input, i, tip, m, problems));
  else if (is_hard((Region)m->region[cell]))
    PetscCall(needle_report_hard(input, i, tip, (Region)m->region[cell], problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode needle_check(const Case *input, const CoarseMesh *m, Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_injections; i++) PetscCall(check_tip(input, i, m, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
