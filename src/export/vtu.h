// SPDX-License-Identifier: GPL-3.0-or-later
/** A frame as an unstructured grid of VTK: XML, with the arrays as raw bytes behind it. */
#pragma once

#include "frame.h"

#include <stdio.h>

/** How every file begins. */
extern const char vtu_mark[];

/** A failed write is left to the stream's own mark. */
void vtu_write(const Frame *frame, FILE *stream);
