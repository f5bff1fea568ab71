// SPDX-License-Identifier: GPL-3.0-or-later
/** How the joint is loaded and held: supports, ligaments as springs, loads and their courses in time.
 *
 * Section `mechanics` of a case file, and its key `flow`.
 */
#pragma once

#include "sij/base/vec3.h"
#include "sij/casefile/limits.h"
#include "sij/casefile/regions.h"

#include <stdbool.h>

/** How the solid is modelled, and whether its dilation is that of the flow. */
typedef enum { STRAIN_NONE, STRAIN_LINEAR, STRAIN_SMALL, STRAIN_FINITE } StrainKind;

/** As a case file says it. */
const char *case_strain_name(StrainKind kind);
typedef enum { FLOW_UNCOUPLED, FLOW_COUPLED } FlowKind;

/** Where a load or a spring is attached to a bone: at a landmark of the anatomy, or a point. */
typedef struct {
  Region region;              // REGION_NONE: a point in space, fixed
  char   landmark[CASE_NAME]; // of the anatomy, "" when the point is given
  Vec3   point;               // m, frame of the mesh
  double radius;              // of the part it is spread over; infinite: the whole bone   m
} CaseAttachment;

/** A Dirichlet boundary condition: part of a cut plane, or of the skin, that does not move. */
typedef struct {
  char    name[CASE_NAME];
  Surface surface;
  Region  region;      // the part that belongs to it; REGION_NONE: all of it
  bool    only_normal; // the normal component alone is constrained: it may slide along the plane
} CaseSupport;

/** A ligament that leaves the model, or another elastic connection, from one end to the other. */
typedef struct {
  char           name[CASE_NAME];
  CaseAttachment end[2];
  double         stiffness; // N m^-1
  double         preload;   // its pull before the joint settles           N
  bool           pushes;    // it resists shortening too; a ligament does not
} CaseSpring;

/** Force and moment on a bone, and their load curve: a load factor that is linear between points. */
typedef struct {
  char           name[CASE_NAME];
  CaseAttachment attachment;
  Vec3           force;    // at the attachment's point, of the right joint: case_force()    N
  Vec3           moment;   // beside it, of the right joint: case_moment()   N m
  double         start;    // nothing before                                       s
  int            n_course; // 0: the factor is 1 from then on
  double         course_time[CASE_COURSE]; // increasing, from its start                           s
  double         course_factor[CASE_COURSE];
  double         repeat; // period of the course; 0: once, and its last factor stays       s
  double         until;  // no more after this; infinite when not given      s
} CaseLoad;

typedef struct {
  StrainKind  strain;
  double      tolerance; // largest residual force over the forces that balance each other
  int         n_supports;
  CaseSupport support[CASE_SUPPORTS];
  int         n_springs;
  CaseSpring  spring[CASE_SPRINGS];
  int         n_loads;
  CaseLoad    load[CASE_LOADS];
} CaseMechanics;

/** Load factor at a time [s] of the case: 0 before `start` and after `until`; before the first point
 * of its course the first factor, after the last the last. */
double case_load_factor(const CaseLoad *load, double time);
