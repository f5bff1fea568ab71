// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a run: what is asked for is held against it, the folder of pictures is looked at, pvpython does the rest.
#define _POSIX_C_SOURCE 200809L

#include "sij/render.h"

#include "launch.h"
#include "task.h"

#include "sij/report/output.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_empty(const char *folder)
{
  DIR *open = opendir(folder);
  int  n    = 0;

  if (!open) return false;
  for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) n++;
  (void)closedir(open);
  return n <= 2; // itself, and the one above
}

// Pictures replace pictures, and nothing else.
static PetscErrorCode open_folder(const char *folder, Problems *problems)
{
  char path[LAUNCH_PATH + 16];

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "%s/pictures.json", folder);
  if (mkdir(folder, 0777) == 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (errno != EEXIST)
    PetscCall(problems_add(problems, folder, "cannot be made: %s", strerror(errno)));
  else if (!is_empty(folder) && !output_has_key(path, "pictures"))
    PetscCall(problems_add(problems, folder,
                           "is there and holds no pictures of sij; name another folder with -o"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode draw(const RenderRequest *request, const char *folder, RenderTask *task,
                           bool *failed, Problems *problems)
{
  char *whole = NULL, *text;

  PetscFunctionBeginUser;
  PetscCall(open_folder(folder, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  whole = realpath(folder, NULL);
  (void)json_object_set_new(task->root, "folder", json_string(whole ? whole : folder));
  free(whole);
  text = json_dumps(task->root, JSON_COMPACT);
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "The task of pictures cannot be JSON");
  PetscCall(launch_task(text, folder, failed, problems));
  free(text);
  if (!*failed) printf("Pictures of %s are in %s.\n", request->run, folder);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode render_on_rank_0(const RenderRequest *request, bool *failed,
                                       Problems *problems)
{
  char       folder[LAUNCH_PATH];
  RenderTask task;

  PetscFunctionBeginUser;
  if (request->folder) (void)snprintf(folder, sizeof folder, "%s", request->folder);
  else (void)snprintf(folder, sizeof folder, "%s/pictures", request->run);
  PetscCall(task_gather(request->run, &task, problems));
  if (problems->count == 0) PetscCall(task_ask(request, &task, problems));
  if (problems->count == 0) PetscCall(launch_check(problems));
  if (problems->count == 0) PetscCall(draw(request, folder, &task, failed, problems));
  json_decref(task.root);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode render_run(MPI_Comm comm, const RenderRequest *request, bool *failed,
                          Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  *failed = false;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(render_on_rank_0(request, failed, problems));
  PetscCallMPI(MPI_Bcast(failed, 1, MPI_C_BOOL, 0, comm));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
