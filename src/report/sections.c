// SPDX-License-Identifier: GPL-3.0-or-later
// The table of rules that sorts quantities into the sections of a printed table, by their names.
#include "sections.h"

#include "names.h"

#include <string.h>

static const Rule RULES[] = {
  {"targets.block_level", "", SECTION_HIDDEN, false},
  {"targets.", ".above_kd", SECTION_STEROID, true},
  {"targets.", ".occupancy_max", SECTION_HIDDEN, false},
  {"targets.", ".neurotoxic_time", SECTION_SAFETY, true},
  {"targets.", ".neurotoxic_ratio", SECTION_HIDDEN, false},
  {"targets.", ".blocked_fraction_c", SECTION_TARGETS, false},
  {"targets.", ".onset_c", SECTION_TARGETS, true},
  {"targets.", ".duration_c", SECTION_TARGETS, true},
  {"targets.", "_a_delta", SECTION_HIDDEN, false},
  {"targets.", "_c", SECTION_HIDDEN, false},
  {"targets.", ".concentration_peak", SECTION_HIDDEN, false},
  {"targets.", ".concentration_mean", SECTION_HIDDEN, false},
  {"targets.", ".length", SECTION_HIDDEN, false},
  {"targets.", ".outside_mesh", SECTION_HIDDEN, false},
  {"targets.", ".pain_share", SECTION_HIDDEN, false},
  {"targets.", ".area", SECTION_HIDDEN, false},
  {"targets.", ".volume", SECTION_HIDDEN, false},
  {"mechanics.motion.", "", SECTION_MOTION, false},
  {"mechanics.stiffness.", "", SECTION_MOTION, false},
  {"mechanics.contact.", "", SECTION_MOTION, false},
  {"mechanics.ligament.", "", SECTION_LIGAMENTS, false},
  {"mechanics.solver.", "", SECTION_HIDDEN, false},
  {"injection.", "", SECTION_INJECTION, false},
  {"flow.", "", SECTION_INJECTION, false},
  {"relief.weight_left_out", "", SECTION_RELIEF, true},
  {"relief.outlasts_run", "", SECTION_HIDDEN, false},
  {"relief.", "", SECTION_RELIEF, false},
  {"spill.", ".reached", SECTION_HIDDEN, false},
  {"spill.", "", SECTION_SAFETY, false},
  {"cartilage.", ".limit", SECTION_HIDDEN, false},
  {"cartilage.", "", SECTION_SAFETY, false},
  {"plasma.", ".limit", SECTION_HIDDEN, false},
  {"plasma.", "", SECTION_SAFETY, false},
  {"dose.", ".limit", SECTION_HIDDEN, false},
  {"dose.", "", SECTION_SAFETY, false},
  {"ledger.", "", SECTION_LEDGER, false},
  {"", "", SECTION_OTHER, false},
};

const Rule *section_rule(const char *name)
{
  const Rule *rule = RULES;
  char        middle[QUANTITY_NAME];

  while (!names_middle(name, rule->head, rule->tail, middle)) rule++;
  return rule;
}

const char *section_label(const char *name, Section section)
{
  static const char *const said[SECTION_COUNT] = {[SECTION_TARGETS]   = "targets.",
                                                  [SECTION_STEROID]   = "targets.",
                                                  [SECTION_MOTION]    = "mechanics.",
                                                  [SECTION_LIGAMENTS] = "mechanics.ligament."};

  return said[section] ? name + strlen(said[section]) : name;
}

const char *section_title(Section section)
{
  static const char *const titles[SECTION_COUNT] = {
    [SECTION_MOTION]    = "Motion of the sacrum against the ilium",
    [SECTION_LIGAMENTS] = "Ligaments",
    [SECTION_INJECTION] = "Injection",
    [SECTION_TARGETS]   = "C fibres blocked",
    [SECTION_STEROID]   = "Steroid above receptor Kd",
    [SECTION_RELIEF]    = "Relief of this patient's pain",
    [SECTION_SAFETY]    = "Safety",
    [SECTION_LEDGER]    = "Ledger, as part of the dose",
    [SECTION_OTHER]     = "Other",
  };

  return titles[section];
}

bool section_is_count(const char *name)
{
  return section_rule(name)->section == SECTION_OTHER;
}

bool section_is_check(const char *name)
{
  char middle[QUANTITY_NAME];

  return names_middle(name, "ledger.", ".defect", middle) ||
         names_middle(name, "ledger.", ".smallest", middle);
}
