// SPDX-License-Identifier: GPL-3.0-or-later
// Names of regions and outer surfaces, the axis of a cut plane, and which regions the fat plane lies between.
#include "sij/casefile/regions.h"

#include <string.h>

static const char *const REGION_NAMES[REGION_COUNT] = {
  [REGION_SACRUM]           = "sacrum",
  [REGION_ILIUM]            = "ilium",
  [REGION_CARTILAGE_SACRAL] = "cartilage_sacral",
  [REGION_CARTILAGE_ILIAC]  = "cartilage_iliac",
  [REGION_JOINT_CAVITY]     = "joint_cavity",
  [REGION_CAPSULE]          = "capsule",
  [REGION_LIG_INTEROSSEOUS] = "lig_interosseous",
  [REGION_LIG_POST_SHORT]   = "lig_post_short",
  [REGION_LIG_POST_LONG]    = "lig_post_long",
  [REGION_MULTIFIDUS]       = "multifidus",
  [REGION_GLUTEAL]          = "gluteal",
  [REGION_FAT]              = "fat",
  [REGION_SOFT_ANTERIOR]    = "soft_anterior",
  [REGION_FORAMINA]         = "foramina",
};

static const char *const SURFACE_NAMES[SURFACE_COUNT] = {
  [SURFACE_SKIN]        = "skin",
  [SURFACE_CUT_MIDLINE] = "cut_midline",
  [SURFACE_CUT_LATERAL] = "cut_lateral",
  [SURFACE_CUT_CRANIAL] = "cut_cranial",
  [SURFACE_CUT_CAUDAL]  = "cut_caudal",
  [SURFACE_CUT_VENTRAL] = "cut_ventral",
};

static int find_index(const char *name, int n, const char *const names[])
{
  for (int i = 0; i < n; i++)
    if (strcmp(name, names[i]) == 0) return i;
  return -1;
}

const char *region_name(Region region)
{
  return region >= 0 && region < REGION_COUNT ? REGION_NAMES[region] : "none";
}

const char *surface_name(Surface surface)
{
  return surface >= 0 && surface < SURFACE_COUNT ? SURFACE_NAMES[surface] : "none";
}

Region region_from_name(const char *name)
{
  return (Region)find_index(name, REGION_COUNT, REGION_NAMES);
}

Surface surface_from_name(const char *name)
{
  return (Surface)find_index(name, SURFACE_COUNT, SURFACE_NAMES);
}

const MeshTags *region_tags(void)
{
  static const MeshTags TAGS = {.n_regions  = REGION_COUNT,
                                .n_surfaces = SURFACE_COUNT,
                                .region     = REGION_NAMES,
                                .surface    = SURFACE_NAMES};

  return &TAGS;
}

int surface_axis(Surface surface)
{
  static const int AXIS[SURFACE_COUNT] = {
    [SURFACE_SKIN] = -1,       [SURFACE_CUT_MIDLINE] = 0, [SURFACE_CUT_LATERAL] = 0,
    [SURFACE_CUT_CRANIAL] = 2, [SURFACE_CUT_CAUDAL] = 2,  [SURFACE_CUT_VENTRAL] = 1};

  return surface >= 0 && surface < SURFACE_COUNT ? AXIS[surface] : -1;
}

static bool is_in(unsigned set, Region region)
{
  return region >= 0 && region < REGION_COUNT && (set >> region & 1U) != 0;
}

#define BIT(region) (1U << (region))

static const struct {
  unsigned under, over;
} PLANE[PLANE_COUNT] = {
  [PLANE_DORSAL]  = {BIT(REGION_SACRUM) | BIT(REGION_FORAMINA) | BIT(REGION_LIG_POST_SHORT) |
                       BIT(REGION_LIG_INTEROSSEOUS),
                     BIT(REGION_MULTIFIDUS) | BIT(REGION_LIG_POST_LONG)},
  [PLANE_VENTRAL] = {BIT(REGION_SACRUM) | BIT(REGION_FORAMINA) | BIT(REGION_CAPSULE),
                     BIT(REGION_SOFT_ANTERIOR)},
};

const char *region_plane_name(Plane plane)
{
  static const char *const NAME[PLANE_COUNT] = {
    [PLANE_DORSAL] = "dorsal", [PLANE_VENTRAL] = "ventral"};

  return NAME[plane];
}

bool region_lies_under_plane(Region region, Plane plane)
{
  return is_in(PLANE[plane].under, region);
}

bool region_lies_over_plane(Region region, Plane plane)
{
  return is_in(PLANE[plane].over, region);
}
