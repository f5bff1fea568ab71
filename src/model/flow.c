// SPDX-License-Identifier: GPL-3.0-or-later
// The flow of a case: needles at their sites, uptake by tissue and lining, boundary conditions, the cavity.
#include "translate.h"

#include "sij/anatomy/sites.h"

_Static_assert((int)CASE_INJECTIONS <= (int)FLOW_NEEDLES,
               "every injection of a case has its needle");
_Static_assert(2 + (int)CASE_DEFECTS <= (int)FLOW_EXITS, "every defect is a way out of the cavity");

static PetscErrorCode translate_needles(const Case *input, FlowProblem *flow, Problems *found)
{
  PetscFunctionBeginUser;
  flow->n_needles = input->n_injections;
  for (int w = 0; w < input->n_injections; w++) {
    const Injection *injection = &input->injection[w];
    Vec3             at;

    if (!anatomy_orifice(&input->anatomy, injection, &at))
      PetscCall(problems_add(found, input->file,
                             "injections.%s.site: '%s' is not a site of this anatomy; see "
                             "`sij list sites`, or give its tip",
                             injection->name, injection->site));
    flow->needle[w] =
      (FlowNeedle){.name     = injection->name,
                   .tip      = at,
                   .needle   = {.bore = injection->needle_bore, .length = injection->needle_length},
                   .schedule = case_schedule(injection),
                   .pressure_limit = injection->pressure_limit,
                   .viscosity      = injection->viscosity,
                   .share          = injection->needle_share};
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Out of the joint: by the posterior margin into the interosseous ligament, through the capsule, by each defect.
static FlowCavity translate_cavity(const Case *input)
{
  FlowCavity cavity = {
    .region  = REGION_JOINT_CAVITY,
    .n_exits = 2,
    .exit    = {{"posterior_margin", REGION_LIG_INTEROSSEOUS}, {"intact_capsule", REGION_CAPSULE}}};

  for (int d = 0; d < input->n_defects; d++)
    cavity.exit[cavity.n_exits++] =
      (FlowExit){.name = input->defect[d].name, .law = REGION_COUNT + d};
  return cavity;
}

PetscErrorCode translate_flow(const Case *input, ModelProblems *problems, Problems *found)
{
  const Surfaces *lining = &input->surfaces;
  FlowProblem    *flow   = &problems->flow;

  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++) problems->uptake[r] = input->tissue[r].uptake;
  for (int s = 0; s < SURFACE_COUNT; s++) problems->drained[s] = s != SURFACE_SKIN;
  *flow = (FlowProblem){.source           = input->file,
                        .uptake           = problems->uptake,
                        .drained          = problems->drained,
                        .lining           = {{REGION_JOINT_CAVITY, REGION_CAPSULE},
                                             lining->synovium_conductance * lining->synovium_area},
                        .cavity           = translate_cavity(input),
                        .newton_tolerance = input->numerics.newton_tolerance};
  PetscCall(translate_needles(input, flow, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
