// SPDX-License-Identifier: GPL-3.0-or-later
// Lays the scripts and their task into a folder, runs pvpython on them, and removes the folder.
#define _POSIX_C_SOURCE 200809L

#include "launch.h"

#include "scripts.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID = 2000, WORDS = 4 };

extern char **environ;

static const char WHERE[] = "sij render", TASK[] = "task.json", ERRORS[] = "errors.txt";

// Looks through the folders of PATH as a shell does.
static bool find_program(const char *name, char path[LAUNCH_PATH])
{
  const char *at = getenv("PATH");

  while (at && *at) {
    const size_t n = strcspn(at, ":");
    const int    m = snprintf(path, LAUNCH_PATH, "%.*s/%s", (int)n, at, name);

    if (n > 0 && m < LAUNCH_PATH && access(path, X_OK) == 0) return true;
    at += n + (at[n] == ':');
  }
  return false;
}

PetscErrorCode launch_check(Problems *problems)
{
  char path[LAUNCH_PATH];

  PetscFunctionBeginUser;
  if (!find_program("pvpython", path))
    PetscCall(problems_add(problems, WHERE,
                           "pvpython, which draws the pictures, is not on the PATH; install "
                           "ParaView (Debian: apt-get install python3-paraview)"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int write_file(const char *folder, const char *name, const void *text, size_t length)
{
  char  path[LAUNCH_PATH];
  FILE *stream;
  int   code = 0;

  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  stream = fopen(path, "wb");
  if (!stream) return errno;
  if (fwrite(text, 1, length, stream) != length) code = errno;
  if (fclose(stream) != 0 && code == 0) code = errno;
  return code;
}

static int write_all(const char *folder, const char *task)
{
  int code = write_file(folder, TASK, task, strlen(task));

  for (size_t i = 0; render_scripts[i].name && code == 0; i++)
    code =
      write_file(folder, render_scripts[i].name, render_scripts[i].text, render_scripts[i].length);
  return code;
}

static void remove_file(const char *folder, const char *name)
{
  char path[LAUNCH_PATH];

  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  (void)unlink(path);
}

static void remove_all(const char *folder)
{
  for (size_t i = 0; render_scripts[i].name; i++) remove_file(folder, render_scripts[i].name);
  remove_file(folder, TASK);
  remove_file(folder, ERRORS);
  (void)rmdir(folder);
}

static void choose_words(const char *folder, char text[WORDS][LAUNCH_PATH], char *word[WORDS + 1])
{
  (void)find_program("pvpython", text[0]);
  (void)snprintf(text[1], LAUNCH_PATH, "--force-offscreen-rendering");
  (void)snprintf(text[2], LAUNCH_PATH, "%s/render.py", folder);
  (void)snprintf(text[3], LAUNCH_PATH, "%s/%s", folder, TASK);
  for (int i = 0; i < WORDS; i++) word[i] = text[i];
  word[WORDS] = NULL;
}

// Returns an errno of starting it; *ended is what waitpid() says.
static int run_words(char *const word[], const char *errors, int *ended)
{
  posix_spawn_file_actions_t files;
  pid_t                      child;
  int                        code = posix_spawn_file_actions_init(&files);

  if (code != 0) return code;
  code = posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors,
                                          O_WRONLY | O_CREAT | O_TRUNC, 0600);
  // Python would lay compiled scripts beside them.
  if (code == 0 && setenv("PYTHONDONTWRITEBYTECODE", "1", 1) != 0) code = errno;
  (void)fflush(NULL);
  if (code == 0) code = posix_spawn(&child, word[0], &files, NULL, word, environ);
  (void)posix_spawn_file_actions_destroy(&files);
  if (code != 0) return code;
  while (waitpid(child, ended, 0) < 0)
    if (errno != EINTR) return errno;
  return 0;
}

// The last line of the errors that says something: where Python ends, the error itself.
static void read_last_line(const char *errors, char line[SAID])
{
  FILE *stream = fopen(errors, "r");
  char  next[SAID];

  line[0] = '\0';
  if (!stream) return;
  while (fgets(next, sizeof next, stream)) {
    next[strcspn(next, "\n")] = '\0';
    if (next[0] && next[0] != ' ' && next[0] != '\033') memcpy(line, next, sizeof next);
  }
  (void)fclose(stream);
}

static PetscErrorCode report_end(int ended, const char *said, Problems *problems)
{
  const char *screen = getenv("DISPLAY");
  const bool  alone  = WIFEXITED(ended) != 0;
  char        path[LAUNCH_PATH];

  PetscFunctionBeginUser;
  if (!alone && !(screen && *screen) && !find_program("Xvfb", path))
    PetscCall(problems_add(problems, WHERE,
                           "pvpython ended by signal %d, as it does where there is no screen; "
                           "install Xvfb (Debian: apt-get install xvfb), or a ParaView built for "
                           "rendering without one",
                           WTERMSIG(ended)));
  else
    PetscCall(problems_add(problems, WHERE, "pvpython ended with %s %d: %s",
                           alone ? "code" : "signal", alone ? WEXITSTATUS(ended) : WTERMSIG(ended),
                           said[0] ? said : "it does not say why"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_in_folder(const char *folder, const char *task, bool *failed,
                                    Problems *problems)
{
  static char text[WORDS][LAUNCH_PATH];
  char       *word[WORDS + 1], errors[LAUNCH_PATH], said[SAID];
  int         ended = 0, code;

  PetscFunctionBeginUser;
  (void)snprintf(errors, sizeof errors, "%s/%s", folder, ERRORS);
  code = write_all(folder, task);
  choose_words(folder, text, word);
  if (code == 0) code = run_words(word, errors, &ended);
  if (code != 0)
    PetscCall(
      problems_add(problems, folder, "pvpython cannot be started there: %s", strerror(code)));
  else if (ended != 0) {
    read_last_line(errors, said);
    PetscCall(report_end(ended, said, problems));
  }
  *failed = code != 0 || ended != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode launch_task(const char *task, const char *place, bool *failed, Problems *problems)
{
  char folder[LAUNCH_PATH - 64];

  PetscFunctionBeginUser;
  *failed = false;
  (void)snprintf(folder, sizeof folder, "%s/render-XXXXXX", place);
  if (!mkdtemp(folder)) {
    *failed = true;
    PetscCall(problems_add(problems, place, "cannot be written to: %s; name another folder with -o",
                           strerror(errno)));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(run_in_folder(folder, task, failed, problems));
  remove_all(folder);
  PetscFunctionReturn(PETSC_SUCCESS);
}
