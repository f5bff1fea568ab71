// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/base/draw.h"

// The first numbers that the published generator gives from this seed.
static void bits_are_those_of_splitmix64(void **state)
{
  static const uint64_t FIRST[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                   UINT64_C(9817491932198370423), UINT64_C(4593380528125082431)};
  Draw                  draw    = {1234567};

  (void)state;
  for (int i = 0; i < 4; i++) assert_true(draw_bits(&draw) == FIRST[i]);
}

static void streams_differ_and_repeat(void **state)
{
  Draw one = draw_stream(7, 0), two = draw_stream(7, 1), again = draw_stream(7, 1);

  (void)state;
  assert_true(draw_bits(&one) != draw_bits(&two));
  (void)draw_bits(&again);
  assert_true(draw_bits(&two) == draw_bits(&again));
}

static void shares_fill_the_unit_interval_evenly(void **state)
{
  enum { N = 100000, BINS = 10 };
  Draw draw      = draw_stream(3, 5);
  int  bin[BINS] = {0};
  (void)state;
  for (int i = 0; i < N; i++) {
    const double share = draw_share(&draw);

    assert_true(share >= 0.0 && share < 1.0);
    bin[(int)(BINS * share)]++;
  }
  for (int b = 0; b < BINS; b++) assert_close((double)bin[b], (double)N / BINS, 0.05);
}

static void magnitudes_have_their_median_at_the_geometric_mean(void **state)
{
  enum { N = 100000 };
  Draw draw  = draw_stream(3, 6);
  int  below = 0;

  (void)state;
  for (int i = 0; i < N; i++) {
    const double value = draw_magnitude(&draw, 5.0, 500.0);

    assert_true(value >= 5.0 && value < 500.0);
    if (value < 50.0) below++;
  }
  assert_close((double)below, 0.5 * N, 0.02);
}

static void normals_have_mean_and_deviation(void **state)
{
  enum { N = 100000 };
  Draw   draw = draw_stream(3, 7);
  double sum = 0.0, square = 0.0;

  (void)state;
  for (int i = 0; i < N; i++) {
    const double value = draw_normal(&draw, 2.0, 0.5, -10.0, 10.0);

    sum += value;
    square += value * value;
  }
  assert_close(sum / N, 2.0, 0.01);
  assert_close(sqrt(square / N - sum / N * sum / N), 0.5, 0.02);
  for (int i = 0; i < 1000; i++) assert_true(draw_normal(&draw, 2.0, 0.5, 1.5, 2.1) <= 2.1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(bits_are_those_of_splitmix64),
    cmocka_unit_test(streams_differ_and_repeat),
    cmocka_unit_test(shares_fill_the_unit_interval_evenly),
    cmocka_unit_test(magnitudes_have_their_median_at_the_geometric_mean),
    cmocka_unit_test(normals_have_mean_and_deviation),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
