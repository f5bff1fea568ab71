// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/study/sample.h"
#include "unit/check.h"

#include <string.h>

enum { N = 64, D = 4 };

static void draw(int seed, double share[N * D])
{
  assert_int_equal(sample_latin_hypercube(N, D, seed, share), 0);
}

static void every_stratum_of_every_dimension_holds_one_point(void **state)
{
  double share[N * D];

  (void)state;
  draw(5, share);
  for (int k = 0; k < D; k++) {
    int count[N] = {0};

    for (int i = 0; i < N; i++) {
      assert_true(share[i * D + k] >= 0.0 && share[i * D + k] < 1.0);
      count[(int)(N * share[i * D + k])]++;
    }
    for (int s = 0; s < N; s++) assert_int_equal(count[s], 1);
  }
}

static void a_seed_repeats_and_another_differs(void **state)
{
  double one[N * D], again[N * D], other[N * D];

  (void)state;
  draw(1, one);
  draw(1, again);
  draw(2, other);
  assert_memory_equal(one, again, sizeof one);
  assert_true(memcmp(one, other, sizeof one) != 0);
}

// The correlation of independent permutations of 64 has a spread of 1/8.
static void dimensions_are_not_aligned(void **state)
{
  double share[N * D];

  (void)state;
  draw(1, share);
  for (int a = 0; a < D; a++)
    for (int b = 0; b < a; b++) {
      double sum = 0.0;

      for (int i = 0; i < N; i++)
        sum += 12.0 * (share[i * D + a] - 0.5) * (share[i * D + b] - 0.5) / N;
      assert_true(fabs(sum) < 0.45);
    }
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_stratum_of_every_dimension_holds_one_point),
    cmocka_unit_test(a_seed_repeats_and_another_differs),
    cmocka_unit_test(dimensions_are_not_aligned),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("sample", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
