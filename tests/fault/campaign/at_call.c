// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what a process writes below a folder, and at a chosen call ends it by SIGKILL or lets the call fail; loaded
// before the C library, for fault.campaign. A write is torn: half of it is on the disk when the process ends.
//
// SIJ_CALL_FOLDER  counts calls on files below this absolute path
// SIJ_CALL_RANK    in this process alone; 0 without mpirun
// SIJ_CALL_NUMBER  the call, from 1
// SIJ_CALL_ERROR   its error, and that of all that follow; 0: SIGKILL; negative: of this call alone
// SIJ_CALL_COUNT   file for the number of calls, written at the end
#define _GNU_SOURCE // RTLD_NEXT; NOLINT(bugprone-reserved-identifier)

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls;

static long number_of(const char *name)
{
  const char *text = getenv(name);

  return text ? strtol(text, NULL, 10) : 0;
}

static bool is_chosen_rank(void)
{
  return number_of("OMPI_COMM_WORLD_RANK") == number_of("SIJ_CALL_RANK");
}

static bool is_below(const char *path)
{
  const char *folder = getenv("SIJ_CALL_FOLDER");

  return folder && is_chosen_rank() && strncmp(path, folder, strlen(folder)) == 0;
}

static bool is_file_below(int file)
{
  char      link[64], path[PATH_MAX];
  ssize_t   n;
  const int kept = errno;

  (void)snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  n     = readlink(link, path, sizeof path - 1);
  errno = kept;
  if (n < 0) return false;
  path[n] = '\0';
  return is_below(path);
}

// Whether the next call is the chosen one, or after it; `error` is what becomes of it, 0 for SIGKILL.
static bool is_struck(int *error)
{
  const long number = number_of("SIJ_CALL_NUMBER"), wanted = number_of("SIJ_CALL_ERROR");

  calls++;
  *error = (int)labs(wanted);
  return number > 0 && (calls == number || (calls > number && wanted > 0));
}

// For calls that cannot be torn: true if the call fails by *error.
static bool is_refused(int *error)
{
  if (!is_struck(error)) return false;
  if (*error == 0) (void)raise(SIGKILL);
  return true;
}

static void *find_next(const char *name)
{
  void *found = dlsym(RTLD_NEXT, name);

  if (!found) abort();
  return found;
}

// dlsym() gives a pointer to data, which C does not turn into one to a function.
#define NEXT(type, name)                                                                           \
  type        name##_next;                                                                         \
  void *const name##_found = find_next(#name);                                                     \
  memcpy(&name##_next, &name##_found, sizeof name##_next)

typedef ssize_t (*PwriteCall)(int, const void *, size_t, off_t);
typedef ssize_t (*PwritevCall)(int, const struct iovec *, int, off_t);
typedef ssize_t (*WriteCall)(int, const void *, size_t);
typedef int (*FileCall)(int);
typedef int (*PathCall)(const char *);
typedef int (*UnlinkatCall)(int, const char *, int);
typedef int (*PathsCall)(const char *, const char *);
typedef int (*ReserveCall)(int, off_t, off_t);
typedef int (*StreamCall)(FILE *);

ssize_t pwrite(int file, const void *bytes, size_t n, off_t offset)
{
  int error;
  NEXT(PwriteCall, pwrite);

  if (!is_file_below(file) || !is_struck(&error)) return pwrite_next(file, bytes, n, offset);
  if (error == 0) {
    (void)pwrite_next(file, bytes, n / 2, offset);
    (void)raise(SIGKILL);
  }
  errno = error;
  return -1;
}

ssize_t pwritev(int file, const struct iovec *part, int n, off_t offset)
{
  int error;
  NEXT(PwritevCall, pwritev);

  if (!is_file_below(file) || !is_struck(&error)) return pwritev_next(file, part, n, offset);
  if (error == 0) {
    (void)pwritev_next(file, part, (n + 1) / 2, offset);
    (void)raise(SIGKILL);
  }
  errno = error;
  return -1;
}

ssize_t write(int file, const void *bytes, size_t n)
{
  int error;
  NEXT(WriteCall, write);

  if (!is_file_below(file) || !is_struck(&error)) return write_next(file, bytes, n);
  if (error == 0) {
    (void)write_next(file, bytes, n / 2);
    (void)raise(SIGKILL);
  }
  errno = error;
  return -1;
}

int fsync(int file)
{
  int error;
  NEXT(FileCall, fsync);

  if (!is_file_below(file) || !is_refused(&error)) return fsync_next(file);
  errno = error;
  return -1;
}

int posix_fallocate(int file, off_t offset, off_t size)
{
  int error;
  NEXT(ReserveCall, posix_fallocate);

  if (!is_file_below(file) || !is_refused(&error)) return posix_fallocate_next(file, offset, size);
  return error;
}

int unlink(const char *path)
{
  int error;
  NEXT(PathCall, unlink);

  if (!is_below(path) || !is_refused(&error)) return unlink_next(path);
  errno = error;
  return -1;
}

int unlinkat(int folder, const char *path, int flags)
{
  int error;
  NEXT(UnlinkatCall, unlinkat);

  if (!is_file_below(folder) || !is_refused(&error)) return unlinkat_next(folder, path, flags);
  errno = error;
  return -1;
}

int rename(const char *from, const char *to)
{
  int error;
  NEXT(PathsCall, rename);

  if (!is_below(to) || !is_refused(&error)) return rename_next(from, to);
  errno = error;
  return -1;
}

int link(const char *from, const char *to)
{
  int error;
  NEXT(PathsCall, link);

  if (!is_below(to) || !is_refused(&error)) return link_next(from, to);
  errno = error;
  return -1;
}

int fflush(FILE *stream)
{
  int error;
  NEXT(StreamCall, fflush);

  if (!stream || !is_file_below(fileno(stream)) || !is_refused(&error)) return fflush_next(stream);
  errno = error;
  return EOF;
}

int fclose(FILE *stream)
{
  int error;
  NEXT(StreamCall, fclose);

  if (!is_file_below(fileno(stream)) || !is_refused(&error)) return fclose_next(stream);
  (void)fclose_next(stream);
  errno = error;
  return EOF;
}

__attribute__((destructor)) static void report_calls(void)
{
  const char *path = getenv("SIJ_CALL_COUNT");
  FILE       *file = path && is_chosen_rank() && calls > 0 ? fopen(path, "w") : NULL;

  if (!file) return;
  (void)fprintf(file, "%ld\n", calls);
  (void)fclose(file);
}
