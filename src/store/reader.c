// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a result back, one dataset at a time, on one rank; what is not there becomes a sentence.
#include "sij/store/reader.h"

#include <hdf5.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { READER_PATH = 1024 };

struct StoreReader {
  hid_t   file;
  int64_t size; // of the file: no dataset can hold more
  char    path[READER_PATH];
};

static bool is_there(const char *path)
{
  struct stat status;

  return stat(path, &status) == 0;
}

static int64_t find_size(const char *path)
{
  struct stat status;

  return stat(path, &status) == 0 ? (int64_t)status.st_size : 0;
}

// A run that was killed, or still works, leaves its .part.
static PetscErrorCode say_why_not(const char *folder, const char *path, Problems *problems)
{
  char part[READER_PATH + 8];

  PetscFunctionBeginUser;
  (void)snprintf(part, sizeof part, "%s.part", path);
  if (!is_there(folder))
    PetscCall(problems_add(problems, folder,
                           "there is no such folder; name folders that `sij run -o` has finished"));
  else if (is_there(path))
    PetscCall(problems_add(problems, path,
                           "this is no HDF5 file, or it is cut off; wanted is the result of a "
                           "finished `sij run`"));
  else if (is_there(part))
    PetscCall(problems_add(problems, part,
                           "this run has not finished; wait for it, or go on with it by "
                           "`sij run --restart`"));
  else
    PetscCall(
      problems_add(problems, path, "is missing; name folders that `sij run -o` has finished"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_reader_open(const char *folder, StoreReader **reader, Problems *problems)
{
  char  path[READER_PATH];
  hid_t file;

  PetscFunctionBeginUser;
  *reader = NULL;
  (void)snprintf(path, sizeof path, "%s/run.vtkhdf", folder);
  (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  file = is_there(path) ? H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT) : H5I_INVALID_HID;
  if (file < 0) {
    PetscCall(say_why_not(folder, path, problems));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(PetscNew(reader));
  (*reader)->file = file;
  (*reader)->size = find_size(path);
  (void)snprintf((*reader)->path, sizeof(*reader)->path, "%s", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}

const char *store_reader_path(const StoreReader *reader)
{
  return reader->path;
}

// An extent that a damaged file states is not believed beyond what the file can hold, one byte for a number at least.
static bool read_extent(const StoreReader *reader, hid_t set, StoreRows *rows)
{
  const hid_t space   = H5Dget_space(set);
  const int   n       = space >= 0 ? H5Sget_simple_extent_ndims(space) : 0;
  hsize_t     size[2] = {0, 1};

  if (n >= 1 && n <= 2) (void)H5Sget_simple_extent_dims(space, size, NULL);
  if (space >= 0) (void)H5Sclose(space);
  *rows = (StoreRows){.rows = (int64_t)size[0], .columns = (int64_t)size[1]};
  return n >= 1 && n <= 2 && rows->rows >= 0 && rows->rows <= reader->size && rows->columns >= 0 &&
         (rows->columns == 0 || rows->rows <= reader->size / rows->columns);
}

PetscErrorCode store_reader_rows(StoreReader *reader, const char *path, StoreRows *rows,
                                 Problems *problems)
{
  const hid_t set  = H5Dopen2(reader->file, path, H5P_DEFAULT);
  bool        good = false;

  PetscFunctionBeginUser;
  *rows = (StoreRows){0};
  if (set >= 0 && read_extent(reader, set, rows)) {
    PetscCall(PetscMalloc1((size_t)(rows->rows * rows->columns), &rows->value));
    good = H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, rows->value) >= 0;
  }
  if (set >= 0) (void)H5Dclose(set);
  if (good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree(rows->value));
  *rows = (StoreRows){0};
  PetscCall(problems_add(problems, reader->path,
                         "%s is missing or holds no numbers; wanted is the result of a finished "
                         "`sij run`",
                         path));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_reader_children(StoreReader *reader, const char *path, StoreNames *names)
{
  const hid_t group = H5Gopen2(reader->file, path, H5P_DEFAULT);
  H5G_info_t  info  = {0};

  PetscFunctionBeginUser;
  *names = (StoreNames){0};
  if (group < 0) PetscFunctionReturn(PETSC_SUCCESS);
  (void)H5Gget_info(group, &info);
  PetscCall(PetscCalloc1((size_t)info.nlinks + 1, &names->name));
  for (hsize_t i = 0; i < info.nlinks; i++)
    if (H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, names->name[names->count],
                           STORE_WORD, H5P_DEFAULT) > 0)
      names->count++;
  (void)H5Gclose(group);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static hid_t open_attribute(const StoreReader *reader, const char *path, const char *attribute)
{
  return H5Aopen_by_name(reader->file, path, attribute, H5P_DEFAULT, H5P_DEFAULT);
}

// Texts of one attribute into rows of `width` characters; false if it holds others.
static bool read_words(hid_t attribute, size_t width, char text[])
{
  const hid_t type = H5Tcopy(H5T_C_S1), held = H5Aget_type(attribute);
  const bool  plain = H5Tget_class(held) == H5T_STRING && H5Tis_variable_str(held) == 0;

  (void)H5Tset_size(type, width);
  (void)H5Tset_cset(type, plain ? H5Tget_cset(held) : H5T_CSET_ASCII);

  const bool good = plain && H5Aread(attribute, type, text) >= 0;

  (void)H5Tclose(held);
  (void)H5Tclose(type);
  return good;
}

PetscErrorCode store_reader_words(StoreReader *reader, const char *path, const char *attribute,
                                  StoreNames *names, Problems *problems)
{
  const hid_t held = open_attribute(reader, path, attribute);
  bool        good = false;

  PetscFunctionBeginUser;
  *names = (StoreNames){0};
  if (held >= 0) {
    const hid_t space = H5Aget_space(held);

    names->count = (int)H5Sget_simple_extent_npoints(space);
    (void)H5Sclose(space);
    PetscCall(PetscCalloc1((size_t)names->count + 1, &names->name));
    good = read_words(held, STORE_WORD, names->name[0]);
    (void)H5Aclose(held);
  }
  if (good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree(names->name));
  *names = (StoreNames){0};
  PetscCall(problems_add(problems, reader->path,
                         "%s has no list %s; wanted is the result of a finished `sij run`", path,
                         attribute));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void store_reader_attribute(StoreReader *reader, const char *path, const char *attribute,
                            size_t size, char text[])
{
  const hid_t held = open_attribute(reader, path, attribute);

  if (held < 0 || !read_words(held, size, text)) text[0] = '\0';
  if (held >= 0) (void)H5Aclose(held);
}

PetscErrorCode store_reader_text(StoreReader *reader, const char *path, char **text)
{
  const hid_t set  = H5Dopen2(reader->file, path, H5P_DEFAULT);
  const hid_t type = set >= 0 ? H5Dget_type(set) : H5I_INVALID_HID;

  PetscFunctionBeginUser;
  *text = NULL;
  if (type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 &&
      (int64_t)H5Tget_size(type) <= reader->size) {
    PetscCall(PetscCalloc1(H5Tget_size(type) + 1, text));
    if (H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, *text) < 0) PetscCall(PetscFree(*text));
  }
  if (type >= 0) (void)H5Tclose(type);
  if (set >= 0) (void)H5Dclose(set);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_reader_close(StoreReader **reader)
{
  PetscFunctionBeginUser;
  if (!*reader) PetscFunctionReturn(PETSC_SUCCESS);
  (void)H5Fclose((*reader)->file);
  PetscCall(PetscFree(*reader));
  PetscFunctionReturn(PETSC_SUCCESS);
}
