// SPDX-License-Identifier: GPL-3.0-or-later
/** Functions of Gmsh whose arguments changed between 4.8 and 4.13, as one interface. The version that brought each argument is
 * that of Gmsh's CHANGELOG under "Incompatible API changes". */
#pragma once

#include <gmshc.h>

#define GMSH_SINCE(minor)                                                                          \
  (GMSH_API_VERSION_MAJOR > 4 || (GMSH_API_VERSION_MAJOR == 4 && GMSH_API_VERSION_MINOR >= (minor)))

/** Without configuration files and without its window. */
static inline void gmsh_initialize(int argc, char **argv, int *ierr)
{
#if GMSH_SINCE(9)
  gmshInitialize(argc, argv, 0, 0, ierr);
#else
  gmshInitialize(argc, argv, 0, ierr);
#endif
}

/** A physical group of one entity, of the same number. */
static inline void gmsh_add_group(int dim, int entity, const char *name, int *ierr)
{
#if GMSH_SINCE(10)
  (void)gmshModelAddPhysicalGroup(dim, &entity, 1, entity, name, ierr);
#else
  (void)gmshModelAddPhysicalGroup(dim, &entity, 1, entity, ierr);
  if (*ierr == 0) gmshModelSetPhysicalName(dim, entity, name, ierr);
#endif
}

/** A solid with ruled faces through wires. */
static inline void gmsh_add_ruled(int *wire, size_t n, int **out, size_t *n_out, int *ierr)
{
#if GMSH_SINCE(11)
  gmshModelOccAddThruSections(wire, n, out, n_out, -1, 1, 1, -1, "", "", 0, ierr);
#else
  gmshModelOccAddThruSections(wire, n, out, n_out, -1, 1, 1, -1, ierr);
#endif
}

/** The arc around a centre. */
static inline int gmsh_add_arc(int from, int centre, int to, int *ierr)
{
#if GMSH_SINCE(12)
  return gmshModelOccAddCircleArc(from, centre, to, -1, 1, ierr);
#else
  return gmshModelOccAddCircleArc(from, centre, to, -1, ierr);
#endif
}
