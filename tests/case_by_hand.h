/** A small case without a file, for tests of flow and transport: every tissue alike, one drug. */
#pragma once

#include "sij/casefile.h"

#include <string.h>

/** Tissue that holds half its volume as fluid, conducts 1e-12 m^2/(Pa s), does not dilate and has no
 * vessels; drug "tracer" of diffusivity 1e-9 m^2/s, bound nowhere. */
static inline Case case_by_hand(void)
{
  Case input = {.name = "by_hand", .file = "by_hand.yaml"};

  for (int r = 0; r < REGION_COUNT; r++)
    input.tissue[r] = (Tissue){.pore                = {.kind  = PORE_MATRIX,
                                                       .phi_0 = 0.5,
                                                       .phi_1 = 0.5,
                                                       .p_dil = 1e4,
                                                       .n     = 2.0,
                                                       .beta  = 1e-8,
                                                       .ratio = 1.0},
                               .conductivity_along  = 1e-12,
                               .conductivity_across = 1e-12,
                               .diffusion_along     = 1.0,
                               .diffusion_across    = 1.0};
  input.surfaces = (Surfaces){.plane_aperture_rest    = 1e-9,
                              .plane_aperture_dilated = 1e-9,
                              .plane_pressure         = 1e4,
                              .plane_viscosity        = 1e-3};
  input.n_drugs  = 1;
  input.drug[0]  = (CaseDrug){.kind = DRUG_OTHER, .molar_mass = 0.3, .diffusivity = 1e-9};
  strcpy(input.drug[0].name, "tracer");
  for (int r = 0; r < REGION_COUNT; r++) input.drug[0].capacity[r] = 1.0;
  input.anatomy.capsule = 1e-3;
  input.numerics        = (Numerics){.time_tolerance   = 1e-3,
                                     .step_first       = 0.05,
                                     .step_max         = 1e4,
                                     .newton_tolerance = 1e-10,
                                     .linear_tolerance = 1e-12,
                                     .ledger_tolerance = 1e-8};
  input.timing.duration = 60.0;
  return input;
}

/** Adds a needle that brings 1 mol/m^3 of the tracer. */
static inline void case_inject(Case *input, Vec3 tip, double start, double volume, double rate)
{
  Injection *injection = &input->injection[input->n_injections++];

  *injection = (Injection){.tip            = tip,
                           .direction      = {{0.0, 1.0, 0.0}},
                           .start          = start,
                           .volume         = volume,
                           .rate           = rate,
                           .pressure_limit = INFINITY,
                           .needle_bore    = 4e-4,
                           .needle_length  = 0.09,
                           .viscosity      = 7.5e-4,
                           .n_contents     = 1,
                           .content        = {{.drug = 0, .concentration = 1.0}}};
  strcpy(injection->name, "needle");
}
