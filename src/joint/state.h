// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to joint: the solid it owns, and what was measured of it. */
#pragma once

#include "sij/casefile.h"
#include "sij/joint.h"

/** Motion of the sacrum against the ilium since the settled state, in directions of the right joint. */
typedef struct {
  Vec3   rotation; // rotation vector, right-handed                             rad
  Vec3   shift;    // of the joint's centre                                        m
  double crossing
    [2]; // where its axis crosses the median plane: anterior, cranial; NaN: nowhere near   m
} JointMotion;

/** A ligament within the mesh, as a region with fibres, or one that leaves it, as a spring. */
typedef struct {
  const char *name;   // borrowed
  Region      region; // REGION_NONE: a spring
  int         spring; // number of it
  double      area;   // across the fibres                            m^2
  double      settled_stretch, settled_force;
  double      force, strain; // now                                    N
  double      force_range[2], strain_range[2];
} Ligament;

enum { JOINT_LIGAMENTS = REGION_COUNT + CASE_SPRINGS };

/** Stiffness of the joint against one load; NaN while another acts too. */
typedef struct {
  double along; // N m^-1
  double about; // N m rad^-1
} Stiffness;

typedef struct {
  double mean, largest; // Pa
} Contact;

struct Joint {
  const Case   *input; // borrowed
  const Mesh   *mesh;  // borrowed
  const double *fluid; // [n_local] Pa, borrowed; NULL: none with a pressure of its own
  Hyperelastic  law[REGION_COUNT];
  Vec3         *fibre;  // [mesh->n_cells]
  double       *around; // [n_owned] volume of the cells around a vertex      m^3
  Mechanics    *mechanics;
  int           coupling[CASE_LOADS];
  double        factor[CASE_LOADS]; // of the loads that act
  RigidMotion   settled[2];         // sacrum, ilium
  Vec3          settled_coupling[CASE_LOADS];
  Vec3          centre; // of the joint, settled          m
  JointMotion   motion;
  Vec3      rotation_range[2], shift_most; // least and most; each component where it was largest
  double    angle_most, shift_norm_most;
  double    crossing_most[2]; // at the largest angle
  int       n_ligaments;
  Ligament  ligament[JOINT_LIGAMENTS];
  Stiffness stiffness[CASE_LOADS];
  Contact   contact, contact_most;
  int       balances, steps, newton, linear;
  int       n_columns;
  char    **column; // [n_columns] owned
  double   *value;
};

/** solids.c: laws and fibres of all cells. Collective. */
PetscErrorCode solids_fill(Joint *joint, Problems *problems) SIJ_CHECKED;

/** Direction of a region's fibres as the case has it, on the side of the case. */
Vec3 solids_fibre(const Case *input, Region region);

/** loads.c: supports, springs and loads. Collective. */
PetscErrorCode loads_attach(Joint *joint, Problems *problems) SIJ_CHECKED;

/** The point of an attachment: given, or a landmark of the anatomy. */
Vec3 loads_point(const Joint *joint, const CaseAttachment *attachment);

/** measure.c: measures the settled state, the reference of motion and strain. Collective. */
PetscErrorCode measure_settled(Joint *joint, Problems *problems) SIJ_CHECKED;

/** ligaments.c */
PetscErrorCode ligaments_find(Joint *joint) SIJ_CHECKED;
PetscErrorCode ligaments_measure(Joint *joint, bool settled) SIJ_CHECKED;

/** row.c */
PetscErrorCode columns_create(Joint *joint) SIJ_CHECKED;
PetscErrorCode columns_destroy(Joint *joint) SIJ_CHECKED;

/** fields.c */
PetscErrorCode fields_prepare(Joint *joint) SIJ_CHECKED;
