// SPDX-License-Identifier: GPL-3.0-or-later
// Holds what is asked for against what a run has: kinds of pictures, views, and times of its outputs.
#include "task.h"

#include "sij/base/duration.h"
#include "sij/base/nearest.h"

#include <math.h>
#include <string.h>

enum { WORD = 64 };

static const char *const KINDS[] = {"regions", "cloud", "strain", "arthrogram"};
static const char *const VIEWS[] = {"posterior", "axial", "oblique"};

enum { N_KINDS = 4, N_VIEWS = 3 };

static const double USUAL = 1200.0; // s: when an injection is looked at, if nobody asks otherwise
static const double NEAR  = 0.25;   // of the time asked for: how far off an output may be

// The next word of a list with commas; false at its end.
static bool next_word(const char **list, char word[WORD])
{
  size_t n;

  if (!*list || !**list) return false;
  n = strcspn(*list, ",");
  (void)snprintf(word, WORD, "%.*s", (int)n, *list);
  *list += n + ((*list)[n] == ',');
  return true;
}

static PetscErrorCode read_words(const char *option, const char *list, int n,
                                 const char *const known[], json_t *found, Problems *problems)
{
  char word[WORD];

  PetscFunctionBeginUser;
  while (next_word(&list, word)) {
    int i = 0;

    while (i < n && strcmp(known[i], word) != 0) i++;
    if (i < n) (void)json_array_append_new(found, json_string(word));
    else {
      const char *nearest = nearest_name(word, n, known);

      PetscCall(problems_add(problems, "sij render",
                             "%s \"%s\": \"%s\" is wanted, or another; see sij render --help",
                             option, word, nearest ? nearest : known[0]));
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool has_kind(const RenderTask *task, const char *kind)
{
  if (strcmp(kind, "strain") == 0) return task->has_strain;
  return strcmp(kind, "regions") == 0 || task->has_drug;
}

static PetscErrorCode ask_kinds(const RenderRequest *request, RenderTask *task, Problems *problems)
{
  json_t *only = json_array(), *word;
  size_t  k;

  PetscFunctionBeginUser;
  PetscCall(read_words("--only", request->only, N_KINDS, KINDS, only, problems));
  json_array_foreach(only, k, word)
  {
    const char *kind = json_string_value(word);

    if (!has_kind(task, kind))
      PetscCall(problems_add(problems, request->run, "has no %s to draw: the run %s", kind,
                             strcmp(kind, "strain") == 0 ? "was one without mechanics"
                                                         : "brought no drug"));
  }
  for (int i = 0; i < N_KINDS && !request->only; i++)
    if (has_kind(task, KINDS[i])) (void)json_array_append_new(only, json_string(KINDS[i]));
  (void)json_object_set_new(task->root, "only", only);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode ask_views(const RenderRequest *request, RenderTask *task, Problems *problems)
{
  json_t *views = json_array();

  PetscFunctionBeginUser;
  PetscCall(read_words("--view", request->view ? request->view : "posterior,axial", N_VIEWS, VIEWS,
                       views, problems));
  (void)json_object_set_new(task->root, "views", views);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_output(const json_t *times, double wanted)
{
  double  found = INFINITY;
  size_t  k;
  json_t *time;

  json_array_foreach(times, k, time) if (fabs(json_number_value(time) - wanted) <
                                         fabs(found - wanted)) found = json_number_value(time);
  return found;
}

static PetscErrorCode ask_time(const RenderRequest *request, const char *word, const json_t *times,
                               json_t *at, Problems *problems)
{
  double wanted, found;

  PetscFunctionBeginUser;
  if (!duration_read(word, &wanted)) {
    PetscCall(problems_add(problems, "sij render",
                           "--at \"%s\": times with units are wanted, as in --at 20min,1h", word));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  found = find_output(times, wanted);
  if (fabs(found - wanted) <= NEAR * wanted) (void)json_array_append_new(at, json_real(found));
  else
    PetscCall(problems_add(problems, request->run,
                           "holds no output near %s: the nearest is that after %.4g min", word,
                           found / 60.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode ask_times(const RenderRequest *request, RenderTask *task, Problems *problems)
{
  const json_t *times = json_object_get(task->root, "times");
  const char   *list  = request->at;
  char          word[WORD];
  json_t       *at = json_array(), *strain_at = json_array();

  PetscFunctionBeginUser;
  while (next_word(&list, word)) PetscCall(ask_time(request, word, times, at, problems));
  if (!request->at) {
    (void)json_array_append_new(at, json_real(find_output(times, USUAL)));
    (void)json_array_append(strain_at, json_array_get(times, json_array_size(times) - 1));
  } else (void)json_array_extend(strain_at, at);
  (void)json_object_set_new(task->root, "at", at);
  (void)json_object_set_new(task->root, "strain_at", strain_at);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode task_ask(const RenderRequest *request, RenderTask *task, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(ask_kinds(request, task, problems));
  PetscCall(ask_views(request, task, problems));
  PetscCall(ask_times(request, task, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
