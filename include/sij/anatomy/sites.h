// SPDX-License-Identifier: GPL-3.0-or-later
/** Where a needle may end: the named sites of the generated anatomy, and places of defects in the capsule. */
#pragma once

#include "sij/casefile.h"

typedef struct {
  char        name[CASE_NAME];
  const char *text;      // one line for people
  Vec3        tip;       // m
  Vec3        direction; // unit, from the skin inwards
  double      depth;     // along it from the skin                            m
} Site;

/** Named sites of the generated anatomy; their count is returned. Not collective. With a foreign mesh there are none.
 * Borrowed: `text` lives as long as the program. */
int anatomy_sites(const Anatomy *anatomy, int capacity, Site site[]);

/** The site of that name; false if there is none. */
bool anatomy_site(const Anatomy *anatomy, const char *name, Site *site);

/** Where an injection's fluid leaves the needle [m]: at its tip, of its site or as given, or back along the needle; false if
 * there is no such site. */
bool anatomy_orifice(const Anatomy *anatomy, const Injection *injection, Vec3 *at);

/** The points around which the mesh of a case is refined: those it gives, else the tips of its needles. Their count is
 * returned. */
int anatomy_tips(const Case *input, Vec3 tip[CASE_TIPS]);

/** Centre of a named place of capsule defects (dorsal, superior, ventral, ventral_caudal); false if there is none. */
bool anatomy_defect_centre(const Anatomy *anatomy, const char *name, Vec3 *centre);
