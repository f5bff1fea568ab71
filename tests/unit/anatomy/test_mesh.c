// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/anatomy/draft.h"
#include "../../../src/anatomy/reference.h"
#include "sample.h"
#include "unit/check.h"

#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"

/** The default mesh of the right joint, made once for all tests of this program. */
typedef struct {
  Case        input;
  CoarseMesh *mesh;
} Sample;

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

static int set_up(void **state)
{
  Sample *sample = calloc(1, sizeof *sample);

  sample_fill(&sample->input);
  sample_cache(&sample->input, "mesh");
  sample->mesh = build(&sample->input);
  *state       = sample;
  return 0;
}

static int tear_down(void **state)
{
  Sample *sample = *state;

  sample_remove_cache(&sample->input);
  assert_int_equal(coarse_destroy(&sample->mesh), 0);
  free(sample);
  return 0;
}

static double volume_of(const CoarseMesh *m, Region region)
{
  double volume = 0.0;

  for (int e = 0; e < m->n_tets; e++)
    if (region == REGION_NONE || m->region[e] == (int)region)
      volume += tet_volume6(m->node, m->tet + 4 * e) / 6.0;
  return volume;
}

static Region region_at(const CoarseMesh *m, Vec3 x)
{
  double    weight[4];
  const int cell = coarse_locate(m, x, weight);

  return cell < 0 ? REGION_NONE : (Region)m->region[cell];
}

static int compare_reals(const void *a, const void *b)
{
  const double p = *(const double *)a, q = *(const double *)b;

  return (p > q) - (p < q);
}

static void mesh_is_good_and_not_too_large(void **state)
{
  const CoarseMesh *m       = ((const Sample *)*state)->mesh;
  double           *quality = malloc((size_t)m->n_tets * sizeof *quality);

  for (int e = 0; e < m->n_tets; e++) quality[e] = tet_quality(m->node, m->tet + 4 * e);
  qsort(quality, (size_t)m->n_tets, sizeof *quality, compare_reals);
  assert_in_range(m->n_tets, 100000, 300000);
  assert_true(quality[0] >= 0.1);
  assert_true(quality[m->n_tets / 20] >= 0.35);
  free(quality);
}

// A line through the joint meets at least two tetrahedra of each thin layer.
static void layers_are_two_deep(void **state)
{
  const Sample   *s  = *state;
  const Reference r  = reference_of(&s->input.anatomy);
  const Point2    at = point2(5.0, 12.0);

  for (int layer = 0; layer < SLAB_LAYERS; layer++) {
    int cell[2];

    for (int k = 0; k < 2; k++) {
      const double x = r.level[layer] + (k ? 0.95 : 0.05) * (r.level[layer + 1] - r.level[layer]);
      double       weight[4];

      cell[k] = coarse_locate(s->mesh, reference_to_world(&r, vec3(x, at.y, at.z)), weight);
    }
    assert_int_equal(s->mesh->region[cell[0]], s->mesh->region[cell[1]]);
    for (int i = 0; i < 16; i++)
      assert_int_not_equal(s->mesh->tet[4 * cell[0] + i / 4], s->mesh->tet[4 * cell[1] + i % 4]);
  }
}

typedef struct {
  int key[3];
} Key;

static int compare_keys(const void *a, const void *b)
{
  return memcmp(a, b, sizeof(Key));
}

static Key face_key(int a, int b, int c)
{
  const int low = a < b ? (a < c ? a : c) : (b < c ? b : c);
  const int top = a > b ? (a > c ? a : c) : (b > c ? b : c);

  return (Key){{low, a + b + c - low - top, top}};
}

// Every face belongs to two tetrahedra, or to one and to one outer triangle.
static void mesh_is_conforming(void **state)
{
  const CoarseMesh *m   = ((const Sample *)*state)->mesh;
  const int         n   = 4 * m->n_tets + m->n_triangles;
  Key              *key = malloc((size_t)n * sizeof *key);
  int               k   = 0;

  for (int e = 0; e < m->n_tets; e++) {
    const int *v = m->tet + 4 * e;

    key[k++] = face_key(v[0], v[1], v[2]);
    key[k++] = face_key(v[0], v[1], v[3]);
    key[k++] = face_key(v[0], v[2], v[3]);
    key[k++] = face_key(v[1], v[2], v[3]);
  }
  for (int i = 0; i < m->n_triangles; i++)
    key[k++] = face_key(m->triangle[3 * i], m->triangle[3 * i + 1], m->triangle[3 * i + 2]);
  qsort(key, (size_t)n, sizeof *key, compare_keys);
  assert_int_equal(n % 2, 0);
  for (int i = 0; i < n; i += 2) {
    assert_memory_equal(&key[i], &key[i + 1], sizeof *key);
    assert_true(i + 2 == n || compare_keys(&key[i], &key[i + 2]) != 0);
  }
  free(key);
}

static void outer_triangles_look_outwards(void **state)
{
  const CoarseMesh *m      = ((const Sample *)*state)->mesh;
  double            volume = 0.0;

  for (int i = 0; i < m->n_triangles; i++) {
    Vec3 x[3];

    for (int k = 0; k < 3; k++) {
      const double *p = m->node + 3 * m->triangle[3 * i + k];

      x[k] = vec3(p[0], p[1], p[2]);
    }
    volume += vec3_dot(x[0], vec3_cross(x[1], x[2])) / 6.0;
  }
  assert_close(volume, volume_of(m, REGION_NONE), 1e-10);
}

// Independent of the mesh: flat areas and thicknesses, with the joint's mean stretch.
static void volumes_are_as_expected(void **state)
{
  const Sample         *s        = *state;
  const AnatomyExpected expected = anatomy_expected(&s->input.anatomy);
  const double          area     = expected.auricular_area;

  assert_close(area, 17.5e-4, 0.06);
  assert_close(volume_of(s->mesh, REGION_CARTILAGE_SACRAL), area * expected.cartilage_sacral, 0.05);
  assert_close(volume_of(s->mesh, REGION_JOINT_CAVITY), area * expected.cavity, 0.05);
  assert_close(volume_of(s->mesh, REGION_CARTILAGE_ILIAC), area * expected.cartilage_iliac, 0.05);
  assert_close(volume_of(s->mesh, REGION_LIG_INTEROSSEOUS), 8e-6, 0.2);
  assert_close(volume_of(s->mesh, REGION_LIG_POST_SHORT), 4.9e-6, 0.2);
  for (int i = 0; i < REGION_COUNT; i++) assert_true(volume_of(s->mesh, (Region)i) > 2e-7);
}

// The block in the reference, and the mean of the Jacobian over it.
static void block_keeps_its_volume(void **state)
{
  const Sample   *s   = *state;
  const Reference r   = reference_of(&s->input.anatomy);
  const double    h   = 2.5;
  double          sum = 0.0;

  for (double x = 0.5 * h; x < r.x_lateral; x += h)
    for (double y = r.y_skin + 0.5 * h; y < r.y_ventral; y += h)
      for (double z = r.z_caudal + 0.5 * h; z < r.z_cranial; z += h)
        sum += warp_determinant(&r.warp, vec3(x, y, z));
  assert_close(1e9 * volume_of(s->mesh, REGION_NONE), sum * h * h * h, 0.01);
}

static void surfaces_are_all_there(void **state)
{
  const CoarseMesh *m                = ((const Sample *)*state)->mesh;
  int               n[SURFACE_COUNT] = {0};

  for (int i = 0; i < m->n_triangles; i++) {
    assert_in_range(m->surface[i], 0, SURFACE_COUNT - 1);
    n[m->surface[i]]++;
    for (int k = 0; k < 3 && m->surface[i] == SURFACE_CUT_MIDLINE; k++)
      assert_small(m->node[3 * m->triangle[3 * i + k]], 1e-12);
  }
  for (int i = 0; i < SURFACE_COUNT; i++) assert_true(n[i] > 10);
}

static void sites_lie_where_they_say(void **state)
{
  static const struct {
    const char *name;
    Region      region;
  } wanted[]      = {{"intra_articular.inferior", REGION_JOINT_CAVITY},
                     {"intra_articular.superior", REGION_JOINT_CAVITY},
                     {"ultrasound.s1", REGION_LIG_INTEROSSEOUS},
                     {"ultrasound.s2", REGION_LIG_INTEROSSEOUS},
                     {"periarticular.0", REGION_LIG_POST_SHORT},
                     {"periarticular.1", REGION_LIG_POST_SHORT},
                     {"periarticular.2", REGION_LIG_POST_SHORT},
                     {"periarticular.3", REGION_LIG_POST_SHORT},
                     {"interosseous", REGION_LIG_INTEROSSEOUS},
                     {"lateral_branch.s1", REGION_FAT},
                     {"lateral_branch.s2", REGION_FAT},
                     {"lateral_branch.s3", REGION_FAT}};
  const Sample *s = *state;
  Site          all[32];

  assert_int_equal(anatomy_sites(&s->input.anatomy, 32, all), 12);
  for (int i = 0; i < 12; i++) {
    Site site;

    assert_true(anatomy_site(&s->input.anatomy, wanted[i].name, &site));
    assert_string_equal(all[i].name, wanted[i].name);
    assert_string_equal(region_name(region_at(s->mesh, site.tip)), region_name(wanted[i].region));
    assert_close(vec3_norm(site.direction), 1.0, 1e-12);
    assert_in_range((int)(1e3 * site.depth), 20, 95);
  }
  assert_false(anatomy_site(&s->input.anatomy, "nowhere", &all[0]));
}

// The needle of the fluoroscopic injection enters between the bones.
static void joint_is_reached_without_bone(void **state)
{
  const Sample *s = *state;
  Site          site;

  assert_true(anatomy_site(&s->input.anatomy, "intra_articular.inferior", &site));
  for (double d = 1e-3; d < site.depth - 1e-3; d += 5e-4) {
    const Region region =
      region_at(s->mesh, vec3_difference(site.tip, vec3_scaled(site.direction, d)));

    assert_true(region != REGION_SACRUM && region != REGION_ILIUM);
  }
}

static void nerves_lie_in_soft_tissue(void **state)
{
  const Sample *s = *state;
  Target        target[48];
  const int     n = anatomy_targets(&s->input, 48, target);

  assert_int_equal(n, 7 + 4 + 5);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < target[i].n_points; k++) {
      const Region region = region_at(s->mesh, target[i].point[k]);

      if (region <= REGION_JOINT_CAVITY)
        print_error("%s point %d is in %s\n", target[i].name, k, region_name(region));
      assert_true(region > REGION_JOINT_CAVITY);
    }
  assert_string_equal(target[0].name, "lateral_branch_s1");
  assert_string_equal(target[15].name, "cartilage_iliac");
  assert_true(target[15].cartilage && target[6].spill && !target[3].spill);
}

// Both parts of the halved lining exist: the plane cuts the margin of the cavity.
static void ventral_half_is_a_half(void **state)
{
  const Sample *s = *state;
  Target        target[48];
  Vec3          at;
  int           i = 0;

  (void)anatomy_targets(&s->input, 48, target);
  while (strcmp(target[i].name, "lining_anterior") != 0) i++;
  assert_true(target[i].halved);
  assert_true(anatomy_defect_centre(&s->input.anatomy, "ventral", &at));
  assert_true(vec3_dot(target[i].normal, vec3_difference(at, target[i].origin)) > 0.0);
  assert_true(anatomy_defect_centre(&s->input.anatomy, "dorsal", &at));
  assert_true(vec3_dot(target[i].normal, vec3_difference(at, target[i].origin)) < 0.0);
}

static void defects_lie_in_the_capsule(void **state)
{
  static const char *const place[] = {"dorsal", "superior", "ventral", "ventral_caudal"};
  const Sample            *s       = *state;
  Vec3                     centre;

  for (int i = 0; i < 4; i++) {
    assert_true(anatomy_defect_centre(&s->input.anatomy, place[i], &centre));
    assert_int_equal(region_at(s->mesh, centre), REGION_CAPSULE);
  }
  assert_false(anatomy_defect_centre(&s->input.anatomy, "anywhere", &centre));
}

static void cached_mesh_is_the_same(void **state)
{
  const Sample     *s = *state;
  CoarseMesh       *m = build(&s->input);
  const CoarseMesh *o = s->mesh;

  assert_string_equal(m->hash, o->hash);
  assert_non_null(m->project);
  assert_int_equal(m->n_tets, o->n_tets);
  assert_memory_equal(m->node, o->node, 3 * (size_t)o->n_nodes * sizeof *o->node);
  assert_memory_equal(m->tet, o->tet, 4 * (size_t)o->n_tets * sizeof *o->tet);
  assert_memory_equal(m->region, o->region, (size_t)o->n_tets * sizeof *o->region);
  assert_memory_equal(m->surface, o->surface, (size_t)o->n_triangles * sizeof *o->surface);
  assert_int_equal(coarse_destroy(&m), 0);
}

// No plane face has a triangle with all three corners on one arc: its chord would be bent too.
static void no_chord_spans_an_arc(void **state)
{
  const Sample     *s = *state;
  const CoarseMesh *m = s->mesh;
  int               n = 0;

  for (int e = 0; e < m->n_tets; e++) {
    Vec3 x[4];

    if (m->region[e] != REGION_JOINT_CAVITY) continue;
    for (int k = 0; k < 4; k++) {
      const double *p = m->node + 3 * m->tet[4 * e + k];

      x[k] = vec3(p[0], p[1], p[2]);
    }
    for (int k = 0; k < 6; k++) {
      static const int edge[6][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
      const Vec3       a = x[edge[k][0]], b = x[edge[k][1]];
      const Vec3       straight = anatomy_refine_point(&s->input.anatomy, a, b, false);

      n += vec3_distance(anatomy_refine_point(&s->input.anatomy, a, b, true), straight) >
           0.06 * vec3_distance(a, b);
    }
  }
  assert_int_equal(n, 0);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(mesh_is_good_and_not_too_large),
    cmocka_unit_test(layers_are_two_deep),
    cmocka_unit_test(mesh_is_conforming),
    cmocka_unit_test(outer_triangles_look_outwards),
    cmocka_unit_test(volumes_are_as_expected),
    cmocka_unit_test(block_keeps_its_volume),
    cmocka_unit_test(surfaces_are_all_there),
    cmocka_unit_test(sites_lie_where_they_say),
    cmocka_unit_test(joint_is_reached_without_bone),
    cmocka_unit_test(nerves_lie_in_soft_tissue),
    cmocka_unit_test(ventral_half_is_a_half),
    cmocka_unit_test(defects_lie_in_the_capsule),
    cmocka_unit_test(cached_mesh_is_the_same),
    cmocka_unit_test(no_chord_spans_an_arc),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("anatomy/mesh", tests, set_up, tear_down);
  return PetscFinalize() ? 1 : failed;
}
