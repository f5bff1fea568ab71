// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a checkpoint: names of its files, which states there are, which may go. Rank 0 looks and acts.
#define _POSIX_C_SOURCE 200809L

#include "state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_state_path(const Checkpoint *checkpoint, int step, char path[FILE_PATH])
{
  (void)snprintf(path, FILE_PATH, "%.980s/state-%08d.sij", checkpoint->folder, step);
}

void folder_output_path(const Checkpoint *checkpoint, int number, char path[FILE_PATH])
{
  (void)snprintf(path, FILE_PATH, "%.980s/output-%05d.sij", checkpoint->folder, number);
}

void folder_points_path(const Checkpoint *checkpoint, int copy, char path[FILE_PATH])
{
  (void)snprintf(path, FILE_PATH, "%.980s/points-%c.sij", checkpoint->folder, 'a' + copy);
}

// The number in a name like state-00000012.sij; -1 for any other name.
static int read_number(const char *name, const char *kind)
{
  const size_t length = strlen(kind);
  char        *end;
  long         number;

  if (strncmp(name, kind, length) != 0 || name[length] < '0' || name[length] > '9') return -1;
  number = strtol(name + length, &end, 10);
  return strcmp(end, ".sij") == 0 && number >= 0 && number <= 99999999 ? (int)number : -1;
}

static bool is_part(const char *name)
{
  const size_t length = strlen(name);

  return length > 5 && strcmp(name + length - 5, ".part") == 0;
}

// Keeps the largest numbers, in decreasing order.
static void insert_number(int value, int *n, int number[FOLDER_STATES])
{
  int at = *n;

  while (at > 0 && number[at - 1] < value) at--;
  if (at == FOLDER_STATES) return;
  if (*n < FOLDER_STATES) (*n)++;
  for (int k = *n - 1; k > at; k--) number[k] = number[k - 1];
  number[at] = value;
}

PetscErrorCode folder_states(const Checkpoint *checkpoint, int *n, int number[FOLDER_STATES])
{
  PetscFunctionBeginUser;
  *n          = 0;
  DIR *folder = checkpoint->rank == 0 ? opendir(checkpoint->folder) : NULL;

  if (folder) {
    for (const struct dirent *entry; (entry = readdir(folder));) {
      const int value = read_number(entry->d_name, "state-");

      if (value >= 0) insert_number(value, n, number);
    }
    (void)closedir(folder);
  }
  PetscCallMPI(MPI_Bcast(n, 1, MPI_INT, 0, checkpoint->comm));
  PetscCallMPI(MPI_Bcast(number, *n, MPI_INT, 0, checkpoint->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Left by a run that was killed while it wrote a state under this name.
static void remove_parts(const Checkpoint *checkpoint)
{
  DIR *folder = opendir(checkpoint->folder);

  if (!folder) return;
  for (const struct dirent *entry; (entry = readdir(folder));)
    if (strncmp(entry->d_name, "state-", 6) == 0 && is_part(entry->d_name))
      (void)unlinkat(dirfd(folder), entry->d_name, 0);
  (void)closedir(folder);
}

PetscErrorCode folder_prune(const Checkpoint *checkpoint, int newest)
{
  int  n, number[FOLDER_STATES], kept = 0;
  char path[FILE_PATH];

  PetscFunctionBeginUser;
  PetscCall(folder_states(checkpoint, &n, number));
  for (int i = 0; i < n && checkpoint->rank == 0; i++) {
    if (number[i] <= newest && ++kept <= checkpoint->keep) continue;
    folder_state_path(checkpoint, number[i], path);
    (void)unlink(path);
  }
  if (checkpoint->rank == 0) remove_parts(checkpoint);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void write_mark_path(const Checkpoint *checkpoint, char path[FILE_PATH])
{
  (void)snprintf(path, FILE_PATH, "%.980s/finished", checkpoint->folder);
}

void folder_mark_finished(const Checkpoint *checkpoint)
{
  char path[FILE_PATH];
  int  file;

  write_mark_path(checkpoint, path);
  file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (file >= 0) (void)close(file);
}

bool folder_is_finished(const Checkpoint *checkpoint)
{
  char path[FILE_PATH];

  write_mark_path(checkpoint, path);
  return access(path, F_OK) == 0;
}

void folder_remove_mark(const Checkpoint *checkpoint)
{
  char path[FILE_PATH];

  write_mark_path(checkpoint, path);
  (void)unlink(path);
}

// Files of this module alone: a name of another kind is not ours to remove.
static bool is_ours(const char *name)
{
  const size_t length = strlen(name);

  return (is_part(name) || (length > 4 && strcmp(name + length - 4, ".sij") == 0)) &&
         (strncmp(name, "state-", 6) == 0 || strncmp(name, "output-", 7) == 0 ||
          strncmp(name, "points-", 7) == 0);
}

static int remove_ours(const Checkpoint *checkpoint, const char *start)
{
  DIR *folder = opendir(checkpoint->folder);
  int  code   = 0;

  if (!folder) return errno;
  for (const struct dirent *entry; (entry = readdir(folder));)
    if (is_ours(entry->d_name) && strncmp(entry->d_name, start, strlen(start)) == 0 &&
        unlinkat(dirfd(folder), entry->d_name, 0) != 0 && code == 0)
      code = errno;
  (void)closedir(folder);
  return code;
}

// States first: without one, what is left of the folder after a kill is nothing to go on from.
static int empty_folder(const Checkpoint *checkpoint)
{
  const int code = remove_ours(checkpoint, "state-");

  return code != 0 ? code : remove_ours(checkpoint, "");
}

PetscErrorCode folder_begin(const Checkpoint *checkpoint, int *code)
{
  PetscFunctionBeginUser;
  *code = 0;
  if (checkpoint->rank == 0) {
    if (mkdir(checkpoint->folder, 0777) != 0 && errno != EEXIST) *code = errno;
    if (*code == 0) *code = empty_folder(checkpoint);
  }
  PetscCallMPI(MPI_Bcast(code, 1, MPI_INT, 0, checkpoint->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}
