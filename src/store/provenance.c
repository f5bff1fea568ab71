#include "writer.h"

#include <string.h>
#include <time.h>

static void add(Store *store, const char *name, const char *text)
{
  if (text) store_attribute_text(store, "/provenance", name, text);
}

static void add_hdf5(Store *store)
{
  unsigned major, minor, release;
  char     text[64];

  (void)store_note(store, H5get_libversion(&major, &minor, &release));
  (void)snprintf(text, sizeof text, "%u.%u.%u", major, minor, release);
  add(store, "hdf5", text);
}

static void add_petsc(Store *store)
{
  char text[64];

  (void)snprintf(text, sizeof text, "%d.%d.%d", PETSC_VERSION_MAJOR, PETSC_VERSION_MINOR,
                 PETSC_VERSION_SUBMINOR);
  add(store, "petsc", text);
}

static void add_mpi(Store *store)
{
  char text[MPI_MAX_LIBRARY_VERSION_STRING];
  int  length;

  if (MPI_Get_library_version(text, &length) != MPI_SUCCESS) return;
  text[strcspn(text, "\n,")] = '\0';
  add(store, "mpi", text);
}

// Rank 0's clock, so that all ranks write the same.
static void add_date(Store *store)
{
  char   text[32] = "";
  time_t now      = time(NULL);

  (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
  (void)MPI_Bcast(text, sizeof text, MPI_CHAR, 0, store->mesh->comm);
  add(store, "date", text);
}

static void add_ranks(Store *store)
{
  int ranks = 0;

  (void)MPI_Comm_size(store->mesh->comm, &ranks);
  store_attribute(store, "/provenance", "ranks", H5T_NATIVE_INT, 0, &ranks);
}

void store_provenance(Store *store, const Provenance *provenance)
{
  store_group(store, "/provenance");
  add(store, "command", provenance->command);
  add(store, "options", provenance->options);
  add(store, "version", provenance->version);
  add(store, "commit", provenance->commit);
  add_petsc(store);
  add_hdf5(store);
  add_mpi(store);
  for (int i = 0; i < provenance->n_libraries; i++)
    add(store, provenance->library[i][0], provenance->library[i][1]);
  add_ranks(store);
  add_date(store);
  add(store, "mesh_hash", store->mesh->hash);
  if (provenance->case_text) store_text(store, "/case", provenance->case_text);
}
