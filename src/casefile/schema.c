// SPDX-License-Identifier: GPL-3.0-or-later
// The table of sections: where each stands in a case file and in the Case; and finding a key in schema_rows.c.
#include "schema.h"

#include <stdio.h>
#include <string.h>

// clang-format off
static const Section SECTIONS[SECTION_COUNT] = {
  [SECTION_CASE]      = {"", SECTION_ONE, SECTION_CASE, 0, sizeof(Case), 0, 1, false, "The case itself"},
  [SECTION_ANATOMY]   = {"anatomy", SECTION_ONE, SECTION_ANATOMY, offsetof(Case, anatomy),
                         sizeof(Anatomy), 0, 1, true, "Shape of the generated joint"},
  [SECTION_MESH]      = {"mesh", SECTION_ONE, SECTION_MESH, offsetof(Case, meshing),
                         sizeof(Meshing), 0, 1, true, "Element sizes"},
  [SECTION_TISSUE]    = {"tissues.*", SECTION_REGION, SECTION_TISSUE, offsetof(Case, tissue),
                         sizeof(Tissue), 0, REGION_COUNT, true, "Constants of each tissue, by region"},
  [SECTION_SURFACES]  = {"surfaces", SECTION_ONE, SECTION_SURFACES, offsetof(Case, surfaces),
                         sizeof(Surfaces), 0, 1, true, "Lining of the cavity, planes of loose fat"},
  [SECTION_DRUG]      = {"drugs.*", SECTION_NAMED, SECTION_DRUG, offsetof(Case, drug),
                         sizeof(CaseDrug), offsetof(Case, n_drugs), CASE_DRUGS, false,
                         "Drugs, by name. What a drug of a kind must have is required only of drugs in use"},
  [SECTION_TIME]      = {"time", SECTION_ONE, SECTION_TIME, offsetof(Case, timing),
                         sizeof(Timing), 0, 1, true, "Simulated time and outputs"},
  [SECTION_INJECTION] = {"injections.*", SECTION_LIST, SECTION_INJECTION, offsetof(Case, injection),
                         sizeof(Injection), offsetof(Case, n_injections), CASE_INJECTIONS, false,
                         "List of injections. Placed by `site`, by `tip`, or by `entry`, "
                         "`direction` and `depth`"},
  [SECTION_DEFECT]    = {"defects.*", SECTION_LIST, SECTION_DEFECT, offsetof(Case, defect),
                         sizeof(Defect), offsetof(Case, n_defects), CASE_DEFECTS, false,
                         "List of holes in the capsule, placed by `place` or by `centre`"},
  [SECTION_PAIN]      = {"pain", SECTION_ONE, SECTION_PAIN, 0, sizeof(Case), 0, 1, false,
                         "Where a patient's pain comes from: an input, not a constant"},
  [SECTION_SOURCE]    = {"pain.sources.*", SECTION_NAMED, SECTION_SOURCE, offsetof(Case, source),
                         sizeof(PainSource), offsetof(Case, n_sources), CASE_SOURCES, false,
                         "Sources of pain, by name of target; the weights add up to 1"},
  [SECTION_TARGET]    = {"targets.*", SECTION_NAMED, SECTION_TARGET, offsetof(Case, target),
                         sizeof(CaseTarget), offsetof(Case, n_targets), CASE_TARGETS, false,
                         "Targets besides those of the anatomy, by name: a curve or a region"},
  [SECTION_MECHANICS] = {"mechanics", SECTION_ONE, SECTION_MECHANICS, offsetof(Case, mechanics),
                         sizeof(CaseMechanics), 0, 1, false, "Whether and how the joint moves"},
  [SECTION_SUPPORT]   = {"mechanics.supports.*", SECTION_NAMED, SECTION_SUPPORT,
                         offsetof(Case, mechanics.support), sizeof(CaseSupport),
                         offsetof(Case, mechanics.n_supports), CASE_SUPPORTS, false,
                         "What does not move, by name: cut planes or parts of them"},
  [SECTION_SPRING]    = {"mechanics.springs.*", SECTION_NAMED, SECTION_SPRING,
                         offsetof(Case, mechanics.spring), sizeof(CaseSpring),
                         offsetof(Case, mechanics.n_springs), CASE_SPRINGS, false,
                         "Ligaments that leave the model, belts and the like, by name: each pulls "
                         "its two ends together"},
  [SECTION_LOAD]      = {"mechanics.loads.*", SECTION_NAMED, SECTION_LOAD,
                         offsetof(Case, mechanics.load), sizeof(CaseLoad),
                         offsetof(Case, mechanics.n_loads), CASE_LOADS, false,
                         "Forces and moments on bones, by name. They act on the modelled half"},
  [SECTION_BODY]      = {"body", SECTION_ONE, SECTION_BODY, offsetof(Case, body),
                         sizeof(Body), 0, 1, true, "Constants of nerves and of the patient"},
  [SECTION_NUMERICS]  = {"numerics", SECTION_ONE, SECTION_NUMERICS, offsetof(Case, numerics),
                         sizeof(Numerics), 0, 1, true, "Tolerances and steps"},
  [SECTION_PRESET]    = {"presets.*", SECTION_SHELF, SECTION_ANATOMY, 0, 0, 0, 0, false,
                         "Pieces of `anatomy` to choose from by `anatomy.preset`"},
  [SECTION_PATIENT]   = {"patients.*.*", SECTION_SHELF, SECTION_SOURCE, 0, 0, 0, 0, false,
                         "Mixes of pain sources to choose from by `pain.patient`"},
  [SECTION_PROTOCOL]  = {"protocols.*", SECTION_SHELF, SECTION_MECHANICS, 0, 0, 0, 0, false,
                         "Pieces of `mechanics` to choose from by `mechanics.protocol`: supports and loads"},
  [SECTION_PROTOCOL_SUPPORT] = {"protocols.*.supports.*", SECTION_SHELF, SECTION_SUPPORT, 0, 0, 0, 0,
                         false, "As `mechanics.supports`"},
  [SECTION_PROTOCOL_LOAD] = {"protocols.*.loads.*", SECTION_SHELF, SECTION_LOAD, 0, 0, 0, 0,
                         false, "As `mechanics.loads`"},
};
// clang-format on

const Section *schema_section(SectionId id)
{
  return &SECTIONS[id];
}

void schema_path(SectionId section, const Row *row, char path[SCHEMA_PATH])
{
  const char *above = SECTIONS[section].path;

  (void)snprintf(path, SCHEMA_PATH, "%s%s%s", above, above[0] ? "." : "", row->key);
}

const Row *schema_row(SectionId section, const char *key)
{
  for (size_t i = 0; i < schema_n_rows; i++)
    if (schema_rows[i].section == section && strcmp(schema_rows[i].key, key) == 0)
      return &schema_rows[i];
  return NULL;
}
