// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

static void values_arrive_in_si(void **state)
{
  Loaded            loaded = load_fine("fixtures/full.yaml", NULL);
  const Case       *input  = loaded.input;
  const Injection  *shot   = input->injection;
  const CaseTarget *target = input->target;

  (void)state;
  assert_string_equal(input->name, "full");
  assert_string_equal(input->title, "Fixture: all that a case needs");
  assert_close(input->anatomy.caudal_length, 0.056, 1e-14);
  assert_close(input->anatomy.limb_angle, 1.6231562, 1e-7);
  assert_int_equal(input->anatomy.side, SIDE_LEFT);
  assert_int_equal(input->meshing.layers_iliac, 5);
  assert_int_equal(input->tissue[REGION_JOINT_CAVITY].pore.kind, PORE_FILM);
  assert_close(input->tissue[REGION_SACRUM].pore.phi_1, 0.85, 1e-14);
  assert_close(input->tissue[REGION_SACRUM].fibre.x[1], sqrt(0.5), 1e-14);
  assert_close(input->tissue[REGION_FAT].fibre.x[2], 0.8, 1e-14);
  assert_close(input->drug[0].ec50_c, 0.8, 1e-14);
  assert_close(input->drug[0].retardation[REGION_FAT], 3.0, 1e-15);
  assert_close(input->drug[0].retardation[REGION_GLUTEAL], 1.5, 1e-15);
  assert_close(input->drug[1].solubility, 0.010 / 0.4165, 1e-14);
  assert_int_equal(input->n_injections, 3);
  assert_int_equal(shot[0].n_contents, 2);
  assert_close(shot[0].content[0].concentration, 20.0 / 0.2708, 1e-14);
  assert_close(shot[0].content[1].concentration, 40.0 / 0.4165, 1e-14);
  assert_close(shot[0].needle_bore, 0.260e-3, 1e-15);
  assert_close(shot[1].tip.x[2], -0.022, 1e-14);
  assert_true(shot[1].aimed && shot[1].direction.x[1] == 1.0);
  assert_string_equal(shot[1].name, "injection_2");
  assert_true(isinf(shot[1].pressure_limit));
  assert_close(shot[2].tip.x[1], -0.034, 1e-13);
  assert_close(shot[2].needle_bore, 0.413e-3, 1e-15);
  assert_close(input->defect[1].centre.x[0], 0.03, 1e-14);
  assert_int_equal(target[0].n_points, 3);
  assert_close(target[0].point[2].x[2], -0.005, 1e-14);
  assert_int_equal(target[1].region, REGION_FAT);
  unload(&loaded);
}

static void defaults_are_those_of_the_schema(void **state)
{
  Loaded        loaded = load_fine("fixtures/base.yaml", NULL);
  const Tissue *fat    = &loaded.input->tissue[REGION_FAT];

  (void)state;
  assert_string_equal(loaded.input->name, "base");
  assert_int_equal(loaded.input->anatomy.side, SIDE_RIGHT);
  assert_close(loaded.input->anatomy.mesh_unit, 1e-3, 1e-15);
  assert_int_equal(loaded.input->meshing.layers_cavity, 2);
  assert_close(fat->pore.phi_1, 0.2, 1e-15);
  assert_close(fat->pore.p_dil, 5e3, 1e-15);
  assert_close(fat->conductivity_across, 1e-12, 1e-15);
  assert_small(vec3_norm(fat->fibre), 0.0);
  assert_close(loaded.input->drug[2].vasoactivity, 1.0, 1e-15);
  assert_int_equal(loaded.input->n_injections, 0);
  unload(&loaded);
}

static void outputs_are_geometric_with_both_ends(void **state)
{
  Loaded        loaded = load_fine("fixtures/base.yaml", NULL);
  const Timing *timing = &loaded.input->timing;

  (void)state;
  assert_int_equal(timing->n_outputs, 6);
  assert_true(timing->output[0] == 0.0);
  assert_close(timing->output[1], 10.0, 1e-15);
  assert_close(timing->output[3] / timing->output[2], pow(60.0, 0.25), 1e-12);
  assert_true(timing->output[5] == timing->duration);
  unload(&loaded);
}

static void preset_lies_under_explicit_keys(void **state)
{
  Loaded full = load_fine("fixtures/full.yaml", NULL);
  Loaded slim = load_fine("fixtures/full.yaml", "anatomy.preset=slim");

  (void)state;
  assert_close(full.input->anatomy.ridge_height, 3e-3, 1e-14);
  assert_close(full.input->anatomy.cavity, 1.2e-3, 1e-14);
  assert_close(full.input->anatomy.skin_fat, 20e-3, 1e-14);
  assert_close(slim.input->anatomy.skin_fat, 8e-3, 1e-14);
  unload(&full);
  unload(&slim);
}

static void patient_replaces_all_sources(void **state)
{
  Loaded base = load_fine("fixtures/base.yaml", NULL);
  Loaded full = load_fine("fixtures/full.yaml", NULL);
  Loaded own  = load_fine("fixtures/base.yaml", "pain.sources={lig_post_long: {weight: 1}}");

  (void)state;
  assert_int_equal(base.input->n_sources, 2);
  assert_string_equal(base.input->source[0].nerve[1], "lateral_branch_s2");
  assert_int_equal(full.input->n_sources, 1);
  assert_string_equal(full.input->source[0].target, "lig_interosseous");
  assert_int_equal(own.input->n_sources, 1);
  assert_string_equal(own.input->source[0].target, "lig_post_long");
  unload(&base);
  unload(&full);
  unload(&own);
}

static void overrides_win(void **state)
{
  const char *const overrides[] = {"injections.0.volume=2 mL",
                                   "tissues.fat.perfusion=1e-3 1/s",
                                   "tissues.gluteal={porosity_dilated: 0.9, perfusion: 2e-3 1/s}",
                                   "injections.3={site: interosseous, volume: 1 mL, rate: 1 mL/s}",
                                   "injections.1.contents.lidocaine=1 %",
                                   "defects=[]",
                                   "title=../up..and/away",
                                   "time.duration=20 min"};
  Loaded loaded = load("fixtures/full.yaml", sizeof overrides / sizeof overrides[0], overrides);

  (void)state;
  assert_int_equal(loaded.problems.count, 0);
  assert_close(loaded.input->injection[0].volume, 2e-6, 1e-14);
  assert_close(loaded.input->tissue[REGION_FAT].perfusion, 1e-3, 1e-14);
  assert_close(loaded.input->tissue[REGION_GLUTEAL].pore.phi_1, 0.9, 1e-14);
  assert_close(loaded.input->tissue[REGION_GLUTEAL].pore.phi_0, 0.65, 1e-14);
  assert_int_equal(loaded.input->n_injections, 4);
  assert_int_equal(loaded.input->injection[1].n_contents, 2);
  assert_int_equal(loaded.input->n_defects, 0);
  assert_string_equal(loaded.input->title, "../up..and/away");
  assert_close(loaded.input->timing.duration, 1200.0, 1e-14);
  unload(&loaded);
}

static void faulty_overrides_are_named(void **state)
{
  static const char *const OVERRIDES[] = {"injections.0.volume",      "=3",
                                          "injections.7.volume=1 mL", "injections.0.volume.x=1 mL",
                                          "injections.0.volume=2 mm", "mesh.size=[1",
                                          "tissues.fat.color=red"};
  static const char *const SENTENCES[] = {
    "-D injections.0.volume: wanted path.to.key=value",
    "-D =3: wanted path.to.key=value",
    "-D injections.7.volume=1 mL: cannot be set: \"injections\" is a list without that index",
    "-D injections.0.volume.x=1 mL: cannot be set: \"volume\" is a value, which has no keys",
    "-D mesh.size=[1: is not YAML: did not find expected ',' or ']', while parsing a flow "
    "sequence that begins in line 1",
    "-D tissues.fat.color=red: tissues.fat.color: is not a known key; known: kind, porosity",
    "-D injections.0.volume=2 mm: injections.0.volume: found \"2 mm\", a length; wanted a volume, "
    "for example 1.5 mL"};
  Loaded loaded = load("fixtures/full.yaml", 7, OVERRIDES);

  (void)state;
  assert_int_equal(loaded.problems.count, 7);
  assert_null(loaded.input);
  assert_null(loaded.text);
  for (int i = 0; i < 7; i++)
    assert_memory_equal(loaded.problems.sentence[i], SENTENCES[i], strlen(SENTENCES[i]));
  unload(&loaded);
}

static void resolved_text_reads_back_to_the_same_case(void **state)
{
  Loaded first = load_fine("fixtures/full.yaml", NULL), second;

  (void)state;
  second = load_bytes(first.text, strlen(first.text));
  for (int i = 0; i < second.problems.count; i++) print_error("%s\n", second.problems.sentence[i]);
  assert_int_equal(second.problems.count, 0);
  assert_string_equal(strchr(first.text, '\n'), strchr(second.text, '\n'));
  memcpy(second.input->file, first.input->file, sizeof first.input->file);
  assert_memory_equal(first.input, second.input, sizeof(Case));
  unload(&first);
  unload(&second);
}

static void names_of_any_alphabet_and_of_yaml_read_back(void **state)
{
  static const char *const NAMES[] = {"täglich", "\"null\"", "\"1e3\"",
                                      "\"Yes\"", "_a.b-c",   "関節"};
  static const char *const READ[]  = {"täglich", "null", "1e3", "Yes", "_a.b-c", "関節"};

  (void)state;
  for (int i = 0; i < 6; i++) {
    char override[64];

    (void)snprintf(override, sizeof override, "name=%s", NAMES[i]);

    Loaded first = load_fine("fixtures/base.yaml", override);
    Loaded again = load_bytes(first.text, strlen(first.text));

    for (int k = 0; k < again.problems.count; k++) print_error("%s\n", again.problems.sentence[k]);
    assert_int_equal(again.problems.count, 0);
    assert_string_equal(first.input->name, READ[i]);
    assert_string_equal(again.input->name, READ[i]);
    unload(&first);
    unload(&again);
  }
}

static void points_of_a_shared_mesh_come_back(void **state)
{
  Loaded first =
    load_fine("fixtures/base.yaml", "mesh.needle_tips=[[24 mm, -48 mm, 3 mm], [3 cm, 0 mm, 1 mm]]");
  Loaded again = load_bytes(first.text, strlen(first.text));

  (void)state;
  assert_int_equal(first.input->meshing.n_tips, 2);
  assert_close(first.input->meshing.tip[1].x[0], 0.03, 1e-15);
  assert_int_equal(again.problems.count, 0);
  assert_memory_equal(&again.input->meshing, &first.input->meshing, sizeof first.input->meshing);
  unload(&first);
  unload(&again);
}

static void limits_are_inclusive_in_every_unit(void **state)
{
  static const char *const LIMITS[] = {
    "injections=[{site: interosseous, volume: 100 mL, rate: 600 mL/min}]",
    "injections=[{site: interosseous, volume: 100 cm^3, rate: 10 mL/s}]",
    "mesh.size_needle=100 um"};
  Loaded beyond = load(
    "fixtures/base.yaml", 1,
    &(const char *){"injections=[{site: interosseous, volume: 100.001 mL, rate: 600 mL/min}]"});

  (void)state;
  for (int i = 0; i < 3; i++) {
    Loaded loaded = load("fixtures/base.yaml", 1, &LIMITS[i]);

    for (int k = 0; k < loaded.problems.count; k++)
      print_error("%s\n", loaded.problems.sentence[k]);
    assert_int_equal(loaded.problems.count, 0);
    unload(&loaded);
  }
  assert_int_equal(beyond.problems.count, 1);
  unload(&beyond);
}

static void files_lie_beside_the_case(void **state)
{
  const char *const missing = "anatomy.mesh_file=joint.msh";
  Loaded            found   = load_fine("fixtures/full.yaml", NULL), lost;
  const char       *file    = found.input->anatomy.mesh_file;

  (void)state;
  lost = load_fine("fixtures/full.yaml", missing);
  assert_int_equal(file[0], '/');
  assert_string_equal(strrchr(file, '/'), "/base.yaml");
  assert_string_equal(lost.input->anatomy.mesh_file, "joint.msh");
  unload(&found);
  unload(&lost);
}

static void built_in_files_are_included_from_anywhere(void **state)
{
  static const char TEXT[] = "include: [library/patients]\npain: {patient: intra_articular}\n";
  Loaded            loaded = load_bytes(TEXT, sizeof TEXT - 1);

  (void)state;
  for (int i = 0; i < loaded.problems.count; i++)
    assert_non_null(strstr(loaded.problems.sentence[i], "brings it"));
  unload(&loaded);
}

static void used_drugs_are_those_injected_and_their_products(void **state)
{
  Loaded      loaded = load_fine("fixtures/full.yaml", "injections.1.contents={}");
  const Case *input  = loaded.input;

  (void)state;
  assert_int_equal(case_drug(input, "steroid"), 2);
  assert_int_equal(case_drug(input, "aspirin"), -1);
  assert_true(case_uses_drug(input, 0));
  assert_true(case_uses_drug(input, 1));
  assert_true(case_uses_drug(input, 2));
  assert_false(case_uses_drug(input, 3));
  unload(&loaded);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(values_arrive_in_si),
    cmocka_unit_test(defaults_are_those_of_the_schema),
    cmocka_unit_test(outputs_are_geometric_with_both_ends),
    cmocka_unit_test(preset_lies_under_explicit_keys),
    cmocka_unit_test(patient_replaces_all_sources),
    cmocka_unit_test(overrides_win),
    cmocka_unit_test(faulty_overrides_are_named),
    cmocka_unit_test(resolved_text_reads_back_to_the_same_case),
    cmocka_unit_test(names_of_any_alphabet_and_of_yaml_read_back),
    cmocka_unit_test(points_of_a_shared_mesh_come_back),
    cmocka_unit_test(limits_are_inclusive_in_every_unit),
    cmocka_unit_test(files_lie_beside_the_case),
    cmocka_unit_test(built_in_files_are_included_from_anywhere),
    cmocka_unit_test(used_drugs_are_those_injected_and_their_products),
  };

  return cmocka_run_group_tests_name("casefile/load", tests, start_petsc, stop_petsc);
}
