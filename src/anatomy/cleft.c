// SPDX-License-Identifier: GPL-3.0-or-later
// Outline of the interosseous ligament; bones takes the sacral pit from it, ligaments the ligament itself.
#include "cleft.h"

#include "constants.h"
#include "dorsum.h"

Outline cleft_outline(const Reference *r)
{
  const Auricle *l     = &r->auricle;
  const Point2   up    = outline_corner(&l->ring, CORNER_CRANIAL_DORSAL).out;
  const Point2   down  = outline_corner(&l->ring, CORNER_CAUDAL_DORSAL).in;
  const Point2   inner = l->outline.vertex[CORNER_INNER], none = point2(0.0, 0.0);
  Outline        o = {0};

  outline_add(&o, up, 0.0);
  dorsum_follow(
    r,
    dorsum_hit(r, up, point2_at(l->cranial, shape(SHAPE_CLEFT_CRANIAL_SLANT), l->cranial_dorsal)),
    dorsum_hit(r, down, point2_at(l->caudal, shape(SHAPE_CLEFT_CAUDAL_SLANT), l->caudal_dorsal)),
    &o);
  outline_add(&o, down, 0.0);
  // Well inside the slab, which is cut out of it.
  outline_add(&o,
              point2_at(inner, -shape(SHAPE_CLEFT_OVERLAP),
                        point2_unit(none, point2_at(l->cranial_dorsal, 1.0, l->caudal_dorsal))),
              0.0);
  return o;
}
