// SPDX-License-Identifier: GPL-3.0-or-later
// The named points of bones that a case's loads, supports and ligaments take hold of.
// Found in the reference and mapped to the anatomy; used by joint and by `sij list places`.
#include "sij/anatomy/landmarks.h"

#include "bones.h"
#include "constants.h"

#include "sij/base/units.h"

#include <string.h>

/** A landmark: where it is in the reference, and the bone it belongs to or goes with. */
typedef struct {
  const char *name, *text;
  Region      region;
  bool        inside; // the block; else a point beyond it
  Vec3 (*at)(const Reference *);
} LandmarkRow;

/** Landmarks of a surface lie so far inside the bone. mm */
static double surface_depth(void)
{
  return shape(SHAPE_LANDMARK_UNDER);
}

static Vec3 in_plane(double x, Point2 at)
{
  return vec3(x, at.y, at.z);
}

static Vec3 shape_vec3(ShapeKey key)
{
  return vec3(shape_at(key, 0), shape_at(key, 1), shape_at(key, 2));
}

static double middle_of_ilium(const Reference *r)
{
  return r->level[SLAB_LAYERS] + 0.5 * r->ilium;
}

/** Half way round a corner of an outline, as it is drawn, and inside. */
static Point2 round_of(const Outline *outline, int vertex)
{
  const Corner corner = outline_corner(outline, vertex);

  if (!corner.round) return outline->vertex[vertex];
  return point2_at(corner.centre, outline->radius[vertex] - surface_depth(),
                   point2_unit(corner.centre, outline->vertex[vertex]));
}

/** Between the promontory and where the block ends, which is about the posterior edge. */
static Vec3 at_s1_endplate(const Reference *r)
{
  const Outline sacrum  = bones_sacrum(r);
  const Point2  forward = point2_unit(sacrum.vertex[1], sacrum.vertex[0]);
  const Point2  middle  = point2_between(sacrum.vertex[0], sacrum.vertex[1], 0.5);

  return in_plane(0.0, point2_at(middle, surface_depth(), point2(forward.z, -forward.y)));
}

/** Between the levels of the first and the second foramen, in the middle of the body. */
static Vec3 at_s2_centre(const Reference *r)
{
  const double z = 0.25 * (r->foramen[0].dorsal.x[2] + r->foramen[0].ventral.x[2] +
                           r->foramen[1].dorsal.x[2] + r->foramen[1].ventral.x[2]);

  return vec3(0.0, shape(SHAPE_LANDMARK_S2_CENTRE), z);
}

static Vec3 at_sacral_base(const Reference *r)
{
  return in_plane(0.0, reference_dorsum(r, shape(SHAPE_LANDMARK_SACRAL_BASE), -surface_depth()));
}

static Vec3 at_sacral_apex(const Reference *r)
{
  return in_plane(0.0, reference_dorsum(r, shape(SHAPE_LANDMARK_SACRAL_APEX), -surface_depth()));
}

static Vec3 at_sacrum_lateral_s3(const Reference *r)
{
  return in_plane(r->level[0] - surface_depth(),
                  reference_dorsum(r, shape_at(SHAPE_LANDMARK_SACRUM_LATERAL_S3, 0),
                                   -shape_at(SHAPE_LANDMARK_SACRUM_LATERAL_S3, 1)));
}

static Vec3 at_psis(const Reference *r)
{
  const Outline ilium = bones_ilium(r);

  return in_plane(middle_of_ilium(r), round_of(&ilium, 0));
}

/** Where the crest leaves the block. */
static Vec3 at_iliac_crest(const Reference *r)
{
  const Outline ilium = bones_ilium(r);

  return in_plane(middle_of_ilium(r),
                  point2_between(ilium.vertex[ilium.n - 2], ilium.vertex[ilium.n - 1],
                                 shape(SHAPE_LANDMARK_ILIAC_CREST)));
}

/** The corner of the block towards it. */
static Vec3 at_acetabulum(const Reference *r)
{
  const double inset = shape(SHAPE_LANDMARK_ACETABULUM);

  return vec3(middle_of_ilium(r), r->y_ventral - inset, r->z_caudal + inset);
}

/** Lateral face of the ilium, in front of the notch. */
static Vec3 at_ilium_belt(const Reference *r)
{
  return in_plane(r->level[SLAB_LAYERS] + r->ilium - surface_depth(),
                  shape_point(SHAPE_LANDMARK_ILIUM_BELT, 0));
}

static Vec3 at_ischial_tuberosity(const Reference *r)
{
  (void)r;
  return shape_vec3(SHAPE_LANDMARK_ISCHIAL_TUBEROSITY);
}

static Vec3 at_ischial_spine(const Reference *r)
{
  (void)r;
  return shape_vec3(SHAPE_LANDMARK_ISCHIAL_SPINE);
}

static Vec3 at_l5_transverse(const Reference *r)
{
  (void)r;
  return shape_vec3(SHAPE_LANDMARK_L5_TRANSVERSE);
}

static Vec3 at_iliac_crest_l5(const Reference *r)
{
  (void)r;
  return shape_vec3(SHAPE_LANDMARK_ILIAC_CREST_L5);
}

static const LandmarkRow LANDMARKS[] = {
  {"s1_endplate", "middle of the upper end plate of the sacrum, median plane", REGION_SACRUM, true,
   at_s1_endplate},
  {"s2_centre", "middle of the second sacral vertebra, median plane", REGION_SACRUM, true,
   at_s2_centre},
  {"sacral_base", "dorsum of the sacrum at S1, median plane", REGION_SACRUM, true, at_sacral_base},
  {"sacral_apex", "dorsum of the sacrum at its caudal end in the block, median plane",
   REGION_SACRUM, true, at_sacral_apex},
  {"sacrum_lateral_s3",
   "lateral margin of the sacrum below the joint, where the sacrotuberous and "
   "sacrospinous ligaments leave",
   REGION_SACRUM, true, at_sacrum_lateral_s3},
  {"psis", "posterior superior iliac spine", REGION_ILIUM, true, at_psis},
  {"iliac_crest", "iliac crest where it leaves the block", REGION_ILIUM, true, at_iliac_crest},
  {"acetabulum", "ilium at the corner of the block towards the acetabulum", REGION_ILIUM, true,
   at_acetabulum},
  {"ilium_belt", "lateral face of the ilium at the level of a pelvic belt", REGION_ILIUM, true,
   at_ilium_belt},
  {"ischial_tuberosity",
   "end of the sacrotuberous ligament, outside the block; goes with the ilium", REGION_ILIUM, false,
   at_ischial_tuberosity},
  {"ischial_spine", "end of the sacrospinous ligament, outside the block; goes with the ilium",
   REGION_ILIUM, false, at_ischial_spine},
  {"l5_transverse", "end of the iliolumbar ligament at L5, outside the block; goes with the sacrum",
   REGION_SACRUM, false, at_l5_transverse},
  {"iliac_crest_l5", "its end on the iliac crest, outside the block; goes with the ilium",
   REGION_ILIUM, false, at_iliac_crest_l5},
};

enum { N_LANDMARKS = sizeof LANDMARKS / sizeof LANDMARKS[0] };

/** Beyond the block there is no map: its landmarks are given in the anatomy. */
static Landmark make_landmark(const Reference *r, const LandmarkRow *row)
{
  const double s        = UNIT_MM * r->scale;
  const Vec3   at       = row->at(r);
  Landmark     landmark = {.text = row->text, .region = row->region, .inside = row->inside};

  (void)strncpy(landmark.name, row->name, sizeof landmark.name - 1);
  landmark.point = row->inside
                     ? reference_to_world(r, at)
                     : vec3((r->side == SIDE_LEFT ? -s : s) * at.x[0], s * at.x[1], s * at.x[2]);
  return landmark;
}

int anatomy_landmarks(const Anatomy *anatomy, int capacity, Landmark landmark[])
{
  const Reference r = reference_of(anatomy);

  if (anatomy->mesh_file[0]) return 0;
  for (int i = 0; i < N_LANDMARKS && i < capacity; i++)
    landmark[i] = make_landmark(&r, &LANDMARKS[i]);
  return N_LANDMARKS;
}

bool anatomy_landmark(const Anatomy *anatomy, const char *name, Landmark *landmark)
{
  if (anatomy->mesh_file[0]) return false;
  for (int i = 0; i < N_LANDMARKS; i++) {
    if (strcmp(LANDMARKS[i].name, name) != 0) continue;

    const Reference r = reference_of(anatomy);

    *landmark = make_landmark(&r, &LANDMARKS[i]);
    return true;
  }
  return false;
}
