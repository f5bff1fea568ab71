// SPDX-License-Identifier: GPL-3.0-or-later
// Words for messages: text shown safely, the nearest known word, and a problem with file, line and path of a
// node.
#include "sij/casefile/words.h"

#include "sij/base/nearest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Shown words_shown(const char *text)
{
  const size_t length = strlen(text), limit = WORDS_SHOWN - 4;
  Shown        shown;
  size_t       n = 0;

  for (; n < length && n < limit; n++) {
    const unsigned char c = (unsigned char)text[n];

    shown.text[n] = c < 0x20 || c == 0x7f ? '?' : text[n];
  }
  // a cut must not leave part of a UTF-8 character
  while (n < length && n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80) n--;
  shown.text[n] = '\0';
  if (n < length) strcat(shown.text, "...");
  return shown;
}

static void list_words(Hint *hint, int n, const char *const known[])
{
  size_t used = (size_t)snprintf(hint->text, sizeof hint->text, "; known: ");

  for (int i = 0; i < n; i++) {
    const size_t need = strlen(known[i]) + 2;

    if (used + need + 6 > sizeof hint->text) {
      (void)snprintf(hint->text + used, sizeof hint->text - used, ", ...");
      return;
    }
    used += (size_t)snprintf(hint->text + used, sizeof hint->text - used, "%s%s", i > 0 ? ", " : "",
                             known[i]);
  }
}

Hint words_hint(const char *word, int n, const char *const known[])
{
  const char *nearest = nearest_name(word, n, known);
  Hint        hint    = {""};

  if (nearest) (void)snprintf(hint.text, sizeof hint.text, "; did you mean \"%s\"?", nearest);
  else if (n > 0) list_words(&hint, n, known);
  return hint;
}

PetscErrorCode node_fault(Problems *problems, const Node *node, const char *format, ...)
{
  char    where[480], sentence[800];
  va_list arguments;
  // an override is one line
  const bool line = node->line > 0 && strncmp(node->file, "-D ", 3) != 0;

  PetscFunctionBeginUser;
  if (line) (void)snprintf(where, sizeof where, "%.400s:%d", node->file, node->line);
  else (void)snprintf(where, sizeof where, "%.400s", node->file);
  va_start(arguments, format);
  (void)vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  if (node->path[0])
    PetscCall(problems_add(problems, where, "%s: %s", words_shown(node->path).text, sentence));
  else PetscCall(problems_add(problems, where, "%s", sentence));
  PetscFunctionReturn(PETSC_SUCCESS);
}
