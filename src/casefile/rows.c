// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one value of a case, by its row of the schema, into the member of a struct: a function for each type of
// row, and values_read(), which chooses among them and those of shapes.c and attachments.c.
#include "values.h"

#include "sij/casefile/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static PetscErrorCode read_quantity(Reader *reader, const Row *row, const Node *node, void *element)
{
  double    *member = (double *)(void *)((char *)element + row->offset);
  const bool drug   = row->section == SECTION_DRUG;
  bool       fine;

  PetscFunctionBeginUser;
  PetscCall(values_concentration(reader, row, node, drug ? ((CaseDrug *)element)->molar_mass : 0.0,
                                 member, &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_limit(Reader *reader, const Row *row, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  if (node->kind == NODE_SCALAR && strcmp(node->text, "none") == 0)
    *(double *)(void *)((char *)element + row->offset) = INFINITY;
  else PetscCall(read_quantity(reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_integer(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(values_whole(reader, row, node, (int *)(void *)((char *)element + row->offset), &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_word(Reader *reader, const Row *row, const Node *node, void *element)
{
  int n = 0, index;

  PetscFunctionBeginUser;
  while (row->words[n]) n++;
  PetscCall(values_choose(reader, node, n, row->words, &index));
  // an enum whose enumerators are not negative is an unsigned int to this compiler: same size
  if (index >= 0) memcpy((char *)element + row->offset, &index, sizeof index);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_region(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *names[REGION_COUNT];
  int         index;

  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++) names[i] = region_name((Region)i);
  PetscCall(values_choose(reader, node, REGION_COUNT, names, &index));
  *(Region *)(void *)((char *)element + row->offset) = index >= 0 ? (Region)index : REGION_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_surface(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *names[SURFACE_COUNT];
  int         index;

  PetscFunctionBeginUser;
  for (int i = 0; i < SURFACE_COUNT; i++) names[i] = surface_name((Surface)i);
  PetscCall(values_choose(reader, node, SURFACE_COUNT, names, &index));
  *(Surface *)(void *)((char *)element + row->offset) = index >= 0 ? (Surface)index : SURFACE_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_flag(Reader *reader, const Row *row, const Node *node, void *element)
{
  static const char *const FLAGS[] = {"false", "true"};
  int                      index;

  PetscFunctionBeginUser;
  PetscCall(values_choose(reader, node, 2, FLAGS, &index));
  *(bool *)(void *)((char *)element + row->offset) = index == 1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_name(Reader *reader, const Row *row, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  PetscCall(values_name(reader, node, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_text(Reader *reader, const Node *node, const char *text,
                                char copy[CASE_PATH])
{
  PetscFunctionBeginUser;
  if (strlen(text) < CASE_PATH) (void)snprintf(copy, CASE_PATH, "%s", text);
  else
    PetscCall(node_fault(reader->problems, node, "found a text of %zu characters; at most %d",
                         strlen(text), CASE_PATH - 1));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_text(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine = node->kind == NODE_SCALAR;

  PetscFunctionBeginUser;
  if (!fine || node->text[0]) PetscCall(values_scalar(reader, node, "a text", &fine));
  if (fine) PetscCall(copy_text(reader, node, node->text, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A file named in a case file lies relative to that; one named on the command line to us. What is
 * there is kept by its full path, so that the resolved case may be read from another folder. */
static PetscErrorCode read_file(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *slash  = node->line > 0 ? strrchr(node->file, '/') : NULL;
  const bool  joined = node->kind == NODE_SCALAR && node->text[0] != '/' && slash;
  char        path[PETSC_MAX_PATH_LEN], full[PETSC_MAX_PATH_LEN];
  PetscBool   there = PETSC_FALSE;

  PetscFunctionBeginUser;
  if (node->kind != NODE_SCALAR || !node->text[0] || strlen(node->text) >= CASE_PATH) {
    PetscCall(read_text(reader, row, node, element));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  (void)snprintf(path, sizeof path, "%.*s%s", joined ? (int)(slash - node->file) + 1 : 0,
                 node->file, node->text);
  PetscCall(PetscTestFile(path, '\0', &there));
  if (there) PetscCall(PetscGetRealPath(path, full));
  PetscCall(copy_text(reader, node, there ? full : path, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_gauge(Reader *reader, const Row *row, const Node *node, void *element)
{
  int  gauge = 0;
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(values_whole(reader, row, node, &gauge, &fine));
  if (fine) *(double *)(void *)((char *)element + row->offset) = values_needle_bore(gauge);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What files are merged by; used up by then, or read by the element as a whole. */
static PetscErrorCode read_nothing(Reader *reader, const Row *row, const Node *node, void *element)
{
  (void)reader;
  (void)row;
  (void)node;
  (void)element;
  return PETSC_SUCCESS;
}

PetscErrorCode values_read(Reader *reader, const Row *row, const Node *node, void *element)
{
  static PetscErrorCode (*const READ[])(Reader *, const Row *, const Node *,
                                        void *) = {[TYPE_QUANTITY]   = read_quantity,
                                                   [TYPE_LIMIT]      = read_limit,
                                                   [TYPE_INTEGER]    = read_integer,
                                                   [TYPE_WORD]       = read_word,
                                                   [TYPE_NAME]       = read_name,
                                                   [TYPE_TEXT]       = read_text,
                                                   [TYPE_FILE]       = read_file,
                                                   [TYPE_FLAG]       = read_flag,
                                                   [TYPE_POINT]      = values_read_point,
                                                   [TYPE_VECTOR]     = values_read_point,
                                                   [TYPE_DIRECTION]  = values_read_direction,
                                                   [TYPE_REGION]     = read_region,
                                                   [TYPE_SURFACE]    = read_surface,
                                                   [TYPE_ATTACHMENT] = values_read_attachment,
                                                   [TYPE_BY_REGION]  = values_read_by_region,
                                                   [TYPE_GAUGE]      = read_gauge,
                                                   [TYPE_CONTENTS]   = values_read_contents,
                                                   [TYPE_NERVES]     = values_read_nerves,
                                                   [TYPE_CURVE]      = values_read_curve,
                                                   [TYPE_TIPS]       = values_read_tips,
                                                   [TYPE_OUTPUTS]    = values_read_outputs,
                                                   [TYPE_COURSE]     = values_read_course,
                                                   [TYPE_MERGED]     = read_nothing};

  PetscFunctionBeginUser;
  PetscCall(READ[row->type](reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}
