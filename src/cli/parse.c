// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the command line into verb, operands, overrides and flags; a fault becomes a sentence that suggests a
// remedy. main.c calls it first; arguments.c answers what was read.
#include "arguments.h"
#include "verbs.h"

#include "sij/base/nearest.h"

#include <stdio.h>
#include <string.h>

/** Where the reading stands. */
typedef struct {
  int          next, end;
  char *const *argv;
  char         where[32]; // "sij" or "sij VERB": what each sentence begins with
  Arguments   *arguments;
  Problems    *problems;
} Reader;

int arguments_end(int argc, char *const argv[])
{
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--") == 0) return i;
  return argc;
}

static PetscErrorCode report_unknown_option(Reader *reader, const char *word)
{
  const char *known[8 + VERB_FLAGS] = {"--help", "--version", "-D", "-o", "-h"};
  const Verb *verb                  = reader->arguments->verb;
  int         n                     = 5;

  for (int i = 0; verb && i < VERB_FLAGS && verb->flag[i].name; i++)
    known[n++] = verb->flag[i].name;

  const char *nearest = nearest_name(word, n, known);

  PetscFunctionBeginUser;
  if (nearest) {
    PetscCall(problems_add(reader->problems, reader->where,
                           "unknown option \"%s\"; did you mean \"%s\"?", word, nearest));
  } else if (word[1] == '-') {
    PetscCall(
      problems_add(reader->problems, reader->where, "unknown option \"%s\"; see sij --help", word));
  } else {
    PetscCall(problems_add(reader->problems, reader->where,
                           "unknown option \"%s\"; options of PETSc stand after --, as in "
                           "sij run CASE -- %s",
                           word, word));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The value of an option: what follows it in the same word, or else the next word.
static PetscErrorCode read_value(Reader *reader, const char *option, const char *wanted,
                                 const char **value)
{
  PetscFunctionBeginUser;
  *value = NULL;
  if (reader->next < reader->end) {
    *value = reader->argv[reader->next++];
  } else {
    PetscCall(
      problems_add(reader->problems, reader->where, "%s wants %s after it", option, wanted));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_key(Reader *reader, const char *word)
{
  Arguments  *arguments = reader->arguments;
  const char *key       = word + 2;

  PetscFunctionBeginUser;
  if (!*key) PetscCall(read_value(reader, "-D", "path.to.key=value", &key));
  if (!key) PetscFunctionReturn(PETSC_SUCCESS);
  if (!strchr(key, '=') || key[0] == '=') {
    PetscCall(problems_add(reader->problems, reader->where,
                           "-D \"%s\": path.to.key=value is wanted, as in -D \"time.duration=2 h\"",
                           key));
  } else {
    arguments->key[arguments->n_keys++] = key;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_output(Reader *reader)
{
  const char *place;

  PetscFunctionBeginUser;
  PetscCall(read_value(reader, "-o", "a name", &place));
  if (place && !*place) {
    PetscCall(problems_add(reader->problems, reader->where, "-o wants a name that is not empty"));
  } else if (place && reader->arguments->output) {
    PetscCall(problems_add(reader->problems, reader->where,
                           "-o is given twice, with \"%s\" and \"%s\"; one is wanted",
                           reader->arguments->output, place));
  } else {
    reader->arguments->output = place;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A flag of the verb, which stands before it; NULL: it has none of that name.
static const VerbFlag *find_flag(const Verb *verb, const char *word)
{
  for (int i = 0; verb && i < VERB_FLAGS && verb->flag[i].name; i++)
    if (strcmp(verb->flag[i].name, word) == 0) return &verb->flag[i];
  return NULL;
}

static PetscErrorCode read_flag(Reader *reader, const VerbFlag *flag)
{
  Arguments  *arguments = reader->arguments;
  const char *value     = NULL;

  PetscFunctionBeginUser;
  if (flag->value) PetscCall(read_value(reader, flag->name, flag->value, &value));
  if (flag->value && arguments_flag(arguments, flag->name))
    PetscCall(problems_add(reader->problems, reader->where, "%s is given twice; one is wanted",
                           flag->name));
  arguments->value[arguments->n_flags]  = value;
  arguments->flag[arguments->n_flags++] = flag->name;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_option(Reader *reader, const char *word)
{
  const VerbFlag *flag = find_flag(reader->arguments->verb, word);

  PetscFunctionBeginUser;
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
    reader->arguments->help = true;
  } else if (strcmp(word, "--version") == 0) {
    reader->arguments->version = true;
  } else if (strcmp(word, "-o") == 0) {
    PetscCall(read_output(reader));
  } else if (strncmp(word, "-D", 2) == 0) {
    PetscCall(read_key(reader, word));
  } else if (flag) {
    PetscCall(read_flag(reader, flag));
  } else {
    PetscCall(report_unknown_option(reader, word));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The first word that is no option is the verb, the others are its operands.
static PetscErrorCode read_plain(Reader *reader, const char *word, bool *verb_seen)
{
  Arguments  *arguments = reader->arguments;
  const char *nearest;

  PetscFunctionBeginUser;
  if (*verb_seen) {
    arguments->operand[arguments->n_operands++] = word;
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  *verb_seen      = true;
  arguments->verb = verb_find(word);
  if (arguments->verb) {
    (void)snprintf(reader->where, sizeof reader->where, "sij %s", arguments->verb->name);
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  nearest = verb_nearest(word);
  if (nearest) {
    PetscCall(problems_add(reader->problems, "sij", "unknown verb \"%s\"; did you mean \"%s\"?",
                           word, nearest));
  } else {
    PetscCall(problems_add(reader->problems, "sij",
                           "unknown verb \"%s\"; sij --help names those there are", word));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_against_verb(Reader *reader)
{
  const Arguments *arguments = reader->arguments;
  const Verb      *verb      = arguments->verb;
  const int        n         = arguments->n_operands;

  PetscFunctionBeginUser;
  if (n < verb->fewest) {
    PetscCall(problems_add(reader->problems, reader->where, "wants %s; see sij %s --help",
                           verb->operands, verb->name));
  }
  if (n > verb->most) {
    PetscCall(problems_add(reader->problems, reader->where, "\"%s\" is one word too many; wants %s",
                           arguments->operand[verb->most], verb->operands));
  }
  if (arguments->output && !verb->output)
    PetscCall(problems_add(reader->problems, reader->where, "writes nothing and takes no -o"));
  if (arguments->n_keys > 0 && !verb->keys)
    PetscCall(problems_add(reader->problems, reader->where, "reads no case and takes no -D"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What holds a space is quoted, so that the line can be typed again.
static PetscErrorCode join_words(int argc, int end, char *const argv[], char **typed)
{
  size_t length = 1;

  PetscFunctionBeginUser;
  for (int i = 0; i < argc; i++) length += strlen(i == end ? "--" : argv[i]) + 3;
  PetscCall(PetscCalloc1(length, typed));
  for (int i = 0; i < argc; i++) {
    const char  *word  = i == end ? "--" : argv[i];
    const char  *quote = strpbrk(word, " *$()") || !*word ? "'" : "";
    const size_t used  = strlen(*typed);

    (void)snprintf(*typed + used, length - used, "%s%s%s%s", i > 0 ? " " : "", quote, word, quote);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode arguments_read(int argc, int end, char *const argv[], Arguments *arguments,
                              Problems *problems)
{
  Reader reader = {
    .next = 1, .end = end, .argv = argv, .arguments = arguments, .problems = problems};
  bool verb_seen = false;

  PetscFunctionBeginUser;
  *arguments = (Arguments){0};
  (void)snprintf(reader.where, sizeof reader.where, "sij");
  PetscCall(PetscCalloc4(argc, &arguments->operand, argc, &arguments->key, argc, &arguments->flag,
                         argc, &arguments->value));
  PetscCall(join_words(argc, end, argv, &arguments->typed));
  while (reader.next < end) {
    const char *word = argv[reader.next++];

    if (word[0] == '-' && word[1]) PetscCall(read_option(&reader, word));
    else PetscCall(read_plain(&reader, word, &verb_seen));
  }
  if (arguments->verb && !arguments->help && problems->count == 0)
    PetscCall(check_against_verb(&reader));
  if (!verb_seen && problems->count == 0 && (arguments->output || arguments->n_keys > 0))
    PetscCall(problems_add(problems, "sij", "a verb is missing, as in sij run CASE"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
