// SPDX-License-Identifier: GPL-3.0-or-later
/** Which files an `include:` may name. A case may come from somebody else: it reads what lies in its own folder, and what
 * the user allows. */
#pragma once

#include <stdbool.h>

/** True if the file lies in the folder of the file `from`, however deep, or in a folder of the environment variable
 * SIJ_INCLUDE_PATH (a list with colons). Links are followed first. */
bool inside_is_allowed(const char *path, const char *from);
