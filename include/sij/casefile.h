// SPDX-License-Identifier: GPL-3.0-or-later
/** What the user asked for, in SI, checked: the one input of every other room.
 *
 * The YAML format is data in src/casefile/schema.c; docs/user/casefile.md explains every key. A file may
 * `include:` others; later keys win; -D overrides win over all. Units are converted here and nowhere
 * else. A Case is a plain value: no member is owned, it may be copied, and every rank holds the same.
 *
 * Order: case_load, then problems (print, exit 2) or the case; case_text for the resolved file.
 */
#pragma once

#include "sij/base/problems.h"
#include "sij/base/vec3.h"
#include "sij/casefile/regions.h"
#include "sij/laws/injection.h"
#include "sij/laws/pore.h"

#include <stdbool.h>

enum {
  CASE_NAME       = 64,
  CASE_PATH       = 512,
  CASE_DRUGS      = 16,
  CASE_CONTENTS   = 8,
  CASE_INJECTIONS = 8,
  CASE_DEFECTS    = 16,
  CASE_SOURCES    = 24,
  CASE_TARGETS    = 24,
  CASE_CURVE      = 32,
  CASE_SUPPORTS   = 8,
  CASE_SPRINGS    = 12,
  CASE_LOADS      = 12,
  CASE_COURSE     = 32,
  CASE_OUTPUTS    = 256
};

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
  double size_needle;                                // around each needle tip of the case
  double gradation;                                  // growth of size with distance
  int    layers_sacral, layers_cavity, layers_iliac; // elements through each thin layer
  int    refine;                                     // uniform refinements after distribution
  char   cache[CASE_PATH]; // folder of generated meshes; "" for the user's own
} Meshing;

/** The skeleton of a tissue. Ground and fibres: sij/laws/hyperelastic.h. */
typedef struct {
  double young;               // of the ground                                    Pa
  double poisson;             // where its fluid has no time to move: one phase
  double poisson_drained;     // of the skeleton alone, for flow: coupled
  double fibre_modulus;       // what taut fibres add to Young's modulus along them, at first   Pa
  double fibre_stiffening;    // k_2 of their exponential
  double fibre_toe;           // strain against slack beyond which they stiffen no more; 0: none
  double prestrain;           // of the fibres against slack, in the shape at rest
  double film_modulus;        // of the cavity: against approach of its walls               Pa
  double film_suction;        // at which it cavitates when they part; 0: they part freely  Pa
  double cortex;              // thickness of a bone's shell; 0: none                       m
  double cortex_young;        // of the shell                                               Pa
  double cortex_poisson;      // of the shell
  double biot;                // Biot's coefficient
  double permeability_strain; // M: conductivity changes with dilation e as exp(M e)
} Skeleton;

typedef struct {
  Pore     pore;
  double   conductivity_along;  // hydraulic conductivity k/mu at rest, along fibres  m^2 Pa^-1 s^-1
  double   conductivity_across; // and across
  Vec3     fibre;               // unit vector, right joint; 0 where there is no direction
  double   uptake;              // fluid taken up by vessels and lymph per volume       Pa^-1 s^-1
  double   perfusion;           // blood per tissue volume                             s^-1
  double   diffusion_along;     // effective over free diffusivity
  double   diffusion_across;
  Skeleton skeleton;
} Tissue;

/** The joint cavity's lining and the plane of the lateral branches: surface laws. */
typedef struct {
  double synovium_area;         // exchanging area behind the meshed rim              m^2
  double synovium_conductance;  // fluid uptake per area                              m Pa^-1 s^-1
  double cavity_film_viscosity; // of what fills the cavity                           Pa s
  double plane_aperture_rest;   // of the fat plane of the lateral branches           m
  double plane_aperture_dilated;
  double plane_pressure;  // that opens it                                      Pa
  double plane_viscosity; // of what flows in it                                Pa s
} Surfaces;

typedef enum { DRUG_ANAESTHETIC, DRUG_STEROID, DRUG_PRODRUG, DRUG_OTHER } DrugKind;

/** One drug of the library; constants that do not apply are 0. */
typedef struct {
  char     name[CASE_NAME];
  DrugKind kind;
  double   molar_mass;             // on the basis of its label            kg mol^-1
  double   diffusivity;            // free, in water at 37 C               m^2 s^-1
  double   capacity[REGION_COUNT]; // R: amount held per amount in pore fluid, >= its free part 1
  double   extraction;             // of what blood could carry away
  double   synovial_permeability;  // unbound, through synovium            m s^-1
  double   cavity_free_fraction;   // unbound in synovial fluid
  double   vasoactivity;           // factor on perfusion at saturation
  double   vasoactivity_half;      // concentration of half that effect    mol m^-3
  double   ec50_a_delta, ec50_c;   // block of nerve fibres                mol m^-3
  double   hill;                   // coefficient of the block
  double   neurotoxic;             // concentration                        mol m^-3
  double   chondrotoxic;           // exposure                             mol s m^-3
  double   plasma_clearance;       //                                      m^3 s^-1
  double   plasma_volume;          // V_ss                                 m^3
  double   plasma_limit;           // early toxicity                       kg m^-3
  double   max_dose;               // plain, single                        kg
  double   receptor_kd;            // glucocorticoid receptor EC50         mol m^-3
  double   solubility;             // of crystals; 0: given dissolved      mol m^-3
  double   crystal_radius;         //                                      m
  double   crystal_density;        //                                      kg m^-3
  char     becomes[CASE_NAME];     // active product of hydrolysis; "" for none
  double   hydrolysis;             // its rate                             s^-1
} CaseDrug;

typedef struct {
  int    drug;          // index into Case.drug
  double concentration; // dissolved and suspended together                  mol m^-3
} Content;

typedef struct {
  char    name[CASE_NAME];
  char    site[CASE_NAME]; // a named site of the anatomy, or "" when the tip is given
  bool    aimed;           // direction is known; entry + depth * direction has become the tip
  Vec3    tip;             // m, frame of the mesh
  Vec3    direction;       // unit, from the skin inwards
  double  start;           // s
  double  volume;          // m^3
  double  rate;            // m^3 s^-1
  double  pressure_limit;  // at the hub; infinite when there is none         Pa
  double  needle_bore;     // inner diameter                                  m
  double  needle_length;   // m
  double  viscosity;       // of the injectate                                Pa s
  int     n_contents;
  Content content[CASE_CONTENTS];
} Injection;

/** A hole in the capsule: closed below its opening pressure. */
typedef struct {
  char name[CASE_NAME];
  char landmark[CASE_NAME]; // dorsal, superior, ventral of the anatomy, or "" when centre is given
  Vec3 centre;              // m
  double size;              // diameter of the patch        m
  double opening_pressure;  // Pa
  double conductance;       // flow per pressure when open  m^3 Pa^-1 s^-1
} Defect;

/** Part of a patient's pain: what remains of it when its target and its nerves are blocked. */
typedef struct {
  char   target[CASE_NAME];
  double weight;
  int    n_nerves;
  char   nerve[4][CASE_NAME]; // targets of which any, when blocked, silences it in proportion
} PainSource;

/** A target given by the user besides those of the anatomy: a curve or whole regions. */
typedef struct {
  char   name[CASE_NAME];
  int    n_points; // of the curve; 0 for a region
  Vec3   point[CASE_CURVE];
  Region region;
} CaseTarget;

/** How the solid is modelled, and whether its dilation is that of the flow. */
typedef enum { STRAIN_NONE, STRAIN_LINEAR, STRAIN_SMALL, STRAIN_FINITE } StrainKind;

/** As a case file says it. */
const char *case_strain_name(StrainKind kind);
typedef enum { FLOW_UNCOUPLED, FLOW_COUPLED } FlowKind;
typedef enum { SCHEME_MONOLITHIC, SCHEME_FIXED_STRESS } SchemeKind;

/** Where something takes hold of a bone: a named place of the anatomy, or a point. */
typedef struct {
  Region region;              // REGION_NONE: nothing of the model: a point that stays where it is
  char   landmark[CASE_NAME]; // of the anatomy, "" when the point is given
  Vec3   point;               // m, frame of the mesh
  double radius;              // of the part of the bone that is gripped; infinite: all of it   m
} CaseAttachment;

/** Part of a cut plane, or of the skin, that does not move. */
typedef struct {
  char    name[CASE_NAME];
  Surface surface;
  Region  region;      // the part that belongs to it; REGION_NONE: all of it
  bool    only_normal; // it may slide along the plane
} CaseSupport;

/** A ligament that leaves the block, or another elastic connection, from one end to the other. */
typedef struct {
  char           name[CASE_NAME];
  CaseAttachment end[2];
  double         stiffness; // N m^-1
  double         preload;   // its pull before the joint settles           N
  bool           pushes;    // it resists shortening too; a ligament does not
} CaseSpring;

/** Force and moment on a bone, and their course in time: factors linear between points. */
typedef struct {
  char           name[CASE_NAME];
  CaseAttachment attachment;
  Vec3           force;                    // at the grip's point, right joint: case_force()    N
  Vec3           moment;                   // beside it, right joint: case_moment()             N m
  double         start;                    // nothing before                                       s
  int            n_course;                 // 0: the factor is 1 from then on
  double         course_time[CASE_COURSE]; // increasing, from its start                           s
  double         course_factor[CASE_COURSE];
  double
    repeat;     // period with which the course begins again; 0: once, and its last factor stays   s
  double until; // no more after this; infinite when not given                                     s
} CaseLoad;

typedef struct {
  StrainKind  strain;
  double      tolerance; // imbalance left, as a share of the forces that balance each other
  int         n_supports;
  CaseSupport support[CASE_SUPPORTS];
  int         n_springs;
  CaseSpring  spring[CASE_SPRINGS];
  int         n_loads;
  CaseLoad    load[CASE_LOADS];
} CaseMechanics;

typedef struct {
  double duration;
  int    n_outputs;
  double output[CASE_OUTPUTS]; // increasing, first 0, last = duration        s
} Timing;

typedef struct {
  double     time_tolerance;       // relative, of the step control of flow and transport
  double     step_first, step_max; // s
  double     newton_tolerance;     // of the nodal water balance, relative to the largest flow
  double     linear_tolerance;
  double     ledger_tolerance;  // relative to the dose; a run fails past it
  SchemeKind coupled_scheme;    // how tissue and its fluid are solved together
  double     coupled_tolerance; // what is left of both balances
  int        coupled_updates;   // how often conductivity is found anew within a step
} Numerics;

/** Constants of pharmacodynamics that belong to no drug. */
typedef struct {
  double perineurial_lag; // tau_n                                             s
  double critical_length; // of nerve to be bathed                             m
  double block_level;     // fraction that counts as blocked, for onset and duration
  double body_mass;       // kg
} Body;

typedef struct {
  char          name[CASE_NAME];
  char          file[CASE_PATH];
  char          title[CASE_PATH];
  Anatomy       anatomy;
  Meshing       meshing;
  Tissue        tissue[REGION_COUNT];
  Surfaces      surfaces;
  int           n_drugs; // every drug of the library; see case_uses_drug
  CaseDrug      drug[CASE_DRUGS];
  int           n_injections;
  Injection     injection[CASE_INJECTIONS];
  int           n_defects;
  Defect        defect[CASE_DEFECTS];
  int           n_sources;
  PainSource    source[CASE_SOURCES];
  int           n_targets;
  CaseTarget    target[CASE_TARGETS];
  FlowKind      flow;
  CaseMechanics mechanics;
  Timing        timing;
  Body          body;
  Numerics      numerics;
} Case;

/** Reads a case. Collective. `overrides` holds n "path.to.key=value" texts.
 *
 * On any fault *input and *text stay NULL and `problems` names all of them, on every rank alike.
 * Rank 0 alone touches the file system; the others receive what it found.
 * path NULL reads the library alone (for `sij list`). Owns: *input by the caller, case_destroy().
 * text: the resolved case as YAML, as it is stored beside the results; freed with PetscFree. May be
 *   NULL if nobody wants it.
 */
PetscErrorCode case_load(MPI_Comm comm, const char *path, int n, const char *const overrides[],
                         Case **input, char **text, Problems *problems) SIJ_CHECKED;

PetscErrorCode case_destroy(Case **input) SIJ_CHECKED;

/** Every key of the format as Markdown tables, as in docs/user/casefile.md. Not collective; PetscFree. */
PetscErrorCode case_keys(char **text) SIJ_CHECKED;

/** When an injection runs. */
InjectionSchedule case_schedule(const Injection *injection);

/** Index of the drug of that name, or -1. */
int case_drug(const Case *input, const char *name);

/** A force or a displacement, and a moment, of the joint that is modelled, from that of the right one: the
 * left joint is its mirror image, and a moment turns the other way round. */
Vec3 case_force(const Case *input, Vec3 right);
Vec3 case_moment(const Case *input, Vec3 right);

/** Factor of a load at a time [s] of the case: 0 before `start` and after `until`; before the first point
 * of its course the first factor, after the last the last. */
double case_load_factor(const CaseLoad *load, double time);

/** True if some injection brings it, or a drug that becomes it. */
bool case_uses_drug(const Case *input, int drug);
