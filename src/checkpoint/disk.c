// SPDX-License-Identifier: GPL-3.0-or-later
// Whole reads and writes at a place of a file, and a folder's entries flushed to the disk. file.c and checksum.c use them.
#define _POSIX_C_SOURCE 200809L

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

// A signal may interrupt a call, and a call may move less than was asked.
int disk_write(int file, const void *bytes, int64_t size, int64_t offset)
{
  const char *from = (const char *)bytes;

  while (size > 0) {
    const ssize_t n = pwrite(file, from, (size_t)size, (off_t)offset);

    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? errno : EIO;
    from += n;
    offset += n;
    size -= n;
  }
  return 0;
}

int disk_read(int file, void *bytes, int64_t size, int64_t offset)
{
  char *to = (char *)bytes;

  while (size > 0) {
    const ssize_t n = pread(file, to, (size_t)size, (off_t)offset);

    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? errno : EIO;
    to += n;
    offset += n;
    size -= n;
  }
  return 0;
}

int disk_flush_folder(const char *path_of_file)
{
  char        folder[FILE_PATH];
  const char *slash  = strrchr(path_of_file, '/');
  size_t      length = slash ? (size_t)(slash - path_of_file) : 1;
  int         file, code = 0;

  if (length >= sizeof folder) return ENAMETOOLONG;
  memcpy(folder, slash ? path_of_file : ".", length);
  folder[length] = '\0';
  file           = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return errno;
  if (fsync(file) != 0 && errno != EINVAL) code = errno;
  (void)close(file);
  return code;
}
