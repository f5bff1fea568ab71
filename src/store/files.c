// SPDX-License-Identifier: GPL-3.0-or-later
// Folders and files of a result outside HDF5: made first, disk space reserved ahead of each write, renamed at
// the end or removed.
#define _POSIX_C_SOURCE 200809L

#include "writer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

// Makes every missing folder of a path; `made` is the first of them.
static int make_folders(const char *folder, char made[STORE_PATH])
{
  char        path[STORE_PATH];
  struct stat status;

  for (size_t i = 1; i <= strlen(folder); i++) {
    if (folder[i] != '/' && folder[i] != '\0') continue;
    (void)snprintf(path, sizeof path, "%.*s", (int)i, folder);
    if (mkdir(path, 0777) == 0) {
      if (!made[0]) (void)snprintf(made, STORE_PATH, "%s", path);
    } else if (errno != EEXIST) return errno;
  }
  if (stat(folder, &status) != 0) return errno;
  return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

static int make_file(const char *path)
{
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

  if (file < 0 || close(file) != 0) return errno;
  return 0;
}

// rename() would fail at the end of the run where a folder holds the final name.
static int check_name_is_free(const char *path)
{
  struct stat status;

  if (lstat(path, &status) != 0) return errno == ENOENT ? 0 : errno;
  return S_ISDIR(status.st_mode) ? EISDIR : 0;
}

void store_create_files(Store *store, const char *folder)
{
  int code;

  if (store->rank != 0) return;
  code = make_folders(folder, store->made);
  for (int i = 0; i < STORE_FILES && code == 0; i++) code = check_name_is_free(store->final[i]);
  for (int i = 0; i < STORE_FILES && code == 0; i++) code = make_file(store->part[i]);
  if (code != 0) store_note_errno(store, code);
}

static int reserve_blocks(const char *path, int64_t from, int64_t bytes)
{
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  int       code;

  if (file < 0) return errno;
  code = posix_fallocate(file, (off_t)from, (off_t)bytes);
  if (close(file) != 0 && code == 0) code = errno;
  // A file system that cannot reserve space may still have it.
  return code == EINVAL || code == EOPNOTSUPP ? 0 : code;
}

// Past its limit a process is killed by a signal, so the limit is asked for before.
static void check_limit(Store *store, int64_t end)
{
  struct rlimit limit;

  if (store->cause[0] || getrlimit(RLIMIT_FSIZE, &limit) != 0) return;
  if (limit.rlim_cur == RLIM_INFINITY || (uint64_t)end <= limit.rlim_cur) return;
  (void)snprintf(store->cause, sizeof store->cause,
                 "%s; it needs %.1f MB and this process may write %.1f MB (ulimit -f)",
                 strerror(EFBIG), 1e-6 * (double)end, 1e-6 * (double)limit.rlim_cur);
}

PetscErrorCode store_reserve(Store *store, int64_t bytes, bool *good, Problems *problems)
{
  const char *const path = store->part[STORE_DATA];

  PetscFunctionBeginUser;
  store->claimed += bytes;
  store_probe(store);
  check_limit(store, store->size + store->claimed);
  if (store->rank == 0 && !store->cause[0]) {
    const int code = reserve_blocks(path, store->size, store->claimed);

    if (code != 0)
      (void)snprintf(store->cause, sizeof store->cause, "%s; %.1f MB more are needed",
                     strerror(code), 1e-6 * (double)bytes);
  }
  PetscCall(store_verdict(store, path, "reserve disk space for the results", good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_flush(Store *store, const char *doing, bool *good, Problems *problems)
{
  struct stat status;

  PetscFunctionBeginUser;
  errno = 0;
  (void)store_note(store, H5Fflush(store->file, H5F_SCOPE_GLOBAL));
  store->claimed = 0;
  if (stat(store->part[STORE_DATA], &status) == 0) store->size = (int64_t)status.st_size;
  PetscCall(store_verdict(store, store->part[STORE_DATA], doing, good, problems));
  store->broken = !*good;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int write_to_disk(const char *path)
{
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  int       code = 0;

  if (file < 0) return errno;
  if (fsync(file) != 0) code = errno;
  if (close(file) != 0 && code == 0) code = errno;
  return code == EINVAL ? 0 : code;
}

void store_rename(Store *store)
{
  int code = 0;

  if (store->rank != 0) return;
  for (int i = 0; i < STORE_FILES && code == 0; i++) code = write_to_disk(store->part[i]);
  for (int i = 0; i < STORE_FILES && code == 0; i++)
    if (rename(store->part[i], store->final[i]) != 0) code = errno;
  if (code != 0) store_note_errno(store, code);
}

// From the folder of the files up to the first one made: rmdir() refuses a folder in use.
static void remove_folders(const Store *store)
{
  char path[STORE_PATH];

  if (!store->made[0]) return;
  (void)snprintf(path, sizeof path, "%s", store->part[STORE_DATA]);
  for (char *slash;
       (slash = strrchr(path, '/')) && strlen(store->made) <= (size_t)(slash - path);) {
    *slash = '\0';
    if (rmdir(path) != 0) return;
  }
}

void store_remove(Store *store)
{
  if (store->rank != 0) return;
  for (int i = 0; i < STORE_FILES; i++) (void)unlink(store->part[i]);
  remove_folders(store);
}
