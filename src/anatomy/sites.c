// SPDX-License-Identifier: GPL-3.0-or-later
// The named sites of injections: tip, direction and depth of the needle, and places of defects in the capsule.
// Found in the reference and mapped to the anatomy.
#include "sij/anatomy/sites.h"

#include "cleft.h"
#include "nerves.h"

#include <string.h>

/** A named place: how to find its tip in the reference, and the way to it from the skin in the anatomy. */
typedef struct {
  const char *name, *text;
  Vec3 (*tip)(const Reference *, int);
  int      argument;
  ShapeKey way; // lateral and cranial part of the direction, with 1 anterior: right joint
} SiteRow;

static double middle_of_cavity(const Reference *r)
{
  return 0.5 * (r->level[1] + r->level[2]);
}

static double middle_of_cleft(const Reference *r)
{
  return 0.5 * (r->level[0] + r->level[SLAB_LAYERS]);
}

static Vec3 in_plane(double x, Point2 at)
{
  return vec3(x, at.y, at.z);
}

/** On the middle line of the caudal limb, in its lower third. */
static Vec3 tip_joint_inferior(const Reference *r, int unused)
{
  const Auricle *l = &r->auricle;
  const Point2   end =
    point2_between(l->outline.vertex[CORNER_CAUDAL], l->outline.vertex[CORNER_CAUDAL_DORSAL], 0.5);

  (void)unused;
  return in_plane(middle_of_cavity(r),
                  point2_at(end, -shape(SHAPE_SITE_INFERIOR_INSET), l->caudal));
}

static Vec3 tip_joint_superior(const Reference *r, int unused)
{
  const Auricle *l = &r->auricle;
  const Point2   end =
    point2_between(l->outline.vertex[CORNER_CRANIAL], l->outline.vertex[CORNER_CRANIAL_DORSAL],
                   shape(SHAPE_SITE_SUPERIOR_ACROSS));

  (void)unused;
  return in_plane(middle_of_cavity(r),
                  point2_at(end, -shape(SHAPE_SITE_SUPERIOR_INSET), l->cranial));
}

/** Dorsal part of the cleft at the level of the first foramen. */
static Vec3 tip_ultrasound_s1(const Reference *r, int unused)
{
  (void)unused;
  return in_plane(middle_of_cleft(r),
                  reference_dorsum(r, shape_at(SHAPE_SITE_S1, 0), -shape_at(SHAPE_SITE_S1, 1)));
}

/** In the cleft at the dorsal margin of the joint, which has no capsule there. */
static Vec3 tip_ultrasound_s2(const Reference *r, int unused)
{
  const Auricle *l = &r->auricle;
  const Point2   a = outline_corner(&l->ring, CORNER_INNER).out;
  const Point2   b = outline_corner(&l->ring, CORNER_CAUDAL_DORSAL).in;

  (void)unused;
  return in_plane(middle_of_cleft(r),
                  point2_at(point2_between(a, b, 0.5), shape(SHAPE_SITE_S2), l->caudal_dorsal));
}

/** Sections from cranial to caudal, 0 to 3: in the short posterior ligament beside the ilium. */
static Vec3 tip_periarticular(const Reference *r, int section)
{
  const double x =
    section == 0 ? middle_of_cleft(r) : r->level[0] - shape(SHAPE_SITE_SECTION_MEDIAL);

  return in_plane(x, reference_dorsum(r, shape_at(SHAPE_SITE_SECTIONS, section),
                                      shape(SHAPE_SITE_SECTION_DEPTH)));
}

static Vec3 tip_interosseous(const Reference *r, int unused)
{
  const Outline cleft = cleft_outline(r);
  const int     n     = cleft.n - 1;
  Point2        sum   = point2(0.0, 0.0);

  (void)unused;
  for (int i = 0; i < n; i++) sum = point2_at(sum, 1.0 / n, cleft.vertex[i]);
  return in_plane(middle_of_cleft(r), sum);
}

/** Where the branch crosses the lateral sacral crest. */
static Vec3 tip_lateral_branch(const Reference *r, int branch)
{
  Vec3 course[NERVE_POINTS];

  (void)nerve_lateral_branch(r, branch, course);
  return course[LATERAL_BRANCH_POINTS / 2];
}

static const SiteRow SITES[] = {
  {"intra_articular.inferior",
   "joint cavity, lower third, through the posterior-inferior margin (fluoroscopy)",
   tip_joint_inferior, 0, SHAPE_SITE_INFERIOR_WAY},
  {"intra_articular.superior", "joint cavity, upper recess of the cranial limb", tip_joint_superior,
   0, SHAPE_SITE_SUPERIOR_WAY},
  {"ultrasound.s1", "cleft at the level of the first sacral foramen (ultrasound, upper approach)",
   tip_ultrasound_s1, 0, SHAPE_SITE_ULTRASOUND_WAY},
  {"ultrasound.s2",
   "dorsal joint margin at the level of the second sacral foramen (ultrasound, lower approach)",
   tip_ultrasound_s2, 0, SHAPE_SITE_ULTRASOUND_WAY},
  {"periarticular.0", "section 0: short posterior ligament at the cranial ilium, outside the joint",
   tip_periarticular, 0, SHAPE_SITE_SECTION_WAY},
  {"periarticular.1", "section 1: short posterior ligament, upper third", tip_periarticular, 1,
   SHAPE_SITE_SECTION_WAY},
  {"periarticular.2", "section 2: short posterior ligament, middle third", tip_periarticular, 2,
   SHAPE_SITE_SECTION_WAY},
  {"periarticular.3", "section 3: short posterior ligament, lower third", tip_periarticular, 3,
   SHAPE_SITE_SECTION_WAY},
  {"interosseous", "middle of the interosseous ligament", tip_interosseous, 0,
   SHAPE_SITE_INTEROSSEOUS_WAY},
  {"lateral_branch.s1", "lateral branch of S1 where it crosses the lateral sacral crest",
   tip_lateral_branch, 0, SHAPE_SITE_BRANCH_WAY},
  {"lateral_branch.s2", "lateral branch of S2 where it crosses the lateral sacral crest",
   tip_lateral_branch, 1, SHAPE_SITE_BRANCH_WAY},
  {"lateral_branch.s3", "lateral branch of S3 where it crosses the lateral sacral crest",
   tip_lateral_branch, 2, SHAPE_SITE_BRANCH_WAY},
};

enum { N_SITES = sizeof SITES / sizeof SITES[0] };

/** No needle is longer. m, at scale 1 */
static const double DEEPEST = 0.3;

/** How far back along `direction` the skin is. */
static double depth_from_skin(const Reference *r, Vec3 tip, Vec3 direction)
{
  double near = 0.0, far = DEEPEST * r->scale;

  for (int i = 0; i < 50; i++) {
    const double middle = 0.5 * (near + far);
    const Vec3   at     = vec3_difference(tip, vec3_scaled(direction, middle));

    if (reference_from_world(r, at).x[1] > r->y_skin) near = middle;
    else far = middle;
  }
  return 0.5 * (near + far);
}

static Site site_of(const Reference *r, const SiteRow *row)
{
  const double side    = r->side == SIDE_LEFT ? -1.0 : 1.0;
  const Vec3 direction = vec3_unit(vec3(side * shape_at(row->way, 0), 1.0, shape_at(row->way, 1)));
  Site       site      = {.text = row->text, .direction = direction};

  (void)strncpy(site.name, row->name, sizeof site.name - 1);
  site.tip   = reference_to_world(r, row->tip(r, row->argument));
  site.depth = depth_from_skin(r, site.tip, direction);
  return site;
}

int anatomy_sites(const Anatomy *anatomy, int capacity, Site site[])
{
  const Reference r = reference_of(anatomy);

  if (anatomy->mesh_file[0]) return 0;
  for (int i = 0; i < N_SITES && i < capacity; i++) site[i] = site_of(&r, &SITES[i]);
  return N_SITES;
}

bool anatomy_site(const Anatomy *anatomy, const char *name, Site *site)
{
  if (anatomy->mesh_file[0]) return false;
  for (int i = 0; i < N_SITES; i++) {
    if (strcmp(SITES[i].name, name) != 0) continue;

    const Reference r = reference_of(anatomy);

    *site = site_of(&r, &SITES[i]);
    return true;
  }
  return false;
}

bool anatomy_orifice(const Anatomy *anatomy, const Injection *injection, Vec3 *at)
{
  Site site = {.tip = injection->tip, .direction = injection->direction};

  *at = injection->tip;
  if (injection->site[0] && !anatomy_site(anatomy, injection->site, &site)) return false;
  *at = vec3_difference(site.tip, vec3_scaled(site.direction, injection->needle_offset));
  return true;
}

/** Middle of one part of the ring, half way through its width. */
static Point2 ring_middle(const Auricle *l, int corner, bool on_arc)
{
  const Corner inner = outline_corner(&l->outline, corner),
               outer = outline_corner(&l->ring, corner);
  const int next     = (corner + 1) % l->ring.n;

  if (!on_arc)
    return point2_between(point2_between(inner.out, outline_corner(&l->outline, next).in, 0.5),
                          point2_between(outer.out, outline_corner(&l->ring, next).in, 0.5), 0.5);

  const Point2 out = point2_unit(inner.centre, l->outline.vertex[corner]);

  return point2_at(inner.centre, 0.5 * (l->outline.radius[corner] + l->ring.radius[corner]), out);
}

bool anatomy_defect_centre(const Anatomy *anatomy, const char *name, Vec3 *centre)
{
  static const struct {
    const char *name;
    int         corner;
    bool        on_arc;
  } place[] = {{"dorsal", CORNER_CAUDAL_DORSAL, true},
               {"superior", CORNER_CRANIAL, false},
               {"ventral", CORNER_APEX, false},
               {"ventral_caudal", CORNER_CAUDAL, false}};

  if (anatomy->mesh_file[0]) return false;
  for (size_t i = 0; i < sizeof place / sizeof place[0]; i++) {
    if (strcmp(place[i].name, name) != 0) continue;

    const Reference r = reference_of(anatomy);

    *centre =
      reference_to_world(&r, in_plane(middle_of_cavity(&r),
                                      ring_middle(&r.auricle, place[i].corner, place[i].on_arc)));
    return true;
  }
  return false;
}
