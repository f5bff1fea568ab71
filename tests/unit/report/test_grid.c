// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and wrapped texts at several widths: nothing is cut, nothing is too wide, columns stand apart.
#define _POSIX_C_SOURCE 200809L // open_memstream

#include "unit/check.h"

#include "sij/report/grid.h"
#include "sij/report/wrap.h"

#include <stdlib.h>
#include <string.h>

#define must(call) assert_int_equal((call), 0)

static void add_row(Grid *grid, GridRow kind, int n, const char *const cell[])
{
  must(grid_begin(grid, kind));
  for (int c = 0; c < n; c++) must(grid_cell(grid, c == 1 ? GRID_GOOD : GRID_PLAIN, "%s", cell[c]));
}

// Owned by the caller.
static char *print_grid(int width, bool colour)
{
  static const GridKind KIND[] = {GRID_LEFT, GRID_RIGHT, GRID_RIGHT, GRID_TEXT};
  Grid                 *grid;
  char                 *text;
  size_t                size;
  GridPlace place = {.out = open_memstream(&text, &size), .width = width, .colour = colour};

  must(grid_create(4, KIND, &grid));
  add_row(grid, GRID_HEAD, 3, (const char *const[]){"", "one", "a_rather_long_name_of_a_run"});
  add_row(grid, GRID_BODY, 4,
          (const char *const[]){"block", "79 \u00b1 3 %", "5 %",
                                "undecided at this mesh whether or not"});
  add_row(grid, GRID_BODY, 3,
          (const char *const[]){"cartilage.sacral.lidocaine.exposure", "0", "1.5 mM\u00b7h"});
  grid_print(grid, &place);
  (void)fclose(place.out);
  must(grid_destroy(&grid));
  return text;
}

static void a_wide_table_has_everything_in_a_row(void **state)
{
  char *text = print_grid(120, false);

  (void)state;
  assert_string_equal(text,
                      "                                          one   a_rather_long_name_\n"
                      "                                                           of_a_run\n"
                      "block                                79 \u00b1 3 %                   5 %  "
                      "undecided at this mesh whether or not\n"
                      "cartilage.sacral.lidocaine.exposure         0              1.5 mM\u00b7h\n");
  free(text);
}

// A name that is too long for a column of names has a line of its own.
static void long_names_and_notes_have_their_lines(void **state)
{
  char *text = print_grid(40, false);

  (void)state;
  assert_string_equal(text, "            one   a_rather_long_name_\n"
                            "                             of_a_run\n"
                            "block  79 \u00b1 3 %                   5 %\n"
                            "    undecided at this mesh whether or\n"
                            "    not\n"
                            "cartilage.sacral.lidocaine.exposure\n"
                            "              0              1.5 mM\u00b7h\n");
  free(text);
}

static void a_narrow_table_goes_on_below(void **state)
{
  char *text = print_grid(30, false);

  (void)state;
  assert_string_equal(text, "            one\n"
                            "block  79 \u00b1 3 %\n"
                            "cartilage.sacral.lidocaine.\n"
                            "    exposure\n"
                            "              0\n"
                            "\n"
                            "        a_rather_long_name_\n"
                            "                   of_a_run\n"
                            "block                   5 %\n"
                            "    undecided at this mesh\n"
                            "    whether or not\n"
                            "cartilage.sacral.lidocaine.\n"
                            "    exposure\n"
                            "                   1.5 mM\u00b7h\n");
  free(text);
}

static void colour_is_switched_on_and_off(void **state)
{
  char *text = print_grid(120, true);

  (void)state;
  assert_non_null(strstr(text, "\033[32m79 \u00b1 3 %\033[0m"));
  free(text);
  text = print_grid(120, false);
  assert_null(strchr(text, '\033'));
  free(text);
}

static void lines_break_at_spaces_then_at_joints(void **state)
{
  static const struct {
    const char *text;
    int         width, bytes, skip;
  } LINE[] = {
    {"one two", 7, 7, 0},
    {"one two", 6, 3, 1},
    {"one two", 3, 3, 1},
    {"lateral_branch_s1", 10, 8, 0},
    {"abcdefgh", 3, 3, 0},
    {"\u00b1\u00b1\u00b1", 2, 4, 0},
    {"79" WRAP_BOUND "% of", 3, 4, 0},
  };

  (void)state;
  for (size_t i = 0; i < sizeof LINE / sizeof LINE[0]; i++) {
    int skip;

    assert_int_equal(wrap_line(LINE[i].text, LINE[i].width, &skip), LINE[i].bytes);
    assert_int_equal(skip, LINE[i].skip);
  }
}

static void texts_hang_behind_their_first_line(void **state)
{
  char  *text;
  size_t size;
  FILE  *out = open_memstream(&text, &size);

  (void)state;
  wrap_print(out, 12, 2, 4, "It blocks 79" WRAP_BOUND "% of it.");
  (void)fclose(out);
  assert_string_equal(text, "It blocks\n    79 % of\n    it.\n");
  free(text);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_wide_table_has_everything_in_a_row),
    cmocka_unit_test(long_names_and_notes_have_their_lines),
    cmocka_unit_test(a_narrow_table_goes_on_below),
    cmocka_unit_test(colour_is_switched_on_and_off),
    cmocka_unit_test(lines_break_at_spaces_then_at_joints),
    cmocka_unit_test(texts_hang_behind_their_first_line),
  };

  return cmocka_run_group_tests_name("report.grid", tests, NULL, NULL);
}
