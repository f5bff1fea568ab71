// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a solid on a box, with its boundary conditions, loads and measures.
 *
 * Order: specimen_create; boundary conditions and loads of specimen.mechanics; specimen_load; specimen_destroy.
 */
#pragma once

#include "sij/mechanics.h"
#include "sij/testing/box.h"

/** Materials of a specimen by the number of their region: two bones, and what is not bone. */
enum {
  SPECIMEN_BONE_1,
  SPECIMEN_BONE_2,
  SPECIMEN_FILM  = 4,
  SPECIMEN_OTHER = 9,
  SPECIMEN_SOFT  = BOX_MATERIAL
};

typedef struct {
  Mesh        *mesh;
  Hyperelastic law[2]; // of everything, of bone
  int         *row;    // [mesh->n_cells]
  Vec3        *fibre;  // [mesh->n_cells]
  Mechanics   *mechanics;
} Specimen;

/** One law, one direction of fibres (0: none). Collective. Owns: caller. */
PetscErrorCode specimen_create(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                               const Hyperelastic *law, Vec3 fibre, double tolerance,
                               Specimen *specimen) SIJ_CHECKED;

/** The same with another law for the bones, sacrum and ilium of the box. */
PetscErrorCode specimen_create_with_bone(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                                         const Hyperelastic *law, const Hyperelastic *bone,
                                         double tolerance, Specimen *specimen) SIJ_CHECKED;
PetscErrorCode specimen_destroy(Specimen *specimen) SIJ_CHECKED;

/** Dirichlet condition on components of a side of the box, and on every side whole; a side that is not there is an
 * error here. Collective. */
PetscErrorCode specimen_prescribe(Specimen *specimen, int side, bool x, bool y, bool z,
                                  MechanicsField *field, const void *context) SIJ_CHECKED;
PetscErrorCode specimen_prescribe_all(Specimen *specimen, MechanicsField *field,
                                      const void *context) SIJ_CHECKED;

/** All tension and load; an error if it does not balance. Collective. */
PetscErrorCode specimen_load(Specimen *specimen, MechanicsOutcome *outcome) SIJ_CHECKED;

/** Largest component of displacement minus field at any node. Collective. */
PetscErrorCode specimen_deviation(const Specimen *specimen, MechanicsField *field,
                                  const void *context, double *largest) SIJ_CHECKED;

/** L2 norm of displacement minus field over the root of the volume, by a rule of degree 5. Collective. */
PetscErrorCode specimen_l2(const Specimen *specimen, MechanicsField *field, const void *context,
                           double *l2) SIJ_CHECKED;

/** Largest entry of any cell's mean stress minus `stress`. Collective. */
PetscErrorCode specimen_stress(const Specimen *specimen, Mat3 stress, double *largest) SIJ_CHECKED;

/** Sum over nodes of force times a virtual displacement [N m], with all tension, where `field` is
 * the displacement and no side is prescribed: of what the elements and shells bear, by no path of theirs.
 * Collective. */
PetscErrorCode specimen_work(Specimen *specimen, MechanicsField *field, const void *context,
                             MechanicsField *by, const void *of, double *work) SIJ_CHECKED;

/** Sum of force times place at rest [N m]: the integral of P over volumes, and over shells. Collective. */
PetscErrorCode specimen_virial(Specimen *specimen, MechanicsField *field, const void *context,
                               Mat3 *sum) SIJ_CHECKED;

/** Largest and sum of one number per rank. Collective. */
PetscErrorCode specimen_max(const Specimen *specimen, double own, double *all) SIJ_CHECKED;
PetscErrorCode specimen_sum(const Specimen *specimen, double own, double *all) SIJ_CHECKED;
