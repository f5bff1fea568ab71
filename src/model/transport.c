// SPDX-License-Identifier: GPL-3.0-or-later
// The transport of a case: drugs as solutes, what tissues do to them, what each needle brings.
#include "translate.h"

_Static_assert((int)CASE_DRUGS <= (int)TRANSPORT_SOLUTES, "every drug of a case is a solute");
_Static_assert((int)CASE_INJECTIONS <= (int)TRANSPORT_NEEDLES, "every injection brings something");

static TransportSolute translate_drug(const Case *input, int number)
{
  const CaseDrug *drug   = &input->drug[number];
  TransportSolute solute = {.name            = drug->name,
                            .present         = case_uses_drug(input, number),
                            .molar_mass      = drug->molar_mass,
                            .diffusivity     = drug->diffusivity,
                            .clearance       = case_clearance(drug),
                            .solubility      = drug->solubility,
                            .crystal_radius  = drug->crystal_radius,
                            .crystal_density = drug->crystal_density,
                            .product    = drug->becomes[0] ? case_drug(input, drug->becomes) : -1,
                            .hydrolysis = drug->hydrolysis};

  for (int r = 0; r < REGION_COUNT; r++) solute.retardation[r] = drug->retardation[r];
  return solute;
}

static TransportInjectate translate_contents(const Injection *injection)
{
  TransportInjectate injectate = {.schedule = case_schedule(injection)};

  for (int k = 0; k < injection->n_contents; k++)
    injectate.concentration[injection->content[k].drug] += injection->content[k].concentration;
  return injectate;
}

void translate_transport(const Case *input, ModelProblems *problems)
{
  TransportProblem *transport = &problems->transport;

  for (int r = 0; r < REGION_COUNT; r++)
    problems->transport_material[r] =
      (TransportMaterial){.diffusion_along  = input->tissue[r].diffusion_along,
                          .diffusion_across = input->tissue[r].diffusion_across,
                          .perfusion        = input->tissue[r].perfusion};
  *transport = (TransportProblem){.material         = problems->transport_material,
                                  .lining           = {REGION_JOINT_CAVITY, REGION_CAPSULE},
                                  .lining_area      = input->surfaces.synovium_area,
                                  .n_solutes        = input->n_drugs,
                                  .n_needles        = input->n_injections,
                                  .linear_tolerance = input->numerics.linear_tolerance};
  for (int d = 0; d < input->n_drugs; d++) transport->solute[d] = translate_drug(input, d);
  for (int w = 0; w < input->n_injections; w++)
    transport->needle[w] = translate_contents(&input->injection[w]);
}
