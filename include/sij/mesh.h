// SPDX-License-Identifier: GPL-3.0-or-later
/** The distributed mesh: plain arrays, for the loops that cost time.
 *
 * Vertices: owned ones first [0, n_owned), ghosts after [n_owned, n_local). Cells: owned ones first,
 * then one layer of overlap, so that every tetrahedron and every face that touches an owned vertex is
 * local: an owner completes its rows without communication.
 * Global vertex numbers are contiguous per rank, first + local for owned ones.
 */
#pragma once

#include "sij/base/problems.h"
#include "sij/mesh/coarse.h"

#include <petscvec.h>

/** Faces between two different regions, and those of the outer boundary. */
typedef struct {
  PetscInt n_owned, n;   // owned first; the rest touch owned vertices
  PetscInt (*vertex)[3]; // [n] local vertices
  int (*side)[2];        // [n] regions, the smaller first; {region, MESH_NONE} on the boundary
  int *surface;          // [n] on the boundary, else MESH_NONE
} MeshFaces;

typedef struct {
  MPI_Comm  comm;
  PetscInt  n_global; // vertices
  PetscInt  n_owned, n_local;
  PetscInt  first; // global number of the first owned vertex
  PetscInt *ghost; // [n_local - n_owned] global numbers, increasing
  double (*x)[3];  // [n_local]                    m
  PetscInt n_cells_global, n_cells_owned, n_cells;
  PetscInt (*cell)[4];    // [n_cells] local vertices, positive volume
  int            *region; // [n_cells]
  double         *volume; // [n_cells]                    m^3
  MeshFaces       faces;
  char            hash[65]; // of the coarse mesh
  const MeshTags *tags;     // borrowed
} Mesh;

/** Distributes a coarse mesh (METIS k-way on the dual graph; PT-Scotch from a million
 * tetrahedra, or -mesh_partition_parallel_from N), refines it `refinements` times and adds the
 * overlap. Nodes that no tetrahedron uses are left out. New vertices go where coarse->project puts them,
 * unless a cell would lose nine tenths of its volume.
 * Collective. Too many ranks for the cells is a problem. Owns: caller, mesh_destroy(). */
PetscErrorCode mesh_create(MPI_Comm comm, const CoarseMesh *coarse, int refinements, Mesh **mesh,
                           Problems *problems) SIJ_CHECKED;

PetscErrorCode mesh_destroy(Mesh **mesh) SIJ_CHECKED;

/** A vector over the vertices, with ghosts (VecCreateGhost). Collective. Owns: caller. */
PetscErrorCode mesh_vector(const Mesh *mesh, Vec *vector) SIJ_CHECKED;

/** Where points lie. Each is found in exactly one owned cell of one rank. Collective: every rank
 * passes the same n points and receives, for those it owns, cell >= 0 and barycentric weights; else
 * cell -1. A point outside the mesh has cell -1 on every rank; `missing` counts those. */
typedef struct {
  PetscInt cell;
  double   weight[4];
} MeshLocation;

PetscErrorCode mesh_locate(const Mesh *mesh, int n, const Vec3 x[], MeshLocation location[],
                           int *missing) SIJ_CHECKED;

/** What `sij mesh` prints of each region: quality [mesh->tags->n_regions]. Global, on every rank. Collective. */
typedef struct {
  PetscInt n_cells;
  double   volume;      // m^3
  double   quality_min; // SICN: 1 regular, 0 flat, negative inverted
  double   quality_p5, quality_median;
  double   size; // mean edge                       m
} RegionQuality;

PetscErrorCode mesh_quality(const Mesh *mesh, RegionQuality quality[]) SIJ_CHECKED;

/** Area of one of the mesh's faces [m^2]. Not collective. */
double mesh_face_area(const Mesh *mesh, PetscInt face);

/** Area of the faces between two regions (order does not matter), or between one and the outside,
 * MESH_NONE [m^2]. Collective. */
PetscErrorCode mesh_interface_area(const Mesh *mesh, int a, int b, double *area) SIJ_CHECKED;

/** Names of a region and a surface; "none" for a number that is not among the tags. */
const char *mesh_region_name(const Mesh *mesh, int region);
const char *mesh_surface_name(const Mesh *mesh, int surface);

/** Version of METIS, as text. Not collective. */
void mesh_metis_version(size_t size, char version[]);
