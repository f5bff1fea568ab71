// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to checkpoint: items to a file and back, by all ranks together. */
#pragma once

#include "items.h"

enum { FILE_PATH = 1024, FILE_CAUSE = 256 };

/** Writes all items under another name, flushes them to the disk, adds the checksums, and gives the file its name. On
 * failure *good is false on every rank, `cause` says why, and a file of that name is as it was. Collective. */
PetscErrorCode file_write(MPI_Comm comm, const char *path, const Items *items, bool *good,
                          char cause[FILE_CAUSE]) SIJ_CHECKED;

/** Reads a file whose checksums are right into `items`, empty before. On failure *good is false on every rank, `cause`
 * says why, and items stay empty. Collective. */
PetscErrorCode file_read(MPI_Comm comm, const char *path, Items *items, bool *good,
                         char cause[FILE_CAUSE]) SIJ_CHECKED;

/** disk.c, not collective: 0, or the error of the system. */
int disk_write(int file, const void *bytes, int64_t size, int64_t offset);
int disk_read(int file, void *bytes, int64_t size, int64_t offset);
int disk_flush_folder(const char *path_of_file);

/** checksum.c: the checksum of every block of a file that is open for reading on every rank, each rank computing its
 * share: digest [n_blocks][FORMAT_DIGEST], whole on rank 0. *code: 0, or the error of the system here. Collective. */
PetscErrorCode checksum_blocks(MPI_Comm comm, int file, const Format *format, char *digest,
                               int *code) SIJ_CHECKED;

/** Checksum of the checksums. Not collective. */
PetscErrorCode checksum_root(const Format *format, const char *digest,
                             char root[FORMAT_DIGEST]) SIJ_CHECKED;
