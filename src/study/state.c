// SPDX-License-Identifier: GPL-3.0-or-later
// Judges the folder of a case: whether the result in it is that of the case, and what an attempt that failed has left.
#define _POSIX_C_SOURCE 200809L

#include "state.h"

#include "sij/checkpoint.h"
#include "sij/report.h"
#include "sij/store/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE = 2048 };

static const char FAILURE[] = "failed.txt";

void state_folder(const char *folder, const Study *study, int number, char path[STUDY_PATH])
{
  (void)snprintf(path, STUDY_PATH, "%.900s/%s", folder, study->cases[number].name);
}

static void path_below(const char *folder, const char *name, char path[STUDY_PATH])
{
  (void)snprintf(path, STUDY_PATH, "%.990s/%s", folder, name);
}

bool state_has_summary(const char *folder)
{
  char path[STUDY_PATH];

  path_below(folder, "summary.json", path);
  return access(path, F_OK) == 0;
}

static PetscErrorCode has_bars(const char *folder, bool *has)
{
  Quantities list   = {0};
  Problems   broken = {0};
  char       name[REPORT_NAME];

  PetscFunctionBeginUser;
  *has = false;
  PetscCall(report_read_summary(PETSC_COMM_SELF, folder, name, &list, &broken));
  for (int i = 0; i < list.count; i++) *has = *has || isfinite(list.row[i].error);
  PetscCall(quantities_destroy(&list));
  PetscCall(problems_destroy(&broken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_text(const char *folder, const char *text, StateKind *state,
                                   Problems *why)
{
  static const char *const FREE[] = {"title", "mesh.needle_tips"};
  StoreReader             *reader;
  Problems                 broken = {0};
  char                    *before = NULL;
  const int                told   = why->count;

  PetscFunctionBeginUser;
  PetscCall(store_reader_open(folder, &reader, &broken));
  if (reader) PetscCall(store_reader_text(reader, "/case", &before));
  if (before) PetscCall(checkpoint_compare_cases(before, text, 2, FREE, why));
  else PetscCall(problems_add(why, "", "holds a summary.json, and no run.vtkhdf with its case"));
  *state = why->count == told ? STATE_FINISHED : STATE_OTHER;
  PetscCall(PetscFree(before));
  PetscCall(store_reader_close(&reader));
  PetscCall(problems_destroy(&broken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode state_of(const char *folder, const char *text, bool estimate, StateKind *state,
                        Problems *why)
{
  bool bars = true;

  PetscFunctionBeginUser;
  *state = STATE_OPEN;
  if (!state_has_summary(folder)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(compare_text(folder, text, state, why));
  if (*state == STATE_FINISHED && estimate) PetscCall(has_bars(folder, &bars));
  if (!bars) *state = STATE_OPEN;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The folder may have gone with what was in it.
void state_write_failure(const char *folder, long long mark, const Problems *sentences)
{
  char  path[STUDY_PATH];
  FILE *file;

  path_below(folder, FAILURE, path);
  (void)mkdir(folder, 0777);
  file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%lld\n", mark);
  for (int i = 0; i < sentences->count; i++) fprintf(file, "%s\n", sentences->sentence[i]);
  (void)fclose(file);
}

PetscErrorCode state_read_failure(const char *folder, long long *mark, Problems *sentences)
{
  char  path[STUDY_PATH], line[LINE];
  FILE *file;

  PetscFunctionBeginUser;
  *mark = 0;
  path_below(folder, FAILURE, path);
  file = fopen(path, "r");
  if (!file) PetscFunctionReturn(PETSC_SUCCESS);
  if (fgets(line, sizeof line, file)) *mark = strtoll(line, NULL, 10);
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    PetscCall(problems_add(sentences, "", "%s", line));
  }
  (void)fclose(file);
  PetscFunctionReturn(PETSC_SUCCESS);
}

void state_remove_failure(const char *folder)
{
  char path[STUDY_PATH];

  path_below(folder, FAILURE, path);
  (void)unlink(path);
}
