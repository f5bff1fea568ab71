// SPDX-License-Identifier: GPL-3.0-or-later
// What an injection is meant to reach or must not: nerves as curves, linings as surfaces, tissues as volumes.
// pharmacology measures exposure on them.
#include "sij/anatomy/targets.h"

#include "nerves.h"

#include <stdio.h>
#include <string.h>

enum { STEPS = 5 }; // points between two given ones

/** A named curve by a few points of the reference. */
typedef struct {
  const char *name, *text;
  bool        spill;
  int (*trace)(const Reference *, int, Vec3[NERVE_POINTS]);
  int argument; // number of the branch, or key of the course
} CurveRow;

typedef struct {
  const char *name, *text;
  Region      region, other;
  bool        halved;
} SurfaceRow;

typedef struct {
  const char *name, *text;
  Region      region;
} VolumeRow;

static const CurveRow CURVES[] = {
  {"lateral_branch_s1", "lateral branch of the dorsal ramus of S1", false, nerve_lateral_branch, 0},
  {"lateral_branch_s2", "lateral branch of the dorsal ramus of S2", false, nerve_lateral_branch, 1},
  {"lateral_branch_s3", "lateral branch of the dorsal ramus of S3", false, nerve_lateral_branch, 2},
  {"l5_dorsal_ramus", "dorsal ramus of L5 at the base of the articular process", false,
   nerve_behind_dorsum, SHAPE_L5_DORSAL_RAMUS_COURSE},
  {"s1_ventral_ramus", "ventral ramus of S1 in front of the sacrum", true, nerve_from_foramen,
   SHAPE_S1_VENTRAL_RAMUS_COURSE},
  {"l5_sheath", "sheath of the L5 root above the ala", true, nerve_from_joint,
   SHAPE_L5_SHEATH_COURSE},
  {"lumbosacral_trunk", "lumbosacral trunk in front of the ala", true, nerve_from_joint,
   SHAPE_LUMBOSACRAL_TRUNK_COURSE},
};

static const SurfaceRow SURFACES[] = {
  {"lining_sacral", "sacral cartilage facing the cavity", REGION_JOINT_CAVITY,
   REGION_CARTILAGE_SACRAL, false},
  {"lining_iliac", "iliac cartilage facing the cavity", REGION_JOINT_CAVITY, REGION_CARTILAGE_ILIAC,
   false},
  {"lining_anterior", "capsule facing the cavity, ventral half", REGION_JOINT_CAVITY,
   REGION_CAPSULE, true},
  {"lining_posterior", "margin where the cavity opens on the interosseous ligament",
   REGION_JOINT_CAVITY, REGION_LIG_INTEROSSEOUS, false},
};

static const VolumeRow VOLUMES[] = {
  {"lig_interosseous", "interosseous sacroiliac ligament", REGION_LIG_INTEROSSEOUS},
  {"lig_post_short", "short posterior sacroiliac ligament", REGION_LIG_POST_SHORT},
  {"lig_post_long", "long posterior sacroiliac ligament", REGION_LIG_POST_LONG},
  {"cartilage_sacral", "sacral cartilage", REGION_CARTILAGE_SACRAL},
  {"cartilage_iliac", "iliac cartilage", REGION_CARTILAGE_ILIAC},
};

enum {
  N_CURVES   = sizeof CURVES / sizeof CURVES[0],
  N_SURFACES = sizeof SURFACES / sizeof SURFACES[0],
  N_VOLUMES  = sizeof VOLUMES / sizeof VOLUMES[0]
};

static Target target_of(const char *name, const char *text, TargetKind kind)
{
  Target target = {.text = text, .kind = kind, .region = REGION_NONE, .other = REGION_NONE};

  (void)snprintf(target.name, sizeof target.name, "%s", name);
  return target;
}

static void add_point(Target *target, const Reference *r, Vec3 at)
{
  if (target->n_points < CASE_CURVE) target->point[target->n_points++] = reference_to_world(r, at);
}

static Target curve_target(const Reference *r, const CurveRow *row)
{
  Target target = target_of(row->name, row->text, TARGET_CURVE);
  Vec3   course[NERVE_POINTS];
  int    n = row->trace(r, row->argument, course);

  target.spill = row->spill;
  add_point(&target, r, course[0]);
  for (int i = 0; i + 1 < n; i++)
    for (int k = 1; k <= STEPS; k++) {
      const Vec3 step = vec3_difference(course[i + 1], course[i]);

      add_point(&target, r, vec3_sum(course[i], vec3_scaled(step, (double)k / STEPS)));
    }
  return target;
}

/** The ventral half lies beyond the line between the ends of the limbs, on the side of the apex. */
static Target surface_target(const Reference *r, const SurfaceRow *row)
{
  const Point2 *v       = r->auricle.outline.vertex;
  const Point2  cranial = point2_between(v[CORNER_CRANIAL], v[CORNER_CRANIAL_DORSAL], 0.5);
  const Point2  caudal  = point2_between(v[CORNER_CAUDAL], v[CORNER_CAUDAL_DORSAL], 0.5);
  const Point2  along = point2_unit(caudal, cranial), middle = point2_between(cranial, caudal, 0.5);
  Target        target = target_of(row->name, row->text, TARGET_SURFACE);

  target.region = row->region;
  target.other  = row->other;
  target.halved = row->halved;
  target.normal = vec3(0.0, along.z, -along.y);
  target.origin =
    reference_to_world(r, vec3(0.5 * (r->level[1] + r->level[2]), middle.y, middle.z));
  return target;
}

static Target volume_target(const VolumeRow *row)
{
  Target target = target_of(row->name, row->text, TARGET_VOLUME);

  target.region = row->region;
  target.cartilage =
    row->region == REGION_CARTILAGE_SACRAL || row->region == REGION_CARTILAGE_ILIAC;
  return target;
}

static Target own_target(const CaseTarget *given)
{
  const TargetKind kind   = given->n_points > 0 ? TARGET_CURVE : TARGET_VOLUME;
  Target           target = target_of(given->name, "given by the case", kind);

  target.n_points = given->n_points;
  for (int i = 0; i < given->n_points; i++) target.point[i] = given->point[i];
  if (kind == TARGET_VOLUME) target.region = given->region;
  target.cartilage = kind == TARGET_VOLUME && (given->region == REGION_CARTILAGE_SACRAL ||
                                               given->region == REGION_CARTILAGE_ILIAC);
  return target;
}

int anatomy_targets(const Case *input, int capacity, Target target[])
{
  const bool      foreign = input->anatomy.mesh_file[0] != '\0';
  const Reference r       = reference_of(&input->anatomy);
  int             n       = 0;

  for (int i = 0; !foreign && i < N_CURVES; i++, n++)
    if (n < capacity) target[n] = curve_target(&r, &CURVES[i]);
  for (int i = 0; i < N_SURFACES; i++, n++) {
    if (n >= capacity) continue;
    target[n]        = surface_target(&r, &SURFACES[i]);
    target[n].halved = SURFACES[i].halved && !foreign;
  }
  for (int i = 0; i < N_VOLUMES; i++, n++)
    if (n < capacity) target[n] = volume_target(&VOLUMES[i]);
  for (int i = 0; i < input->n_targets; i++, n++)
    if (n < capacity) target[n] = own_target(&input->target[i]);
  return n;
}
