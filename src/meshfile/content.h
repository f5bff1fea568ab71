// SPDX-License-Identifier: GPL-3.0-or-later
/** What the sections of a mesh file hold, gathered while they are read: nodes and elements by the numbers that the
 * file gives them. content_finish() turns it into a MeshFile. */
#pragma once

#include "scan.h"

#include "sij/meshfile.h"

/** Element types of the format, by their numbers in it. */
enum { TYPE_TRIANGLE = 2, TYPE_TET = 4 };

typedef struct {
  uint64_t tag;
  double   x[3];
} ContentNode;

typedef struct {
  uint64_t tag, node[4]; // numbers of the file
  size_t   order;        // in the file
  int      type, group, entity;
} ContentElement;

/** An entity of the geometry stands in a physical group (format 4.1). */
typedef struct {
  int dim, entity, group;
} ContentEntity;

typedef struct {
  size_t          n_nodes, n_elements, n_groups, n_entities;
  size_t          node_room, element_room, group_room, entity_room;
  ContentNode    *node;
  ContentElement *element; // triangles and tetrahedra
  MeshFileGroup  *group;
  ContentEntity  *entity;
  int             foreign_type; // of a volume element that is no linear tetrahedron; 0: none is
  size_t          n_foreign;    // volume elements of such types
} Content;

PetscErrorCode content_add_node(Content *content, const ContentNode *node) SIJ_CHECKED;
PetscErrorCode content_add_group(Content *content, const MeshFileGroup *group) SIJ_CHECKED;
PetscErrorCode content_add_entity(Content *content, const ContentEntity *entity) SIJ_CHECKED;

/** Keeps triangles and tetrahedra, counts other volume elements, forgets the rest. */
PetscErrorCode content_add_element(Content *content, const ContentElement *element) SIJ_CHECKED;

/** Number of nodes of an element type, and its dimension; 0 nodes: there is no such type here. */
int content_type_nodes(int type, int *dim);

/** Sorts, resolves numbers of nodes, and hands everything over; a fault of the content is a sentence. */
PetscErrorCode content_finish(Content *content, const char *path, MeshFile **file,
                              Problems *problems) SIJ_CHECKED;

PetscErrorCode content_destroy(Content *content) SIJ_CHECKED;

/** The sections of nodes, elements and (4.1) entities, each up to its $End line. */
PetscErrorCode msh2_read_nodes(Scan *scan, Content *content) SIJ_CHECKED;
PetscErrorCode msh2_read_elements(Scan *scan, Content *content) SIJ_CHECKED;
PetscErrorCode msh4_read_entities(Scan *scan, Content *content) SIJ_CHECKED;
PetscErrorCode msh4_read_nodes(Scan *scan, Content *content) SIJ_CHECKED;
PetscErrorCode msh4_read_elements(Scan *scan, Content *content) SIJ_CHECKED;
