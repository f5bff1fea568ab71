// SPDX-License-Identifier: GPL-3.0-or-later
// Turns YAML text into a tree of nodes that know their file and line, by libyaml; faults of syntax become
// sentences. Called by gather.c for each file and each override.
#include "sij/casefile/parse.h"

#include "sij/casefile/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

enum { LARGEST = 1 << 20, DEEPEST = 24, MOST_NODES = 10000 };

/** What the conversion of one document needs to know. */
typedef struct {
  Tree            *tree;
  Problems        *problems;
  yaml_document_t *document;
  Node             file; // location of the document
  int              n_nodes;
  int              depth;
  int              above[DEEPEST]; // nodes that hold the present one
  char             path[256];      // of the present one
} Converter;

static Node locate_mark(const Node *file, yaml_mark_t mark)
{
  Node location = *file;

  location.line = (int)mark.line + 1;
  return location;
}

/** libyaml's own words, at the line where it lost the thread. */
static PetscErrorCode report_syntax(const yaml_parser_t *parser, const Node *file,
                                    Problems *problems)
{
  Node        location = locate_mark(file, parser->problem_mark);
  const char *problem  = parser->problem ? parser->problem : "unknown fault";

  PetscFunctionBeginUser;
  if (parser->error == YAML_MEMORY_ERROR)
    SETERRQ(PETSC_COMM_SELF, PETSC_ERR_MEM, "libyaml is out of memory");
  if (parser->error == YAML_READER_ERROR) {
    location.line = 0;
    PetscCall(node_fault(problems, &location,
                         "is not readable as text: %s at byte %zu; wanted UTF-8 YAML", problem,
                         parser->problem_offset));
  } else if (parser->context)
    PetscCall(node_fault(problems, &location, "is not YAML: %s, %s that begins in line %zu",
                         problem, parser->context, parser->context_mark.line + 1));
  else PetscCall(node_fault(problems, &location, "is not YAML: %s", problem));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What the events of a text add up to, as far as it was read. */
typedef struct {
  int  depth, documents;
  bool ended;
} Shape;

static void count_event(Shape *shape, yaml_event_type_t type)
{
  switch (type) {
  case YAML_MAPPING_START_EVENT:
  case YAML_SEQUENCE_START_EVENT:
    shape->depth++;
    break;
  case YAML_MAPPING_END_EVENT:
  case YAML_SEQUENCE_END_EVENT:
    shape->depth--;
    break;
  case YAML_DOCUMENT_START_EVENT:
    shape->documents++;
    break;
  case YAML_STREAM_END_EVENT:
    shape->ended = true;
    break;
  default:
    break;
  }
}

static const char *find_shape_fault(const Shape *shape)
{
  if (shape->documents > 1) return "begins a second document; a case is one";
  if (shape->depth >= DEEPEST) return "is nested too deeply to be a case";
  return shape->ended && shape->documents == 0 ? "is empty; a case is a mapping of keys to values"
                                               : NULL;
}

/** Goes through the events alone: libyaml takes minutes over thousands of open brackets. */
static PetscErrorCode check_events(yaml_parser_t *parser, const Node *file, bool *fine,
                                   Problems *problems)
{
  Shape        shape = {0};
  yaml_event_t event;

  PetscFunctionBeginUser;
  *fine = true;
  while (*fine && !shape.ended) {
    const char *fault;
    Node        location;

    *fine = yaml_parser_parse(parser, &event) == 1;
    if (!*fine) {
      PetscCall(report_syntax(parser, file, problems));
      break;
    }
    count_event(&shape, event.type);
    location = locate_mark(file, event.start_mark);
    yaml_event_delete(&event);
    fault = find_shape_fault(&shape);
    *fine = !fault;
    if (fault) PetscCall(node_fault(problems, shape.ended ? file : &location, "%s", fault));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Puts one more word on the path; returns how long it was, to cut it there again. */
static size_t extend_path(Converter *to, const char *word)
{
  const size_t used = strlen(to->path);

  (void)snprintf(to->path + used, sizeof to->path - used, "%s%.60s", used ? "." : "", word);
  return used;
}

/** Place of a node while it is converted; for sentences only. */
static Node locate_in_document(const Converter *to, yaml_mark_t mark)
{
  Node location = locate_mark(&to->file, mark);

  location.path = to->path;
  return location;
}

static PetscErrorCode convert_node(Converter *to, int id, Node **node);

static PetscErrorCode convert_list(Converter *to, const yaml_node_t *from, Node *list)
{
  PetscFunctionBeginUser;
  for (yaml_node_item_t *item = from->data.sequence.items.start;
       item < from->data.sequence.items.top; item++) {
    char   index[16];
    size_t used;
    Node  *child;

    (void)snprintf(index, sizeof index, "%d", list->n);
    used = extend_path(to, index);
    PetscCall(convert_node(to, *item, &child));
    if (child) node_append(list, child);
    to->path[used] = '\0';
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode convert_value(Converter *to, const yaml_node_t *key, int id, Node *map)
{
  const Node  location = locate_in_document(to, key->start_mark);
  const char *name     = (const char *)key->data.scalar.value;
  const Node *twin     = node_child(map, name);
  Node       *child;

  PetscFunctionBeginUser;
  PetscCall(convert_node(to, id, &child));
  if (!child) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(tree_text(to->tree, name, strlen(name), &child->key));
  child->line = location.line;
  if (!twin) node_append(map, child);
  else
    PetscCall(node_fault(to->problems, &location, "is given twice, first in line %d; keep one",
                         twin->line));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode convert_pair(Converter *to, yaml_node_pair_t pair, Node *map)
{
  const yaml_node_t *key      = yaml_document_get_node(to->document, pair.key);
  const Node         location = locate_in_document(to, key->start_mark);

  PetscFunctionBeginUser;
  if (key->type != YAML_SCALAR_NODE)
    PetscCall(node_fault(to->problems, &location, "has a key that is not a word"));
  else {
    const size_t used = extend_path(to, (const char *)key->data.scalar.value);

    PetscCall(convert_value(to, key, pair.value, map));
    to->path[used] = '\0';
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode convert_map(Converter *to, const yaml_node_t *from, Node *map)
{
  PetscFunctionBeginUser;
  for (yaml_node_pair_t *pair = from->data.mapping.pairs.start; pair < from->data.mapping.pairs.top;
       pair++)
    PetscCall(convert_pair(to, *pair, map));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_nothing(const char *text, yaml_scalar_style_t style)
{
  return style == YAML_PLAIN_SCALAR_STYLE && (strcmp(text, "~") == 0 || strcmp(text, "null") == 0);
}

static PetscErrorCode convert_scalar(Converter *to, const yaml_node_t *from, const Node *location,
                                     Node *scalar)
{
  const char  *text   = (const char *)from->data.scalar.value;
  const size_t length = from->data.scalar.length;

  PetscFunctionBeginUser;
  if (strlen(text) != length)
    PetscCall(node_fault(to->problems, location, "holds a NUL character"));
  else if (!is_nothing(text, from->data.scalar.style))
    PetscCall(tree_text(to->tree, text, length, &scalar->text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** NULL, and a sentence, for an alias that holds itself or a document that aliases blow up. */
static PetscErrorCode check_growth(Converter *to, int id, const Node *location, bool *fine)
{
  PetscFunctionBeginUser;
  *fine = ++to->n_nodes <= MOST_NODES && to->depth < DEEPEST;
  if (to->n_nodes == MOST_NODES + 1)
    PetscCall(node_fault(to->problems, location, "holds more than %d values, too many for a case",
                         MOST_NODES));
  else if (to->depth == DEEPEST)
    PetscCall(node_fault(to->problems, location, "is nested too deeply to be a case"));
  for (int i = 0; *fine && i < to->depth; i++)
    if (to->above[i] == id) {
      *fine = false;
      PetscCall(node_fault(to->problems, location, "holds an alias that refers to itself"));
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode convert_node(Converter *to, int id, Node **node)
{
  static const NodeKind KINDS[]  = {[YAML_SCALAR_NODE]   = NODE_SCALAR,
                                    [YAML_SEQUENCE_NODE] = NODE_LIST,
                                    [YAML_MAPPING_NODE]  = NODE_MAP};
  const yaml_node_t    *from     = yaml_document_get_node(to->document, id);
  const Node            location = locate_in_document(to, from->start_mark);
  bool                  fine;

  PetscFunctionBeginUser;
  *node = NULL;
  PetscCall(check_growth(to, id, &location, &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(tree_node(to->tree, KINDS[from->type], &location, node));
  to->above[to->depth++] = id;
  if (from->type == YAML_SCALAR_NODE) PetscCall(convert_scalar(to, from, &location, *node));
  else if (from->type == YAML_SEQUENCE_NODE) PetscCall(convert_list(to, from, *node));
  else PetscCall(convert_map(to, from, *node));
  to->depth--;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode open_parser(yaml_parser_t *parser, const char *text, size_t length)
{
  PetscFunctionBeginUser;
  PetscCheck(yaml_parser_initialize(parser), PETSC_COMM_SELF, PETSC_ERR_MEM,
             "libyaml is out of memory");
  yaml_parser_set_input_string(parser, (const unsigned char *)text, length);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode parse_text(Tree *tree, const char *file, const char *text, size_t length,
                          Node **root, Problems *problems)
{
  Converter       to = {.tree = tree, .problems = problems};
  yaml_parser_t   parser;
  yaml_document_t document;
  bool            fine;

  PetscFunctionBeginUser;
  *root       = NULL;
  to.file     = (Node){.key = "", .text = "", .path = ""};
  to.document = &document;
  PetscCall(tree_text(tree, file, strlen(file), &to.file.file));
  PetscCall(open_parser(&parser, text, length));
  PetscCall(check_events(&parser, &to.file, &fine, problems));
  yaml_parser_delete(&parser);
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(open_parser(&parser, text, length));
  if (yaml_parser_load(&parser, &document)) {
    PetscCall(convert_node(&to, 1, root));
    yaml_document_delete(&document);
  } else PetscCall(report_syntax(&parser, &to.file, problems));
  yaml_parser_delete(&parser);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode parse_read_file(Tree *tree, const char *path, void **bytes, size_t *length,
                               const char **why)
{
  PetscBool folder;
  FILE     *file;

  PetscFunctionBeginUser;
  *bytes = NULL;
  PetscCall(PetscTestDirectory(path, 'r', &folder));
  if (folder) {
    *why = "it is a folder; wanted a case file";
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  errno = 0;
  file  = fopen(path, "rb");
  if (!file) {
    *why = strerror(errno);
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(tree_take(tree, LARGEST + 1, bytes));
  *length = fread(*bytes, 1, LARGEST + 1, file);
  if (ferror(file)) *why = strerror(errno);
  else if (*length > LARGEST) *why = "it is larger than 1 MiB; a case is a few kB of text";
  if (ferror(file) || *length > LARGEST) *bytes = NULL;
  (void)fclose(file);
  PetscFunctionReturn(PETSC_SUCCESS);
}
