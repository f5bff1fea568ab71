// SPDX-License-Identifier: GPL-3.0-or-later
// How an HDF5 file is thrown away. HDF5 has no call for it: H5Fclose() writes what it still holds, and
// when that fails it leaves a handle that crashes the program at its exit, or ranks that wait for each
// other for ever. So the descriptor under MPI-IO is turned to a scratch file in memory first, where
// closing succeeds.
#define _POSIX_C_SOURCE 200809L

#include "writer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096 };

void store_find_descriptor(Store *store)
{
  struct stat wanted, found;

  store->descriptor = -1;
  if (stat(store->part[STORE_DATA], &wanted) != 0) return;
  for (int i = 0; i < DESCRIPTORS; i++)
    if (fstat(i, &found) == 0 && found.st_dev == wanted.st_dev && found.st_ino == wanted.st_ino)
      store->descriptor = i;
}

void store_probe(Store *store)
{
  const unsigned char first = 0x89; // of every HDF5 file

  if (store->descriptor < 0) return;
  if (pwrite(store->descriptor, &first, 1, 0) != 1) store_note_errno(store, errno);
}

static int open_scratch_file(void)
{
  char name[64];
  int  file;

  (void)snprintf(name, sizeof name, "/sij-scratch-%ld", (long)getpid());
  file = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (file >= 0) (void)shm_unlink(name);
  return file;
}

void store_detach(Store *store)
{
  int file;

  if (store->descriptor < 0) return;
  file = open_scratch_file();
  if (file < 0) return;
  (void)dup2(file, store->descriptor);
  (void)close(file);
  store->descriptor = -1;
}
