// SPDX-License-Identifier: GPL-3.0-or-later
// Names of a case against its anatomy: sites, places of defects and of loads, targets of pain.
#include "sij/anatomy/landmarks.h"
#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"
#include "sij/base/nearest.h"
#include "sij/model.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SITES = 64, BONE_PLACES = 64, TARGETS = 96 };

/** The names of one kind that a case may use. */
typedef struct {
  const char *kind;
  const char *none; // what to do where there are none
  int         n;
  const char *name[TARGETS];
} Known;

static PetscErrorCode check_name(const Case *input, const Known *known, const char *key,
                                 const char *word, Problems *problems)
{
  const char *nearest;

  PetscFunctionBeginUser;
  for (int i = 0; i < known->n; i++)
    if (strcmp(known->name[i], word) == 0) PetscFunctionReturn(PETSC_SUCCESS);
  nearest = nearest_name(word, known->n, known->name);
  if (nearest)
    PetscCall(problems_add(problems, input->file,
                           "%s: no %s is called \"%s\"; did you mean \"%s\"?", key, known->kind,
                           word, nearest));
  else if (known->n > 0)
    PetscCall(problems_add(problems, input->file,
                           "%s: no %s is called \"%s\"; there are \"%s\" and others: see sij list",
                           key, known->kind, word, known->name[0]));
  else
    PetscCall(problems_add(problems, input->file, "%s: no %s is called \"%s\"; %s", key,
                           known->kind, word, known->none));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_sites(const Case *input, Problems *problems)
{
  Site  site[SITES];
  Known known = {.kind = "site",
                 .none = "a mesh of your own has no named sites: give tip: [x, y, z] mm instead",
                 .n    = anatomy_sites(&input->anatomy, SITES, site)};
  char  key[128];

  PetscFunctionBeginUser;
  if (known.n > SITES) known.n = SITES;
  for (int i = 0; i < known.n; i++) known.name[i] = site[i].name;
  for (int i = 0; i < input->n_injections; i++) {
    const Injection *injection = &input->injection[i];

    if (!injection->site[0]) continue;
    (void)snprintf(key, sizeof key, "injections.%s.site", injection->name);
    PetscCall(check_name(input, &known, key, injection->site, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_defects(const Case *input, Problems *problems)
{
  static const char *const PLACES[] = {"dorsal", "superior", "ventral", "ventral_caudal"};
  static const char        NONE[]   = "a mesh of your own has no named places: "
                                      "give centre: [x, y, z] mm instead";
  Known                    known    = {.kind = "place of the capsule", .none = NONE};
  Vec3                     centre;
  char                     key[128];

  PetscFunctionBeginUser;
  for (size_t i = 0; i < sizeof PLACES / sizeof PLACES[0]; i++)
    if (anatomy_defect_centre(&input->anatomy, PLACES[i], &centre))
      known.name[known.n++] = PLACES[i];
  for (int i = 0; i < input->n_defects; i++) {
    const Defect *defect = &input->defect[i];

    if (!defect->landmark[0]) continue;
    (void)snprintf(key, sizeof key, "defects.%s.place", defect->name);
    PetscCall(check_name(input, &known, key, defect->landmark, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The landmark of one attachment, in a case whose joint moves. */
static PetscErrorCode check_place(const Case *input, const Known *known, const char *key,
                                  const CaseAttachment *attachment, Problems *problems)
{
  PetscFunctionBeginUser;
  if (attachment->landmark[0])
    PetscCall(check_name(input, known, key, attachment->landmark, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_places(const Case *input, Problems *problems)
{
  const CaseMechanics *mechanics = &input->mechanics;
  Landmark             place[BONE_PLACES];
  Known                known = {.kind = "place",
                                .none =
                                  "a mesh of your own has no named places: give a point in its frame instead",
                                .n = anatomy_landmarks(&input->anatomy, BONE_PLACES, place)};
  char                 key[128];

  PetscFunctionBeginUser;
  if (mechanics->strain == STRAIN_NONE) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < known.n; i++) known.name[i] = place[i].name;
  for (int i = 0; i < 2 * mechanics->n_springs; i++) {
    const CaseSpring *spring = &mechanics->spring[i / 2];

    (void)snprintf(key, sizeof key, "mechanics.springs.%s.%s.at", spring->name,
                   i % 2 ? "to" : "from");
    PetscCall(check_place(input, &known, key, &spring->end[i % 2], problems));
  }
  for (int i = 0; i < mechanics->n_loads; i++) {
    (void)snprintf(key, sizeof key, "mechanics.loads.%s.at", mechanics->load[i].name);
    PetscCall(check_place(input, &known, key, &mechanics->load[i].attachment, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What a mesh of one's own lacks of what the pain of the case asks for, as a list. */
typedef struct {
  char text[512];
  int  n;
} Missing;

static void list_missing(const Known *known, const char *word, Missing *missing)
{
  const size_t used = strlen(missing->text);

  for (int i = 0; i < known->n; i++)
    if (strcmp(known->name[i], word) == 0) return;
  if (strstr(missing->text, word)) return;
  missing->n++;
  (void)snprintf(missing->text + used, sizeof missing->text - used, "%s%s", used > 0 ? ", " : "",
                 word);
}

// One sentence: the case may not have written a word of pain, which the library brings.
static PetscErrorCode check_pain_of_own_mesh(const Case *input, const Known *known,
                                             Problems *problems)
{
  Missing missing = {.n = 0}, there = {.n = 0};

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_sources; i++) {
    list_missing(known, input->source[i].target, &missing);
    for (int j = 0; j < input->source[i].n_nerves; j++)
      list_missing(known, input->source[i].nerve[j], &missing);
  }
  for (int i = 0; i < known->n; i++) list_missing(&(Known){.n = 0}, known->name[i], &there);
  if (missing.n > 0)
    PetscCall(
      problems_add(problems, input->file,
                   "pain.sources: %s has no target %s; say what hurts in a mesh of your own, for "
                   "example `pain: {sources: {%s: {weight: 1}}}`, or define targets. It has %s",
                   input->anatomy.mesh_file, missing.text,
                   known->n > 0 ? known->name[0] : "a_target", there.text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_pain_source(const Case *input, const Known *known,
                                        const PainSource *source, Problems *problems)
{
  char key[128];

  PetscFunctionBeginUser;
  (void)snprintf(key, sizeof key, "pain.sources.%s", source->target);
  PetscCall(check_name(input, known, key, source->target, problems));
  (void)snprintf(key, sizeof key, "pain.sources.%s.nerves", source->target);
  for (int j = 0; j < source->n_nerves; j++)
    PetscCall(check_name(input, known, key, source->nerve[j], problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_pain(const Case *input, Problems *problems)
{
  Target *target;
  Known   known = {.kind = "target", .none = "the case has none"};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(TARGETS, &target));
  known.n = anatomy_targets(input, TARGETS, target);
  if (known.n > TARGETS) known.n = TARGETS;
  for (int i = 0; i < known.n; i++) known.name[i] = target[i].name;
  if (input->anatomy.mesh_file[0]) PetscCall(check_pain_of_own_mesh(input, &known, problems));
  else
    for (int i = 0; i < input->n_sources; i++)
      PetscCall(check_pain_source(input, &known, &input->source[i], problems));
  PetscCall(PetscFree(target));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Only rank 0 reads the mesh.
static PetscErrorCode check_mesh_file(MPI_Comm comm, const Case *input, Problems *found)
{
  const char *path = input->anatomy.mesh_file;
  int         rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && path[0] && access(path, R_OK) != 0)
    PetscCall(
      problems_add(found, input->file,
                   "anatomy.mesh_file: %s cannot be read (%s); check its name and its permissions",
                   path, strerror(errno)));
  PetscCall(problems_broadcast(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode model_check(MPI_Comm comm, const Case *input, Problems *found)
{
  const int before = found->count;

  PetscFunctionBeginUser;
  PetscCall(check_mesh_file(comm, input, found));
  if (found->count > before) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_sites(input, found));
  PetscCall(check_defects(input, found));
  PetscCall(check_places(input, found));
  PetscCall(check_pain(input, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
