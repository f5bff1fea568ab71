// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps failed writes of MPI-IO from HDF5 and tells them to the store instead. HDF5 leaves its work on the rank
// whose write failed while the others wait there for it for ever; told nothing, all ranks come to the next verdict.
// The functions below stand before those of MPI by its profiling interface (MPI 3.1, 14.2), in the program alone:
// libsij.so hides them from whoever links it. docs/decisions/023-failed-writes-kept-from-hdf5.md
#include "writer.h"

#include <errno.h>
#include <string.h>

static struct {
  bool failed;
  int  code;        // errno of the first failure, 0 if none was left
  int  description; // of MPI
} deferred;

static void defer_failure(int code)
{
  if (!deferred.failed) {
    deferred.failed      = true;
    deferred.code        = errno;
    deferred.description = code;
  }
}

void store_note_deferred(Store *store)
{
  char text[MPI_MAX_ERROR_STRING] = "fewer bytes were written than asked";
  int  length                     = 0;

  if (!deferred.failed) return;
  if (deferred.code != 0) store_note_errno(store, deferred.code);
  else {
    if (deferred.description != MPI_SUCCESS)
      (void)MPI_Error_string(deferred.description, text, &length);
    if (!store->cause[0]) (void)snprintf(store->cause, sizeof store->cause, "%.300s", text);
  }
  deferred.failed = false;
}

// True if the status counts fewer items than were asked: MPI-IO gives no error then.
static bool is_short(const MPI_Status *status, int count, MPI_Datatype type)
{
  int size = 0, written = 0;

  (void)MPI_Type_size(type, &size);
  (void)MPI_Get_count(status, type, &written);
  return size > 0 && written != count;
}

typedef int WriteAt(MPI_File, MPI_Offset, const void *, int, MPI_Datatype, MPI_Status *);

// HDF5 counts what was written, so all is reported as written.
static int write_deferred(WriteAt *write_at, MPI_File file, MPI_Offset offset, const void *buffer,
                          int count, MPI_Datatype type, MPI_Status *status)
{
  MPI_Status own;
  int        code;

  errno = 0;
  if (status == MPI_STATUS_IGNORE) status = &own;
  code = write_at(file, offset, buffer, count, type, status);
  if (code == MPI_SUCCESS && !is_short(status, count, type)) return MPI_SUCCESS;
  defer_failure(code);
  (void)MPI_Status_set_elements(status, type, count);
  return MPI_SUCCESS;
}

int MPI_File_write_at(MPI_File file, MPI_Offset offset, const void *buffer, int count,
                      MPI_Datatype type, MPI_Status *status)
{
  return write_deferred(PMPI_File_write_at, file, offset, buffer, count, type, status);
}

int MPI_File_write_at_all(MPI_File file, MPI_Offset offset, const void *buffer, int count,
                          MPI_Datatype type, MPI_Status *status)
{
  return write_deferred(PMPI_File_write_at_all, file, offset, buffer, count, type, status);
}

static int defer_other(int code)
{
  if (code != MPI_SUCCESS) defer_failure(code);
  return MPI_SUCCESS;
}

int MPI_File_sync(MPI_File file)
{
  errno = 0;
  return defer_other(PMPI_File_sync(file));
}

int MPI_File_set_size(MPI_File file, MPI_Offset size)
{
  errno = 0;
  return defer_other(PMPI_File_set_size(file, size));
}
