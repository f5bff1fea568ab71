// SPDX-License-Identifier: GPL-3.0-or-later
/** Every broken case file of a folder gives exactly the sentences of its expected.txt, no more.
 *
 * usage: casefile_faults FOLDER          compares
 *        casefile_faults FOLDER FILE     prints what FILE gives, as expected.txt would hold it
 *
 * A line of expected.txt is one sentence, which begins with the name of its file, or
 * "file.yaml > sentence" where it does not. Folder names are left out of sentences.
 */
#include "sij/casefile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1400, LINES = 200 };

typedef struct {
  char file[64];
  char sentence[LINE];
  bool met;
} Expected;

/** Takes every "folder/" out of a sentence. */
static void strip(char *sentence, const char *folder)
{
  const size_t n = strlen(folder) + 1;

  for (char *at = strstr(sentence, folder); at; at = strstr(at, folder))
    memmove(at, at + n, strlen(at + n) + 1);
}

static PetscErrorCode faults_of(const char *folder, const char *file, Problems *problems)
{
  char  path[LINE];
  Case *input = NULL;
  char *text  = NULL;

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "%s/%s", folder, file);
  PetscCall(case_load(PETSC_COMM_WORLD, path, 0, NULL, &input, &text, problems));
  for (int i = 0; i < problems->count; i++) strip(problems->sentence[i], folder);
  if (problems->count == 0) printf("%s: loads without a fault\n", file);
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int read_expected(const char *folder, Expected expected[LINES])
{
  char  path[LINE], line[LINE];
  FILE *file;
  int   n = 0;

  (void)snprintf(path, sizeof path, "%s/expected.txt", folder);
  file = fopen(path, "r");
  while (file && n < LINES && fgets(line, sizeof line, file)) {
    const char  *apart = strstr(line, " > ");
    const size_t name  = apart ? (size_t)(apart - line) : strcspn(line, ":");

    line[strcspn(line, "\n")] = '\0';
    if (!line[0] || line[0] == '#' || name >= sizeof expected[n].file) continue;
    (void)snprintf(expected[n].file, sizeof expected[n].file, "%.*s", (int)name, line);
    (void)snprintf(expected[n].sentence, LINE, "%s", apart ? apart + 3 : line);
    expected[n++].met = false;
  }
  if (file) (void)fclose(file);
  return n;
}

static int compare(const Problems *problems, const char *file, int n, Expected expected[])
{
  int wrong = 0;

  for (int i = 0; i < problems->count; i++) {
    bool known = false;

    for (int j = 0; j < n && !known; j++) {
      known = !expected[j].met && strcmp(expected[j].file, file) == 0 &&
              strcmp(expected[j].sentence, problems->sentence[i]) == 0;
      if (known) expected[j].met = true;
    }
    if (!known) printf("unexpected: %s\n", problems->sentence[i]);
    wrong += !known;
  }
  for (int j = 0; j < n; j++)
    if (strcmp(expected[j].file, file) == 0 && !expected[j].met) {
      printf("missing:    %s\n", expected[j].sentence);
      wrong++;
    }
  return wrong;
}

static PetscErrorCode check_all(const char *folder, int *wrong)
{
  Expected *expected;
  int       n, files = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(LINES, &expected));
  n = read_expected(folder, expected);
  for (int i = 0; i < n; i++) {
    Problems problems = {0};
    bool     seen     = false;

    for (int j = 0; j < i; j++) seen = seen || strcmp(expected[j].file, expected[i].file) == 0;
    if (seen) continue;
    files++;
    PetscCall(faults_of(folder, expected[i].file, &problems));
    *wrong += compare(&problems, expected[i].file, n, expected);
    PetscCall(problems_destroy(&problems));
  }
  printf("%d files, %d sentences, %d wrong\n", files, n, *wrong);
  if (files < 20) *wrong += 1;
  PetscCall(PetscFree(expected));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_one(const char *folder, const char *file)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  PetscCall(faults_of(folder, file, &problems));
  for (int i = 0; i < problems.count; i++) {
    if (strncmp(problems.sentence[i], file, strlen(file)) != 0) printf("%s > ", file);
    printf("%s\n", problems.sentence[i]);
  }
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  int wrong = 0;

  if (argc < 2) return 2;
  PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
  if (argc > 2) PetscCall(print_one(argv[1], argv[2]));
  else PetscCall(check_all(argv[1], &wrong));
  PetscCall(PetscFinalize());
  return wrong > 0;
}
