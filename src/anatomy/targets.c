// SPDX-License-Identifier: GPL-3.0-or-later
#include "solids.h"

#include <stdio.h>
#include <string.h>

enum { STEPS = 5, WAY = 6 }; // points between two given ones; most points given

/** A named curve by a few points of the reference. */
typedef struct {
  const char *name, *text;
  bool        spill;
  int (*way)(const Reference *, int, Vec3[WAY]);
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

static Vec3 behind_dorsum(const Reference *r, double x, double z, double behind)
{
  const Point2 at = reference_dorsum(r, z, behind);

  return vec3(x, at.y, at.z);
}

/** From the foramen through the fat plane over the lateral crest to beneath the long ligament. */
void lateral_branch_way(const Reference *r, int branch, Vec3 way[LATERAL_BRANCH_POINTS])
{
  const double x = r->level[0], deep = shape(SHAPE_BRANCH_DEPTH);
  const Vec3   hole = r->foramen[branch].dorsal;
  const double c[2] = {x + shape_at(SHAPE_BRANCH_CREST, 2 * branch),
                       shape_at(SHAPE_BRANCH_CREST, 2 * branch + 1)};
  const double e[2] = {x + shape_at(SHAPE_BRANCH_END, 2 * branch),
                       shape_at(SHAPE_BRANCH_END, 2 * branch + 1)};

  way[0] = behind_dorsum(r, hole.x[0], hole.x[2] - shape_at(SHAPE_BRANCH_ROOT, 0),
                         shape_at(SHAPE_BRANCH_ROOT, 1));
  way[1] = behind_dorsum(r, 0.5 * (hole.x[0] + c[0]), 0.5 * (hole.x[2] + c[1]), deep);
  way[2] = behind_dorsum(r, c[0], c[1], deep);
  way[3] = behind_dorsum(r, 0.5 * (c[0] + e[0]), 0.5 * (c[1] + e[1]), deep);
  way[4] = behind_dorsum(r, e[0], e[1], deep);
}

static int trace_lateral_branch(const Reference *r, int branch, Vec3 way[WAY])
{
  lateral_branch_way(r, branch, way);
  return LATERAL_BRANCH_POINTS;
}

/** In the groove between the articular process of S1 and the ala, then down among the multifidus. */
static int trace_l5_dorsal_ramus(const Reference *r, int course, Vec3 way[WAY])
{
  const int n = SHAPE_CONSTANT[course].n / 3;

  for (int i = 0; i < n; i++)
    way[i] = behind_dorsum(r, r->x_plane + shape_at(course, 3 * i), shape_at(course, 3 * i + 1),
                           shape_at(course, 3 * i + 2));
  return n;
}

/** `ahead` of the ventral face of the sacrum at height z. */
static Vec3 before_sacrum(const Reference *r, double x, double z, double ahead)
{
  const Outline o   = bones_sacrum(r);
  double        top = -INFINITY;

  for (int i = 0; i < o.n; i++) {
    const Point2 a = o.vertex[i], b = o.vertex[(i + 1) % o.n];

    if ((a.z > z) != (b.z > z)) top = fmax(top, a.y + (b.y - a.y) * (z - a.z) / (b.z - a.z));
  }
  return vec3(x, top + ahead, z);
}

/** A course in front of the sacrum whose points are given lateral of x. */
static int trace_before_sacrum(const Reference *r, double x, ShapeKey course, Vec3 way[WAY])
{
  const int n = SHAPE_CONSTANT[course].n / 3;

  for (int i = 0; i < n; i++)
    way[i] = before_sacrum(r, x + shape_at(course, 3 * i), shape_at(course, 3 * i + 1),
                           shape_at(course, 3 * i + 2));
  return n;
}

static int trace_from_foramen(const Reference *r, int course, Vec3 way[WAY])
{
  return trace_before_sacrum(r, r->foramen[0].ventral.x[0], course, way);
}

static int trace_from_joint(const Reference *r, int course, Vec3 way[WAY])
{
  return trace_before_sacrum(r, r->level[0], course, way);
}

static const CurveRow CURVES[] = {
  {"lateral_branch_s1", "lateral branch of the dorsal ramus of S1", false, trace_lateral_branch, 0},
  {"lateral_branch_s2", "lateral branch of the dorsal ramus of S2", false, trace_lateral_branch, 1},
  {"lateral_branch_s3", "lateral branch of the dorsal ramus of S3", false, trace_lateral_branch, 2},
  {"l5_dorsal_ramus", "dorsal ramus of L5 at the base of the articular process", false,
   trace_l5_dorsal_ramus, SHAPE_L5_DORSAL_RAMUS_COURSE},
  {"s1_ventral_ramus", "ventral ramus of S1 in front of the sacrum", true, trace_from_foramen,
   SHAPE_S1_VENTRAL_RAMUS_COURSE},
  {"l5_sheath", "sheath of the L5 root above the ala", true, trace_from_joint,
   SHAPE_L5_SHEATH_COURSE},
  {"lumbosacral_trunk", "lumbosacral trunk in front of the ala", true, trace_from_joint,
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
  Vec3   way[WAY];
  int    n = row->way(r, row->argument, way);

  target.spill = row->spill;
  add_point(&target, r, way[0]);
  for (int i = 0; i + 1 < n; i++)
    for (int k = 1; k <= STEPS; k++) {
      const Vec3 step = vec3_difference(way[i + 1], way[i]);

      add_point(&target, r, vec3_sum(way[i], vec3_scaled(step, (double)k / STEPS)));
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
