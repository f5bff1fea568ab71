// SPDX-License-Identifier: GPL-3.0-or-later
/** Constants of the drugs. Section `drugs` of a case file; values and sources: docs/theory/sources.md. */
#pragma once

#include "sij/casefile/limits.h"
#include "sij/casefile/regions.h"
#include "sij/laws/clearance.h"

typedef enum { DRUG_ANAESTHETIC, DRUG_STEROID, DRUG_PRODRUG, DRUG_OTHER } DrugKind;

/** One drug of the library; constants that do not apply are 0. */
typedef struct {
  char     name[CASE_NAME];
  DrugKind kind;
  double   molar_mass;                // on the basis of its label            kg mol^-1
  double   diffusivity;               // free, in water at 37 C               m^2 s^-1
  double   retardation[REGION_COUNT]; // R: amount held per amount in pore fluid, >= its free part 1
  double   extraction;                // of what blood could carry away
  double   synovial_permeability;     // unbound, through synovium            m s^-1
  double   cavity_free_fraction;      // unbound in synovial fluid
  double   vasoactivity;              // factor on perfusion at saturation
  double   vasoactivity_half;         // concentration of half that effect    mol m^-3
  double   ec50_a_delta, ec50_c;      // block of nerve fibres                mol m^-3
  double   hill;                      // Hill coefficient of the block
  double   neurotoxic;                // concentration                        mol m^-3
  double   chondrotoxic;              // exposure                             mol s m^-3
  double   plasma_clearance;          //                                      m^3 s^-1
  double   plasma_volume;             // V_ss                                 m^3
  double   plasma_limit;              // early toxicity                       kg m^-3
  double   max_dose;                  // plain, single                        kg
  double   receptor_kd;               // glucocorticoid receptor EC50         mol m^-3
  double   solubility;                // of crystals; 0: given dissolved      mol m^-3
  double   crystal_radius;            //                                      m
  double   crystal_density;           //                                      kg m^-3
  char     becomes[CASE_NAME];        // active product of hydrolysis; "" for none
  double   hydrolysis;                // its rate                             s^-1
} CaseDrug;

/** Its constants as the law of clearance takes them. */
Clearance case_clearance(const CaseDrug *drug);
