// SPDX-License-Identifier: GPL-3.0-or-later
// The codes in which the page holds fields.
#include "../../../src/page/pack.h"
#include "unit/check.h"

#include <math.h>
#include <string.h>

static void shares_are_even_and_stay_in_a_byte(void **state)
{
  const double        value[]  = {0.0, 0.5, 1.0, 1.2, -0.1, NAN};
  const unsigned char wanted[] = {0, 128, 255, 255, 0, 0};
  unsigned char       code[6];

  (void)state;
  pack_shares(6, value, code);
  assert_memory_equal(code, wanted, sizeof wanted);
}

static void logarithms_span_from_the_least_to_the_largest(void **state)
{
  const double        value[]  = {0.0, 0.9e-4, 1e-4, 1e-2, 1.0, NAN};
  const unsigned char wanted[] = {0, 0, 1, 128, 255, 0};
  unsigned char       code[6];

  (void)state;
  pack_logarithms(6, value, 1e-4, 1.0, code);
  assert_memory_equal(code, wanted, sizeof wanted);
}

static void vectors_keep_their_sign_and_the_largest_is_whole(void **state)
{
  const double        value[]  = {-2.0, 0.0, 2.0, NAN, 1.0 / 32767.0};
  const unsigned char wanted[] = {1, 0,   255, 0,   1,
                                  0, 128, 255, 128, 128}; // low bytes, then high ones
  unsigned char       code[10];

  (void)state;
  pack_vectors(5, value, 2.0, code);
  assert_memory_equal(code, wanted, sizeof wanted);
  pack_vectors(1, value + 1, 0.0, code);
  assert_true(code[0] == 0 && code[1] == 128);
}

// A field that is nothing everywhere has no scale.
static void nothing_stays_nothing(void **state)
{
  const double  value[] = {0.0, 0.0};
  unsigned char code[2];

  (void)state;
  pack_logarithms(2, value, 0.0, 0.0, code);
  assert_true(code[0] == 0 && code[1] == 0);
}

static void bytes_become_a_text_with_their_count(void **state)
{
  json_t *packed = NULL;

  (void)state;
  assert_int_equal(pack_bytes(4, "aaaa", &packed), 0);
  assert_int_equal(json_integer_value(json_object_get(packed, "count")), 4);
  // zlib's header at the best compression, in base64
  assert_int_equal(strncmp(json_string_value(json_object_get(packed, "zlib")), "eNp", 3), 0);
  json_decref(packed);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(shares_are_even_and_stay_in_a_byte),
    cmocka_unit_test(logarithms_span_from_the_least_to_the_largest),
    cmocka_unit_test(vectors_keep_their_sign_and_the_largest_is_whole),
    cmocka_unit_test(nothing_stays_nothing),
    cmocka_unit_test(bytes_become_a_text_with_their_count),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("page/pack", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
