// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the bundle where the program is built without npm: there is no page.
#include "bundle.h"

const PageBundle *page_bundle(void)
{
  return NULL;
}
