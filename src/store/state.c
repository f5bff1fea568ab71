// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the state with which ParaView opens a run: a Python script, at its head what differs from run to run.
#include "state.h"

#include "writer.h"

#include <errno.h>
#include <string.h>

// Names of regions and curves come from cases and meshes: what would end a text of Python is left out.
static void put_text(FILE *file, const char *text)
{
  (void)fputc('"', file);
  for (; *text; text++)
    if (*text != '"' && *text != '\\' && (unsigned char)*text >= ' ') (void)fputc(*text, file);
  (void)fputc('"', file);
}

void store_state_open(Store *store)
{
  if (store->rank != 0) return;
  store->state = fopen(store->part[STORE_STATE], "w");
  if (!store->state) store_note_errno(store, errno);
  else
    (void)fputs("# In ParaView: File > Load State, or paraview --state=open_in_paraview.py\n"
                "CURVES = []\n",
                store->state);
}

void store_state_curve(Store *store, const char *kind, const char *name, int n, const Vec3 point[])
{
  FILE *file = store->state;

  if (!file) return;
  (void)fputs("CURVES.append((", file);
  put_text(file, kind);
  (void)fputs(", ", file);
  put_text(file, name);
  (void)fputs(", [", file);
  for (int i = 0; i < n; i++) {
    const Vec3 x = vec3_scaled(point[i], 1.0 / STORE_LENGTH);

    (void)fprintf(file, "(%.6g, %.6g, %.6g), ", x.x[0], x.x[1], x.x[2]);
  }
  (void)fputs("]))\n", file);
}

static void put_regions(const Store *store)
{
  const MeshTags *tags = store->mesh->tags;

  (void)fputs("REGIONS = [", store->state);
  for (int i = 0; i < tags->n_regions; i++) {
    put_text(store->state, tags->region[i]);
    (void)fputs(", ", store->state);
  }
  (void)fputs("]\n", store->state);
}

static void put_field(const Store *store, const StoreField *field, double largest)
{
  (void)fputs("  ", store->state);
  put_text(store->state, field->name);
  (void)fputs(": (", store->state);
  put_text(store->state, field->unit);
  (void)fprintf(store->state, ", %.6g),\n", largest);
}

void store_state_finish(Store *store)
{
  errno = 0;
  if (store->state) {
    put_regions(store);
    (void)fputs("FIELDS = {  # unit, and the largest magnitude of all outputs\n", store->state);
  }
  for (int i = 0; i < store->n_fields; i++) {
    double largest = 0.0;

    (void)MPI_Reduce(&store->field[i].largest, &largest, 1, MPI_DOUBLE, MPI_MAX, 0,
                     store->mesh->comm);
    if (store->state) put_field(store, &store->field[i], largest);
  }
  if (!store->state) return;
  (void)fputs("}\n\n", store->state);
  (void)fwrite(state_scripts[0].text, 1, state_scripts[0].length, store->state);
  if (fflush(store->state) != 0 || ferror(store->state)) store_note_errno(store, errno);
}

void store_state_close(Store *store)
{
  FILE *state = store->state;

  store->state = NULL;
  if (state && fclose(state) != 0) store_note_errno(store, errno);
}
