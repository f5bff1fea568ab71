// SPDX-License-Identifier: GPL-3.0-or-later
// Names of anatomy in the words of the clinic, for sentences, tables and the page.
#include "sij/report/shown.h"

#include <stdio.h>
#include <string.h>

static const ShownWord WORDS[] = {{"cartilage_sacral", "sacral cartilage"},
                                  {"cartilage_iliac", "iliac cartilage"},
                                  {"joint_cavity", "joint cavity"},
                                  {"capsule", "joint capsule"},
                                  {"lig_interosseous", "interosseous ligament"},
                                  {"lig_post_short", "short posterior ligament"},
                                  {"lig_post_long", "long posterior ligament"},
                                  {"sacrotuberous", "sacrotuberous ligament"},
                                  {"sacrospinous", "sacrospinous ligament"},
                                  {"iliolumbar", "iliolumbar ligament"},
                                  {"gluteal", "gluteal muscles"},
                                  {"fat", "subcutaneous fat"},
                                  {"soft_anterior", "tissue in front of the joint"},
                                  {"foramina", "sacral foramina"},
                                  {"lateral_branch_s1", "lateral branch S1"},
                                  {"lateral_branch_s2", "lateral branch S2"},
                                  {"lateral_branch_s3", "lateral branch S3"},
                                  {"l5_dorsal_ramus", "L5 dorsal ramus"},
                                  {"s1_ventral_ramus", "S1 ventral ramus"},
                                  {"l5_sheath", "L5 root sheath"},
                                  {"lumbosacral_trunk", "lumbosacral trunk"},
                                  {"lining_sacral", "sacral joint lining"},
                                  {"lining_iliac", "iliac joint lining"},
                                  {"lining_anterior", "anterior joint lining"},
                                  {"lining_posterior", "posterior joint lining"},
                                  {"fluid", "dissolved in tissue"},
                                  {"in_fluid", "dissolved in tissue"},
                                  {"bound", "bound to tissue"},
                                  {"depot", "crystals"},
                                  {"cleared", "taken up by blood"},
                                  {"reacted", "converted"},
                                  {"left", "left the region"},
                                  {"nutation", "nutation of the sacrum"},
                                  {"lateral_bending", "bending to the side"},
                                  {"axial_rotation", "rotation about the long axis"},
                                  {"shift", "shift of the joint's middle"},
                                  {"shift_lateral", "shift to the side"},
                                  {"shift_anterior", "shift forward"},
                                  {"shift_cranial", "shift towards the head"},
                                  {"axis_anterior", "axis of rotation, forward of the origin"},
                                  {"axis_cranial", "axis of rotation, above the origin"},
                                  {"axis_from_s2", "axis of rotation, from the middle of S2"},
                                  {"contact_pressure", "mean pressure of contact"},
                                  {"contact_pressure_mean", "mean pressure of contact"},
                                  {"contact_pressure_largest", "largest pressure of contact"},
                                  {NULL, NULL}};

const ShownWord *shown_word_at(size_t i)
{
  return &WORDS[i];
}

void shown_word(const char *name, char word[QUANTITY_NAME])
{
  for (const ShownWord *at = WORDS; at->name; at++)
    if (strcmp(at->name, name) == 0) {
      (void)snprintf(word, QUANTITY_NAME, "%s", at->word);
      return;
    }
  (void)snprintf(word, QUANTITY_NAME, "%s", name);
  for (char *c = word; *c; c++)
    if (*c == '_') *c = ' ';
}
