// SPDX-License-Identifier: GPL-3.0-or-later
/** The anatomy and the mesh that a case asks for, and the holes of its capsule.
 *
 * Sections `anatomy`, `mesh` and `defects` of a case file. docs/theory/anatomy.md shows every length.
 */
#pragma once

#include "sij/base/vec3.h"
#include "sij/casefile/limits.h"

typedef enum { SIDE_RIGHT, SIDE_LEFT } Side;

/** Parameters of the generated anatomy; lengths in m, angles in rad. See docs/theory/anatomy.md. */
typedef struct {
  char   mesh_file[CASE_PATH]; // a tagged .msh used in place of the generator; "" for none
  double mesh_unit;            // length of one unit of that file                     m
  Side   side;
  double scale;                         // of the whole block, 1 for the reference adult
  double cranial_length, caudal_length; // limbs of the auricular surface
  double cranial_width, caudal_width;
  double limb_angle;                          // between the axes of the limbs
  double cartilage_sacral, cartilage_iliac;   // thickness
  double cavity;                              // thickness of the meshed, distended cavity
  double capsule;                             // width of the capsule ring
  double ridge_height;                        // undulation of the auricular surface
  double obliquity_cranial, obliquity_caudal; // joint plane against sagittal, S1 and S3
  double ilium_thickness;
  double skin_fat;           // subcutaneous fat over the joint
  double interosseous_depth; // of the sacral pit of the interosseous ligament
} Anatomy;

/** Mesh sizes in m. */
typedef struct {
  double size_joint, size_ligament, size_far;
  double size_needle;    // around each needle tip of the case
  int    n_tips;         // given in place of those tips, so that cases can share a mesh; 0: none
  Vec3   tip[CASE_TIPS]; // m
  double gradation;      // growth of size with distance
  int    layers_sacral, layers_cavity, layers_iliac; // elements through each thin layer
  int    refine;                                     // uniform refinements after distribution
  char   cache[CASE_PATH]; // folder of generated meshes; "" for the user's own
} Meshing;

/** A hole in the capsule: closed below its opening pressure. */
typedef struct {
  char name[CASE_NAME];
  char landmark[CASE_NAME]; // dorsal, superior, ventral, ventral_caudal, or "" when centre is given
  Vec3 centre;              // m
  double size;              // diameter of the patch        m
  double opening_pressure;  // Pa
  double conductance;       // flow per pressure when open  m^3 Pa^-1 s^-1
} Defect;
