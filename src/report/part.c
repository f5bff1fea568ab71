// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a result file under a temporary name and gives it its own when it is complete, so that no reader
// meets half a file. summary.c, series.c and materials.c write through it.
#include "sij/report/part.h"

#include <errno.h>
#include <string.h>

PetscErrorCode part_open(const char *folder, const char *name, Part *part, Problems *problems)
{
  PetscFunctionBeginUser;
  part->stream = NULL;

  const int n = snprintf(part->path, sizeof part->path, "%s/%s", folder, name);

  if (n < 0 || n + 6 > PART_PATH) {
    PetscCall(problems_add(problems, folder, "the name of this folder is too long for results"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  memcpy(part->part, part->path, (size_t)n);
  memcpy(part->part + n, ".part", 6);
  part->stream = fopen(part->part, "w");
  if (!part->stream)
    PetscCall(problems_add(problems, part->path,
                           "cannot be written: %s; choose another folder with -o",
                           strerror(errno)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode part_open_file(const char *path, Part *part, Problems *problems)
{
  const char *slash             = strrchr(path, '/');
  char        folder[PART_PATH] = ".";

  PetscFunctionBeginUser;
  if (slash) (void)snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
  if (slash == path) (void)snprintf(folder, sizeof folder, "/");
  PetscCall(part_open(folder, slash ? slash + 1 : path, part, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void part_drop(Part *part)
{
  if (!part->stream) return;
  (void)fclose(part->stream);
  (void)remove(part->part);
  part->stream = NULL;
}

static PetscErrorCode drop_failed_part(Part *part, int code, Problems *problems)
{
  PetscFunctionBeginUser;
  part_drop(part);
  PetscCall(problems_add(problems, part->path, "writing failed: %s; nothing was kept of it",
                         code ? strerror(code) : "an earlier write was lost"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode part_flush(Part *part, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!part->stream) PetscFunctionReturn(PETSC_SUCCESS);
  errno = 0;
  if (fflush(part->stream) != 0 || ferror(part->stream))
    PetscCall(drop_failed_part(part, errno, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode part_keep(Part *part, Problems *problems)
{
  FILE *stream;

  PetscFunctionBeginUser;
  PetscCall(part_flush(part, problems));
  if (!part->stream) PetscFunctionReturn(PETSC_SUCCESS);
  stream       = part->stream;
  part->stream = NULL;
  if (fclose(stream) != 0 || rename(part->part, part->path) != 0) {
    const int code = errno;

    (void)remove(part->part);
    PetscCall(problems_add(problems, part->path, "writing failed: %s; nothing was kept of it",
                           strerror(code)));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
