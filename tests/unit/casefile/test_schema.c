// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/casefile/schema.h"
#include "fixture.h"

#include "sij/testing/casefile.h"

/** Where each quantity of a case belongs, told once more and independently of the schema. */
typedef struct {
  const char *path;
  SectionId   section;
  size_t      offset;
} Home;

#define HOME(section, where, member, key)                                                          \
  {                                                                                                \
    where "." key, section, offsetof(Case, member)                                                 \
  }
#define ANATOMY(m)   HOME(SECTION_ANATOMY, "anatomy", anatomy.m, #m)
#define MESH(m)      HOME(SECTION_MESH, "mesh", meshing.m, #m)
#define TISSUE(m)    HOME(SECTION_TISSUE, "tissues.fat", tissue[REGION_FAT].m, #m)
#define PORE(m, key) HOME(SECTION_TISSUE, "tissues.fat", tissue[REGION_FAT].pore.m, key)
#define SKELETON(m)  HOME(SECTION_TISSUE, "tissues.fat", tissue[REGION_FAT].skeleton.m, #m)
#define CAVITY(m)                                                                                  \
  HOME(SECTION_TISSUE, "tissues.joint_cavity", tissue[REGION_JOINT_CAVITY].skeleton.m, #m)
#define MECHANICS(m)   HOME(SECTION_MECHANICS, "mechanics", mechanics.m, #m)
#define SPRING(m, key) HOME(SECTION_SPRING, "mechanics.springs.wire", mechanics.spring[1].m, key)
#define LOAD(m, key)   HOME(SECTION_LOAD, "mechanics.loads.weight", mechanics.load[0].m, key)
#define SURFACES(m)    HOME(SECTION_SURFACES, "surfaces", surfaces.m, #m)
#define DRUG(m)        HOME(SECTION_DRUG, "drugs.acetate", drug[1].m, #m)
#define INJECTION(m)   HOME(SECTION_INJECTION, "injections.0", injection[0].m, #m)
#define DEFECT(m)      HOME(SECTION_DEFECT, "defects.0", defect[0].m, #m)
#define BODY(m)        HOME(SECTION_BODY, "body", body.m, #m)
#define NUMERICS(m)    HOME(SECTION_NUMERICS, "numerics", numerics.m, #m)

static const Home HOMES[] = {
  ANATOMY(mesh_unit),
  ANATOMY(scale),
  ANATOMY(cranial_length),
  ANATOMY(caudal_length),
  ANATOMY(cranial_width),
  ANATOMY(caudal_width),
  ANATOMY(limb_angle),
  ANATOMY(cartilage_sacral),
  ANATOMY(cartilage_iliac),
  ANATOMY(cavity),
  ANATOMY(capsule),
  ANATOMY(ridge_height),
  ANATOMY(obliquity_cranial),
  ANATOMY(obliquity_caudal),
  ANATOMY(ilium_thickness),
  ANATOMY(skin_fat),
  ANATOMY(interosseous_depth),
  MESH(size_joint),
  MESH(size_ligament),
  MESH(size_far),
  MESH(size_needle),
  MESH(gradation),
  PORE(phi_0, "porosity"),
  PORE(phi_1, "porosity_dilated"),
  PORE(p_dil, "dilation_pressure"),
  PORE(n, "dilation_sharpness"),
  PORE(beta, "compressibility"),
  PORE(ratio, "dilation_ratio"),
  TISSUE(conductivity_along),
  TISSUE(conductivity_across),
  TISSUE(uptake),
  TISSUE(perfusion),
  TISSUE(diffusion_along),
  TISSUE(diffusion_across),
  SKELETON(young),
  SKELETON(poisson),
  SKELETON(poisson_drained),
  SKELETON(fibre_modulus),
  SKELETON(fibre_stiffening),
  SKELETON(fibre_toe),
  SKELETON(prestrain),
  CAVITY(film_modulus),
  CAVITY(film_suction),
  SKELETON(cortex),
  SKELETON(cortex_young),
  SKELETON(cortex_poisson),
  SKELETON(biot),
  SKELETON(permeability_strain),
  MECHANICS(tolerance),
  HOME(SECTION_SPRING, "mechanics.springs.band", mechanics.spring[0].end[0].radius, "from.within"),
  HOME(SECTION_SPRING, "mechanics.springs.band", mechanics.spring[0].end[1].radius, "to.within"),
  SPRING(stiffness, "stiffness"),
  SPRING(preload, "preload"),
  LOAD(attachment.radius, "within"),
  LOAD(start, "start"),
  HOME(SECTION_LOAD, "mechanics.loads.step", mechanics.load[2].repeat, "repeat"),
  LOAD(until, "until"),
  SURFACES(synovium_area),
  SURFACES(synovium_conductance),
  SURFACES(cavity_film_viscosity),
  SURFACES(plane_aperture_rest),
  SURFACES(plane_aperture_dilated),
  SURFACES(plane_pressure),
  SURFACES(plane_viscosity),
  DRUG(molar_mass),
  DRUG(diffusivity),
  DRUG(extraction),
  DRUG(synovial_permeability),
  DRUG(cavity_free_fraction),
  DRUG(vasoactivity),
  DRUG(vasoactivity_half),
  DRUG(ec50_a_delta),
  DRUG(ec50_c),
  DRUG(hill),
  DRUG(neurotoxic),
  DRUG(chondrotoxic),
  DRUG(plasma_clearance),
  DRUG(plasma_volume),
  DRUG(plasma_limit),
  DRUG(max_dose),
  DRUG(receptor_kd),
  DRUG(solubility),
  DRUG(crystal_radius),
  DRUG(crystal_density),
  DRUG(hydrolysis),
  INJECTION(start),
  INJECTION(volume),
  INJECTION(rate),
  INJECTION(pressure_limit),
  HOME(SECTION_INJECTION, "injections.0", injection[0].needle_length, "needle.length"),
  HOME(SECTION_INJECTION, "injections.0", injection[0].needle_offset, "needle.offset"),
  HOME(SECTION_INJECTION, "injections.0", injection[0].needle_share, "needle.share"),
  INJECTION(viscosity),
  DEFECT(size),
  DEFECT(opening_pressure),
  DEFECT(conductance),
  BODY(perineurial_lag),
  BODY(critical_length),
  BODY(block_level),
  BODY(body_mass),
  NUMERICS(time_tolerance),
  NUMERICS(step_first),
  NUMERICS(step_max),
  NUMERICS(newton_tolerance),
  NUMERICS(linear_tolerance),
  NUMERICS(ledger_tolerance),
  NUMERICS(coupled_tolerance),
};

enum { N_HOMES = sizeof HOMES / sizeof HOMES[0] };

static const Row *row_of(const Home *home)
{
  const Row *best = NULL;

  for (size_t i = 0; i < schema_n_rows; i++) {
    const size_t n = strlen(schema_rows[i].key), all = strlen(home->path);

    if (schema_rows[i].section == home->section && all > n && home->path[all - n - 1] == '.' &&
        strcmp(home->path + all - n, schema_rows[i].key) == 0)
      best = &schema_rows[i];
  }
  assert_non_null(best);
  return best;
}

/** A value of its own for every row, within its bounds. */
static double value_of(int i)
{
  const Bounds b = row_of(&HOMES[i])->bounds;

  if (isfinite(b.high)) return b.low + (b.high - b.low) * (0.3 + 0.003 * i);
  return (isfinite(b.low) ? b.low : 0.0) + 0.5 + 0.01 * i;
}

static void every_quantity_reaches_its_member(void **state)
{
  static char        text[N_HOMES][128];
  static const char *overrides[N_HOMES];
  Loaded             loaded;

  (void)state;
  for (int i = 0; i < N_HOMES; i++) {
    const DimensionRow *dimension = units_dimension(row_of(&HOMES[i])->dimension);

    (void)snprintf(text[i], sizeof text[i], "%s=%.17g %s", HOMES[i].path, value_of(i),
                   dimension->unit[0] == '1' && !dimension->unit[1] ? "" : dimension->unit);
    overrides[i] = text[i];
  }
  loaded = load("fixtures/full.yaml", N_HOMES, overrides);
  for (int i = 0; i < loaded.problems.count; i++) print_error("%s\n", loaded.problems.sentence[i]);
  assert_int_equal(loaded.problems.count, 0);
  for (int i = 0; i < N_HOMES; i++) {
    const double *member = (const double *)(const void *)((char *)loaded.input + HOMES[i].offset);

    if (*member != value_of(i)) print_error("%s\n", HOMES[i].path);
    assert_true(*member == value_of(i));
  }
  unload(&loaded);
}

static bool is_told(const Row *row)
{
  for (int i = 0; i < N_HOMES; i++)
    if (row_of(&HOMES[i]) == row) return true;
  return false;
}

static void no_quantity_is_forgotten(void **state)
{
  (void)state;
  for (size_t i = 0; i < schema_n_rows; i++) {
    const Row *row   = &schema_rows[i];
    const bool other = strcmp(row->key, "duration") == 0 || strcmp(row->key, "weight") == 0 ||
                       strcmp(row->key, "needle.bore") == 0;

    if ((row->type != TYPE_QUANTITY && row->type != TYPE_LIMIT) || other) continue;
    if (!is_told(row)) print_error("%s\n", row->key);
    assert_true(is_told(row));
  }
}

static void every_stored_key_is_in_the_resolved_text(void **state)
{
  Loaded loaded = load_fine("fixtures/full.yaml", NULL);

  (void)state;
  for (size_t i = 0; i < schema_n_rows; i++) {
    const char *dot = strrchr(schema_rows[i].key, '.');
    char        line[64];

    if (schema_rows[i].type == TYPE_MERGED || schema_rows[i].type == TYPE_GAUGE) continue;
    (void)snprintf(line, sizeof line, " %s: ", dot ? dot + 1 : schema_rows[i].key);
    if (schema_rows[i].section == SECTION_CASE) line[0] = '\n';
    if (!strstr(loaded.text, line)) print_error("%s\n", line);
    assert_non_null(strstr(loaded.text, line));
  }
  unload(&loaded);
}

static void every_row_is_documented(void **state)
{
  char *text = NULL;

  (void)state;
  assert_int_equal(case_keys(&text), 0);
  for (size_t i = 0; i < schema_n_rows; i++) {
    assert_true(strlen(schema_rows[i].text) > 3);
    assert_non_null(strstr(text, schema_rows[i].text));
  }
  assert_int_equal(PetscFree(text), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_quantity_reaches_its_member),
    cmocka_unit_test(no_quantity_is_forgotten),
    cmocka_unit_test(every_stored_key_is_in_the_resolved_text),
    cmocka_unit_test(every_row_is_documented),
  };

  return cmocka_run_group_tests_name("casefile/schema", tests, start_petsc, stop_petsc);
}
