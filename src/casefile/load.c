// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the merged tree into a Case by walking the rows of the schema, checks it, and sends it to all ranks.
// It holds case_load(), the way from a file to the input of every other module.
#include "check.h"
#include "gather.h"
#include "keys.h"
#include "values.h"
#include "write.h"

#include "sij/casefile/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/** A value that is not in the case: its default, or the sentence that it must be given. */
static PetscErrorCode read_missing(Reader *reader, const Row *row, const Node *holder,
                                   void *element)
{
  const DimensionRow *dimension = units_dimension(row->dimension);
  Node                scalar    = *holder;

  PetscFunctionBeginUser;
  if (row->type == TYPE_REGION) // its zero is a region
    *(Region *)(void *)((char *)element + row->offset) = REGION_NONE;
  if (!row->fallback) PetscFunctionReturn(PETSC_SUCCESS);
  if (row->fallback == schema_required && row->dimension != DIMENSION_NONE)
    PetscCall(node_fault(reader->problems, holder, "needs %s (%s), for example %g %s", row->key,
                         row->text, dimension->typical, dimension->example));
  else if (row->fallback == schema_required)
    PetscCall(node_fault(reader->problems, holder, "needs %s (%s)", row->key, row->text));
  else if (row->fallback[0] == '=') {
    const Row *other = schema_row(row->section, row->fallback + 1);

    memcpy((char *)element + row->offset, (char *)element + other->offset, sizeof(double));
  } else {
    scalar.kind = NODE_SCALAR;
    scalar.text = row->fallback;
    PetscCall(values_read(reader, row, &scalar, element));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_element(Reader *reader, SectionId id, const Node *node, void *element)
{
  const int before = reader->problems->count;

  PetscFunctionBeginUser;
  if (node->kind != NODE_MAP) PetscFunctionReturn(PETSC_SUCCESS);
  reader->holder = node;
  for (size_t i = 0; i < schema_n_rows; i++) {
    const Row  *row = &schema_rows[i];
    const Node *child;

    if (row->section != id) continue;
    child = node_find(node, row->key);
    if (child) PetscCall(values_read(reader, row, child, element));
    else PetscCall(read_missing(reader, row, node, element));
  }
  if (reader->problems->count == before) PetscCall(check_element(reader, id, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_missing_regions(Reader *reader, const Node *holder)
{
  char list[400] = "";

  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++)
    if (!node_child(holder, region_name((Region)i))) {
      const size_t used = strlen(list);

      (void)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "",
                     region_name((Region)i));
    }
  if (list[0])
    PetscCall(node_fault(reader->problems, holder, "needs %s: every region has a tissue", list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_regions(Reader *reader, const Section *section, const Node *holder)
{
  char *base = (char *)reader->input + section->offset;

  PetscFunctionBeginUser;
  PetscCall(report_missing_regions(reader, holder));
  for (int i = 0; i < REGION_COUNT; i++) {
    const Node *node = node_child(holder, region_name((Region)i));

    if (node)
      PetscCall(read_element(reader, section->rows, node, base + section->size * (size_t)i));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_element_name(Reader *reader, const Node *node)
{
  const char  *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const size_t n       = strlen(node->key);

  PetscFunctionBeginUser;
  if (n == 0 || n >= CASE_NAME || strspn(node->key, allowed) != n)
    PetscCall(node_fault(reader->problems, node,
                         "a name here is of letters, digits, _ and -, at most %d", CASE_NAME - 1));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_elements(Reader *reader, const Section *section, const Node *holder)
{
  char *base  = (char *)reader->input;
  int  *count = (int *)(void *)(base + section->count);

  PetscFunctionBeginUser;
  if (holder->n > section->capacity) {
    PetscCall(node_fault(reader->problems, holder, "has %d entries; at most %d are allowed",
                         holder->n, section->capacity));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  for (const Node *node = holder->first; node; node = node->next) {
    char *element = base + section->offset + section->size * (size_t)(*count)++;

    if (section->kind == SECTION_NAMED) {
      PetscCall(check_element_name(reader, node));
      (void)snprintf(element, CASE_NAME, "%.*s", CASE_NAME - 1, node->key);
    }
    PetscCall(read_element(reader, section->rows, node, element));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Node that holds a section: "pain.sources" of "pain.sources.*". */
static const Node *find_section_node(const Node *root, const Section *section)
{
  const size_t n = strlen(section->path);
  char         path[SCHEMA_PATH];

  if (n == 0) return root;
  (void)snprintf(path, sizeof path, "%.*s", (int)(section->path[n - 1] == '*' ? n - 2 : n),
                 section->path);
  return node_find(root, path);
}

static PetscErrorCode read_section(Reader *reader, SectionId id, const Node *root)
{
  const Section *section = schema_section(id);
  const Node    *node    = find_section_node(root, section);
  const Node     none = {.kind = NODE_MAP, .key = "", .text = "", .file = root->file, .path = ""};

  PetscFunctionBeginUser;
  if (section->kind == SECTION_SHELF) PetscFunctionReturn(PETSC_SUCCESS);
  if (!node && section->required)
    PetscCall(node_fault(reader->problems, root, "has no %.*s; `include: [baseline]` brings it",
                         (int)strcspn(section->path, "."), section->path));
  if (!node && section->kind == SECTION_ONE && !section->required) node = &none; // defaults
  if (!node) PetscFunctionReturn(PETSC_SUCCESS);
  if (section->kind == SECTION_ONE)
    PetscCall(read_element(reader, id, node, (char *)reader->input + section->offset));
  else if (section->kind == SECTION_REGION && node->kind == NODE_MAP)
    PetscCall(read_regions(reader, section, node));
  else if (node->kind == (section->kind == SECTION_LIST ? NODE_LIST : NODE_MAP))
    PetscCall(read_elements(reader, section, node));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** "inputs/periarticular.yaml" is the case periarticular. */
static void name_case(Case *input, const char *path)
{
  const char *slash = strrchr(path, '/'), *stem = slash ? slash + 1 : path;
  size_t      n = strcspn(stem, ".");

  if (n >= CASE_NAME) n = CASE_NAME - 1;
  while (n > 0 && ((unsigned char)stem[n] & 0xC0) == 0x80) n--; // no half of a letter
  for (size_t i = 0; i < n; i++)
    input->name[i] =
      (unsigned char)stem[i] >= 0x80 || isalnum((unsigned char)stem[i]) || strchr("_-", stem[i])
        ? stem[i]
        : '_';
  input->name[n] = '\0';
}

static PetscErrorCode read_case(const Node *root, const char *path, const Units *units, Case *input,
                                Problems *problems)
{
  Reader reader = {.units = units, .problems = problems, .input = input, .holder = root};

  PetscFunctionBeginUser;
  (void)snprintf(input->file, sizeof input->file, "%s", path ? path : "built-in:baseline.yaml");
  PetscCall(keys_check(root, problems));
  for (int i = 0; i < SECTION_COUNT; i++) PetscCall(read_section(&reader, (SectionId)i, root));
  if (!input->name[0]) name_case(input, path ? path : "baseline");
  if (!values_is_name(input->name))
    PetscCall(
      problems_add(problems, input->file,
                   "the case has no name, because the file has none before its ending; give "
                   "name: in the case, or rename the file"));
  PetscCall(check_case(&reader, root));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** All the work, without communication; *input stays NULL on any fault. */
static PetscErrorCode load_on_rank_0(const CaseSource *source, Case **input, char **text,
                                     Problems *problems)
{
  Tree   tree  = {0};
  Units *units = NULL;
  Node  *root;

  PetscFunctionBeginUser;
  PetscCall(units_create(&units));
  PetscCall(PetscNew(input));
  if (!units) PetscCall(problems_add(problems, "", "%s", units_missing));
  else {
    PetscCall(gather_case(&tree, source, &root, problems));
    if (root) PetscCall(read_case(root, source->path, units, *input, problems));
  }
  if (problems->count == 0) PetscCall(write_case(*input, text));
  else PetscCall(PetscFree(*input));
  PetscCall(tree_destroy(&tree));
  PetscCall(units_destroy(&units));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Rank 0's case and text to everyone. */
static PetscErrorCode broadcast_case(MPI_Comm comm, Case **input, char **text)
{
  int rank, length;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  length = rank == 0 ? (int)strlen(*text) + 1 : 0;
  PetscCallMPI(MPI_Bcast(&length, 1, MPI_INT, 0, comm));
  if (rank > 0) {
    PetscCall(PetscNew(input));
    PetscCall(PetscMalloc1((size_t)length, text));
  }
  PetscCallMPI(MPI_Bcast(*input, (int)sizeof **input, MPI_BYTE, 0, comm));
  PetscCallMPI(MPI_Bcast(*text, length, MPI_CHAR, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode case_load_source(MPI_Comm comm, const CaseSource *source, Case **input, char **text,
                                Problems *problems)
{
  Problems found    = {0};
  char    *resolved = NULL;
  int      rank, verdict = 0;

  PetscFunctionBeginUser;
  *input = NULL;
  if (text) *text = NULL;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) verdict = (int)load_on_rank_0(source, input, &resolved, &found);
  PetscCallMPI(MPI_Bcast(&verdict, 1, MPI_INT, 0, comm));
  PetscCheck(verdict == 0, comm, (PetscErrorCode)verdict, "rank 0 failed to read the case");
  PetscCall(problems_broadcast(comm, &found));
  if (found.count == 0) PetscCall(broadcast_case(comm, input, &resolved));
  for (int i = 0; i < found.count; i++)
    PetscCall(problems_add(problems, "", "%s", found.sentence[i]));
  if (text) *text = resolved;
  else PetscCall(PetscFree(resolved));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode case_load(MPI_Comm comm, const char *path, int n, const char *const overrides[],
                         Case **input, char **text, Problems *problems)
{
  const CaseSource source = {.path = path, .n = n, .override = overrides};

  PetscFunctionBeginUser;
  PetscCall(case_load_source(comm, &source, input, text, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
