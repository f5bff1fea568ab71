// SPDX-License-Identifier: GPL-3.0-or-later
// The map from the flat reference to the anatomy, its inverse and its determinant.
// Each line of it is monotone in one variable, so that it cannot fold; used wherever a point changes between the two.
#include "warp.h"

#include "constants.h"

#include "sij/base/units.h"

#include <math.h>

/** 0 below 0, 1 above 1, straight between with parabolic ends of length e; steepest 1 / (1 - e). */
static double rounded_ramp(double t, double e)
{
  if (t <= 0.0) return 0.0;
  if (t >= 1.0) return 1.0;
  if (t < e) return t * t / (2.0 * e * (1.0 - e));
  if (t > 1.0 - e) return 1.0 - (1.0 - t) * (1.0 - t) / (2.0 * e * (1.0 - e));
  return (t - 0.5 * e) / (1.0 - e);
}

static double smooth_step(double t)
{
  if (t <= 0.0) return 0.0;
  if (t >= 1.0) return 1.0;
  return t * t * (3.0 - 2.0 * t);
}

static double square_of(double a)
{
  return a * a;
}

/** t itself between -low and high, then levelling off within `soft` more. */
static double level_off(double t, double low, double high, double soft)
{
  if (t > high) return high + soft * (1.0 - exp(-(t - high) / soft));
  if (t < -low) return -low - soft * (1.0 - exp((t + low) / soft));
  return t;
}

static double segment_distance(Point2 at, const Point2 end[2])
{
  const Point2 along = point2_unit(end[0], end[1]);
  const double t     = point2_dot(point2(at.y - end[0].y, at.z - end[0].z), along);
  const double s     = fmax(0.0, fmin(point2_distance(end[0], end[1]), t));

  return point2_distance(at, point2_at(end[0], s, along));
}

double warp_limb_distance(const Warp *w, double y, double z)
{
  const double softness = shape(SHAPE_LIMB_SOFTNESS);
  const double a        = segment_distance(point2(y, z), w->limb[0]) - w->half_width[0];
  const double b        = segment_distance(point2(y, z), w->limb[1]) - w->half_width[1];

  return fmin(a, b) - softness * log1p(exp(-fabs(a - b) / softness));
}

/** Obliquity of the joint plane at height z: given at S1 and S3, smooth between. */
static double obliquity_at(const Warp *w, double z)
{
  const double z_s1 = shape_at(SHAPE_OBLIQUITY_Z, 0), z_s3 = shape_at(SHAPE_OBLIQUITY_Z, 1);

  return w->obliquity_caudal +
         (w->obliquity_cranial - w->obliquity_caudal) * smooth_step((z - z_s3) / (z_s1 - z_s3));
}

/** Shift of the joint's middle surface: oblique, tapering, with the iliac wing flaring in front. */
static double shift_of_joint(const Warp *w, double y, double z)
{
  const double reach = shape(SHAPE_TAPER_REACH);
  const double oblique =
    level_off(tan(obliquity_at(w, z)) * (y - shape(SHAPE_OBLIQUITY_PIVOT)),
              shape_at(SHAPE_OBLIQUITY_REACH, 0), shape_at(SHAPE_OBLIQUITY_REACH, 1),
              shape_at(SHAPE_OBLIQUITY_REACH, 2));
  const double ahead = fmax(0.0, (y - shape(SHAPE_FLARE_START)) / shape(SHAPE_FLARE_LENGTH));

  return oblique + tan(w->taper) * reach * tanh(z / reach) +
         shape(SHAPE_FLARE_HEIGHT) * ahead * ahead / (1.0 + shape(SHAPE_FLARE_LEVEL) * ahead);
}

/** A wave across the ridge; two are known. */
static double wave_height(int i, double y, double z)
{
  const double along = shape_at(SHAPE_WAVE_Y, i) * y + shape_at(SHAPE_WAVE_Z, i) * z;

  return shape_at(SHAPE_WAVE_HEIGHT, i) *
         sin(2.0 * SIJ_PI * along / shape_at(SHAPE_WAVE_LENGTH, i) + shape_at(SHAPE_WAVE_PHASE, i));
}

/** One ridge along the middle of the L, finer waves across it, nothing far from the joint. */
static double shift_of_ridges(const Warp *w, double y, double z)
{
  const double d = warp_limb_distance(w, y, z);
  const double window =
    1.0 - smooth_step((d - shape_at(SHAPE_RIDGE_WINDOW, 0)) / shape_at(SHAPE_RIDGE_WINDOW, 1));
  const double middle = 0.5 * (w->half_width[0] + w->half_width[1]);
  const double ridge  = exp(-0.5 * square_of((d + middle) / shape(SHAPE_RIDGE_WIDTH)));
  const double waves  = wave_height(0, y, z) + wave_height(1, y, z);

  return w->ridge * window * (ridge + waves);
}

/** The slab keeps its thickness across an oblique surface: stretched by 1 / cos of its slope. */
static double stretch_of_slab(const Warp *w, double x, double z)
{
  const double half = 0.5 * (w->x_iliac - w->x_sacral), s = x - 0.5 * (w->x_sacral + w->x_iliac);
  const double slope   = hypot(tan(obliquity_at(w, z)), tan(w->taper));
  const double outside = fmax(0.0, fabs(s) - half);

  return (hypot(1.0, slope) - 1.0) * fmax(-half, fmin(half, s)) *
         (1.0 - smooth_step(outside / shape(SHAPE_SLAB_REACH)));
}

/** Lateral face of the ilium: thick at the tuberosity, thin in the wing and at the posterior spine. */
static double shift_of_wing(const Warp *w, double x, double y, double z)
{
  const double still = shape(SHAPE_WING_MEDIAL);
  const double near  = (x - w->x_iliac - still) / (w->x_wing - w->x_iliac - still);
  const double far   = (x - w->x_wing) / (w->x_lateral - w->x_wing);
  const double ends  = shape(SHAPE_WING_RAMP);
  const double thick = exp(
    -square_of((y - shape_at(SHAPE_WING_TUBEROSITY, 0)) /
               shape_at(SHAPE_WING_TUBEROSITY_REACH, 0)) -
    square_of((z - shape_at(SHAPE_WING_TUBEROSITY, 1)) / shape_at(SHAPE_WING_TUBEROSITY_REACH, 1)));
  const double blade =
    shape(SHAPE_WING_BLADE_SHARE) *
    smooth_step((y - shape_at(SHAPE_WING_BLADE, 0)) / shape_at(SHAPE_WING_BLADE, 1));
  const double spine =
    shape(SHAPE_WING_SPINE_SHARE) *
    smooth_step((shape_at(SHAPE_WING_SPINE, 0) - y) / shape_at(SHAPE_WING_SPINE, 1));

  return shape(SHAPE_WING_HEIGHT) * (thick - blade - spine) *
         (x <= w->x_wing ? rounded_ramp(near, ends) : 1.0 - rounded_ramp(far, ends));
}

static double shift_x(const Warp *w, double x, double y, double z)
{
  const double medial  = w->x_sacral - shape(SHAPE_JOINT_MEDIAL),
               lateral = w->x_wing + shape(SHAPE_JOINT_LATERAL);
  const double ends    = shape(SHAPE_JOINT_RAMP);
  const double whole   = x <= medial ? rounded_ramp(x / medial, ends)
                         : x <= lateral
                           ? 1.0
                           : 1.0 - rounded_ramp((x - lateral) / (w->x_lateral - lateral), ends);
  const double off     = fmax(0.0, fmax(w->x_sacral - x, x - w->x_iliac));
  const double near    = 1.0 - smooth_step(off / shape(SHAPE_RIDGE_REACH));

  return whole * shift_of_joint(w, y, z) + near * shift_of_ridges(w, y, z) +
         stretch_of_slab(w, x, z) + shift_of_wing(w, x, y, z);
}

/** Skin: median furrow, buttock, flank and lordosis. Subcutaneous fat moves as a whole. */
static double shift_of_skin(const Warp *w, double x, double y, double z)
{
  const double start = shape(SHAPE_SKIN_START), across = x / w->x_lateral;
  const double furrow = shape(SHAPE_FURROW_DEPTH) * exp(-square_of(x / shape(SHAPE_FURROW_WIDTH)));
  const double flank  = shape(SHAPE_FLANK_DEPTH) * square_of(square_of(across));
  const double bulge =
    -shape(SHAPE_BUTTOCK_HEIGHT) *
    exp(-square_of((x - shape_at(SHAPE_BUTTOCK_X, 0)) / shape_at(SHAPE_BUTTOCK_X, 1))) *
    (shape_at(SHAPE_BUTTOCK_SHARE, 0) -
     shape_at(SHAPE_BUTTOCK_SHARE, 1) * tanh(z / shape(SHAPE_BUTTOCK_Z)));
  const double back =
    shape(SHAPE_LORDOSIS_DEPTH) *
    (0.5 + 0.5 * tanh((z - shape_at(SHAPE_LORDOSIS_Z, 0)) / shape_at(SHAPE_LORDOSIS_Z, 1))) *
    (1.0 - square_of(across));

  return (furrow + flank + bulge + back) *
         rounded_ramp((start - y) / (start - w->y_fascia), shape(SHAPE_SKIN_RAMP));
}

/** The sacrum is hollow in front: what lies lateral of the median plane stands forward of it. */
static double shift_of_bend(const Warp *w, double x, double y, double z)
{
  const double front = shape_at(SHAPE_HOLLOW_Y, 2), ends = shape(SHAPE_HOLLOW_RAMP);
  const double lifted =
    rounded_ramp((y - shape_at(SHAPE_HOLLOW_Y, 0)) / shape_at(SHAPE_HOLLOW_Y, 1), ends) *
    (1.0 - rounded_ramp((y - front) / (w->y_ventral - front), ends));

  return shape(SHAPE_HOLLOW_DEPTH) *
         smooth_step((z - shape_at(SHAPE_HOLLOW_Z, 0)) / shape_at(SHAPE_HOLLOW_Z, 1)) *
         (1.0 - smooth_step(x / shape(SHAPE_HOLLOW_X))) * lifted;
}

/** Dorsum of the sacrum: median crest, groove of the foramina, lateral crest. */
static double shift_of_dorsum(double x, double y)
{
  const double ends = shape(SHAPE_RELIEF_RAMP), width = shape(SHAPE_RELIEF_WIDTH);
  const double near =
    rounded_ramp((y - shape_at(SHAPE_RELIEF_Y, 0)) / shape_at(SHAPE_RELIEF_Y, 1), ends) *
    (1.0 - rounded_ramp((y - shape_at(SHAPE_RELIEF_Y, 2)) / shape_at(SHAPE_RELIEF_Y, 3), ends));
  const double median  = exp(-square_of((x - shape_at(SHAPE_RELIEF_X, 0)) / width));
  const double groove  = exp(-square_of((x - shape_at(SHAPE_RELIEF_X, 1)) / width));
  const double lateral = exp(-square_of((x - shape_at(SHAPE_RELIEF_X, 2)) / width));

  return shape(SHAPE_RELIEF_HEIGHT) * near *
         (groove - median - shape(SHAPE_RELIEF_LATERAL_SHARE) * lateral);
}

static double shift_y(const Warp *w, double x, double y, double z)
{
  return shift_of_skin(w, x, y, z) + shift_of_bend(w, x, y, z) + shift_of_dorsum(x, y);
}

Vec3 warp_forward(const Warp *w, Vec3 at)
{
  const double y = at.x[1] + shift_y(w, at.x[0], at.x[1], at.x[2]);

  return vec3(at.x[0] + shift_x(w, at.x[0], y, at.x[2]), y, at.x[2]);
}

static double image_x(const Warp *w, double x, double y, double z)
{
  return x + shift_x(w, x, y, z);
}

static double image_y(const Warp *w, double y, double x, double z)
{
  return y + shift_y(w, x, y, z);
}

typedef double (*Image)(const Warp *, double, double, double);

static double slope_of(Image image, const Warp *w, double t, double a, double b)
{
  const double h = 1e-5;

  return (image(w, t + h, a, b) - image(w, t - h, a, b)) / (2.0 * h);
}

/** More than any shift of the map. mm */
static const double BRACKET = 80.0;

/** The t with image(t) = value: Newton inside a bracket, halving where Newton would leave it. */
static double find_preimage(Image image, const Warp *w, double value, double a, double b)
{
  double low = value - BRACKET, high = value + BRACKET, t = value;

  for (int i = 0; i < 80; i++) {
    const double miss = image(w, t, a, b) - value;

    if (fabs(miss) < 1e-13 * (1.0 + fabs(value))) break;
    if (miss > 0.0) high = t;
    else low = t;
    t -= miss / slope_of(image, w, t, a, b);
    if (!(t > low && t < high)) t = 0.5 * (low + high);
  }
  return t;
}

Vec3 warp_inverse(const Warp *w, Vec3 x)
{
  const double X = find_preimage(image_x, w, x.x[0], x.x[1], x.x[2]);

  return vec3(X, find_preimage(image_y, w, x.x[1], X, x.x[2]), x.x[2]);
}

double warp_determinant(const Warp *w, Vec3 at)
{
  const double y = image_y(w, at.x[1], at.x[0], at.x[2]);

  return slope_of(image_x, w, at.x[0], y, at.x[2]) *
         slope_of(image_y, w, at.x[1], at.x[0], at.x[2]);
}
