// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/draft.h"
#include "sample.h"
#include "unit/check.h"

#include "sij/anatomy/sites.h"

static CoarseMesh *build(const Case *input)
{
  Problems    problems = {0};
  CoarseMesh *mesh     = NULL;

  assert_int_equal(anatomy_build(PETSC_COMM_SELF, input, &mesh, &problems), 0);
  for (int i = 0; i < problems.count; i++) print_error("%s\n", problems.sentence[i]);
  assert_int_equal(problems.count, 0);
  assert_non_null(mesh);
  return mesh;
}

static double worst_quality(const CoarseMesh *m)
{
  double worst = 1.0;

  for (int e = 0; e < m->n_tets; e++) worst = fmin(worst, tet_quality(m->node, m->tet + 4 * e));
  return worst;
}

/** An unwritable cache: every mesh is made, none is kept, and none of that is an error. */
static void without_cache(Case *input)
{
  (void)snprintf(input->meshing.cache, sizeof input->meshing.cache, "/proc/no/such/place");
}

static void sample_without_cache(Case *input)
{
  sample_fill(input);
  sample_coarsen(input);
  without_cache(input);
}

static void left_mirrors_right(void **state)
{
  Case        input;
  CoarseMesh *left, *right;
  Site        a, b;

  (void)state;
  sample_without_cache(&input);
  right = build(&input);
  assert_true(anatomy_site(&input.anatomy, "periarticular.2", &a));
  input.anatomy.side = SIDE_LEFT;
  left               = build(&input);
  assert_int_equal(left->n_nodes, right->n_nodes);
  assert_int_equal(left->n_tets, right->n_tets);
  for (int i = 0; i < 3 * left->n_nodes; i++)
    assert_small(left->node[i] - (i % 3 == 0 ? -1.0 : 1.0) * right->node[i], 1e-12);
  assert_memory_equal(left->region, right->region, (size_t)left->n_tets * sizeof *left->region);
  assert_close(worst_quality(left), worst_quality(right), 1e-9);
  assert_true(anatomy_site(&input.anatomy, "periarticular.2", &b));
  assert_small(a.tip.x[0] + b.tip.x[0], 1e-12);
  assert_small(a.direction.x[0] + b.direction.x[0], 1e-12);
  assert_int_equal(coarse_destroy(&left), 0);
  assert_int_equal(coarse_destroy(&right), 0);
}

typedef struct {
  const char *what;
  double      cranial, caudal, width, angle, ridge, fat, scale, pit;
} Shape;

// As the user gets it who names a preset and nothing else.
static void every_preset_meshes_as_well(void **state)
{
  static const char *const preset[] = {"anatomy.preset=male", "anatomy.preset=large_ridges"};

  (void)state;
  for (size_t i = 0; i < sizeof preset / sizeof preset[0]; i++) {
    Case       *input    = NULL;
    Problems    problems = {0};
    CoarseMesh *mesh;

    assert_int_equal(case_load(PETSC_COMM_SELF, NULL, 1, &preset[i], &input, NULL, &problems), 0);
    assert_int_equal(problems.count, 0);
    without_cache(input);
    mesh = build(input);
    print_message("%s: %d tetrahedra, worst %.3f\n", preset[i], mesh->n_tets, worst_quality(mesh));
    assert_true(worst_quality(mesh) >= 0.1);
    assert_int_equal(coarse_destroy(&mesh), 0);
    assert_int_equal(case_destroy(&input), 0);
  }
}

// Away from the default in several directions; a needle is refined too.
static void other_shapes_mesh_as_well(void **state)
{
  static const Shape shape[] = {{"large", 44, 56, 20, 93, 2.6, 15, 1.06, 8},
                                {"small", 42, 54, 19, 92, 3.5, 8, 0.9, 6}};

  (void)state;
  for (size_t i = 0; i < sizeof shape / sizeof shape[0]; i++) {
    Case        input;
    CoarseMesh *mesh;

    sample_without_cache(&input);
    input.anatomy.cranial_length = 1e-3 * shape[i].cranial;
    input.anatomy.caudal_length  = 1e-3 * shape[i].caudal;
    input.anatomy.cranial_width = input.anatomy.caudal_width = 1e-3 * shape[i].width;
    input.anatomy.limb_angle                                 = shape[i].angle * acos(-1.0) / 180.0;
    input.anatomy.ridge_height                               = 1e-3 * shape[i].ridge;
    input.anatomy.skin_fat                                   = 1e-3 * shape[i].fat;
    input.anatomy.scale                                      = shape[i].scale;
    input.anatomy.interosseous_depth                         = 1e-3 * shape[i].pit;
    input.n_injections                                       = 1;
    (void)snprintf(input.injection[0].name, CASE_NAME, "joint");
    (void)snprintf(input.injection[0].site, CASE_NAME, "intra_articular.inferior");
    mesh = build(&input);
    print_message("%s: %d tetrahedra, worst %.3f\n", shape[i].what, mesh->n_tets,
                  worst_quality(mesh));
    assert_true(worst_quality(mesh) > 1e-3);
    assert_int_equal(coarse_destroy(&mesh), 0);
  }
}

static void says(const Problems *problems, const char *words)
{
  for (int i = 0; i < problems->count; i++)
    if (strstr(problems->sentence[i], words)) return;
  for (int i = 0; i < problems->count; i++) print_error("%s\n", problems->sentence[i]);
  print_error("none says: %s\n", words);
  fail();
}

static void what_cannot_be_built_is_said(void **state)
{
  Problems    problems = {0};
  CoarseMesh *mesh     = NULL;
  Case        input;

  (void)state;
  sample_without_cache(&input);
  input.anatomy.cranial_length = 90e-3;
  input.anatomy.ridge_height   = 9e-3;
  input.meshing.gradation      = -1.0;
  input.n_defects              = 1;
  (void)snprintf(input.defect[0].name, CASE_NAME, "hole");
  (void)snprintf(input.defect[0].landmark, CASE_NAME, "behind");
  assert_int_equal(anatomy_build(PETSC_COMM_SELF, &input, &mesh, &problems), 0);
  assert_null(mesh);
  says(
    &problems,
    "sample.yaml: anatomy.cranial_length: 90 mm found; this anatomy can be built from 36 to 52 mm");
  says(&problems, "anatomy.ridge_height: 9 mm found");
  says(&problems, "mesh.gradation: -1 found");
  says(&problems, "defect hole: there is no place 'behind'");
  assert_int_equal(problems_destroy(&problems), 0);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_cannot_be_built_is_said),
    cmocka_unit_test(left_mirrors_right),
    cmocka_unit_test(every_preset_meshes_as_well),
    cmocka_unit_test(other_shapes_mesh_as_well),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("anatomy/shapes", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
