// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces that a case can choose by name, with what they set.
#include "unit/check.h"

#include "sij/casefile/shelf.h"

#include <petscsys.h>

#include <string.h>

#define must(call) assert_int_equal((call), 0)

static void check_piece(const char *shelf, const char *name, const char *text)
{
  const CaseSource library  = {0};
  Problems         problems = {0};
  ShelfPiece      *piece;
  bool             found = false;
  int              n;

  must(case_shelf(PETSC_COMM_SELF, &library, shelf, &n, &piece, &problems));
  assert_int_equal(problems.count, 0);
  for (int i = 0; i < n; i++) {
    if (strcmp(piece[i].name, name) != 0) continue;
    assert_string_equal(piece[i].text, text);
    found = true;
  }
  assert_true(found);
  must(PetscFree(piece));
}

static void pieces_are_told_with_what_they_set(void **state)
{
  (void)state;
  check_piece("presets", "female", "changes nothing");
  check_piece("presets", "large_ridges", "ridge_height 4.5 mm");
  check_piece("patients", "posterior_ligament",
              "lig_post_short 0.35; lig_post_long 0.35; lig_interosseous 0.3");
  check_piece("protocols", "thrust", "supports: midline; loads: thrust force [0 N, 328 N, 0 N]");
}

static void no_such_shelf_is_empty(void **state)
{
  const CaseSource library  = {0};
  Problems         problems = {0};
  ShelfPiece      *piece;
  int              n;

  (void)state;
  must(case_shelf(PETSC_COMM_SELF, &library, "nothing", &n, &piece, &problems));
  assert_int_equal(n, 0);
  assert_null(piece);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(pieces_are_told_with_what_they_set),
    cmocka_unit_test(no_such_shelf_is_empty),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("casefile.shelf", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
