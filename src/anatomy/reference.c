// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference.h"

#include "sij/base/units.h"

static const Point2 DORSAL_LINE[DORSUM] = {{-20, 50},  {-30, 36},  {-44, 2},
                                           {-49, -14}, {-54, -42}, {-54, -50}};

static const double ROUND_APEX = 12.0, ROUND_END = 7.0, ROUND_INNER = 8.0;

static Auricle auricle_of(const Anatomy *a)
{
  const double caudal = 208.0 * acos(-1.0) / 180.0, cranial = caudal - a->limb_angle;
  const Point2 apex = point2(20.0, 0.0);
  Auricle      l    = {.cranial = point2(cos(cranial), sin(cranial)),
                       .caudal  = point2(cos(caudal), sin(caudal)),
                       .width   = {a->cranial_width / UNIT_MM, a->caudal_width / UNIT_MM},
                       .length  = {a->cranial_length / UNIT_MM, a->caudal_length / UNIT_MM}};

  l.cranial_dorsal = point2(-l.cranial.z, l.cranial.y);
  l.caudal_dorsal  = point2(l.caudal.z, -l.caudal.y);

  const Point2 e1 = point2_at(apex, l.length[0], l.cranial);
  const Point2 e2 = point2_at(apex, l.length[1], l.caudal);
  const Point2 f1 = point2_at(apex, l.width[0], l.cranial_dorsal);
  const Point2 f2 = point2_at(apex, l.width[1], l.caudal_dorsal);
  const double t =
    point2_cross(point2(f2.y - f1.y, f2.z - f1.z), l.caudal) / point2_cross(l.cranial, l.caudal);

  outline_add(&l.outline, apex, ROUND_APEX);
  outline_add(&l.outline, e1, ROUND_END);
  outline_add(&l.outline, point2_at(e1, l.width[0], l.cranial_dorsal), ROUND_END);
  outline_add(&l.outline, point2_at(f1, t, l.cranial), ROUND_INNER);
  outline_add(&l.outline, point2_at(e2, l.width[1], l.caudal_dorsal), ROUND_END);
  outline_add(&l.outline, e2, ROUND_END);
  l.ring = outline_offset(&l.outline, a->capsule / UNIT_MM);
  return l;
}

/** Middle line of a limb, pulled in by half its width at both ends. */
static void limb_middle(const Auricle *l, int limb, Point2 end[2])
{
  const Point2 along  = limb == 0 ? l->cranial : l->caudal;
  const Point2 across = limb == 0 ? l->cranial_dorsal : l->caudal_dorsal;
  const double half   = 0.5 * l->width[limb];
  const Point2 base   = point2_at(l->outline.vertex[CORNER_APEX], half, across);

  end[0] = point2_at(base, half, along);
  end[1] = point2_at(base, l->length[limb] - half, along);
}

static Warp warp_of(const Anatomy *a, const Reference *r)
{
  Warp w = {.ridge             = a->ridge_height / UNIT_MM,
            .obliquity_cranial = a->obliquity_cranial,
            .obliquity_caudal  = a->obliquity_caudal,
            .taper             = 9.0 * acos(-1.0) / 180.0,
            .x_sacral          = r->level[0],
            .x_iliac           = r->level[SLAB_LAYERS],
            .x_wing            = r->level[SLAB_LAYERS] + r->ilium,
            .x_lateral         = r->x_lateral,
            .y_fascia          = r->y_fascia,
            .y_ventral         = r->y_ventral};

  for (int i = 0; i < 2; i++) {
    limb_middle(&r->auricle, i, w.limb[i]);
    w.half_width[i] = 0.5 * r->auricle.width[i];
  }
  return w;
}

/** Foramina are given where the anatomy has them and drawn where the reference has them. */
static void foramina_of(Reference *r)
{
  static const struct {
    double x_dorsal, x_ventral, z_dorsal, z_ventral, radius;
  } at[FORAMINA] = {
    {23.0, 31.0, 24.0, 20.0, 3.8}, {17.5, 26.5, 2.0, -8.0, 3.5}, {15.5, 22.5, -20.0, -28.0, 3.0}};

  for (int i = 0; i < FORAMINA; i++) {
    const Point2 d                   = reference_dorsum(r, at[i].z_dorsal, 0.0);
    const double y_ventral[FORAMINA] = {30.0, 14.0, -14.0};

    r->foramen[i].radius = at[i].radius;
    r->foramen[i].dorsal = warp_inverse(&r->warp, vec3(at[i].x_dorsal, d.y, at[i].z_dorsal));
    r->foramen[i].ventral =
      warp_inverse(&r->warp, vec3(at[i].x_ventral, y_ventral[i], at[i].z_ventral));
  }
}

/** The fat plane takes in all foramina; the short ligament begins lateral of the second one, at the floor of
 * the interosseous pit if that is not far. */
static void borders_of(Reference *r)
{
  const double pit = r->level[0] - r->pit, far = 1.0; // mm

  r->x_plane = INFINITY;
  for (int i = 0; i < FORAMINA; i++)
    r->x_plane = fmin(r->x_plane, r->foramen[i].dorsal.x[0] - r->foramen[i].radius - 2.5);
  r->x_short = r->foramen[1].dorsal.x[0] + r->foramen[1].radius + 2.4;
  if (fabs(r->x_short - pit) < far) r->x_short = pit;
}

Reference reference_of(const Anatomy *a)
{
  const double layer[SLAB_LAYERS] = {a->cartilage_sacral / UNIT_MM, a->cavity / UNIT_MM,
                                     a->cartilage_iliac / UNIT_MM};
  const double middle = 46.0, total = layer[0] + layer[1] + layer[2];
  Reference    r = {.auricle   = auricle_of(a),
                    .y_fascia  = -64.0,
                    .y_ventral = 60.0,
                    .z_caudal  = -50.0,
                    .z_cranial = 50.0,
                    .x_lateral = 125.0,
                    .ilium     = a->ilium_thickness / UNIT_MM,
                    .pit       = a->interosseous_depth / UNIT_MM,
                    .scale     = a->scale,
                    .side      = a->side};

  r.y_skin   = r.y_fascia - a->skin_fat / UNIT_MM;
  r.level[0] = middle - 0.5 * total;
  for (int i = 0; i < SLAB_LAYERS; i++) r.level[i + 1] = r.level[i] + layer[i];
  for (int i = 0; i < DORSUM; i++) r.dorsum[i] = DORSAL_LINE[i];
  r.warp = warp_of(a, &r);
  foramina_of(&r);
  borders_of(&r);
  return r;
}

static double towards_side(const Reference *r, double x)
{
  return r->side == SIDE_LEFT ? -x : x;
}

Vec3 reference_to_world(const Reference *r, Vec3 at)
{
  const Vec3   q = warp_forward(&r->warp, at);
  const double s = r->scale * UNIT_MM;

  return vec3(s * towards_side(r, q.x[0]), s * q.x[1], s * q.x[2]);
}

Vec3 reference_from_world(const Reference *r, Vec3 x)
{
  const double s = 1.0 / (r->scale * UNIT_MM);

  return warp_inverse(&r->warp, vec3(s * towards_side(r, x.x[0]), s * x.x[1], s * x.x[2]));
}

/** Normal of the dorsal line at one of its vertices, long enough to keep its offsets parallel. */
static Point2 mitre(const Reference *r, int i)
{
  const Point2 before = point2_unit(r->dorsum[i > 0 ? i - 1 : 0], r->dorsum[i > 0 ? i : 1]);
  const Point2 after  = i < DORSUM - 1 ? point2_unit(r->dorsum[i], r->dorsum[i + 1]) : before;
  const double length = 1.0 / (1.0 + point2_dot(before, after));

  return point2(length * (before.z + after.z), -length * (before.y + after.y));
}

Point2 reference_dorsum(const Reference *r, double z, double behind)
{
  int i = 0;

  while (i < DORSUM - 2 && r->dorsum[i + 1].z > z) i++;

  const double t    = (z - r->dorsum[i].z) / (r->dorsum[i + 1].z - r->dorsum[i].z);
  const Point2 from = point2_at(r->dorsum[i], behind, mitre(r, i));
  const Point2 to   = point2_at(r->dorsum[i + 1], behind, mitre(r, i + 1));

  return point2_between(from, to, t);
}
