// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the folder of a run's results, locks it, and refuses one that holds what the run must not replace.
#define _POSIX_C_SOURCE 200809L

#include "sij/report/folder.h"

#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What a run leaves in its folder, as store, series.c and summary.c name it.
static const char *const NAMES[] = {"run.vtkhdf", "run.xdmf", "open_in_paraview.py",
                                    "timeseries.csv", "summary.json"};

enum { N_NAMES = sizeof NAMES / sizeof NAMES[0] };

static const char *const CURE = "choose another folder with -o";

// Makes one folder; the first that is made is remembered.
static int make_one(const char *path, char made[LOCK_PATH])
{
  if (mkdir(path, 0777) == 0) {
    if (!made[0]) (void)snprintf(made, LOCK_PATH, "%s", path);
    return 0;
  }
  return errno == EEXIST ? 0 : errno;
}

static int make_parents(const char *path, char made[LOCK_PATH])
{
  char part[LOCK_PATH];
  int  code = 0;

  (void)snprintf(part, sizeof part, "%s", path);
  for (char *slash = strchr(part + 1, '/'); slash && code == 0; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    code   = make_one(part, made);
    *slash = '/';
  }
  return code;
}

// From the folder of the results up to the first one made: rmdir() refuses a folder in use.
static void remove_made(const ResultFolder *folder)
{
  char path[LOCK_PATH];

  if (!folder->made[0]) return;
  (void)snprintf(path, sizeof path, "%s", folder->path);
  while (strlen(path) >= strlen(folder->made) && rmdir(path) == 0) {
    char *slash = strrchr(path, '/');

    if (!slash) return;
    *slash = '\0';
  }
}

static PetscErrorCode make_folder(const FolderRequest *request, ResultFolder *folder,
                                  Problems *problems)
{
  struct stat status;
  int         code = 0;

  PetscFunctionBeginUser;
  if (request->parents) code = make_parents(folder->path, folder->made);
  if (code == 0) code = make_one(folder->path, folder->made);
  if (code == 0 && stat(folder->path, &status) != 0) code = errno;
  else if (code == 0 && !S_ISDIR(status.st_mode)) code = ENOTDIR;
  if (code == ENOENT && !request->parents)
    PetscCall(
      problems_add(problems, folder->path,
                   "cannot write results there: the folder above it does not exist; make that, or "
                   "give --parents"));
  else if (code != 0)
    PetscCall(problems_add(problems, folder->path, "cannot write results there: %s; %s",
                           strerror(code), CURE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool status_of(const char *folder, const char *name, const char *ending, struct stat *status)
{
  char path[2 * LOCK_PATH];

  (void)snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
  return lstat(path, status) == 0;
}

// A folder, a pipe or a device under the name of a result is never replaced, and a link is not written through.
static PetscErrorCode check_kinds(const char *folder, Problems *problems)
{
  static const char *const ENDINGS[] = {"", ".part"};
  struct stat              status;

  PetscFunctionBeginUser;
  for (int i = 0; i < N_NAMES; i++)
    for (int k = 0; k < 2; k++)
      if (status_of(folder, NAMES[i], ENDINGS[k], &status) && !S_ISREG(status.st_mode))
        PetscCall(problems_add(problems, folder, "cannot write results there: %s%s is no file; %s",
                               NAMES[i], ENDINGS[k], CURE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The first result in the folder that is not the summary; NULL if there is none. */
static const char *find_result(const char *folder)
{
  struct stat status;

  for (int i = 0; i + 1 < N_NAMES; i++)
    if (status_of(folder, NAMES[i], "", &status)) return NAMES[i];
  return NULL;
}

// Whose result it is stands in its summary.
static PetscErrorCode check_owner(const FolderRequest *request, const char *folder,
                                  Problems *problems)
{
  static const char *const ask   = "to replace it, give --overwrite; else";
  const char              *other = find_result(folder);
  Problems                 found = {0};
  struct stat              status;
  Run                      run;

  PetscFunctionBeginUser;
  if (!status_of(folder, "summary.json", "", &status)) {
    if (other)
      PetscCall(problems_add(
        problems, folder, "holds %s and no summary.json, which would say whose result it is; %s %s",
        other, ask, CURE));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(run_read(folder, &run, &found));
  if (found.count > 0)
    PetscCall(problems_add(problems, folder, "holds a summary.json that is not of a run; %s %s",
                           ask, CURE));
  else if (strcmp(run.name, request->case_name) != 0)
    PetscCall(problems_add(problems, folder, "holds the result of another case, %s; %s %s",
                           run.name, ask, CURE));
  PetscCall(quantities_destroy(&run.list));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode open_on_rank_0(const FolderRequest *request, ResultFolder *folder,
                                     Problems *problems)
{
  const int before = problems->count;
  size_t    n      = strlen(request->path);

  PetscFunctionBeginUser;
  while (n > 1 && request->path[n - 1] == '/') n--;
  if (n >= LOCK_PATH) {
    PetscCall(problems_add(problems, request->path, "is too long a name; %s", CURE));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  (void)snprintf(folder->path, sizeof folder->path, "%.*s", (int)n, request->path);
  PetscCall(make_folder(request, folder, problems));
  if (problems->count == before) PetscCall(lock_take(folder->path, &folder->lock, problems));
  if (problems->count == before) PetscCall(check_kinds(folder->path, problems));
  if (problems->count == before && !request->overwrite)
    PetscCall(check_owner(request, folder->path, problems));
  if (problems->count > before) {
    const bool busy = folder->lock.busy;

    report_folder_close(folder);
    folder->lock.busy = busy;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_folder_open(MPI_Comm comm, const FolderRequest *request, ResultFolder *folder,
                                  Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  *folder = (ResultFolder){0};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(open_on_rank_0(request, folder, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void report_folder_close(ResultFolder *folder)
{
  lock_release(&folder->lock);
  remove_made(folder);
  *folder = (ResultFolder){0};
}
