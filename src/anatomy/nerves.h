// SPDX-License-Identifier: GPL-3.0-or-later
/** Courses of nerves in the reference, each a few points. */
#pragma once

#include "constants.h"
#include "reference.h"

enum { NERVE_POINTS = 6, LATERAL_BRANCH_POINTS = 5 };

/** Course of a lateral branch (0 to 2: S1 to S3) from its foramen through the fat plane over the lateral crest to
 * beneath the long ligament. Fills LATERAL_BRANCH_POINTS. */
int nerve_lateral_branch(const Reference *reference, int branch, Vec3 course[NERVE_POINTS]);

/** Courses given by a row of the table: behind the dorsum from the border of the fat plane, and in front of the sacrum
 * from the first foramen or from the joint. They return the number of points. */
int nerve_behind_dorsum(const Reference *reference, int key, Vec3 course[NERVE_POINTS]);
int nerve_from_foramen(const Reference *reference, int key, Vec3 course[NERVE_POINTS]);
int nerve_from_joint(const Reference *reference, int key, Vec3 course[NERVE_POINTS]);
