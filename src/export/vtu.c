// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a frame in VTK's XML format for unstructured grids: a head with the place of every array, then the arrays in a
// row, each as its size in bytes and its numbers in the order of this machine.
#include "vtu.h"

#include <inttypes.h>
#include <string.h>

const char vtu_mark[] = "<?xml version=\"1.0\"?>\n<!-- one output of a run of sij -->\n";

enum { BLOCK = 1024, TETRAHEDRON = 10 }; // numbers converted at once; VTK's number of that cell

/** What numbers become in the file. */
typedef enum { AS_REAL, AS_LONG, AS_INT, AS_BYTE, KINDS } Kind;

static const struct {
  const char *name;
  uint64_t    size;
} KIND[KINDS] = {[AS_REAL] = {"Float64", 8},
                 [AS_LONG] = {"Int64", 8},
                 [AS_INT]  = {"Int32", 4},
                 [AS_BYTE] = {"UInt8", 1}};

typedef struct {
  FILE    *stream;
  uint64_t offset; // of the next array behind the head
} Writer;

static void put_escaped(FILE *stream, const char *text)
{
  for (; *text; text++) {
    if (*text == '&') (void)fputs("&amp;", stream);
    else if (*text == '<') (void)fputs("&lt;", stream);
    else if (*text == '"') (void)fputs("&quot;", stream);
    else (void)fputc(*text, stream);
  }
}

static const char *name_byte_order(void)
{
  const uint16_t one = 1;
  unsigned char  first;

  memcpy(&first, &one, 1);
  return first == 1 ? "LittleEndian" : "BigEndian";
}

static void declare_array(Writer *writer, const char *name, const char *unit, Kind kind,
                          int64_t rows, int64_t columns)
{
  (void)fprintf(writer->stream, "<DataArray type=\"%s\" Name=\"", KIND[kind].name);
  put_escaped(writer->stream, name);
  (void)fprintf(writer->stream,
                "\" NumberOfComponents=\"%" PRId64 "\" format=\"appended\" offset=\"%" PRIu64 "\">",
                columns, writer->offset);
  if (unit[0]) {
    (void)fputs("<InformationKey name=\"UNITS_LABEL\" location=\"vtkDataArray\">", writer->stream);
    put_escaped(writer->stream, unit);
    (void)fputs("</InformationKey>", writer->stream);
  }
  (void)fputs("</DataArray>\n", writer->stream);
  writer->offset += sizeof writer->offset + KIND[kind].size * (uint64_t)(rows * columns);
}

static void declare_arrays(Writer *writer, const char *element, Kind kind, int n,
                           const FrameArray list[])
{
  (void)fprintf(writer->stream, "<%s>\n", element);
  for (int i = 0; i < n; i++)
    declare_array(writer, list[i].name, list[i].unit, kind, list[i].rows.rows,
                  list[i].rows.columns);
  (void)fprintf(writer->stream, "</%s>\n", element);
}

/** Time, and the names of the regions in order; texts are numbers of their bytes, each ended by 0. */
static void declare_about(const Frame *frame, FILE *stream)
{
  (void)fprintf(stream,
                "<FieldData>\n<DataArray type=\"Float64\" Name=\"TimeValue\" NumberOfTuples=\"1\" "
                "format=\"ascii\">%.17g</DataArray>\n"
                "<DataArray type=\"String\" Name=\"region_names\" NumberOfTuples=\"%d\" "
                "format=\"ascii\">",
                frame->time, frame->regions.count);
  for (int i = 0; i < frame->regions.count; i++) {
    for (const char *c = frame->regions.name[i]; *c; c++)
      (void)fprintf(stream, "%d ", (unsigned char)*c);
    (void)fputs("0 ", stream);
  }
  (void)fputs("</DataArray>\n</FieldData>\n", stream);
}

static void write_head(const Frame *frame, Writer *writer)
{
  const int64_t cells = frame->vertex.rows / 4;

  (void)fprintf(writer->stream,
                "%s<VTKFile type=\"UnstructuredGrid\" version=\"1.0\" byte_order=\"%s\" "
                "header_type=\"UInt64\">\n<UnstructuredGrid>\n",
                vtu_mark, name_byte_order());
  declare_about(frame, writer->stream);
  (void)fprintf(writer->stream,
                "<Piece NumberOfPoints=\"%" PRId64 "\" NumberOfCells=\"%" PRId64 "\">\n",
                frame->point.rows, cells);
  declare_arrays(writer, "PointData", AS_REAL, frame->n_point_arrays, frame->point_array);
  declare_arrays(writer, "CellData", AS_INT, frame->n_cell_arrays, frame->cell_array);
  (void)fputs("<Points>\n", writer->stream);
  declare_array(writer, "Points", "mm", AS_REAL, frame->point.rows, 3);
  (void)fputs("</Points>\n<Cells>\n", writer->stream);
  declare_array(writer, "connectivity", "", AS_LONG, frame->vertex.rows, 1);
  declare_array(writer, "offsets", "", AS_LONG, cells, 1);
  declare_array(writer, "types", "", AS_BYTE, cells, 1);
  (void)fputs("</Cells>\n</Piece>\n</UnstructuredGrid>\n<AppendedData encoding=\"raw\">\n_",
              writer->stream);
}

static void convert_numbers(size_t n, const double value[], Kind kind, unsigned char bytes[])
{
  for (size_t i = 0; i < n; i++) {
    const int64_t       whole  = kind == AS_REAL ? 0 : (int64_t)value[i];
    const int32_t       narrow = (int32_t)whole;
    const unsigned char byte   = (unsigned char)whole;
    const void *const   from[] = {
        [AS_REAL] = &value[i], [AS_LONG] = &whole, [AS_INT] = &narrow, [AS_BYTE] = &byte};

    memcpy(bytes + KIND[kind].size * i, from[kind], KIND[kind].size);
  }
}

static void write_size(Kind kind, uint64_t n, FILE *stream)
{
  const uint64_t bytes = KIND[kind].size * n;

  (void)fwrite(&bytes, sizeof bytes, 1, stream);
}

static void write_numbers(const StoreRows *rows, Kind kind, FILE *stream)
{
  const size_t  n = (size_t)(rows->rows * rows->columns);
  unsigned char bytes[8 * BLOCK];

  write_size(kind, n, stream);
  for (size_t i = 0; i < n; i += BLOCK) {
    const size_t m = n - i < BLOCK ? n - i : BLOCK;

    convert_numbers(m, rows->value + i, kind, bytes);
    (void)fwrite(bytes, KIND[kind].size, m, stream);
  }
}

static void write_arrays(int n, const FrameArray list[], Kind kind, FILE *stream)
{
  for (int i = 0; i < n; i++) write_numbers(&list[i].rows, kind, stream);
}

/** Where each cell ends in the list of vertices, and what it is: all are tetrahedra. */
static void write_cells(int64_t n, FILE *stream)
{
  write_size(AS_LONG, (uint64_t)n, stream);
  for (int64_t i = 1; i <= n; i++) {
    const int64_t end = 4 * i;

    (void)fwrite(&end, sizeof end, 1, stream);
  }
  write_size(AS_BYTE, (uint64_t)n, stream);
  for (int64_t i = 0; i < n; i++) (void)fputc(TETRAHEDRON, stream);
}

void vtu_write(const Frame *frame, FILE *stream)
{
  Writer writer = {.stream = stream};

  write_head(frame, &writer);
  write_arrays(frame->n_point_arrays, frame->point_array, AS_REAL, stream);
  write_arrays(frame->n_cell_arrays, frame->cell_array, AS_INT, stream);
  write_numbers(&frame->point, AS_REAL, stream);
  write_numbers(&frame->vertex, AS_LONG, stream);
  write_cells(frame->vertex.rows / 4, stream);
  (void)fputs("\n</AppendedData>\n</VTKFile>\n", stream);
}
