// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a text piece by piece in memory that grows. Used to write the resolved case and the tables of keys.
#include "text.h"

#include <stdarg.h>
#include <stdio.h>

static PetscErrorCode grow_text(Text *text, size_t need)
{
  PetscFunctionBeginUser;
  if (text->used + need >= text->capacity) {
    text->capacity = 2 * (text->used + need) + 4096;
    PetscCall(PetscRealloc(text->capacity, &text->text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode text_add(Text *text, const char *format, ...)
{
  va_list arguments;
  int     need;

  PetscFunctionBeginUser;
  va_start(arguments, format);
  need = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  PetscCall(grow_text(text, (size_t)need));
  va_start(arguments, format);
  text->used +=
    (size_t)vsnprintf(text->text + text->used, text->capacity - text->used, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode text_add_quoted(Text *text, const char *s)
{
  PetscFunctionBeginUser;
  PetscCall(text_add(text, "\""));
  for (; *s; s++) {
    if (*s == '"' || *s == '\\') PetscCall(text_add(text, "\\%c", *s));
    else if ((unsigned char)*s < 0x20) PetscCall(text_add(text, "\\x%02x", (unsigned char)*s));
    else PetscCall(text_add(text, "%c", *s));
  }
  PetscCall(text_add(text, "\""));
  PetscFunctionReturn(PETSC_SUCCESS);
}
