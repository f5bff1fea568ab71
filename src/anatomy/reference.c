// SPDX-License-Identifier: GPL-3.0-or-later
// The flat reference configuration of one anatomy: from parameters of the case and the table of constants to
// the numbers that all drawing starts from.
#include "reference.h"

#include "constants.h"

#include "sij/base/units.h"

static double to_radians(double degrees)
{
  return degrees * SIJ_PI / 180.0;
}

static Auricle auricle_of(const Anatomy *a)
{
  const double caudal  = to_radians(shape(SHAPE_AURICLE_CAUDAL_AXIS)),
               cranial = caudal - a->limb_angle;
  const Point2 apex    = shape_point(SHAPE_AURICLE_APEX, 0);
  const double end     = shape(SHAPE_AURICLE_ROUND_END);
  Auricle      l       = {.cranial = point2(cos(cranial), sin(cranial)),
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

  outline_add(&l.outline, apex, shape(SHAPE_AURICLE_ROUND_APEX));
  outline_add(&l.outline, e1, end);
  outline_add(&l.outline, point2_at(e1, l.width[0], l.cranial_dorsal), end);
  outline_add(&l.outline, point2_at(f1, t, l.cranial), shape(SHAPE_AURICLE_ROUND_INNER));
  outline_add(&l.outline, point2_at(e2, l.width[1], l.caudal_dorsal), end);
  outline_add(&l.outline, e2, end);
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
            .taper             = to_radians(shape(SHAPE_JOINT_TAPER)),
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
  for (int i = 0; i < FORAMINA; i++) {
    const double z    = shape_at(SHAPE_FORAMEN_Z_DORSAL, i);
    const Vec3 dorsal = vec3(shape_at(SHAPE_FORAMEN_X_DORSAL, i), reference_dorsum(r, z, 0.0).y, z);
    const Vec3 ventral =
      vec3(shape_at(SHAPE_FORAMEN_X_VENTRAL, i), shape_at(SHAPE_FORAMEN_Y_VENTRAL, i),
           shape_at(SHAPE_FORAMEN_Z_VENTRAL, i));

    r->foramen[i] = (Foramen){.dorsal  = warp_inverse(&r->warp, dorsal),
                              .ventral = warp_inverse(&r->warp, ventral),
                              .radius  = shape_at(SHAPE_FORAMEN_RADIUS, i)};
  }
}

/** The fat plane takes in all foramina; the short ligament begins lateral of the second one, at the floor of
 * the interosseous pit if that is not far. */
static void borders_of(Reference *r)
{
  const double pit = r->level[0] - r->pit;

  r->x_plane = INFINITY;
  for (int i = 0; i < FORAMINA; i++)
    r->x_plane = fmin(r->x_plane, r->foramen[i].dorsal.x[0] - r->foramen[i].radius -
                                    shape(SHAPE_FAT_PLANE_MEDIAL_OF_FORAMINA));
  r->x_short = r->foramen[1].dorsal.x[0] + r->foramen[1].radius +
               shape(SHAPE_SHORT_LIGAMENT_LATERAL_OF_FORAMEN);
  if (fabs(r->x_short - pit) < shape(SHAPE_SHORT_LIGAMENT_SNAP)) r->x_short = pit;
}

Reference reference_of(const Anatomy *a)
{
  const double layer[SLAB_LAYERS] = {a->cartilage_sacral / UNIT_MM, a->cavity / UNIT_MM,
                                     a->cartilage_iliac / UNIT_MM};
  const double total              = layer[0] + layer[1] + layer[2];
  Reference    r                  = {.auricle   = auricle_of(a),
                                     .y_fascia  = shape(SHAPE_BLOCK_FASCIA),
                                     .y_ventral = shape(SHAPE_BLOCK_VENTRAL),
                                     .z_caudal  = shape(SHAPE_BLOCK_CAUDAL),
                                     .z_cranial = shape(SHAPE_BLOCK_CRANIAL),
                                     .x_lateral = shape(SHAPE_BLOCK_LATERAL),
                                     .ilium     = a->ilium_thickness / UNIT_MM,
                                     .pit       = a->interosseous_depth / UNIT_MM,
                                     .scale     = a->scale,
                                     .side      = a->side};

  r.y_skin   = r.y_fascia - a->skin_fat / UNIT_MM;
  r.level[0] = shape(SHAPE_JOINT_MIDDLE) - 0.5 * total;
  for (int i = 0; i < SLAB_LAYERS; i++) r.level[i + 1] = r.level[i] + layer[i];
  for (int i = 0; i < DORSUM; i++) r.dorsum[i] = shape_point(SHAPE_SACRUM_DORSAL_LINE, i);
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
static Point2 mitre_normal(const Reference *r, int i)
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
  const Point2 from = point2_at(r->dorsum[i], behind, mitre_normal(r, i));
  const Point2 to   = point2_at(r->dorsum[i + 1], behind, mitre_normal(r, i + 1));

  return point2_between(from, to, t);
}
