// SPDX-License-Identifier: GPL-3.0-or-later
// Writes items to a checkpoint file: rank 0 reserves its size and writes what every rank holds, each rank its rows of
// fields; then checksums, and the name at last. checkpoint.c decides what and when.
#define _POSIX_C_SOURCE 200809L

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/** A file in work. `code`: the first error of the system on this rank. */
typedef struct {
  MPI_Comm     comm;
  int          rank, file, code;
  const char  *path;
  char         part[FILE_PATH];
  Format       format;
  FormatEntry *entry; // [format.n_entries]
  const Items *items;
} Writing;

// Every rank learns the worst error of all.
static PetscErrorCode agree(Writing *writing, bool *good)
{
  int worst;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&writing->code, &worst, 1, MPI_INT, MPI_MAX, writing->comm));
  writing->code = worst;
  *good         = worst == 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void note(Writing *writing, int code)
{
  if (writing->code == 0) writing->code = code;
}

static PetscErrorCode write_header(Writing *writing)
{
  unsigned char *bytes;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)writing->format.header, &bytes));
  format_write(&writing->format, writing->entry, bytes);
  note(writing, disk_write(writing->file, bytes, writing->format.header, 0));
  PetscCall(PetscFree(bytes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Rank 0 claims the space of the whole file, so that a full disk is met here and not by some ranks later.
static PetscErrorCode begin_file(Writing *writing)
{
  PetscFunctionBeginUser;
  if (writing->rank != 0) PetscFunctionReturn(PETSC_SUCCESS);
  writing->file = open(writing->part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (writing->file < 0) {
    note(writing, errno);
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  note(writing, posix_fallocate(writing->file, 0, (off_t)format_size(&writing->format)));
  if (writing->code == 0) PetscCall(write_header(writing));
  for (int i = 0; i < writing->items->n && writing->code == 0; i++) {
    const Item *item = &writing->items->item[i];

    if (item->entry.kind == FORMAT_FIELD) continue;
    note(writing, disk_write(writing->file, item->text ? (const void *)item->text : item->value,
                             format_bytes(&item->entry), writing->entry[i].offset));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_rows(Writing *writing)
{
  PetscFunctionBeginUser;
  if (writing->file < 0) writing->file = open(writing->part, O_RDWR | O_CLOEXEC);
  if (writing->file < 0) note(writing, errno);
  for (int i = 0; i < writing->items->n && writing->code == 0; i++) {
    const Item   *item = &writing->items->item[i];
    const int64_t row  = item->entry.columns * (int64_t)sizeof(double);
    PetscInt      first, n;

    if (item->entry.kind != FORMAT_FIELD) continue;
    PetscCall(items_rows(writing->comm, item->entry.rows, &first, &n));
    note(writing,
         disk_write(writing->file, item->value, n * row, writing->entry[i].offset + first * row));
  }
  if (writing->code == 0 && fsync(writing->file) != 0) note(writing, errno);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void close_file(Writing *writing)
{
  if (writing->file >= 0 && close(writing->file) != 0) note(writing, errno);
  writing->file = -1;
}

// The file is opened anew, so that what is read comes from the file system and not from this process.
static PetscErrorCode add_checksums(Writing *writing)
{
  const int64_t n = format_blocks(&writing->format) * FORMAT_DIGEST;
  char         *digest;
  int           code;
  bool          good;

  PetscFunctionBeginUser;
  writing->file = open(writing->part, (writing->rank == 0 ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (writing->file < 0) note(writing, errno);
  PetscCall(agree(writing, &good));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscCalloc1((size_t)(n + FORMAT_DIGEST), &digest));
  PetscCall(checksum_blocks(writing->comm, writing->file, &writing->format, digest, &code));
  note(writing, code);
  PetscCall(agree(writing, &good));
  if (good && writing->rank == 0) {
    PetscCall(checksum_root(&writing->format, digest, digest + n));
    note(writing, disk_write(writing->file, digest, n + FORMAT_DIGEST, writing->format.payload));
    if (writing->code == 0 && fsync(writing->file) != 0) note(writing, errno);
  }
  PetscCall(PetscFree(digest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode finish_file(Writing *writing)
{
  bool good;

  PetscFunctionBeginUser;
  close_file(writing);
  PetscCall(agree(writing, &good));
  if (good && writing->rank == 0) {
    if (rename(writing->part, writing->path) != 0) note(writing, errno);
    else note(writing, disk_flush_folder(writing->path));
  }
  PetscCall(agree(writing, &good));
  if (!good && writing->rank == 0) (void)unlink(writing->part);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_parts(Writing *writing)
{
  bool good;

  PetscFunctionBeginUser;
  PetscCall(begin_file(writing));
  PetscCall(agree(writing, &good));
  if (good) {
    PetscCall(write_rows(writing));
    close_file(writing);
    PetscCall(agree(writing, &good));
  }
  if (good) PetscCall(add_checksums(writing));
  PetscCall(finish_file(writing));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode file_write(MPI_Comm comm, const char *path, const Items *items, bool *good,
                          char cause[FILE_CAUSE])
{
  Writing writing = {.comm = comm, .file = -1, .path = path, .items = items};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &writing.rank));
  if (snprintf(writing.part, sizeof writing.part, "%s.part", path) >= (int)sizeof writing.part)
    writing.code = ENAMETOOLONG;
  PetscCall(PetscCalloc1((size_t)items->n, &writing.entry));
  for (int i = 0; i < items->n; i++) writing.entry[i] = items->item[i].entry;
  writing.format = format_lay_out(items->n, writing.entry);
  PetscCall(write_parts(&writing));
  *good = writing.code == 0;
  (void)snprintf(cause, FILE_CAUSE, "%s", *good ? "" : strerror(writing.code));
  PetscCall(PetscFree(writing.entry));
  PetscFunctionReturn(PETSC_SUCCESS);
}
