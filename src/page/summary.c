// SPDX-License-Identifier: GPL-3.0-or-later
// Adds to the data of the page how runs are named, how each quantity is shown and compared, and the answer in sentences.
#include "summary.h"

#include "sij/report.h"
#include "sij/report/answer.h"
#include "sij/report/shown.h"

#include <math.h>
#include <string.h>

enum { TITLE = 2 * REPORT_NAME + 256 };

typedef struct {
  char       name[REPORT_NAME], title[TITLE];
  Quantities list; // owned
  json_t    *json; // borrowed
} PageRun;

static PetscErrorCode read_quantities(PageRun *run)
{
  const json_t *rows = json_object_get(run->json, "quantities");

  PetscFunctionBeginUser;
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i), *value = json_object_get(row, "value"),
                 *error = json_object_get(row, "error");

    PetscCall(quantities_add(&run->list, json_is_null(value) ? NAN : json_number_value(value),
                             json_string_value(json_object_get(row, "unit")), "%s",
                             json_string_value(json_object_get(row, "name"))));
    if (error) run->list.row[i].error = json_number_value(error);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The line `title: text` of the resolved case; the name where there is none.
static void find_title(PageRun *run)
{
  static const char key[] = "title:";
  const char       *line  = json_string_value(json_object_get(run->json, "input"));

  (void)snprintf(run->title, sizeof run->title, "%s", run->name);
  for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
    if (strncmp(line, key, sizeof key - 1) != 0) continue;
    const char *text = line + sizeof key - 1;

    text += strspn(text, " \"");
    size_t n = strcspn(text, "\n");

    while (n > 0 && strchr(" \"", text[n - 1])) n--;
    if (n > 0)
      (void)snprintf(run->title, sizeof run->title - REPORT_NAME - 4, "%.*s", (int)n, text);
    return;
  }
}

// Runs of one title are told apart by their names.
static PetscErrorCode tell_titles_apart(int n, PageRun run[])
{
  bool *taken;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &taken));
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++)
      taken[i] = taken[i] || (k != i && strcmp(run[k].title, run[i].title) == 0);
  for (int i = 0; i < n; i++) {
    const size_t used = strlen(run[i].title);

    if (taken[i] && strcmp(run[i].title, run[i].name) != 0)
      (void)snprintf(run[i].title + used, sizeof run[i].title - used, " (%s)", run[i].name);
  }
  PetscCall(PetscFree(taken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode name_runs(int n, PageRun run[])
{
  const char **folder;
  char(*name)[REPORT_NAME];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(n, &folder, n, &name));
  for (int i = 0; i < n; i++) {
    folder[i] = json_string_value(json_object_get(run[i].json, "folder"));
    (void)snprintf(name[i], REPORT_NAME, "%s",
                   json_string_value(json_object_get(run[i].json, "case")));
  }
  PetscCall(report_name_runs(n, folder, name));
  for (int i = 0; i < n; i++) {
    memcpy(run[i].name, name[i], REPORT_NAME);
    find_title(&run[i]);
  }
  PetscCall(tell_titles_apart(n, run));
  for (int i = 0; i < n; i++) {
    (void)json_object_set_new(run[i].json, "name", json_string(run[i].name));
    (void)json_object_set_new(run[i].json, "title", json_string(run[i].title));
  }
  PetscCall(PetscFree2(folder, name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void show_quantities(const PageRun *first, const PageRun *run)
{
  const json_t *rows = json_object_get(run->json, "quantities");
  char          text[SHOWN_TEXT];

  for (size_t i = 0; i < json_array_size(rows); i++) {
    json_t *row = json_array_get(rows, i);

    shown_quantity(&run->list, &run->list.row[i], text);
    (void)json_object_set_new(row, "text", json_string(text));
    if (run == first) continue;
    const Compared compared = shown_compare(&first->list, &run->list, run->list.row[i].name);

    (void)json_object_set_new(row, "compared", json_string(shown_compared_name(compared)));
  }
}

static PetscErrorCode tell_answer(int n, const PageRun run[], json_t *root)
{
  json_t    *lines  = json_array();
  Answer     answer = {0};
  AnswerRun *told;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &told));
  for (int i = 0; i < n; i++) told[i] = (AnswerRun){run[i].title, &run[i].list};
  PetscCall(answer_write(n, told, &answer));
  for (int i = 0; i < answer.count; i++) {
    const AnswerLine *line = &answer.line[i];

    (void)json_array_append_new(lines, json_pack("{sssiss}", "kind", answer_kind_name(line->kind),
                                                 "run", line->run, "text", line->text));
  }
  (void)json_object_set_new(root, "answer", lines);
  PetscCall(answer_destroy(&answer));
  PetscCall(PetscFree(told));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void gather_words(json_t *root)
{
  json_t *words = json_object();

  for (size_t i = 0; shown_word_at(i)->name; i++)
    (void)json_object_set_new(words, shown_word_at(i)->name, json_string(shown_word_at(i)->word));
  (void)json_object_set_new(root, "words", words);
}

PetscErrorCode summary_gather(json_t *root)
{
  json_t   *runs = json_object_get(root, "runs");
  const int n    = (int)json_array_size(runs);
  PageRun  *run;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &run));
  for (int i = 0; i < n; i++) run[i].json = json_array_get(runs, (size_t)i);
  PetscCall(name_runs(n, run));
  for (int i = 0; i < n; i++) PetscCall(read_quantities(&run[i]));
  for (int i = 0; i < n; i++) show_quantities(&run[0], &run[i]);
  PetscCall(tell_answer(n, run, root));
  gather_words(root);
  for (int i = 0; i < n; i++) PetscCall(quantities_destroy(&run[i].list));
  PetscCall(PetscFree(run));
  PetscFunctionReturn(PETSC_SUCCESS);
}
