// SPDX-License-Identifier: GPL-3.0-or-later
/** Meshes of Gmsh's MSH format, versions 2.2 and 4.1, text and binary, read as data.
 *
 * Gmsh itself would run a script that stands under the name of a mesh, may ask questions on the terminal, and ends
 * the program on many a damaged file. This reader takes sections of a mesh and nothing else; every size that a
 * file claims is held against the length of the file before memory is taken for it.
 *
 * Taken are nodes, linear triangles and tetrahedra, and physical groups with their names. Sections of other
 * content ($Periodic, $NodeData, ...) are passed over. Rank 0 alone.
 *
 * Errors: what a file has wrong is one sentence with its place in the file; the code returned is for failures of
 *         memory alone.
 * Source: "MSH file format", in the reference manual of Gmsh 4.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdint.h>

enum { MESHFILE_NAME = 128 };

/** A physical group. Its name is "" where the file gives none. */
typedef struct {
  int  dim, tag;
  char name[MESHFILE_NAME];
} MeshFileGroup;

/** A triangle or tetrahedron. One that belongs to several groups stands once for each. */
typedef struct {
  uint64_t tag;     // number in the file
  int      group;   // tag of its physical group; 0: of none
  int      entity;  // of the geometry
  int      node[4]; // positions in the list of nodes; the fourth of a triangle is -1
} MeshFileElement;

/** Arrays are owned by the file. */
typedef struct {
  int              n_nodes;
  double          *x;   // [n_nodes][3]   in the file's unit
  uint64_t        *tag; // [n_nodes]      rising
  int              n_triangles, n_tets, n_groups;
  MeshFileElement *triangle; // in the order of group, entity, file
  MeshFileElement *tet;
  MeshFileGroup   *group; // in the order of dimension, tag
} MeshFile;

/** Reads the mesh at `path`. *file is NULL where a sentence is added to `problems`. Not collective.
 * Owns: caller, meshfile_destroy(). */
PetscErrorCode meshfile_read(const char *path, MeshFile **file, Problems *problems) SIJ_CHECKED;

/** As meshfile_read(), from `length` bytes at `text`, which end by a zero that is not counted. */
PetscErrorCode meshfile_parse(const char *text, size_t length, const char *path, MeshFile **file,
                              Problems *problems) SIJ_CHECKED;

/** Name of the group of that dimension and tag; "" if it has none. */
const char *meshfile_group_name(const MeshFile *file, int dim, int tag);

/** Accepts NULL in *file, sets it NULL. Not collective. */
PetscErrorCode meshfile_destroy(MeshFile **file) SIJ_CHECKED;
