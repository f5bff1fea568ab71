// SPDX-License-Identifier: GPL-3.0-or-later
// Version of METIS, for `sij --version`.
#include "sij/mesh.h"

#include <metis.h>

#include <stdio.h>

// METIS tells its version in its header only.
void mesh_metis_version(size_t size, char version[])
{
  (void)snprintf(version, size, "%d.%d.%d", METIS_VER_MAJOR, METIS_VER_MINOR, METIS_VER_SUBMINOR);
}
