// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

enum { HUGE_FILE = 3 << 20 };

/** Some sentence, no crash, and nothing returned. */
static void assert_refused(const char *bytes, size_t n, const char *sentence)
{
  Loaded loaded = load_bytes(bytes, n);

  assert_true(loaded.problems.count > 0);
  assert_null(loaded.input);
  assert_null(loaded.text);
  if (sentence && !strstr(loaded.problems.sentence[0], sentence))
    print_error("%s\n", loaded.problems.sentence[0]);
  if (sentence) assert_non_null(strstr(loaded.problems.sentence[0], sentence));
  unload(&loaded);
}

static char *repeated(const char *pattern, size_t n)
{
  char *text = test_malloc(n + 1);

  for (size_t i = 0; i < n; i++) text[i] = pattern[i % strlen(pattern)];
  text[n] = '\0';
  return text;
}

static void assert_repeated_refused(const char *pattern, size_t n, const char *sentence)
{
  char *text = repeated(pattern, n);

  assert_refused(text, n, sentence);
  test_free(text);
}

static void deep_nesting_is_refused_at_once(void **state)
{
  (void)state;
  assert_repeated_refused("[", 500000, "nested too deeply");
  assert_repeated_refused("{a: ", 500000, "nested too deeply");
  assert_repeated_refused("- ", 500000, "nested too deeply");
}

static void huge_files_are_refused(void **state)
{
  (void)state;
  assert_repeated_refused("a: 1\n", HUGE_FILE, "larger than 1 MiB");
  assert_repeated_refused("- 1\n", 200000, "too many for a case");
}

static void long_keys_are_shown_short(void **state)
{
  char *key  = repeated("k", 10000);
  char *text = test_malloc(10010);

  (void)state;
  (void)snprintf(text, 10010, "? %s\n: 1\n", key);
  assert_refused(text, strlen(text), "kkk...: is not a known key");
  (void)snprintf(text, 10010, "name: %s\n", key);
  assert_refused(text, strlen(text), "kkk...\"; a name is of letters");
  test_free(key);
  test_free(text);
}

static void aliases_neither_loop_nor_explode(void **state)
{
  char text[2048] = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n";

  (void)state;
  assert_refused("a: &a [*a]\n", 11, "alias that refers to itself");
  assert_refused("&a a: *b\n", 9, "undefined alias");
  for (int i = 1; i < 12; i++) {
    const size_t used = strlen(text);

    (void)snprintf(text + used, sizeof text - used,
                   "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1,
                   i - 1, i - 1, i - 1);
  }
  assert_refused(text, strlen(text), "too many for a case");
}

static void odd_scalars_are_refused(void **state)
{
  (void)state;
  assert_refused("name: \"a\\0b\"\n", 13, "NUL character");
  assert_refused("\0\0\0", 3, "not readable as text");
  assert_refused("[1]: 2\n", 7, "not a word");
  assert_refused("just a word\n", 12, "no mapping");
  assert_refused("? \n: 1\n", 7, NULL);
  assert_refused("<<: {a: 1}\n", 11, "<<: is not a known key");
}

/** full.yaml with an include that holds wherever it is written to. */
static size_t whole_case(char *text, size_t size)
{
  char   path[CASE_PATH], base[CASE_PATH];
  FILE  *file = fopen(fixture_path("fixtures/full.yaml", path), "rb");
  char  *body = test_malloc(size);
  size_t n;

  assert_non_null(file);
  n = fread(body, 1, size - 1, file);
  (void)fclose(file);
  body[n] = '\0';
  (void)snprintf(text, size, "include: [%s]\n%s", fixture_path("fixtures/base.yaml", base),
                 strstr(body, "name: full"));
  test_free(body);
  return strlen(text);
}

/** Every beginning of a good file, and every file with one byte changed, ends in sentences or a case. */
static void damaged_files_do_no_harm(void **state)
{
  enum { ROOM = 1 << 13 };
  char        *text  = test_malloc(ROOM);
  const size_t n     = whole_case(text, ROOM);
  int          cases = 0;

  (void)state;
  for (size_t i = 0; i < n; i += 53) {
    const char kept    = text[i];
    Loaded     shorter = load_bytes(text, i), changed;

    text[i] = "\n:[{\"*&%\x80 \t"[(i / 53) % 11];
    changed = load_bytes(text, n);
    text[i] = kept;
    assert_true((shorter.problems.count > 0) != (shorter.input != NULL));
    assert_true((changed.problems.count > 0) != (changed.input != NULL));
    cases += (shorter.input != NULL) + (changed.input != NULL);
    unload(&shorter);
    unload(&changed);
  }
  assert_true(cases > 0);
  test_free(text);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(deep_nesting_is_refused_at_once),
    cmocka_unit_test(huge_files_are_refused),
    cmocka_unit_test(long_keys_are_shown_short),
    cmocka_unit_test(aliases_neither_loop_nor_explode),
    cmocka_unit_test(odd_scalars_are_refused),
    cmocka_unit_test(damaged_files_do_no_harm),
  };

  return cmocka_run_group_tests_name("casefile/robust", tests, start_petsc, stop_petsc);
}
