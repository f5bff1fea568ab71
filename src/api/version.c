// SPDX-License-Identifier: GPL-3.0-or-later
// Version of the library at run time: the number of project() in CMakeLists.txt, and the commit of the build.
#include "commit.h"
#include "sij_version.h"

#include <stddef.h>

void sij_version(int *major, int *minor, int *patch)
{
  if (major) *major = SIJ_VERSION_MAJOR;
  if (minor) *minor = SIJ_VERSION_MINOR;
  if (patch) *patch = SIJ_VERSION_PATCH;
}

const char *sij_version_string(void)
{
  return SIJ_VERSION_STRING;
}

const char *sij_version_commit(void)
{
  return SIJ_COMMIT;
}
