// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers a study for the page: study.json as it is, and the runs of the cases that rank first.
#include "study.h"

#include "gather.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STUDY_FILE = 1024, RUNS_SHOWN = 8 };

static void path_of(const char *folder, const char *name, char path[STUDY_FILE])
{
  (void)snprintf(path, STUDY_FILE, "%.900s/%s", folder, name);
}

bool study_is_folder(const char *folder)
{
  char path[STUDY_FILE];

  path_of(folder, "study.json", path);
  return access(path, F_OK) == 0;
}

static bool is_finished(const json_t *of)
{
  const char *state = json_string_value(json_object_get(of, "state"));

  return state && strcmp(state, "finished") == 0 && json_string_value(json_object_get(of, "name"));
}

// They stand in the order of the ranking.
static PetscErrorCode gather_best(const char *folder, const json_t *cases, const Thinning *thinning,
                                  json_t *root, Problems *problems)
{
  const json_t *of;
  size_t        i;
  int           n = 0;
  char          path[STUDY_FILE];

  PetscFunctionBeginUser;
  json_array_foreach(cases, i, of)
  {
    if (!is_finished(of) || n == RUNS_SHOWN) continue;
    n++;
    path_of(folder, json_string_value(json_object_get(of, "name")), path);
    PetscCall(gather_run(path, thinning, root, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_gather(const char *folder, const Thinning *thinning, json_t *root,
                            Problems *problems)
{
  char          path[STUDY_FILE];
  json_error_t  error;
  json_t       *study;
  const json_t *cases;

  PetscFunctionBeginUser;
  path_of(folder, "study.json", path);
  study = json_load_file(path, 0, &error);
  cases = json_object_get(study, "cases");
  if (!study)
    PetscCall(problems_add(problems, path,
                           "line %d: not valid JSON: %s; `sij study` writes it anew", error.line,
                           error.text));
  else if (json_integer_value(json_object_get(study, "format")) != 1 || !json_is_array(cases) ||
           json_array_size(cases) == 0)
    PetscCall(
      problems_add(problems, path, "is no study of format 1 with cases, as `sij study` writes it"));
  else {
    PetscCall(gather_best(folder, cases, thinning, root, problems));
    (void)json_object_set(root, "study", study);
  }
  json_decref(study);
  PetscFunctionReturn(PETSC_SUCCESS);
}
