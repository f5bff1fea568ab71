// SPDX-License-Identifier: GPL-3.0-or-later
/** Numbers drawn at random that are the same on every machine.
 *
 * SplitMix64: Steele, Lea & Flood 2014, Fast splittable pseudorandom number generators, OOPSLA; 64 bits
 * of state, period 2^64.
 *
 * Tests: tests/unit/base/test_draw.c
 */
#pragma once

#include "sij/base/units.h"

#include <math.h>
#include <stdint.h>

typedef struct {
  uint64_t state;
} Draw;

static inline uint64_t draw_bits(Draw *draw)
{
  uint64_t z = draw->state += UINT64_C(0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/** The stream of member i of a population: those of other members do not change it. */
static inline Draw draw_stream(uint64_t seed, int i)
{
  Draw of_all = {seed}, own = {0};

  own.state = draw_bits(&of_all) + (uint64_t)i * UINT64_C(0xd1342543de82ef95);
  own.state = draw_bits(&own);
  return own;
}

/** In [0, 1). */
static inline double draw_share(Draw *draw)
{
  return (double)(draw_bits(draw) >> 11) * 0x1p-53;
}

static inline double draw_between(Draw *draw, double low, double high)
{
  return low + (high - low) * draw_share(draw);
}

/** Even in the logarithm. */
static inline double draw_magnitude(Draw *draw, double low, double high)
{
  return low * pow(high / low, draw_share(draw));
}

/** Normal, by Box and Muller; what falls outside [low, high] is drawn again. */
static inline double draw_normal(Draw *draw, double mean, double deviation, double low, double high)
{
  double value;

  do {
    const double radius = sqrt(-2.0 * log(1.0 - draw_share(draw)));

    value = mean + deviation * radius * cos(2.0 * SIJ_PI * draw_share(draw));
  } while (value < low || value > high);
  return value;
}
