// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the XDMF file that describes the data file to readers without VTKHDF; complete after every step.
#include "writer.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static const char HEAD[] =
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
  "<!DOCTYPE Xdmf SYSTEM \"Xdmf.dtd\" []>\n"
  "<Xdmf Version=\"3.0\">\n"
  "<Domain>\n"
  "<Grid Name=\"run\" GridType=\"Collection\" CollectionType=\"Temporal\">\n";
static const char FOOT[] = "</Grid>\n</Domain>\n</Xdmf>\n";

// Paths of the data file are relative to the index, so that a folder of results can be moved.
static const char *find_data_name(const Store *store)
{
  const char *slash = strrchr(store->final[STORE_DATA], '/');

  return slash ? slash + 1 : store->final[STORE_DATA];
}

static void put_escaped(FILE *file, const char *text)
{
  for (; *text; text++) switch (*text) {
    case '&':
      (void)fputs("&amp;", file);
      break;
    case '<':
      (void)fputs("&lt;", file);
      break;
    case '"':
      (void)fputs("&quot;", file);
      break;
    default:
      (void)fputc(*text, file);
    }
}

static void put_mesh(const Store *store)
{
  const int64_t n = store->mesh->n_global, n_cells = store->mesh->n_cells_global;
  const char   *data = find_data_name(store);

  (void)fprintf(store->index,
                "<Topology TopologyType=\"Tetrahedron\" NumberOfElements=\"%" PRId64 "\">"
                "<DataItem Dimensions=\"%" PRId64 " 4\" NumberType=\"Int\" Precision=\"8\" "
                "Format=\"HDF\">%s:/VTKHDF/Connectivity</DataItem></Topology>\n",
                n_cells, n_cells, data);
  (void)fprintf(store->index,
                "<Geometry GeometryType=\"XYZ\"><DataItem Dimensions=\"%" PRId64 " 3\" "
                "NumberType=\"Float\" Precision=\"8\" Format=\"HDF\">%s:/VTKHDF/Points</DataItem>"
                "</Geometry>\n",
                n, data);
}

static void put_cell_data(const Store *store, const char *name)
{
  (void)fprintf(store->index,
                "<Attribute Name=\"%s\" AttributeType=\"Scalar\" Center=\"Cell\">"
                "<DataItem Dimensions=\"%" PRId64 "\" NumberType=\"Int\" Precision=\"4\" "
                "Format=\"HDF\">%s:/VTKHDF/CellData/%s</DataItem></Attribute>\n",
                name, (int64_t)store->mesh->n_cells_global, find_data_name(store), name);
}

static void put_field(const Store *store, const StoreField *field)
{
  const bool vector = field->components > 1;

  (void)fputs("<Attribute Name=\"", store->index);
  put_escaped(store->index, field->name);
  (void)fprintf(store->index,
                "\" AttributeType=\"%s\" Center=\"Node\"><Information Name=\"unit\" "
                "Value=\"",
                vector ? "Vector" : "Scalar");
  put_escaped(store->index, field->unit);
  (void)fprintf(store->index,
                "\"/><DataItem Dimensions=\"%" PRId64 "%s\" NumberType=\"Float\" "
                "Precision=\"8\" Format=\"HDF\">%s:/fields/",
                (int64_t)store->mesh->n_global, vector ? " 3" : "", find_data_name(store));
  put_escaped(store->index, field->name);
  (void)fprintf(store->index, "/%d</DataItem></Attribute>\n", store->n_steps);
}

void store_index_open(Store *store)
{
  if (store->rank != 0) return;
  store->index = fopen(store->part[STORE_INDEX], "w");
  if (!store->index || fputs(HEAD, store->index) < 0 || fflush(store->index) != 0)
    store_note_errno(store, errno);
  else store->index_end = ftell(store->index);
}

// The foot is written after each grid and overwritten by the next: the file is always whole.
void store_index_step(Store *store)
{
  if (store->rank != 0) return;
  errno = 0;
  if (fseek(store->index, store->index_end, SEEK_SET) != 0) store_note_errno(store, errno);
  (void)fprintf(store->index, "<Grid Name=\"mesh\">\n<Time Value=\"%.17g\"/>\n", store->time);
  put_mesh(store);
  put_cell_data(store, "region");
  put_cell_data(store, "rank");
  for (int i = 0; i < store->n_fields; i++) put_field(store, &store->field[i]);
  (void)fputs("</Grid>\n", store->index);
  store->index_end = ftell(store->index);
  (void)fputs(FOOT, store->index);
  if (fflush(store->index) != 0 || ferror(store->index)) store_note_errno(store, errno);
}

void store_index_close(Store *store)
{
  FILE *index = store->index;

  store->index = NULL;
  if (!index) return;
  if (store->n_steps == 0) (void)fputs(FOOT, index);
  if (fclose(index) != 0) store_note_errno(store, errno);
}
