// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file of Gmsh's MSH format into memory and goes through its sections.
#include "content.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const unsigned char GZIP[] = {0x1f, 0x8b};

// Version 2.2 or 4.1 of the format, 0 by a fault; whether numbers are text or bytes.
static int read_format(Scan *scan)
{
  char         name[SCAN_WORD];
  const double version = scan_section(scan, name) && strcmp(name, "MeshFormat") == 0
                           ? scan_text_real(scan, "the version of the format")
                           : 0.0;
  uint64_t     kind, size;

  if (version == 0.0) {
    scan_fail(scan,
              "the file does not begin with $MeshFormat, so it is no mesh in Gmsh's MSH format");
    return 0;
  }
  kind = scan_text_tag(scan, "0 for text or 1 for binary");
  size = scan_text_tag(scan, "the size of a number");
  if (fabs(version - 2.2) > 1e-9 && fabs(version - 4.1) > 1e-9)
    scan_fail(scan,
              "version %g of the MSH format is not read; write the mesh as version 2.2 or 4.1",
              version);
  if (kind > 1 || size != 8)
    scan_fail(scan, "kind %llu with numbers of %llu bytes; wanted 0 (text) or 1 (binary), and 8",
              (unsigned long long)kind, (unsigned long long)size);
  if (kind == 1) {
    scan->binary = true;
    scan_line_end(scan);
    if (scan_int(scan, "the number 1") != 1)
      scan_fail(
        scan,
        "the bytes of numbers stand in another order than on this machine; write the mesh as text");
  }
  scan_section_end(scan, name);
  return scan_is_good(scan) ? (int)version : 0;
}

static PetscErrorCode read_names(Scan *scan, Content *content)
{
  PetscFunctionBeginUser;
  const size_t n = scan_count(scan, true, 6, "the number of names");

  for (size_t i = 0; i < n && scan_is_good(scan); i++) {
    MeshFileGroup group;

    group.dim = (int)(scan_text_tag(scan, "a dimension") & 0xff);
    group.tag = (int)(scan_text_tag(scan, "the number of a physical group") & 0x7fffffff);
    scan_quoted(scan, sizeof group.name, group.name);
    if (scan_is_good(scan)) PetscCall(content_add_group(content, &group));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// *known is false where the section is none of those taken.
static PetscErrorCode read_section(Scan *scan, int version, const char *name, Content *content,
                                   bool *known)
{
  PetscFunctionBeginUser;
  *known = true;
  if (strcmp(name, "PhysicalNames") == 0) PetscCall(read_names(scan, content));
  else if (strcmp(name, "Entities") == 0 && version == 4)
    PetscCall(msh4_read_entities(scan, content));
  else if (strcmp(name, "Nodes") == 0 && version == 4) PetscCall(msh4_read_nodes(scan, content));
  else if (strcmp(name, "Elements") == 0 && version == 4)
    PetscCall(msh4_read_elements(scan, content));
  else if (strcmp(name, "Nodes") == 0) PetscCall(msh2_read_nodes(scan, content));
  else if (strcmp(name, "Elements") == 0) PetscCall(msh2_read_elements(scan, content));
  else if (strcmp(name, "PartitionedEntities") == 0)
    scan_fail(scan, "the mesh is partitioned; write it whole, it is distributed here");
  else *known = false;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_sections(Scan *scan, Content *content)
{
  const int version = read_format(scan);
  char      name[SCAN_WORD];

  PetscFunctionBeginUser;
  while (scan_section(scan, name)) {
    bool known;

    PetscCall(read_section(scan, version, name, content, &known));
    if (known) scan_section_end(scan, name);
    else scan_skip_section(scan, name);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode meshfile_parse(const char *text, size_t length, const char *path, MeshFile **file,
                              Problems *problems)
{
  Scan    scan    = {.text = text, .at = text, .end = text + length};
  Content content = {0};

  PetscFunctionBeginUser;
  *file = NULL;
  if (length >= sizeof GZIP && memcmp(text, GZIP, sizeof GZIP) == 0)
    PetscCall(problems_add(problems, path,
                           "the file is compressed; unpack it (gunzip) and name the .msh inside"));
  else {
    PetscCall(read_sections(&scan, &content));
    if (!scan_is_good(&scan)) PetscCall(problems_add(problems, path, "%s", scan.fault));
    else PetscCall(content_finish(&content, path, file, problems));
  }
  PetscCall(content_destroy(&content));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A regular file that may be read; a pipe would make us wait.
static FILE *open_regular(const char *path, struct stat *about)
{
  if (stat(path, about) != 0) return NULL;
  if (S_ISREG(about->st_mode)) return fopen(path, "rb");
  errno = EINVAL;
  return NULL;
}

// The whole file and a zero behind it; NULL with a sentence if it cannot be had.
static PetscErrorCode load_text(const char *path, char **text, size_t *length, Problems *problems)
{
  struct stat about;
  FILE       *file = open_regular(path, &about);

  PetscFunctionBeginUser;
  *text = NULL;
  if (!file) {
    PetscCall(problems_add(problems, path,
                           "the mesh file cannot be read (%s); check its name and its permissions",
                           errno == EINVAL ? "it is no regular file" : strerror(errno)));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(PetscMalloc1((size_t)about.st_size + 1, text));
  *length          = fread(*text, 1, (size_t)about.st_size, file);
  (*text)[*length] = '\0';
  (void)fclose(file);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode meshfile_read(const char *path, MeshFile **file, Problems *problems)
{
  char  *text;
  size_t length = 0;

  PetscFunctionBeginUser;
  *file = NULL;
  PetscCall(load_text(path, &text, &length, problems));
  if (text) PetscCall(meshfile_parse(text, length, path, file, problems));
  PetscCall(PetscFree(text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const char *meshfile_group_name(const MeshFile *file, int dim, int tag)
{
  for (int i = 0; i < file->n_groups; i++)
    if (file->group[i].dim == dim && file->group[i].tag == tag) return file->group[i].name;
  return "";
}

PetscErrorCode meshfile_destroy(MeshFile **file)
{
  PetscFunctionBeginUser;
  if (!*file) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*file)->x));
  PetscCall(PetscFree((*file)->tag));
  PetscCall(PetscFree((*file)->triangle));
  PetscCall(PetscFree((*file)->tet));
  PetscCall(PetscFree((*file)->group));
  PetscCall(PetscFree(*file));
  PetscFunctionReturn(PETSC_SUCCESS);
}
