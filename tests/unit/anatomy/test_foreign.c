// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/msh.h"
#include "sample.h"
#include "unit/check.h"

#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"

enum { N_REGIONS = 7 };

static const Region REGIONS[N_REGIONS] = {
  REGION_SACRUM,       REGION_ILIUM,   REGION_CARTILAGE_SACRAL, REGION_CARTILAGE_ILIAC,
  REGION_JOINT_CAVITY, REGION_CAPSULE, REGION_MULTIFIDUS};

/** A row of unit cubes along x [mm x 10], six tetrahedra each, one region each; every other
 * tetrahedron turned inside out. The face x = 0 is tagged as skin. */
static void write_row(const char *path, int n_regions, const char *extra)
{
  static const int tet[6][4] = {{0, 1, 3, 7}, {0, 1, 5, 7}, {0, 2, 3, 7},
                                {0, 2, 6, 7}, {0, 4, 5, 7}, {0, 4, 6, 7}};
  FILE            *file      = fopen(path, "w");
  const int        n_nodes   = 4 * (n_regions + 1);

  assert_non_null(file);
  fprintf(file, "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n%d\n", n_regions + 1);
  fprintf(file, "2 99 \"skin\"\n");
  for (int i = 0; i < n_regions; i++)
    fprintf(file, "3 %d \"%s\"\n", i + 1,
            extra && i == n_regions - 1 ? extra : region_name(REGIONS[i]));
  fprintf(file, "$EndPhysicalNames\n$Nodes\n%d\n", n_nodes);
  for (int i = 0; i < n_nodes; i++) // corner bits: 1 = x, 2 = y, 4 = z
    fprintf(file, "%d %d %d %d\n", i + 1, 10 * (i / 4), 10 * (i % 2), 10 * (i / 2 % 2));
  fprintf(file, "$EndNodes\n$Elements\n%d\n", 6 * n_regions + 1);
  fprintf(file, "1 2 2 99 99 1 2 4\n");
  for (int e = 0; e < 6 * n_regions; e++) {
    int v[4];

    for (int k = 0; k < 4; k++) {
      const int c = tet[e % 6][k];

      v[k] = 4 * (e / 6 + (c & 1)) + (c >> 1) + 1;
    }
    fprintf(file, "%d 4 2 %d %d %d %d %d %d\n", e + 2, e / 6 + 1, e / 6 + 1, v[0], v[e % 2 ? 1 : 2],
            v[e % 2 ? 2 : 1], v[3]);
  }
  fprintf(file, "$EndElements\n");
  (void)fclose(file);
}

static void foreign_case(Case *input, const char *path)
{
  sample_fill(input);
  (void)snprintf(input->anatomy.mesh_file, CASE_PATH, "%s", path);
}

static void expect_problem(const Case *input, const char *words)
{
  Problems    problems = {0};
  CoarseMesh *mesh     = NULL;
  bool        said     = false;

  assert_int_equal(anatomy_build(PETSC_COMM_SELF, input, &mesh, &problems), 0);
  assert_null(mesh);
  for (int i = 0; i < problems.count; i++) said = said || strstr(problems.sentence[i], words);
  for (int i = 0; i < problems.count && !said; i++) print_error("%s\n", problems.sentence[i]);
  assert_true(said);
  assert_int_equal(problems_destroy(&problems), 0);
}

static void tagged_mesh_is_taken(void **state)
{
  Problems    problems = {0};
  CoarseMesh *mesh     = NULL;
  Case        input;
  int         n_skin = 0;

  (void)state;
  write_row("row.msh", N_REGIONS, NULL);
  foreign_case(&input, "row.msh");
  assert_int_equal(anatomy_build(PETSC_COMM_SELF, &input, &mesh, &problems), 0);
  for (int i = 0; i < problems.count; i++) print_error("%s\n", problems.sentence[i]);
  assert_non_null(mesh);
  assert_null(mesh->project);
  assert_int_equal(mesh->n_tets, 6 * N_REGIONS);
  assert_int_equal(mesh->n_triangles, 4 + 8 * N_REGIONS);
  for (int e = 0; e < mesh->n_tets; e++) {
    assert_close(tet_volume6(mesh->node, mesh->tet + 4 * e), 1e-6, 1e-12);
    if (e > 0) assert_true(mesh->region[e] >= mesh->region[e - 1]);
  }
  for (int i = 0; i < mesh->n_triangles; i++) {
    n_skin += mesh->surface[i] == SURFACE_SKIN;
    assert_true(mesh->surface[i] == SURFACE_SKIN || mesh->surface[i] == SURFACE_CUT_VENTRAL);
  }
  assert_int_equal(n_skin, 1);
  assert_int_equal(coarse_destroy(&mesh), 0);
}

static void written_mesh_reads_back_the_same(void **state)
{
  Problems    problems = {0};
  CoarseMesh *mesh = NULL, *again = NULL;
  Case        input;

  (void)state;
  write_row("row.msh", N_REGIONS, NULL);
  foreign_case(&input, "row.msh");
  assert_int_equal(anatomy_build(PETSC_COMM_SELF, &input, &mesh, &problems), 0);
  assert_int_equal(anatomy_write(PETSC_COMM_SELF, mesh, "row-again.msh", &problems), 0);
  foreign_case(&input, "row-again.msh");
  assert_int_equal(anatomy_build(PETSC_COMM_SELF, &input, &again, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_string_equal(mesh->hash, again->hash);
  assert_int_equal(anatomy_write(PETSC_COMM_SELF, mesh, "no/such/folder/row.msh", &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(coarse_destroy(&mesh), 0);
  assert_int_equal(coarse_destroy(&again), 0);
}

static void bones_alone_are_refused(void **state)
{
  Case input;

  (void)state;
  write_row("bones.msh", 2, NULL);
  foreign_case(&input, "bones.msh");
  expect_problem(
    &input,
    "bones.msh: the mesh has no tetrahedra for: cartilage_sacral, cartilage_iliac, joint_cavity, "
    "capsule, one of lig_interosseous");
}

static void unknown_names_are_refused(void **state)
{
  Case input;

  (void)state;
  write_row("odd.msh", N_REGIONS, "ilium_left");
  foreign_case(&input, "odd.msh");
  expect_problem(&input, "odd.msh: physical volumes of unknown name: ilium_left");
}

static void file_that_is_no_mesh_is_refused(void **state)
{
  Case  input;
  FILE *file = fopen("text.msh", "w");

  (void)state;
  assert_non_null(file);
  fprintf(file, "this is no mesh\n");
  (void)fclose(file);
  foreign_case(&input, "text.msh");
  expect_problem(&input, "text.msh: ");
  foreign_case(&input, "not-there.msh");
  expect_problem(&input, "not-there.msh: the mesh file cannot be read");
}

static void needle_must_end_in_soft_tissue(void **state)
{
  Case input;

  (void)state;
  write_row("row.msh", N_REGIONS, NULL);
  foreign_case(&input, "row.msh");
  input.n_injections = 1;
  (void)snprintf(input.injection[0].name, CASE_NAME, "first");
  input.injection[0].tip = vec3(5e-3, 5.1e-3, 4.8e-3);
  expect_problem(&input,
                 "injection first: the needle tip (5.0, 5.1, 4.8) mm lies in the region sacrum");
  input.injection[0].tip = vec3(5e-3, -5e-3, 5e-3);
  expect_problem(&input, "lies outside the mesh, which spans x 0 to 70, y 0 to 10, z 0 to 10 mm");
  (void)snprintf(input.injection[0].site, CASE_NAME, "interosseous");
  expect_problem(&input, "site 'interosseous' belongs to the generated anatomy");
}

static int clean_up(void **state)
{
  (void)state;
  (void)remove("row.msh");
  (void)remove("row-again.msh");
  (void)remove("bones.msh");
  (void)remove("odd.msh");
  (void)remove("text.msh");
  return 0;
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(tagged_mesh_is_taken),
    cmocka_unit_test(written_mesh_reads_back_the_same),
    cmocka_unit_test(bones_alone_are_refused),
    cmocka_unit_test(unknown_names_are_refused),
    cmocka_unit_test(file_that_is_no_mesh_is_refused),
    cmocka_unit_test(needle_must_end_in_soft_tissue),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("anatomy/foreign", tests, NULL, clean_up);
  return PetscFinalize() ? 1 : failed;
}
