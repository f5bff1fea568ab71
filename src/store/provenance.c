// SPDX-License-Identifier: GPL-3.0-or-later
// Writes where a result comes from: the command, options, versions of the libraries, ranks, date and the
// case.
#include "writer.h"

#include <string.h>
#include <time.h>

static void add_text(Store *store, hid_t group, const char *name, const char *text)
{
  if (text) store_attribute_text(store, group, name, text);
}

static void add_hdf5(Store *store, hid_t group)
{
  unsigned major, minor, release;
  char     text[64];

  (void)store_note(store, H5get_libversion(&major, &minor, &release));
  (void)snprintf(text, sizeof text, "%u.%u.%u", major, minor, release);
  add_text(store, group, "hdf5", text);
}

static void add_petsc(Store *store, hid_t group)
{
  char text[64];

  (void)snprintf(text, sizeof text, "%d.%d.%d", PETSC_VERSION_MAJOR, PETSC_VERSION_MINOR,
                 PETSC_VERSION_SUBMINOR);
  add_text(store, group, "petsc", text);
}

static void add_mpi(Store *store, hid_t group)
{
  char text[MPI_MAX_LIBRARY_VERSION_STRING];
  int  length;

  if (MPI_Get_library_version(text, &length) != MPI_SUCCESS) return;
  text[strcspn(text, "\n,")] = '\0';
  add_text(store, group, "mpi", text);
}

// Rank 0's clock, so that all ranks write the same.
static void add_date(Store *store, hid_t group)
{
  char   text[32] = "";
  time_t now      = time(NULL);

  (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
  (void)MPI_Bcast(text, sizeof text, MPI_CHAR, 0, store->mesh->comm);
  add_text(store, group, "date", text);
}

static void add_ranks(Store *store, hid_t group)
{
  int ranks = 0;

  (void)MPI_Comm_size(store->mesh->comm, &ranks);
  store_attribute(store, group, "ranks", H5T_NATIVE_INT, 0, &ranks);
}

void store_provenance(Store *store, const Provenance *provenance)
{
  const hid_t group = store_group(store, "/provenance");

  add_text(store, group, "command", provenance->command);
  add_text(store, group, "options", provenance->options);
  add_text(store, group, "version", provenance->version);
  add_text(store, group, "commit", provenance->commit);
  add_petsc(store, group);
  add_hdf5(store, group);
  add_mpi(store, group);
  for (int i = 0; i < provenance->n_libraries; i++)
    add_text(store, group, provenance->library[i][0], provenance->library[i][1]);
  add_ranks(store, group);
  add_date(store, group);
  add_text(store, group, "mesh_hash", store->mesh->hash);
  (void)H5Gclose(group);
  if (provenance->case_text) store_text(store, "/case", provenance->case_text);
}
