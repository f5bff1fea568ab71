// SPDX-License-Identifier: GPL-3.0-or-later
/** The page without its data, as bundled at build time: the bytes before the data and those after. */
#pragma once

#include <stddef.h>

typedef struct {
  const unsigned char *head, *tail;
  size_t               n_head, n_tail;
} PageBundle;

/** NULL where the program was built without npm. */
const PageBundle *page_bundle(void);
