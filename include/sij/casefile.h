// SPDX-License-Identifier: GPL-3.0-or-later
/** What the user asked for, in SI, checked: the one input of every other module.
 *
 * The YAML format is data in src/casefile/schema.c; docs/user/casefile.md explains every key. A file may
 * `include:` others; later keys win; -D overrides win over all. Units are converted here and nowhere
 * else. A Case is a plain value: no member is owned, it may be copied, and every rank holds the same.
 *
 * The sections of a case file have a header each in sij/casefile/; this one puts them together as a Case.
 *
 * Order: case_load, then problems (print, exit 2) or the case; case_text for the resolved file.
 */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile/anatomy.h"
#include "sij/casefile/drug.h"
#include "sij/casefile/injection.h"
#include "sij/casefile/mechanics.h"
#include "sij/casefile/numerics.h"
#include "sij/casefile/patient.h"
#include "sij/casefile/regions.h"
#include "sij/casefile/tissue.h"

#include <stdbool.h>

typedef struct {
  char       name[CASE_NAME];
  char       file[CASE_PATH];
  char       title[CASE_PATH];
  char       expects[CASE_PATH]; // what the case is to be held against, "" where there is nothing
  Anatomy    anatomy;
  Meshing    meshing;
  Tissue     tissue[REGION_COUNT];
  Surfaces   surfaces;
  int        n_drugs; // every drug of the library; see case_uses_drug
  CaseDrug   drug[CASE_DRUGS];
  int        n_injections;
  Injection  injection[CASE_INJECTIONS];
  int        n_defects;
  Defect     defect[CASE_DEFECTS];
  int        n_sources;
  PainSource source[CASE_SOURCES];
  int        n_targets;
  CaseTarget target[CASE_TARGETS];
  FlowKind   flow;
  CaseMechanics mechanics;
  Timing        timing;
  Body          body;
  Numerics      numerics;
} Case;

/** Where a case comes from. Borrowed. */
typedef struct {
  const char        *path; // NULL: the library alone (for `sij list`)
  int                n;
  const char *const *override; // [n] "path.to.key=value"
  bool               outside;  // an `include:` may name files outside the folder of `path`
} CaseSource;

/** Reads a case. Collective.
 *
 * On any fault *input and *text stay NULL and `problems` names all of them, on every rank alike.
 * Rank 0 alone touches the file system; the others receive what it found.
 * Owns: *input by the caller, case_destroy().
 * text: the resolved case as YAML, as it is stored beside the results; freed with PetscFree. May be
 *   NULL if nobody wants it.
 */
PetscErrorCode case_load_source(MPI_Comm comm, const CaseSource *source, Case **input, char **text,
                                Problems *problems) SIJ_CHECKED;

/** The same of a path and n overrides, with nothing outside its folder. */
PetscErrorCode case_load(MPI_Comm comm, const char *path, int n, const char *const overrides[],
                         Case **input, char **text, Problems *problems) SIJ_CHECKED;

PetscErrorCode case_destroy(Case **input) SIJ_CHECKED;

/** The format of a case file as a JSON Schema, for editors. On a problem *schema stays NULL. Not collective. Owns: caller,
 * PetscFree(). */
PetscErrorCode case_schema(char **schema, Problems *problems) SIJ_CHECKED;

/** Index of the drug of that name, or -1. */
int case_drug(const Case *input, const char *name);

/** A force or a displacement, and a moment, of the joint that is modelled, from that of the right one: the
 * left joint is its mirror image, and a moment turns the other way round. */
Vec3 case_force(const Case *input, Vec3 right);
Vec3 case_moment(const Case *input, Vec3 right);

/** True if some injection brings it, or a drug that becomes it. */
bool case_uses_drug(const Case *input, int drug);
