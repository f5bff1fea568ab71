// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of a folder: a file that names host, process and start time of its owner. Taken by a hard link; a stale one
// is replaced under a record lock on it, so that of several processes that find it one takes it.
#define _POSIX_C_SOURCE 200809L

#include "sij/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HOST = 256, TEXT = 512, ATTEMPTS = 100 };

/** Who holds a lock; `started` tells a process from a later one with its number. */
typedef struct {
  char      host[HOST];
  long      process;
  long long started; // in the kernel's clock; 0: not known
} Owner;

typedef enum { OWNER_UNKNOWN, OWNER_ELSEWHERE, OWNER_ALIVE, OWNER_GONE } OwnerState;

/** What the kernel says of a process, where it does. */
typedef struct {
  bool      ended;   // but its parent has not asked for its end
  long long started; // 0: not known
} Process;

// Fields 3 and 22 of /proc/PID/stat, counted from the end of the name, which may hold anything.
static Process find_process(long number)
{
  Process process = {0};
  char    path[64], text[TEXT * 4];
  size_t  n    = 0;
  FILE   *file = NULL;

  (void)snprintf(path, sizeof path, "/proc/%ld/stat", number);
  file = fopen(path, "r");
  if (!file) return process;
  n       = fread(text, 1, sizeof text - 1, file);
  text[n] = '\0';
  (void)fclose(file);

  const char *at = strrchr(text, ')');

  process.ended = at && strlen(at) > 2 && strchr("ZX", at[2]);
  for (int field = 2; at && field < 22; field++) at = strchr(at + 1, ' ');
  if (at && strtoll(at, NULL, 10) > 0) process.started = strtoll(at, NULL, 10);
  return process;
}

static Owner find_self(void)
{
  Owner self = {.process = (long)getpid()};

  if (gethostname(self.host, sizeof self.host) != 0 || !self.host[0])
    (void)snprintf(self.host, sizeof self.host, "unknown");
  self.host[HOST - 1] = '\0';
  self.started        = find_process(self.process).started;
  return self;
}

static bool read_owner(int file, Owner *owner)
{
  char          text[TEXT];
  const ssize_t n = pread(file, text, sizeof text - 1, 0);

  if (n <= 0) return false;
  text[n] = '\0';
  return sscanf(text, "host %255s\nprocess %ld\nstarted %lld", owner->host, &owner->process,
                &owner->started) == 3 &&
         owner->process > 0;
}

static OwnerState judge_owner(const Owner *owner, const Owner *self)
{
  const Process process = find_process(owner->process);

  if (strcmp(owner->host, self->host) != 0) return OWNER_ELSEWHERE;
  if (kill((pid_t)owner->process, 0) != 0 && errno == ESRCH) return OWNER_GONE;
  if (process.ended) return OWNER_GONE;
  return process.started && owner->started && process.started != owner->started ? OWNER_GONE
                                                                                : OWNER_ALIVE;
}

static int write_owner(const char *path, int flags, const Owner *owner)
{
  char text[TEXT];
  int  file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666), code = 0;
  int  n = snprintf(text, sizeof text, "host %s\nprocess %ld\nstarted %lld\n", owner->host,
                    owner->process, owner->started);

  if (file < 0) return errno;
  if (write(file, text, (size_t)n) != n) code = errno ? errno : EIO;
  if (close(file) != 0 && code == 0) code = errno;
  return code;
}

// A server may have made the link although its answer was lost: then the file has two names.
static bool has_two_names(const char *path)
{
  struct stat status;

  return stat(path, &status) == 0 && status.st_nlink == 2;
}

// 0, EEXIST where somebody has the lock, or what else is wrong. Some file systems know no links.
static int make_lock(const char *path, const char *own, const Owner *self)
{
  const int code = link(own, path) == 0 ? 0 : errno;

  if (code == 0 || has_two_names(own)) return 0;
  if (code != EPERM && code != EOPNOTSUPP && code != ENOSYS) return code;
  return write_owner(path, O_EXCL, self);
}

static bool is_still_at(int file, const char *path)
{
  struct stat held, named;

  return fstat(file, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev;
}

// Puts the own file in place of a stale lock. Whoever waited here for another finds that the name has moved on: EAGAIN.
static int replace_stale(int file, const char *path, const char *own)
{
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

  if (fcntl(file, F_SETLKW, &whole) != 0) return errno;
  if (!is_still_at(file, path)) return EAGAIN;
  return rename(own, path) == 0 ? 0 : errno;
}

/** What became of one attempt. */
typedef struct {
  int        code; // 0: taken; EEXIST: see state; EAGAIN: try again; else an error of the system
  OwnerState state;
  Owner      owner;
} Attempt;

static Attempt try_lock(const char *path, const char *own, const Owner *self)
{
  Attempt attempt = {.code = make_lock(path, own, self)};

  if (attempt.code != EEXIST) return attempt;

  const int file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (file < 0) {
    attempt.code = errno == ENOENT ? EAGAIN : errno;
    return attempt;
  }
  if (read_owner(file, &attempt.owner)) attempt.state = judge_owner(&attempt.owner, self);
  if (attempt.state == OWNER_GONE) attempt.code = replace_stale(file, path, own);
  (void)close(file);
  return attempt;
}

static PetscErrorCode report_attempt(const Attempt *attempt, const char *folder, const char *path,
                                     Problems *problems)
{
  const Owner *owner = &attempt->owner;

  PetscFunctionBeginUser;
  if (attempt->code != EEXIST)
    PetscCall(problems_add(problems, folder,
                           "cannot write results there: %s; choose another folder with -o",
                           strerror(attempt->code)));
  else if (attempt->state == OWNER_ALIVE)
    PetscCall(
      problems_add(problems, folder,
                   "is in use: process %ld writes its results there; wait for it to end, or "
                   "choose another folder with -o",
                   owner->process));
  else if (attempt->state == OWNER_ELSEWHERE)
    PetscCall(
      problems_add(problems, folder,
                   "is in use by process %ld of host %s, which cannot be asked from here; choose "
                   "another folder with -o or, if that run has ended, remove %s",
                   owner->process, owner->host, path));
  else
    PetscCall(problems_add(problems, folder,
                           "is locked by a file that does not say by whom; choose another folder "
                           "with -o or, if no run writes there, remove %s",
                           path));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode lock_take(const char *folder, Lock *lock, Problems *problems)
{
  const Owner self    = find_self();
  Attempt     attempt = {0};
  char        own[LOCK_PATH + HOST + 32];

  PetscFunctionBeginUser;
  *lock = (Lock){0};
  if (snprintf(lock->path, sizeof lock->path, "%s/run.lock", folder) >= LOCK_PATH)
    attempt.code = ENAMETOOLONG;
  (void)snprintf(own, sizeof own, "%s.%s.%ld", lock->path, self.host, self.process);
  if (attempt.code == 0) attempt.code = write_owner(own, O_TRUNC | O_NOFOLLOW, &self);
  if (attempt.code == 0) {
    attempt = try_lock(lock->path, own, &self);
    for (int i = 0; i < ATTEMPTS && attempt.code == EAGAIN; i++)
      attempt = try_lock(lock->path, own, &self);
    (void)unlink(own);
  }
  lock->held = attempt.code == 0;
  lock->busy = attempt.code == EEXIST;
  if (!lock->held) PetscCall(report_attempt(&attempt, folder, lock->path, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void lock_release(Lock *lock)
{
  if (lock->held) (void)unlink(lock->path);
  lock->held = false;
}
