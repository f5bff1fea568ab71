// SPDX-License-Identifier: GPL-3.0-or-later
// The injections that findings share, as overrides of the built-in library: into the joint, and along the crests.
#include "protocols.h"

#include "sij/anatomy/sites.h"

#include <stdio.h>
#include <string.h>

// The library with what the user changed of it; NULL on a problem.
static PetscErrorCode load_library(Bench *bench, Case **input, Problems *problems)
{
  const Experiment library = {.name = "library"};

  PetscFunctionBeginUser;
  PetscCall(bench_case(bench, &library, input, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode protocol_lidocaine(Bench *bench, CaseDrug *drug, bool *known, Problems *problems)
{
  Case *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(load_library(bench, &input, problems));
  *known = input != NULL;
  if (input) *drug = input->drug[case_drug(input, "lidocaine")];
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

double protocol_injected(const CaseDrug *lidocaine)
{
  return 20.0 / lidocaine->molar_mass; // 20 kg/m^3
}

static PetscErrorCode load_anatomy(Bench *bench, Anatomy *anatomy, bool *known, Problems *problems)
{
  Case *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(load_library(bench, &input, problems));
  *known = input != NULL;
  if (input) *anatomy = input->anatomy;
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 find_tip(const Anatomy *anatomy, const char *name)
{
  Site site;

  PetscCheckAbort(anatomy_site(anatomy, name, &site), PETSC_COMM_SELF, PETSC_ERR_PLIB, "no site %s",
                  name);
  return site.tip;
}

// A target that is a straight line from a to b.
static PetscErrorCode add_line(char *text, const char *name, int number, Vec3 a, Vec3 b)
{
  const size_t used = strlen(text);

  PetscFunctionBeginUser;
  PetscCheck(used + 160 < 8 * WORDS, PETSC_COMM_SELF, PETSC_ERR_PLIB, "too many probes");
  (void)snprintf(
    text + used, 160, "%s_%d: {unit: mm, curve: [[%.3f, %.3f, %.3f], [%.3f, %.3f, %.3f]]}, ", name,
    number, 1e3 * a.x[0], 1e3 * a.x[1], 1e3 * a.x[2], 1e3 * b.x[0], 1e3 * b.x[1], 1e3 * b.x[2]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_key(Protocol *protocol, const char *text)
{
  Experiment *experiment = &protocol->experiment;

  PetscFunctionBeginUser;
  PetscCheck(experiment->n < EXPERIMENT_KEYS, PETSC_COMM_SELF, PETSC_ERR_PLIB, "too many keys");
  experiment->key[experiment->n++] = text;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 interpolate(Vec3 a, Vec3 b, double share)
{
  return vec3_sum(vec3_scaled(a, 1.0 - share), vec3_scaled(b, share));
}

/** The way of the fluid, from the caudal needle by the bend to the cranial end, and across it. */
typedef struct {
  Vec3 needle, bend, end, across;
} Path;

// The bend is taken 4 mm inside the middle of the ventral rim.
static Path find_path(const Anatomy *anatomy)
{
  Path path = {.needle = find_tip(anatomy, "intra_articular.inferior"),
               .end    = find_tip(anatomy, "intra_articular.superior")};
  Vec3 rim;

  PetscCheckAbort(anatomy_defect_centre(anatomy, "ventral", &rim), PETSC_COMM_SELF, PETSC_ERR_PLIB,
                  "no ventral place");
  const Vec3 middle = interpolate(path.needle, path.end, 0.5);
  const Vec3 normal =
    vec3_cross(vec3_difference(path.end, path.needle), vec3_difference(rim, path.needle));

  path.bend   = interpolate(rim, middle, 4e-3 / vec3_distance(rim, middle));
  path.across = vec3_scaled(normal, 5e-3 / sqrt(vec3_dot(normal, normal)));
  return path;
}

static PetscErrorCode add_stations(char *text, const char *name, Vec3 from, Vec3 to, Vec3 across)
{
  PetscFunctionBeginUser;
  for (int i = 1; i <= PROTOCOL_STATIONS; i++) {
    const Vec3 at = interpolate(from, to, (double)i / PROTOCOL_STATIONS);

    PetscCall(add_line(text, name, i, vec3_difference(at, across), vec3_sum(at, across)));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_joint_targets(const Anatomy *anatomy, char *text)
{
  const Path path = find_path(anatomy);

  PetscFunctionBeginUser;
  PetscCall(PetscStrcpy(text, "targets={"));
  PetscCall(add_stations(text, "caudal", path.needle, path.bend, path.across));
  PetscCall(add_stations(text, "cranial", path.bend, path.end, path.across));
  PetscCall(PetscStrcat(text, "bone_sacrum: {region: sacrum}, bone_ilium: {region: ilium}}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode protocol_joint(Bench *bench, double volume, Protocol *protocol, Problems *problems)
{
  Anatomy anatomy;
  bool    known;

  PetscFunctionBeginUser;
  *protocol = (Protocol){.experiment = {.name = protocol->name}};
  (void)snprintf(protocol->name, sizeof protocol->name, "joint_with_%g_mL", volume);
  PetscCall(load_anatomy(bench, &anatomy, &known, problems));
  if (!known) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    words_key(&protocol->experiment, protocol->text[0],
              "injections=[{name: joint, site: intra_articular.inferior, volume: %g mL, rate: "
              "3 mL/min, pressure_limit: 300 kPa, contents: {lidocaine: 2 %%}}]",
              volume));
  PetscCall(write_joint_targets(&anatomy, protocol->text[1]));
  PetscCall(add_key(protocol, protocol->text[1]));
  PetscCall(add_key(protocol, "time.duration=2 min"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// TST2 and TST3 lie on the crest where the branches of S2 and S3 cross it.
static PetscErrorCode write_crest_targets(const Anatomy *anatomy, char *text)
{
  const Vec3 upper = find_tip(anatomy, "lateral_branch.s2");
  const Vec3 lower = find_tip(anatomy, "lateral_branch.s3");
  const Vec3 along = vec3(0.0, 0.0, 0.25e-3);

  PetscFunctionBeginUser;
  PetscCall(PetscStrcpy(text, "targets={"));
  for (int i = 0; i < PROTOCOL_CREST; i++) {
    const Vec3 at = interpolate(upper, lower, (double)i / (PROTOCOL_CREST - 1));

    PetscCall(add_line(text, "crest", i, vec3_difference(at, along), vec3_sum(at, along)));
  }
  PetscCall(PetscStrcat(text, "}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode protocol_section(Bench *bench, int section, double volume, double hours,
                                Protocol *protocol, Problems *problems)
{
  Anatomy anatomy;
  bool    known;

  PetscFunctionBeginUser;
  *protocol = (Protocol){.experiment = {.name = protocol->name}};
  (void)snprintf(protocol->name, sizeof protocol->name, "section_%d_with_%g_mL", section, volume);
  PetscCall(load_anatomy(bench, &anatomy, &known, problems));
  if (!known) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    words_key(&protocol->experiment, protocol->text[0],
              "injections=[{name: section, site: periarticular.%d, volume: %g mL, rate: 1.5 "
              "mL/min, pressure_limit: 300 kPa, contents: {lidocaine: 2 %%}}]",
              section, volume));
  PetscCall(write_crest_targets(&anatomy, protocol->text[1]));
  PetscCall(add_key(protocol, protocol->text[1]));
  PetscCall(words_key(&protocol->experiment, protocol->text[2],
                      "time={duration: %g h, outputs: {first: 1 min, count: 20}}", hours));
  PetscCall(add_key(protocol, "pain.patient=posterior_ligament"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
