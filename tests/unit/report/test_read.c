// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L // mkdtemp, symlink

#include "unit/report/scene.h"

static void faulty_summaries_are_sentences(void **state)
{
  static const char *const cases[][2] = {
    {"", "line 1: not valid JSON"},
    {"{\"case\": \"x\", \"quantities\": [", "not valid JSON"},
    {"[1, 2]", "the whole file: found an array, wanted an object"},
    {"{\"quantities\": []}", "case: found nothing, wanted a text"},
    {"{\"case\": \"x\", \"quantities\": 7}", "quantities: found a number, wanted an array"},
    {"{\"case\": \"x\", \"quantities\": [7]}", "quantities[0].name: found nothing, wanted a text"},
    {"{\"case\": \"x\", \"quantities\": [{\"name\": \"a\", \"unit\": \"1\", \"value\": \"b\"}]}",
     "quantities[0].value: found a text, wanted a number or null"},
    {"{\"case\": \"x\", \"quantities\": [{\"name\": \"a\", \"unit\": 1, \"value\": 2}]}",
     "quantities[0].unit: found a number, wanted a text"},
    {"{\"schema\": \"result\", \"case\": \"x\", \"quantities\": []}",
     "schema: found a text, wanted the text \"summary\""},
    {"{\"version\": \"1\", \"case\": \"x\", \"quantities\": []}",
     "version: found a text, wanted a whole number"},
    {"{\"version\": 2, \"case\": \"x\", \"quantities\": []}",
     "is of version 2, and this sij reads up to version 1"},
  };
  Scene            *scene    = *state;
  const char *const folder[] = {scene->folder};
  static char       text[TEXT];

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_text(inside(scene, "summary.json"), cases[i][0]);
    compare_text(scene, 1, folder, text);
    assert_true(scene->problems.count > 0);
    if (!strstr(scene->problems.sentence[0], cases[i][1]))
      fail_msg("%s\nlacks: %s", scene->problems.sentence[0], cases[i][1]);
    assert_non_null(strstr(scene->problems.sentence[0], inside(scene, "summary.json")));
    assert_string_equal(text, "");
    must(problems_destroy(&scene->problems));
  }
}

static void a_summary_of_before_there_were_versions_is_read(void **state)
{
  Scene            *scene    = *state;
  const char *const folder[] = {scene->folder};
  static char       text[TEXT];

  write_text(inside(scene, "summary.json"), "{\"case\": \"x\", \"quantities\": [{\"name\": "
                                            "\"flow.a\", \"unit\": \"mL\", \"value\": 32.25}]}");
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 0);
  assert_non_null(strstr(text, "32.2 mL"));
}

// A digit that turned into another is still JSON.
static void a_turned_digit_is_refused(void **state)
{
  Scene            *scene    = *state;
  const char *const folder[] = {scene->folder};
  Quantities        list     = {0};
  static char       summary[TEXT], text[TEXT];

  must(quantities_add(&list, 12.25, "mL", "flow.a"));
  write_summary(scene, "x", &list);
  read_text(inside(scene, "summary.json"), summary);
  *strstr(summary, "12.25") = '3';
  write_text(inside(scene, "summary.json"), summary);
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 1);
  assert_non_null(strstr(scene->problems.sentence[0], "summary.json: its checksum is wrong"));
  assert_string_equal(text, "");
  must(problems_destroy(&scene->problems));

  // Without the key that seals it, it is the word of whoever changed it.
  strcpy(strstr(summary, ",\n \"sha256\""), "\n}\n");
  write_text(inside(scene, "summary.json"), summary);
  compare_text(scene, 1, folder, text);
  assert_int_equal(scene->problems.count, 0);
  assert_non_null(strstr(text, "32.2 mL"));
  must(quantities_destroy(&list));
}

static void what_is_no_folder_of_results_is_a_sentence(void **state)
{
  Scene      *scene = *state;
  static char text[TEXT];

  compare_text(scene, 2, (const char *const[]){"no_such_folder", scene->folder}, text);
  assert_int_equal(scene->problems.count, 2);
  assert_string_equal(
    scene->problems.sentence[0],
    "no_such_folder: there is no such folder; name folders that `sij run -o` has finished");
  assert_non_null(strstr(scene->problems.sentence[1], "summary.json: cannot be read"));
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    scene_test(faulty_summaries_are_sentences),
    scene_test(a_summary_of_before_there_were_versions_is_read),
    scene_test(a_turned_digit_is_refused),
    scene_test(what_is_no_folder_of_results_is_a_sentence),
  };

  return scene_run(argc, argv, "report.read", sizeof tests / sizeof tests[0], tests);
}
