// SPDX-License-Identifier: GPL-3.0-or-later
/** A case: what a case file asks for, checked, in SI units.
 *
 * The format is that of `sij run`; the library of tissues, drugs and protocols is part of this library, so no
 * data path is needed. Every rank holds the same case.
 */
#pragma once

#include "sij_error.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SijCase SijCase;

/** Reads the case file at `path`. Collective; rank 0 reads, every rank receives.
 *
 * overrides: [n_overrides] texts "path.to.key=value", each as if it stood last in the file:
 *            "time.duration=2 h". NULL when n_overrides is 0.
 * Everything that is wrong with the file becomes a problem, and *input stays NULL.
 * Owns: caller, sij_case_destroy(). */
PetscErrorCode sij_case_load(MPI_Comm comm, const char *path, int n_overrides,
                             const char *const overrides[], SijCase **input,
                             SijProblems *problems) SIJ_MUST_CHECK;

/** Accepts NULL in *input, sets it NULL. Not collective. */
PetscErrorCode sij_case_destroy(SijCase **input) SIJ_MUST_CHECK;

/** Nothing below is collective. Texts are borrowed and live as long as the case. */
const char *sij_case_name(const SijCase *input);
const char *sij_case_title(const SijCase *input); // one line, "" where there is none

/** The whole case as YAML with all that it includes, as results keep it. Itself a case file. */
const char *sij_case_text(const SijCase *input);

/** Simulated time. [s] */
double sij_case_duration(const SijCase *input);

/** Times of the outputs: increasing, first 0, last the duration [s]. Writes the first `capacity`; returns how
 * many there are. time may be NULL when capacity is 0. */
int sij_case_outputs(const SijCase *input, int capacity, double time[]);

/** Drugs that the case knows, by number: [0, count). Those that none of its injections bring are not in use
 * and have no concentration. */
int         sij_case_drug_count(const SijCase *input);
const char *sij_case_drug_name(const SijCase *input, int drug); // NULL outside [0, count)
bool        sij_case_drug_used(const SijCase *input, int drug);

/** Number of the drug of that name, or -1. */
int sij_case_drug(const SijCase *input, const char *name);

/** A needle: where it ends, and what comes out of it. */
typedef struct {
  const char *name;
  const char *site;           // "" where the case gives the tip itself
  double      tip[3];         // in the frame of the mesh              m
  double      start;          // s
  double      volume;         // m^3
  double      rate;           // m^3 s^-1
  double      pressure_limit; // at the hub; infinite or 0: none       Pa
  double      bore, length;   // inner diameter and length of the needle    m
  double      viscosity;      // of the injectate                      Pa s
} SijInjection;

int sij_case_injection_count(const SijCase *input);

/** False if there is no such injection. */
bool sij_case_injection(const SijCase *input, int i, SijInjection *injection);

/** A named place of the anatomy that a needle can be aimed at. */
typedef struct {
  const char *name;
  const char *text;         // one line for people
  double      tip[3];       // in the frame of the mesh     m
  double      direction[3]; // unit, from the skin inwards
  double      depth;        // along it from the skin       m
} SijSite;

/** The sites of the case's anatomy; none where it brings a mesh of its own. */
int  sij_case_site_count(const SijCase *input);
bool sij_case_site(const SijCase *input, int i, SijSite *site);

#ifdef __cplusplus
}
#endif
