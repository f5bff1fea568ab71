// SPDX-License-Identifier: GPL-3.0-or-later
#define _POSIX_C_SOURCE 200809L

#include "support/petsc.h"
#include "unit/check.h"

#include "sij/store/reader.h"

#include <hdf5.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// A small file whose dataset states 8 TB, none of it written.
static void create_boastful_file(const char *path)
{
  const hsize_t rows = 1000000000000, chunk = 1024;
  const hid_t   file       = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t   space      = H5Screate_simple(1, &rows, NULL);
  const hid_t   properties = H5Pcreate(H5P_DATASET_CREATE);
  hid_t         set;

  assert_true(H5Pset_chunk(properties, 1, &chunk) >= 0);
  set = H5Dcreate2(file, "boast", H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
  assert_true(set >= 0);
  (void)H5Dclose(set);
  (void)H5Pclose(properties);
  (void)H5Sclose(space);
  assert_true(H5Fclose(file) >= 0);
}

static void an_extent_beyond_the_file_is_not_allocated(void **state)
{
  char         folder[64], path[96];
  Problems     problems = {0};
  StoreReader *reader   = NULL;
  StoreRows    rows;

  (void)state;
  (void)snprintf(folder, sizeof folder, "reader-test-%ld", (long)getpid());
  (void)snprintf(path, sizeof path, "%s/run.vtkhdf", folder);
  assert_int_equal(mkdir(folder, 0777), 0);
  create_boastful_file(path);
  assert_int_equal(store_reader_open(folder, &reader, &problems), 0);
  assert_non_null(reader);
  assert_int_equal(store_reader_rows(reader, "boast", &rows, &problems), 0);
  assert_int_equal(rows.rows, 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "boast is missing or holds no numbers"));
  assert_int_equal(store_reader_close(&reader), 0);
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_extent_beyond_the_file_is_not_allocated),
  };

  return cmocka_run_group_tests(tests, petsc_start, petsc_stop);
}
