// SPDX-License-Identifier: GPL-3.0-or-later
/** What every unit test includes: cmocka, and comparisons of reals in double precision.
 *
 * cmocka 1.1 needs these four headers in this order, and its assert_float_equal() rounds both sides
 * to single precision, so assert_close() and assert_small() are the only comparisons of reals here.
 */
#pragma once

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>

/** Relative; NaN on either side fails. Compare with an expected 0 by assert_small(). */
#define assert_close(actual, expected, rtol)                                                       \
  check_close((actual), (expected), (rtol), #actual, __FILE__, __LINE__)

/** Absolute, for what should vanish; NaN fails. */
#define assert_small(actual, bound) check_small((actual), (bound), #actual, __FILE__, __LINE__)

static inline void check_close(double actual, double expected, double rtol, const char *what,
                               const char *file, int line)
{
  if (fabs(actual - expected) <= rtol * fabs(expected)) return;
  print_error("%s: got %.17g, want %.17g within %g relative\n", what, actual, expected, rtol);
  _fail(file, line);
}

static inline void check_small(double actual, double bound, const char *what, const char *file,
                               int line)
{
  if (fabs(actual) <= bound) return;
  print_error("%s: got %.17g, want at most %g\n", what, actual, bound);
  _fail(file, line);
}
