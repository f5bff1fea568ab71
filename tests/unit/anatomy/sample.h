// SPDX-License-Identifier: GPL-3.0-or-later
/** Cases made by hand for the tests of this module: the reference adult, and a coarse one. */
#pragma once

#include "sij/anatomy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void sample_fill(Case *input)
{
  const double mm = 1e-3, degree = 0.017453292519943295;

  *input         = (Case){.name = "sample", .file = "sample.yaml"};
  input->anatomy = (Anatomy){.mesh_unit          = mm,
                             .side               = SIDE_RIGHT,
                             .scale              = 1.0,
                             .cranial_length     = 44 * mm,
                             .caudal_length      = 56 * mm,
                             .cranial_width      = 20 * mm,
                             .caudal_width       = 20 * mm,
                             .limb_angle         = 93 * degree,
                             .cartilage_sacral   = 1.81 * mm,
                             .cartilage_iliac    = 0.8 * mm,
                             .cavity             = 1 * mm,
                             .capsule            = 1.5 * mm,
                             .ridge_height       = 2 * mm,
                             .obliquity_cranial  = 31.4 * degree,
                             .obliquity_caudal   = 21.3 * degree,
                             .ilium_thickness    = 18 * mm,
                             .skin_fat           = 20 * mm,
                             .interosseous_depth = 8 * mm};
  input->meshing = (Meshing){.size_joint    = 1.75 * mm,
                             .size_ligament = 2.5 * mm,
                             .size_far      = 6 * mm,
                             .size_needle   = 1 * mm,
                             .gradation     = 0.15,
                             .layers_sacral = 2,
                             .layers_cavity = 2,
                             .layers_iliac  = 2};
}

/** About 20 thousand tetrahedra, made in a few seconds. */
static inline void sample_coarsen(Case *input)
{
  const double mm = 1e-3;

  input->meshing.size_joint    = 4 * mm;
  input->meshing.size_ligament = 5 * mm;
  input->meshing.size_far      = 14 * mm;
  input->meshing.gradation     = 0.4;
  input->meshing.layers_sacral = input->meshing.layers_cavity = input->meshing.layers_iliac = 1;
}

/** A cache of its own for one test program, in the working folder. */
static inline void sample_cache(Case *input, const char *name)
{
  (void)snprintf(input->meshing.cache, sizeof input->meshing.cache, "sample-cache-%s-%ld", name,
                 (long)getpid());
}

/** Removes that cache; it holds files only. */
static inline void sample_remove_cache(const Case *input)
{
  char command[600];

  (void)snprintf(command, sizeof command, "rm -rf %s", input->meshing.cache);
  (void)!system(command);
}
