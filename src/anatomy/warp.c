// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference.h"

#include "sij/base/units.h"

/** 0 below 0, 1 above 1, straight between with parabolic ends of length e; steepest 1 / (1 - e). */
static double ramp(double t, double e)
{
  if (t <= 0.0) return 0.0;
  if (t >= 1.0) return 1.0;
  if (t < e) return t * t / (2.0 * e * (1.0 - e));
  if (t > 1.0 - e) return 1.0 - (1.0 - t) * (1.0 - t) / (2.0 * e * (1.0 - e));
  return (t - 0.5 * e) / (1.0 - e);
}

static double smooth(double t)
{
  if (t <= 0.0) return 0.0;
  if (t >= 1.0) return 1.0;
  return t * t * (3.0 - 2.0 * t);
}

static double square(double a)
{
  return a * a;
}

/** t itself between -low and high, then levelling off within `soft` more. */
static double levelled(double t, double low, double high, double soft)
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
  const double softness = 1.5; // of the minimum of the two, mm
  const double a        = segment_distance(point2(y, z), w->limb[0]) - w->half_width[0];
  const double b        = segment_distance(point2(y, z), w->limb[1]) - w->half_width[1];

  return fmin(a, b) - softness * log1p(exp(-fabs(a - b) / softness));
}

/** Obliquity of the joint plane at height z: given at S1 and S3, smooth between. */
static double obliquity(const Warp *w, double z)
{
  const double z_s1 = 24.0, z_s3 = -20.0;

  return w->obliquity_caudal +
         (w->obliquity_cranial - w->obliquity_caudal) * smooth((z - z_s3) / (z_s1 - z_s3));
}

/** Shift of the joint's middle surface: oblique, tapering, with the iliac wing flaring in front. */
static double shift_of_joint(const Warp *w, double y, double z)
{
  const double pivot = -4.0, reach = 40.0;
  const double oblique = levelled(tan(obliquity(w, z)) * (y - pivot), 11.0, 14.0, 7.0);
  const double ahead   = fmax(0.0, (y - 24.0) / 36.0);

  return oblique + tan(w->taper) * reach * tanh(z / reach) +
         12.0 * ahead * ahead / (1.0 + 0.5 * ahead);
}

/** One ridge along the middle of the L, finer waves across it, nothing far from the joint. */
static double ridges(const Warp *w, double y, double z)
{
  const double d      = warp_limb_distance(w, y, z);
  const double window = 1.0 - smooth((d + 2.0) / 16.0);
  const double middle = 0.5 * (w->half_width[0] + w->half_width[1]);
  const double ridge  = exp(-0.5 * square((d + middle) / 4.5));
  const double waves  = 0.20 * sin(2.0 * SIJ_PI * (0.80 * y + 0.35 * z) / 27.0 + 0.6) +
                       0.12 * sin(2.0 * SIJ_PI * (0.95 * z - 0.30 * y) / 19.0 + 2.1);

  return w->ridge * window * (ridge + waves);
}

/** The slab keeps its thickness across an oblique surface: stretched by 1 / cos of its slope. */
static double stretch_of_slab(const Warp *w, double x, double z)
{
  const double half = 0.5 * (w->x_iliac - w->x_sacral), s = x - 0.5 * (w->x_sacral + w->x_iliac);
  const double slope   = hypot(tan(obliquity(w, z)), tan(w->taper));
  const double outside = fmax(0.0, fabs(s) - half);

  return (hypot(1.0, slope) - 1.0) * fmax(-half, fmin(half, s)) * (1.0 - smooth(outside / 12.0));
}

/** Lateral face of the ilium: thick at the tuberosity, thin in the wing and at the posterior spine. */
static double shift_of_wing(const Warp *w, double x, double y, double z)
{
  const double near = (x - w->x_iliac - 1.0) / (w->x_wing - w->x_iliac - 1.0);
  const double far  = (x - w->x_wing) / (w->x_lateral - w->x_wing);
  const double lift = exp(-square((y + 14.0) / 26.0) - square((z - 2.0) / 45.0)) -
                      0.75 * smooth((y - 14.0) / 30.0) - 1.1 * smooth((-32.0 - y) / 30.0);

  return 6.0 * lift * (x <= w->x_wing ? ramp(near, 0.2) : 1.0 - ramp(far, 0.2));
}

static double shift_x(const Warp *w, double x, double y, double z)
{
  const double medial = w->x_sacral - 2.0, lateral = w->x_wing + 3.0;
  const double whole = x <= medial    ? ramp(x / medial, 0.12)
                       : x <= lateral ? 1.0
                                      : 1.0 - ramp((x - lateral) / (w->x_lateral - lateral), 0.12);
  const double off   = fmax(0.0, fmax(w->x_sacral - x, x - w->x_iliac));
  const double near  = 1.0 - smooth(off / 24.0);

  return whole * shift_of_joint(w, y, z) + near * ridges(w, y, z) + stretch_of_slab(w, x, z) +
         shift_of_wing(w, x, y, z);
}

/** Skin: median furrow, buttock, flank and lordosis. Subcutaneous fat moves as a whole. */
static double shift_of_skin(const Warp *w, double x, double y, double z)
{
  const double start = -34.0, across = x / w->x_lateral;
  const double furrow = 5.0 * exp(-square(x / 14.0));
  const double flank  = 12.0 * square(square(across));
  const double bulge  = -6.0 * exp(-square((x - 52.0) / 34.0)) * (0.6 - 0.4 * tanh(z / 30.0));
  const double back   = 4.0 * (0.5 + 0.5 * tanh((z - 10.0) / 25.0)) * (1.0 - square(across));

  return (furrow + flank + bulge + back) * ramp((start - y) / (start - w->y_fascia), 0.15);
}

/** The sacrum is hollow in front: what lies lateral of the median plane stands forward of it. */
static double shift_of_bend(const Warp *w, double x, double y, double z)
{
  const double lifted =
    ramp((y + 25.0) / 50.0, 0.2) * (1.0 - ramp((y - 27.0) / (w->y_ventral - 27.0), 0.2));

  return 12.0 * smooth((z + 30.0) / 60.0) * (1.0 - smooth(x / 36.0)) * lifted;
}

/** Dorsum of the sacrum: median crest, groove of the foramina, lateral crest. */
static double shift_of_dorsum(double x, double y)
{
  const double near = ramp((y + 64.0) / 18.0, 0.25) * (1.0 - ramp((y + 42.0) / 22.0, 0.25));
  const double relief =
    exp(-square((x - 16.0) / 7.0)) - exp(-square(x / 7.0)) - 0.9 * exp(-square((x - 34.0) / 7.0));

  return 2.5 * near * relief;
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

/** The t with image(t) = value: Newton inside a bracket, halving where Newton would leave it. */
static double preimage(Image image, const Warp *w, double value, double a, double b)
{
  double low = value - 80.0, high = value + 80.0, t = value;

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
  const double X = preimage(image_x, w, x.x[0], x.x[1], x.x[2]);

  return vec3(X, preimage(image_y, w, x.x[1], X, x.x[2]), x.x[2]);
}

double warp_determinant(const Warp *w, Vec3 at)
{
  const double y = image_y(w, at.x[1], at.x[0], at.x[2]);

  return slope_of(image_x, w, at.x[0], y, at.x[2]) *
         slope_of(image_y, w, at.x[1], at.x[0], at.x[2]);
}
