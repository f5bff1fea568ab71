// SPDX-License-Identifier: GPL-3.0-or-later
/** The porous medium on a mesh: one law of dilation for each material, each defect and the interface.
 *
 * Law rows: [0, n_materials) the materials, by the number of their region; then the defects of the barrier,
 * each holding in the cells that it opens; last the interface, a thin layer of fluid on the faces between
 * two kinds of regions, whose "porosity" is its aperture in m.
 *
 * A defect is a patch of the barrier (the capsule of a joint) and, where that does not touch drained
 * regions, a channel from it to the nearest of them. It keeps its conductance whatever the mesh: the
 * conductivity of its open cells is conductance x length^2 / their volume, length being the width of the
 * barrier, or that of the channel.
 */
#pragma once

#include "sij/fem/elements.h"
#include "sij/laws/potential.h"

enum { MEDIUM_LAWS = 48 }; // most rows of laws

typedef struct {
  Pore       pore;
  Transverse conductivity;    // hydraulic, k/mu, at rest                            m^2 Pa^-1 s^-1
  double     biot;            // Biot's coefficient, for a deforming skeleton
  double     strain_exponent; // M: conductivity changes with dilation e as exp(M e)
} PorousMaterial;

/** A thin layer of fluid where regions of two kinds meet, such as a fat plane between muscles. */
typedef struct {
  Pore   pore;         // its porosity is the aperture                                  m
  double conductivity; // at rest, aperture^3 / (12 viscosity): flow per width     m Pa^-1 s^-1
  bool (*is_between)(int a, int b); // symmetric; NULL: there is no interface
} PorousInterface;

/** A hole in the barrier: closed below its opening pressure. */
typedef struct {
  const char *name;
  Vec3        centre;           // m
  double      size;             // diameter of the patch        m
  double      opening_pressure; // Pa
  double      conductance;      // flow per pressure when open  m^3 Pa^-1 s^-1
} PorousDefect;

/** What fills the mesh, in SI. Borrowed as long as the medium lives. */
typedef struct {
  const char           *source;      // the file that asks for it, put before every problem
  int                   n_materials; // as many as the mesh has regions
  const PorousMaterial *material;    // [n_materials]
  PorousInterface       interface;
  int                   barrier;       // region that defects open; MESH_NONE: none
  double                barrier_width; // m
  bool (*is_drained)(int region);      // where what passes a defect can go
  int                 n_defects;
  const PorousDefect *defect; // [n_defects]
} PorousProblem;

/** Volume of each law around each owned vertex, as compressed rows. */
typedef struct {
  PetscInt *start;  // [n_owned + 1]
  int      *law;    // [start[n_owned]]
  double   *volume; // m^3; m^2 for the interface
} NodalVolumes;

typedef struct {
  const PorousProblem *problem; // borrowed
  const Graph         *graph;   // borrowed
  int                  n_materials, n_laws, interface_law;
  Pore                 pore[MEDIUM_LAWS];
  Potential            potential[MEDIUM_LAWS];
  Transverse
       conductivity[MEDIUM_LAWS]; // at rest       m^2 Pa^-1 s^-1; interface: m Pa^-1 s^-1 each way
  int  region[MEDIUM_LAWS];       // of the material; MESH_NONE for the interface
  int *law;                       // [n_cells]
  PetscInt     n_interface;
  PetscInt    *interface; // [n_interface] faces
  NodalVolumes volumes;
} Medium;

/** Collective. A defect that touches no barrier is a problem. Owns: caller, medium_destroy(). */
PetscErrorCode medium_create(const PorousProblem *problem, const Graph *graph, Medium **medium,
                             Problems *problems) SIJ_CHECKED;
PetscErrorCode medium_destroy(Medium **medium) SIJ_CHECKED;

/** Adds `total`, spread by area over the faces between two regions (the smaller number first), to value [n_owned] of
 * their vertices. Collective. */
PetscErrorCode medium_add_lining(const Medium *medium, const int side[2], double total,
                                 double value[]) SIJ_CHECKED;

/** Fluid stored around owned vertex i at pressure p [m^3], and its derivative. */
PoreCurve medium_storage(const Medium *medium, PetscInt i, double p);
