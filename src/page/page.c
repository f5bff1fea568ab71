// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the page: the bundle of script and style, and between its halves the data of the runs.
#include "sij/page.h"

#include "bundle.h"
#include "gather.h"
#include "study.h"
#include "summary.h"

#include "sij/report/part.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MARK = 256 }; // bytes

// "<" stands within texts alone, and is escaped so that none of them can end the element that holds the data.
static void write_data(const char *data, FILE *stream)
{
  for (size_t n; *data; data += n) {
    n = strcspn(data, "<");
    (void)fwrite(data, 1, n, stream);
    if (data[n]) {
      (void)fputs("\\u003c", stream);
      n++;
    }
  }
}

static size_t measure(const json_t *value)
{
  return json_dumpb(value, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
}

// A mesh that is not there is not drawn: the numbers and curves of the run stay.
static void leave_out_mesh(json_t *root, json_int_t mesh)
{
  size_t  i;
  json_t *run;

  json_array_foreach(json_object_get(root, "runs"), i, run)
  {
    if (json_integer_value(json_object_get(run, "mesh")) != mesh) continue;
    (void)json_object_set_new(run, "mesh", json_integer(-1));
    (void)json_object_set_new(run, "fields", json_object());
  }
  (void)json_array_set_new(json_object_get(root, "meshes"), (size_t)mesh, json_null());
}

// What does not even fit thinned: the last meshes are left out, and the page says of which runs.
static void leave_out_meshes(size_t most, json_t *root)
{
  size_t n = json_array_size(json_object_get(root, "meshes"));

  for (; n > 0 && measure(root) > most; n--) leave_out_mesh(root, (json_int_t)n - 1);
}

static PetscErrorCode gather_runs(int n, const char *const folder[], const Thinning *thinning,
                                  json_t **root, Problems *problems)
{
  PetscFunctionBeginUser;
  *root = json_pack("{s[]s[]}", "runs", "meshes");
  if (n == 1 && study_is_folder(folder[0]))
    PetscCall(study_gather(folder[0], thinning, *root, problems));
  else
    for (int i = 0; i < n; i++) PetscCall(gather_run(folder[i], thinning, *root, problems));
  if (problems->count == 0) PetscCall(summary_gather(*root));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void note_thinning(const Thinning *thinning, json_t *root)
{
  (void)json_object_set_new(root, "thinned",
                            json_pack("{sisbsf}", "every", thinning->every, "main_fields",
                                      (int)thinning->main_fields, "width", thinning->width));
}

// Thins what the view draws until the data are of `most` bytes at most.
static PetscErrorCode gather_within(int n, const char *const folder[], size_t most, json_t **root,
                                    Problems *problems)
{
  int level = 0;

  PetscFunctionBeginUser;
  PetscCall(gather_runs(n, folder, thinning_at(level), root, problems));
  while (problems->count == 0 && measure(*root) > most && thinning_at(level + 1)) {
    json_decref(*root);
    PetscCall(gather_runs(n, folder, thinning_at(++level), root, problems));
    note_thinning(thinning_at(level), *root);
  }
  if (problems->count == 0) leave_out_meshes(most, *root);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_parts(const PageBundle *bundle, const char *data, Part *part,
                                  Problems *problems)
{
  PetscFunctionBeginUser;
  (void)fwrite(bundle->head, 1, bundle->n_head, part->stream);
  write_data(data, part->stream);
  (void)fwrite(bundle->tail, 1, bundle->n_tail, part->stream);
  PetscCall(part_flush(part, problems));
  if (problems->count == 0) PetscCall(part_keep(part, problems));
  else part_drop(part);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_file(const json_t *root, const char *path, Problems *problems)
{
  Part  part;
  char *data = json_dumps(root, JSON_COMPACT);

  PetscFunctionBeginUser;
  PetscCheck(data, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "The data of the page cannot be written as JSON");
  PetscCall(part_open_file(path, &part, problems));
  if (part.stream) PetscCall(write_parts(page_bundle(), data, &part, problems));
  free(data);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A page begins as every page does; what begins otherwise is somebody's.
static PetscErrorCode check_place(const char *path, Problems *problems)
{
  const PageBundle *bundle = page_bundle();
  char              found[MARK];
  FILE             *stream = fopen(path, "rb");
  size_t            n;

  PetscFunctionBeginUser;
  if (!stream) PetscFunctionReturn(PETSC_SUCCESS);
  n = fread(found, 1, sizeof found, stream);
  (void)fclose(stream);
  if (n < sizeof found || memcmp(found, bundle->head, sizeof found) != 0)
    PetscCall(problems_add(
      problems, path, "something stands there that is no page of `sij report`; name another file"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_size(const char *path, double most, const json_t *root,
                                 Problems *problems)
{
  const PageBundle *bundle = page_bundle();
  const double      size   = (double)(bundle->n_head + bundle->n_tail + measure(root));

  PetscFunctionBeginUser;
  if (size > most)
    PetscCall(problems_add(problems, path,
                           "the page takes %.1f MB even without the view in three dimensions; "
                           "wanted are at most %.1f MB",
                           1e-6 * size, 1e-6 * most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_runs(int n, const char *const folder[], const char *path, double most,
                                 Problems *problems)
{
  const PageBundle *bundle = page_bundle();
  const double      room   = most - (double)(bundle->n_head + bundle->n_tail);
  json_t           *root;

  PetscFunctionBeginUser;
  PetscCall(check_place(path, problems));
  PetscCall(gather_within(n, folder, room > 0.0 ? (size_t)room : 0, &root, problems));
  if (problems->count == 0) PetscCall(check_size(path, most, root, problems));
  if (problems->count == 0) PetscCall(write_file(root, path, problems));
  json_decref(root);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_on_rank_0(int n, const char *const folder[], const char *path,
                                      double most, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!page_bundle())
    PetscCall(problems_add(problems, "sij report",
                           "this program was built without the page; install nodejs and npm "
                           "(Debian: apt-get install nodejs npm) and build it again"));
  else PetscCall(write_runs(n, folder, path, most, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode page_write(MPI_Comm comm, int n, const char *const folder[], const char *path,
                          double most, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(write_on_rank_0(n, folder, path, most, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
