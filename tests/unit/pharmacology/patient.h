// SPDX-License-Identifier: GPL-3.0-or-later
/** A case on the box with four drugs and seven targets. Stands in for the modules casefile and anatomy. */
#pragma once

#include "unit/pharmacology/box.h"

#include "sij/anatomy/targets.h"
#include "sij/pharmacology.h"

#include <stdio.h>

enum { LIDOCAINE, BUPIVACAINE, TRIAMCINOLONE, DEXTROSE, DRUGS };
enum { TARGETS = 7 };

static Case patient; // a Case is too large for the stack of every test

static inline Vec3 mm(double x, double y, double z)
{
  return vec3(1e-3 * x, 1e-3 * y, 1e-3 * z);
}

int anatomy_targets(const Case *input, int capacity, Target target[])
{
  const Target all[TARGETS] = {
    {.name     = "nerve",
     .kind     = TARGET_CURVE,
     .n_points = 3,
     .point    = {mm(0.25, 1, 1), mm(4, 1, 1), mm(11.75, 1, 1)}},
    {.name   = "lining",
     .kind   = TARGET_SURFACE,
     .region = REGION_JOINT_CAVITY,
     .other  = REGION_LIG_POST_SHORT},
    {.name   = "half_lining",
     .kind   = TARGET_SURFACE,
     .region = REGION_JOINT_CAVITY,
     .other  = REGION_LIG_POST_SHORT,
     .halved = true,
     .origin = mm(0, 1, 0),
     .normal = vec3(0, 1, 0)},
    {.name = "ligament", .kind = TARGET_VOLUME, .region = REGION_LIG_POST_SHORT},
    {.name      = "cartilage",
     .kind      = TARGET_VOLUME,
     .region    = REGION_CARTILAGE_SACRAL,
     .cartilage = true},
    {.name     = "root",
     .kind     = TARGET_CURVE,
     .spill    = true,
     .n_points = 3,
     .point    = {mm(8.25, 1, 1), mm(10.25, 1, 1), mm(10.25, 1, 7)}},
    {.name = "absent", .kind = TARGET_VOLUME, .region = REGION_GLUTEAL},
  };

  (void)input;
  for (int i = 0; i < TARGETS && i < capacity; i++) target[i] = all[i];
  return TARGETS;
}

bool case_uses_drug(const Case *input, int drug)
{
  for (int i = 0; i < input->n_injections; i++)
    for (int k = 0; k < input->injection[i].n_contents; k++)
      if (input->injection[i].content[k].drug == drug) return true;
  return false;
}

static inline void patient_source(const char *target, double weight, const char *nerve)
{
  PainSource *source = &patient.source[patient.n_sources++];

  (void)snprintf(source->target, CASE_NAME, "%s", target);
  source->weight = weight;
  if (nerve) (void)snprintf(source->nerve[source->n_nerves++], CASE_NAME, "%s", nerve);
}

/** A patient who is given 2 mL with the first n drugs, without pain sources or lag. */
static inline void patient_prepare(int n)
{
  static const CaseDrug library[DRUGS] = {
    {.name             = "lidocaine",
     .kind             = DRUG_ANAESTHETIC,
     .molar_mass       = 0.25,
     .ec50_a_delta     = 0.3,
     .ec50_c           = 0.8,
     .hill             = 2.0,
     .neurotoxic       = 40.0,
     .chondrotoxic     = 3600.0,
     .plasma_clearance = 1.5e-5,
     .plasma_volume    = 0.09,
     .plasma_limit     = 5e-3,
     .max_dose         = 200e-6},
    {.name         = "bupivacaine",
     .kind         = DRUG_ANAESTHETIC,
     .molar_mass   = 0.3,
     .ec50_a_delta = 0.08,
     .ec50_c       = 0.2,
     .hill         = 2.0},
    {.name = "triamcinolone", .kind = DRUG_STEROID, .molar_mass = 0.4, .receptor_kd = 3e-6},
    {.name = "dextrose", .kind = DRUG_OTHER, .molar_mass = 0.18},
  };

  patient              = (Case){.n_drugs = DRUGS, .n_injections = 1};
  patient.injection[0] = (Injection){.volume = 2e-6, .n_contents = n};
  patient.body         = (Body){.critical_length = 3e-3, .block_level = 0.5};
  for (int d = 0; d < DRUGS; d++) patient.drug[d] = library[d];
  for (int d = 0; d < n; d++) patient.injection[0].content[d] = (Content){d, 80.0};
}

/** Concentration a + b x, x in m, at every local vertex; the rest of `c` is left. */
static inline void fill_linear(const Mesh *mesh, double a, double b, double c[])
{
  for (PetscInt v = 0; v < mesh->n_local; v++) c[v] = a + b * mesh->x[v][0];
}
