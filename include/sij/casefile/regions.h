// SPDX-License-Identifier: GPL-3.0-or-later
/** The tissues of the model and the named parts of its boundary: one enum each, one table of names.
 *
 * The names are those of physical groups in a .msh, of `tissues:` in a case file and of the
 * `region` field in results. Order is part of the result format: append, never insert.
 */
#pragma once

#include "sij/mesh/coarse.h"

#include <stdbool.h>

typedef enum {
  REGION_NONE = -1,
  REGION_SACRUM,
  REGION_ILIUM,
  REGION_CARTILAGE_SACRAL,
  REGION_CARTILAGE_ILIAC,
  REGION_JOINT_CAVITY,
  REGION_CAPSULE, // with the anterior sacroiliac ligament
  REGION_LIG_INTEROSSEOUS,
  REGION_LIG_POST_SHORT,
  REGION_LIG_POST_LONG,
  REGION_MULTIFIDUS,
  REGION_GLUTEAL,
  REGION_FAT,
  REGION_SOFT_ANTERIOR,
  REGION_FORAMINA, // sacral canal and foramina with their fat
  REGION_COUNT
} Region;

typedef enum {
  SURFACE_NONE = -1,
  SURFACE_SKIN,
  SURFACE_CUT_MIDLINE,
  SURFACE_CUT_LATERAL,
  SURFACE_CUT_CRANIAL,
  SURFACE_CUT_CAUDAL,
  SURFACE_CUT_VENTRAL,
  SURFACE_COUNT
} Surface;

/** Name of a region or surface; "none" outside the enum. */
const char *region_name(Region region);
const char *surface_name(Surface surface);

/** Both tables, for a mesh. */
const MeshTags *region_tags(void);

/** Axis across a cut plane: 0 lateral, 1 anterior, 2 cranial; -1 of the skin, which is curved. */
int surface_axis(Surface surface);

/** The region or surface of that name; REGION_NONE or SURFACE_NONE if there is none. */
Region  region_from_name(const char *name);
Surface surface_from_name(const char *name);

/** Planes of loose fat that fluid opens: that of the lateral branches behind the sacrum, and that in front of sacrum and
 * joint in which the roots and the lumbosacral trunk run. Each is where a region under it meets one over it. */
typedef enum { PLANE_DORSAL, PLANE_VENTRAL, PLANE_COUNT } Plane;

/** "dorsal" or "ventral", as in files. */
const char *region_plane_name(Plane plane);

bool region_lies_under_plane(Region region, Plane plane);
bool region_lies_over_plane(Region region, Plane plane);
