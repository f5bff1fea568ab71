// SPDX-License-Identifier: GPL-3.0-or-later
// Half the width of a quantity's error bar from its values on two or three meshes: Richardson extrapolation
// with Roache's safety factors. convergence_run() calls it on the summaries of all levels.
#include "sij/convergence.h"

#include <math.h>
#include <string.h>

// Roache's factors of safety for a grid convergence index: where three meshes show an order, and where
// one has to be assumed.
static const double SAFETY = 1.25, SAFETY_ASSUMED = 3.0;

// Orders that the methods can have; what is observed a little beyond is taken for the nearer of these.
// Past ORDER_SANE it is scatter between meshes that are not nested. Where none is observed the first is
// assumed: limiters, fronts and thresholds leave no more.
static const double ORDER_LEAST = 0.5, ORDER_MOST = 2.0, ORDER_SANE = 2.5, ORDER_ASSUMED = 1.0;

// Of the values: this much is rounding.
static const double SAME = 1e-9;

static bool are_all_finite(int n, const double value[])
{
  for (int i = 0; i < n; i++)
    if (!isfinite(value[i])) return false;
  return true;
}

static double measure_spread(int n, const double value[])
{
  double low = value[0], high = value[0];

  for (int i = 1; i < n; i++) {
    low  = fmin(low, value[i]);
    high = fmax(high, value[i]);
  }
  return high - low;
}

static bool are_same(int n, const double value[])
{
  double largest = 0.0;

  for (int i = 0; i < n; i++) largest = fmax(largest, fabs(value[i]));
  return measure_spread(n, value) <= SAME * largest;
}

// Of three values, fine to coarse; NaN unless they go one way and by less each time.
static double estimate_order(const double value[], double ratio)
{
  const double fine = value[0] - value[1], coarse = value[1] - value[2];

  return fine * coarse > 0.0 && fabs(coarse) > fabs(fine) ? log(coarse / fine) / log(ratio) : NAN;
}

// Error of the finer of two meshes by Richardson's extrapolation.
static double extrapolate_error(double difference, double ratio, double order)
{
  return fabs(difference) / (pow(ratio, order) - 1.0);
}

double convergence_bar(int n, const double value[], double ratio)
{
  double order, widest;

  if (!are_all_finite(n, value) || are_same(n, value)) return NAN;
  widest = extrapolate_error(measure_spread(n, value), pow(ratio, n - 1), ORDER_ASSUMED);
  order  = n > 2 ? estimate_order(value, ratio) : NAN;
  if (!(order <= ORDER_SANE)) return SAFETY_ASSUMED * widest;
  order = fmin(ORDER_MOST, fmax(ORDER_LEAST, order));
  return SAFETY * fmax(widest, extrapolate_error(value[0] - value[1], ratio, order));
}

/** Head and tail of names whose values no mesh moves, or where rounding is all there is. */
static const char *const WITHOUT[][2] = {
  {"run.", ""},
  {"injection.", ".asked"},
  {"dose.", ""},
  {"", ".limit"},
  {"ledger.", ".defect"},
  {"ledger.", ".smallest"},
  {"targets.", ".outside_mesh"},
  {"", ".block_level"},
  {"targets.", ".pain_share"},
  {"relief.weight_left_out", ""},
};

static bool is_named(const char *name, const char *head, const char *tail)
{
  const size_t length = strlen(name), end = strlen(tail);

  return strncmp(name, head, strlen(head)) == 0 && length >= end &&
         strcmp(name + length - end, tail) == 0;
}

static bool has_no_bar(const Quantity *row)
{
  if (strcmp(row->unit, "yes/no") == 0) return true;
  for (size_t i = 0; i < sizeof WITHOUT / sizeof *WITHOUT; i++)
    if (is_named(row->name, WITHOUT[i][0], WITHOUT[i][1])) return true;
  return false;
}

static double find_bar(int n, const Quantities level[], const Quantity *row, double ratio)
{
  double value[CONVERGENCE_LEVELS] = {0};

  if (has_no_bar(row)) return NAN;
  for (int i = 0; i < n; i++) {
    const Quantity *at = quantities_find(&level[i], row->name);

    if (!at || quantities_is_bound(&level[i], row->name)) return NAN;
    value[i] = at->value;
  }
  return convergence_bar(n, value, ratio);
}

void convergence_bars(int n, Quantities level[], double ratio)
{
  for (int i = 0; i < level[0].count; i++) {
    Quantity *row = &level[0].row[i];

    row->error = find_bar(n, level, row, ratio);
  }
}
