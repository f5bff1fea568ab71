// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a checkpoint file back: rank 0 its header, all ranks together the checksums, each rank its rows of fields.
#define _POSIX_C_SOURCE 200809L

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  MPI_Comm     comm;
  int          rank, file;
  Format       format;
  FormatEntry *entry;             // [format.n_entries]
  char         fault[FILE_CAUSE]; // what is wrong on this rank; "" for nothing
} Reading;

static void note(Reading *reading, const char *fault)
{
  if (fault && !reading->fault[0]) (void)snprintf(reading->fault, FILE_CAUSE, "%s", fault);
}

static void note_code(Reading *reading, int code)
{
  if (code != 0) note(reading, strerror(code));
}

// The fault of the lowest rank that has one becomes that of all.
static PetscErrorCode agree(Reading *reading, bool *good)
{
  int size, own, first;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(reading->comm, &size));
  own = reading->fault[0] ? reading->rank : size;
  PetscCallMPI(MPI_Allreduce(&own, &first, 1, MPI_INT, MPI_MIN, reading->comm));
  *good = first == size;
  if (!*good) PetscCallMPI(MPI_Bcast(reading->fault, FILE_CAUSE, MPI_CHAR, first, reading->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void read_head(Reading *reading)
{
  unsigned char head[FORMAT_HEAD];
  struct stat   status;

  if (fstat(reading->file, &status) != 0) note_code(reading, errno);
  else if (!S_ISREG(status.st_mode)) note(reading, "it is no file");
  else if (status.st_size < FORMAT_HEAD) note(reading, "it is cut short");
  if (reading->fault[0]) return;
  note_code(reading, disk_read(reading->file, head, FORMAT_HEAD, 0));
  if (!reading->fault[0])
    note(reading, format_read_head(head, (int64_t)status.st_size, &reading->format));
}

static PetscErrorCode read_entries(Reading *reading)
{
  const int64_t  size = reading->format.header - FORMAT_HEAD;
  unsigned char *bytes;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)size, &bytes));
  note_code(reading, disk_read(reading->file, bytes, size, FORMAT_HEAD));
  if (!reading->fault[0])
    note(reading, format_read_entries(bytes, &reading->format, reading->entry));
  PetscCall(PetscFree(bytes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_header(Reading *reading, bool *good)
{
  PetscFunctionBeginUser;
  if (reading->rank == 0) read_head(reading);
  PetscCall(agree(reading, good));
  if (!*good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCallMPI(
    MPI_Bcast(&reading->format, (int)sizeof reading->format, MPI_BYTE, 0, reading->comm));
  PetscCall(PetscMalloc1((size_t)reading->format.n_entries, &reading->entry));
  if (reading->rank == 0) PetscCall(read_entries(reading));
  PetscCall(agree(reading, good));
  if (!*good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCallMPI(MPI_Bcast(reading->entry,
                         (int)((size_t)reading->format.n_entries * sizeof *reading->entry),
                         MPI_BYTE, 0, reading->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_checksums(Reading *reading, const char *found, int64_t n)
{
  char *stored, root[FORMAT_DIGEST];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)(n + FORMAT_DIGEST), &stored));
  note_code(reading, disk_read(reading->file, stored, n + FORMAT_DIGEST, reading->format.payload));
  PetscCall(checksum_root(&reading->format, found, root));
  if (!reading->fault[0] &&
      (memcmp(found, stored, (size_t)n) != 0 || memcmp(root, stored + n, FORMAT_DIGEST) != 0))
    note(reading, "its checksum is wrong");
  PetscCall(PetscFree(stored));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode verify(Reading *reading, bool *good)
{
  const int64_t n = format_blocks(&reading->format) * FORMAT_DIGEST;
  char         *found;
  int           code;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)n, &found));
  PetscCall(checksum_blocks(reading->comm, reading->file, &reading->format, found, &code));
  note_code(reading, code);
  PetscCall(agree(reading, good));
  if (*good && reading->rank == 0) PetscCall(compare_checksums(reading, found, n));
  PetscCall(agree(reading, good));
  PetscCall(PetscFree(found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_item(Reading *reading, const FormatEntry *entry, Item *item)
{
  const int64_t row  = entry->columns * (int64_t)sizeof(double);
  const int64_t size = format_bytes(entry);
  void         *to   = item->text ? (void *)item->text : item->value;
  PetscInt      first, n;

  PetscFunctionBeginUser;
  if (entry->kind == FORMAT_FIELD) {
    PetscCall(items_rows(reading->comm, entry->rows, &first, &n));
    note_code(reading, disk_read(reading->file, to, n * row, entry->offset + first * row));
  } else {
    if (reading->rank == 0) note_code(reading, disk_read(reading->file, to, size, entry->offset));
    PetscCallMPI(MPI_Bcast(to, (int)size, MPI_BYTE, 0, reading->comm));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_items(Reading *reading, Items *items, bool *good)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < reading->format.n_entries; i++) {
    Item *item;

    PetscCall(items_add(items, reading->comm, &reading->entry[i], &item));
    PetscCall(read_item(reading, &reading->entry[i], item));
  }
  PetscCall(agree(reading, good));
  if (!*good) PetscCall(items_clear(items));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode file_read(MPI_Comm comm, const char *path, Items *items, bool *good,
                         char cause[FILE_CAUSE])
{
  Reading reading = {.comm = comm, .fault = ""};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &reading.rank));
  reading.file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (reading.file < 0) note_code(&reading, errno);
  PetscCall(agree(&reading, good));
  if (*good) PetscCall(read_header(&reading, good));
  if (*good) PetscCall(verify(&reading, good));
  if (*good) PetscCall(read_items(&reading, items, good));
  if (reading.file >= 0) (void)close(reading.file);
  PetscCall(PetscFree(reading.entry));
  (void)snprintf(cause, FILE_CAUSE, "%s", reading.fault);
  PetscFunctionReturn(PETSC_SUCCESS);
}
