// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include "sij/testing/casefile.h"

/** docs/user/casefile.md holds the tables of the schema between these lines; "--write" puts them there. */
static const char OPEN[] = "<!-- keys -->\n", CLOSE[] = "<!-- /keys -->\n";

enum { ROOM = 1 << 17 };

static size_t read_page(const char *path, char *page)
{
  FILE  *file = fopen(path, "rb");
  size_t n;

  assert_non_null(file);
  n = fread(page, 1, ROOM - 1, file);
  (void)fclose(file);
  page[n] = '\0';
  return n;
}

/** The page with the tables of now. */
static void renew(const char *page, const char *keys, char *renewed)
{
  const char *open = strstr(page, OPEN), *close = strstr(page, CLOSE);

  assert_non_null(open);
  assert_non_null(close);
  (void)snprintf(renewed, ROOM, "%.*s%s\n%s", (int)(open - page) + (int)strlen(OPEN), page, keys,
                 close);
}

static void page_holds_the_keys_of_the_schema(void **state)
{
  const bool write = *state != NULL;
  char       path[CASE_PATH], *page = test_malloc(ROOM), *renewed = test_malloc(ROOM), *keys = NULL;

  (void)fixture_path("../../../docs/user/casefile.md", path);
  (void)read_page(path, page);
  assert_int_equal(case_keys(&keys), 0);
  renew(page, keys, renewed);
  if (write) {
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_true(fputs(renewed, file) >= 0);
    assert_int_equal(fclose(file), 0);
  } else if (strcmp(page, renewed) != 0) fail_msg("run test_casefile_docs --write");
  assert_int_equal(PetscFree(keys), 0);
  test_free(page);
  test_free(renewed);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_prestate(page_holds_the_keys_of_the_schema, argc > 1 ? argv[1] : NULL),
  };

  return cmocka_run_group_tests_name("casefile/docs", tests, start_petsc, stop_petsc);
}
