// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of MSH files on texts that are right, cut, hostile or of another kind.
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/meshfile.h"

#include <string.h>

#define HEAD_2  "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n"
#define HEAD_4  "$MeshFormat\n4.1 0 8\n$EndMeshFormat\n"
#define NAMES   "$PhysicalNames\n2\n2 7 \"skin\"\n3 5 \"fat of the back\"\n$EndPhysicalNames\n"
#define NODES_2 "$Nodes\n5\n3 0 0 0\n1 1 0 0\n2 0 1 0\n9 0 0 1\n3000000000 1 1 1\n$EndNodes\n"

static const char TEXT_2[] =
  HEAD_2 NAMES NODES_2 "$Elements\n4\n1 15 2 0 1 3\n2 2 2 7 1 3 1 2\n3 4 2 5 1 3 1 2 9\n4 4 3 -5 1 "
                       "0 1 2 9 3000000000\n$EndElements\n"
                       "$NodeData\n1\n\"p\"\n1\n0.0\n3\n0\n1\n1\n1 0.5\n$EndNodeData\n";

static const char TEXT_4[] = HEAD_4 NAMES
  "$Entities\n0 0 1 2\n4 0 0 0 1 1 1 1 7 0\n1 0 0 0 1 1 1 1 5 1 4\n2 0 0 0 1 1 1 0 "
  "0\n$EndEntities\n"
  "$Nodes\n2 5 1 3000000000\n2 4 1 3\n3\n1\n2\n0 0 0 0.5 0.5\n1 0 0 0.5 0.5\n0 1 0 0.5 0.5\n"
  "3 1 0 2\n9\n3000000000\n0 0 1\n1 1 1\n$EndNodes\n"
  "$Elements\n3 3 1 3\n2 4 2 1\n1 3 1 2\n3 1 4 1\n2 3 1 2 9\n3 2 4 1\n3 1 2 9 "
  "3000000000\n$EndElements\n";

static MeshFile *parse(const char *text, size_t length, Problems *problems)
{
  MeshFile *file;

  *problems = (Problems){0};
  assert_int_equal(meshfile_parse(text, length, "here.msh", &file, problems), 0);
  return file;
}

static MeshFile *parse_good(const char *text)
{
  Problems  problems;
  MeshFile *file = parse(text, strlen(text), &problems);

  for (int i = 0; i < problems.count; i++) print_error("%s\n", problems.sentence[i]);
  assert_non_null(file);
  assert_int_equal(problems.count, 0);
  return file;
}

static void expect_refused(const char *text, const char *words)
{
  Problems  problems;
  MeshFile *file = parse(text, strlen(text), &problems);

  assert_null(file);
  assert_int_equal(problems.count, 1);
  if (!strstr(problems.sentence[0], words)) print_error("%s\n", problems.sentence[0]);
  assert_non_null(strstr(problems.sentence[0], words));
  assert_int_equal(problems_destroy(&problems), 0);
}

static void text_of_version_2_is_read(void **state)
{
  MeshFile *file = parse_good(TEXT_2);

  (void)state;
  assert_int_equal(file->n_nodes, 5);
  assert_true(file->tag[4] == 3000000000U);
  assert_close(file->x[3 * 3 + 2], 1.0, 0.0);
  assert_int_equal(file->n_triangles, 1);
  assert_int_equal(file->triangle[0].group, 7);
  assert_int_equal(file->n_tets, 2);
  assert_int_equal(file->tet[0].group, 5);
  assert_int_equal(file->tet[1].group, 5); // a group with a minus sign is that group
  assert_int_equal(file->tet[1].node[3], 4);
  assert_string_equal(meshfile_group_name(file, 3, 5), "fat of the back");
  assert_string_equal(meshfile_group_name(file, 2, 5), "");
  assert_int_equal(meshfile_destroy(&file), 0);
}

static void text_of_version_4_is_read(void **state)
{
  MeshFile *file = parse_good(TEXT_4);

  (void)state;
  assert_int_equal(file->n_nodes, 5);
  assert_close(file->x[3 * 1 + 1], 1.0, 0.0);
  assert_close(file->x[3 * 4 + 2], 1.0, 0.0);
  assert_int_equal(file->n_triangles, 1);
  assert_int_equal(file->triangle[0].group, 7);
  assert_int_equal(file->n_tets, 2);
  assert_int_equal(file->tet[0].group, 0); // its entity is in no group
  assert_int_equal(file->tet[1].group, 5);
  assert_int_equal(meshfile_destroy(&file), 0);
}

static void what_is_no_mesh_is_refused(void **state)
{
  (void)state;
  expect_refused("", "does not begin with $MeshFormat");
  expect_refused("SystemCall \"touch ran\";\n", "SystemCall");
  expect_refused(HEAD_2 NODES_2 "Merge \"other.geo\";\n",
                 "'Merge' where the beginning of a section");
  expect_refused("\x1f\x8b\x08", "compressed");
  expect_refused("$MeshFormat\n4.0 0 8\n$EndMeshFormat\n",
                 "version 4 of the MSH format is not read");
  expect_refused("$MeshFormat\n2.2 0 4\n$EndMeshFormat\n", "numbers of 4 bytes");
}

static void damaged_text_is_told_with_its_line(void **state)
{
  (void)state;
  expect_refused(HEAD_2 "$Nodes\n2\n1 0 0 0\n2 0 x 0\n$EndNodes\n",
                 "line 7: found 'x' where a coordinate");
  expect_refused(HEAD_2 "$Nodes\n2\n1 0 0 0\n2 0 nan 0\n$EndNodes\n", "a coordinate of a node");
  expect_refused(HEAD_2 "$Nodes\n2\n1 0 0 0\n$EndNodes\n", "found '$EndNodes'");
  expect_refused(HEAD_2 "$Nodes\n1\n1 0 0 0\n2 0 0 1\n$EndNodes\n",
                 "found '2' where $EndNodes is wanted");
  expect_refused(HEAD_2 "$Nodes\n4000000000000\n1 0 0 0\n", "only 9 bytes follow");
  expect_refused(HEAD_2 "$NodeData\n1\n", "the section $NodeData has no end");
  expect_refused(HEAD_2 "$PhysicalNames\n1\n3 1 \"fat\n$EndPhysicalNames\n",
                 "closing quotation mark");
}

static void missing_nodes_are_named(void **state)
{
  (void)state;
  expect_refused(HEAD_2 NODES_2 "$Elements\n1\n8 4 2 5 1 3 1 2 77\n$EndElements\n",
                 "the first is element 8 with node 77");
  expect_refused(HEAD_2 "$Nodes\n2\n1 0 0 0\n1 1 0 0\n$EndNodes\n", "node 1 is there twice");
}

static void other_elements_are_refused_with_a_cure(void **state)
{
  (void)state;
  expect_refused(HEAD_2 NODES_2 "$Elements\n1\n1 11 2 5 1 3 1 2 9 3 1 2 9 3 1\n$EndElements\n",
                 "-order 1");
  expect_refused(HEAD_2 NODES_2 "$Elements\n1\n1 5 2 5 1 3 1 2 9 3 1 2 9\n$EndElements\n",
                 "with tetrahedra");
  expect_refused(HEAD_2 NODES_2 "$Elements\n1\n1 4711 2 5 1 3\n$EndElements\n",
                 "element type 4711");
}

// Whatever a file is cut to, there is one sentence or a mesh, and no more.
static void every_beginning_of_a_file_is_survived(void **state)
{
  static const char *const TEXTS[] = {TEXT_2, TEXT_4};

  (void)state;
  for (int t = 0; t < 2; t++)
    for (size_t length = 0; length < strlen(TEXTS[t]); length++) {
      char      text[sizeof TEXT_2 + sizeof TEXT_4];
      Problems  problems;
      MeshFile *file;

      memcpy(text, TEXTS[t], length);
      text[length] = '\0';
      file         = parse(text, length, &problems);
      assert_true((file != NULL) == (problems.count == 0));
      assert_int_equal(meshfile_destroy(&file), 0);
      assert_int_equal(problems_destroy(&problems), 0);
    }
}

static void a_file_that_is_none_is_told(void **state)
{
  Problems  problems = {0};
  MeshFile *file;

  (void)state;
  assert_int_equal(meshfile_read("no/such.msh", &file, &problems), 0);
  assert_int_equal(meshfile_read("/dev/null", &file, &problems), 0);
  assert_int_equal(problems.count, 2);
  assert_non_null(strstr(problems.sentence[1], "no regular file"));
  assert_int_equal(problems_destroy(&problems), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(text_of_version_2_is_read),
    cmocka_unit_test(text_of_version_4_is_read),
    cmocka_unit_test(what_is_no_mesh_is_refused),
    cmocka_unit_test(damaged_text_is_told_with_its_line),
    cmocka_unit_test(missing_nodes_are_named),
    cmocka_unit_test(other_elements_are_refused_with_a_cure),
    cmocka_unit_test(every_beginning_of_a_file_is_survived),
    cmocka_unit_test(a_file_that_is_none_is_told),
  };

  return cmocka_run_group_tests_name("meshfile", tests, petsc_start, petsc_stop);
}
