// SPDX-License-Identifier: GPL-3.0-or-later
// What a nerve fibre sees of a concentration with its lag, the fraction of fibres blocked by several drugs,
// and the fraction blocked over a critical length. Pharmacology calls these after each step.
#include "sij/laws/nerve.h"

#include <math.h>

const char *nerve_fibre_name(NerveFibre fibre)
{
  static const char *const names[FIBRE_COUNT] = {"a_delta", "c"};

  return names[fibre];
}

// 1 - (1 - e^-x)/x, by its series where the difference would lose digits.
static double weigh_present(double x, double gone)
{
  if (x < 1e-2) return x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6 * (1 - x / 7)))));
  return 1.0 - gone / x;
}

NerveLag nerve_lag(double dt, double tau)
{
  if (!(tau > 0.0)) return (NerveLag){.after = 1.0};

  const double gone = -expm1(-dt / tau), after = weigh_present(dt / tau, gone);

  return (NerveLag){.keep = 1.0 - gone, .before = gone - after, .after = after};
}

// Log odds of a block of 1e-13. The smallest coefficient gives most there, so less needs no solving.
static const double NEGLIGIBLE = -30.0;

typedef struct {
  double value, slope;
} Logarithm;

// log(sum_d u_d e^(-z/n_d)): convex and falling in z.
static Logarithm sum_log_odds(int n, const double c[], const double ec50[], const double hill[],
                              double z)
{
  double sum = 0.0, slope = 0.0;

  for (int d = 0; d < n; d++) {
    if (c[d] <= 0.0) continue;
    const double part = c[d] / ec50[d] * exp(-z / hill[d]);

    sum += part;
    slope -= part / hill[d];
  }
  return (Logarithm){.value = log(sum), .slope = slope / sum};
}

// The function is convex and decreasing: after one step Newton approaches the root monotonically from the left.
static double solve_log_odds(int n, const double c[], const double ec50[], const double hill[],
                             double z)
{
  for (int i = 0; i < 50; i++) {
    const Logarithm at   = sum_log_odds(n, c, ec50, hill, z);
    const double    step = -at.value / at.slope;

    z += step;
    if (!(fabs(step) > 1e-14 * (1.0 + fabs(z)))) break;
  }
  return z;
}

double nerve_block(int n, const double c[], const double ec50[], const double hill[])
{
  double u = 0.0, low = INFINITY, high = 0.0;

  for (int d = 0; d < n; d++) {
    if (c[d] <= 0.0) continue;
    u += c[d] / ec50[d];
    low  = fmin(low, hill[d]);
    high = fmax(high, hill[d]);
  }
  if (u <= 0.0) return 0.0;

  double z = low * log(u); // the solution itself when all coefficients are equal

  if (low < high && z > NEGLIGIBLE) z = solve_log_odds(n, c, ec50, hill, z);
  return 1.0 / (1.0 + exp(-z));
}

// Arc length at which the line from place i to i + 1 is at `level`.
static double find_crossing(const double s[], const double block[], int i, double level)
{
  return s[i] + (s[i + 1] - s[i]) * (level - block[i]) / (block[i + 1] - block[i]);
}

static double find_longest_run(int n, const double s[], const double block[], double level)
{
  double longest = 0.0, start = s[0];

  for (int i = 0; i < n; i++) {
    if (block[i] < level) continue;
    if (i > 0 && block[i - 1] < level) start = find_crossing(s, block, i - 1, level);

    const double end = i + 1 < n && block[i + 1] < level ? find_crossing(s, block, i, level) : s[i];

    longest = fmax(longest, end - start);
  }
  return longest;
}

double nerve_blocked_fraction(int n, const double s[], const double block[], double length)
{
  double low = block[0], high = block[0];

  for (int i = 0; i < n; i++) {
    if (isnan(block[i])) return NAN;
    low  = fmin(low, block[i]);
    high = fmax(high, block[i]);
  }
  length *= 1.0 - 1e-12; // a window that fits but for rounding fits
  if (s[n - 1] - s[0] <= length) return low;
  if (find_longest_run(n, s, block, high) >= length) return high;
  while (high - low > 1e-13) {
    const double middle = 0.5 * (low + high);

    if (find_longest_run(n, s, block, middle) >= length) low = middle;
    else high = middle;
  }
  return low;
}
