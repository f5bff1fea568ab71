// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: the injections that findings share. The name of the experiment follows from what is
 * asked, so that each is run once; who adds keys must give it a name of its own.
 *
 * Lidocaine 2 % through a 22 G needle, and 300 kPa at most at the hub (docs/theory/sources.md, inputs of the
 * cases). A Protocol points into itself: fill it where it stands, do not copy it.
 */
#pragma once

#include "words.h"

enum { PROTOCOL_TEXTS = 4 };

typedef struct {
  Experiment experiment;
  char       name[64], text[PROTOCOL_TEXTS][8 * WORDS];
} Protocol;

/** What the library, as the user changed it, says of lidocaine; false: it has a problem. Collective. */
PetscErrorCode protocol_lidocaine(Bench *bench, CaseDrug *drug, bool *known,
                                  Problems *problems) SIJ_CHECKED;

/** Lidocaine 2 % [mM]. */
double protocol_injected(const CaseDrug *lidocaine);

/** Stations along the joint, as targets "caudal_1" (towards the bend) and "cranial_1" (towards the cranial
 * end) and so on: lines of 10 mm across the cavity, so that what counts on them is the peak. */
enum { PROTOCOL_STATIONS = 4 };

/** Into the joint by the caudal needle, 3 mL/min; two minutes. Targets: the stations and both bones. */
PetscErrorCode protocol_joint(Bench *bench, double volume, Protocol *protocol,
                              Problems *problems) SIJ_CHECKED;

/** Stations on the lateral crest from TST2 to TST3, as targets "crest_0" and so on. */
enum {
  PROTOCOL_CREST = 9,
  PROTOCOL_LONG  = 12 // hours of section 2 with 3 mL: past the end of its block
};

/** Behind the joint, at section 0 to 3, 1.5 mL/min, for so many hours; the patient hurts in the
 * posterior ligaments. Targets: the stations on the crest. */
PetscErrorCode protocol_section(Bench *bench, int section, double volume, double hours,
                                Protocol *protocol, Problems *problems) SIJ_CHECKED;
