// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of a folder: who gets it, who is told to wait, and which lock is worth nothing any more.
#define _DEFAULT_SOURCE // mkdtemp, usleep

#include "unit/check.h"

#include "sij/base/lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define must(call) assert_int_equal((call), 0)

enum { RACERS = 12, PATH = 128 };

/** A fresh folder for each test, and what went wrong in it. */
typedef struct {
  char     folder[64], file[PATH];
  Problems problems;
  Lock     lock;
} Scene;

static int scene_open(void **state)
{
  Scene *scene = calloc(1, sizeof *scene);

  (void)snprintf(scene->folder, sizeof scene->folder, "lock_XXXXXX");
  *state = scene;
  if (!mkdtemp(scene->folder)) return -1;
  (void)snprintf(scene->file, sizeof scene->file, "%s/run.lock", scene->folder);
  return 0;
}

static int scene_close(void **state)
{
  Scene *scene = *state;

  lock_release(&scene->lock);
  (void)remove(scene->file);
  if (problems_destroy(&scene->problems) || rmdir(scene->folder)) return -1; // leftovers fail
  free(scene);
  return 0;
}

static void write_lock(const Scene *scene, const char *host, long process, long long started)
{
  FILE *file = fopen(scene->file, "w");

  assert_non_null(file);
  (void)fprintf(file, "host %s\nprocess %ld\nstarted %lld\n", host, process, started);
  (void)fclose(file);
}

static const char *own_host(void)
{
  static char host[256];

  must(gethostname(host, sizeof host));
  return host;
}

static long process_that_ended(void)
{
  const pid_t child = fork();

  if (child == 0) _exit(0);
  assert_int_equal(waitpid(child, NULL, 0), child);
  return (long)child;
}

static bool is_told(const Scene *scene, const char *word)
{
  return scene->problems.count == 1 && strstr(scene->problems.sentence[0], word);
}

static void a_free_folder_is_taken_and_released(void **state)
{
  Scene *scene = *state;

  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_true(scene->lock.held);
  must(access(scene->file, R_OK));
  lock_release(&scene->lock);
  assert_int_equal(access(scene->file, R_OK), -1);
  assert_int_equal(scene->problems.count, 0);
}

static void a_living_owner_is_named(void **state)
{
  Scene *scene = *state;
  Lock   other;

  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  must(lock_take(scene->folder, &other, &scene->problems));
  assert_false(other.held);
  assert_true(is_told(scene, "is in use: process "));
  lock_release(&other); // not held: it stays
  must(access(scene->file, R_OK));
}

static void a_lock_of_an_ended_process_is_taken(void **state)
{
  Scene *scene = *state;

  write_lock(scene, own_host(), process_that_ended(), 0);
  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_true(scene->lock.held);
}

// In a container whose first process waits for nobody, it stays so for good.
static void a_lock_of_a_process_nobody_waited_for_is_taken(void **state)
{
  Scene      *scene = *state;
  siginfo_t   ended;
  const pid_t child = fork();

  if (child == 0) _exit(0);
  must(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT));
  write_lock(scene, own_host(), (long)child, 0);
  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_true(scene->lock.held);
  assert_int_equal(waitpid(child, NULL, 0), child);
}

static void a_process_number_used_again_is_no_owner(void **state)
{
  Scene *scene = *state;

  write_lock(scene, own_host(), (long)getpid(), 1);
  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_true(scene->lock.held);
}

static void another_host_is_not_judged(void **state)
{
  Scene *scene = *state;

  write_lock(scene, "elsewhere.example", process_that_ended(), 1);
  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_false(scene->lock.held);
  assert_true(is_told(scene, "host elsewhere.example"));
  assert_non_null(strstr(scene->problems.sentence[0], scene->file));
}

static void a_lock_that_says_nothing_is_not_taken(void **state)
{
  Scene *scene = *state;
  FILE  *file  = fopen(scene->file, "w");

  assert_non_null(file);
  (void)fclose(file);
  must(lock_take(scene->folder, &scene->lock, &scene->problems));
  assert_false(scene->lock.held);
  assert_true(is_told(scene, "does not say by whom"));
}

static void a_folder_that_is_not_there_is_a_sentence(void **state)
{
  Scene *scene = *state;
  char   nowhere[PATH];

  (void)snprintf(nowhere, sizeof nowhere, "%s/nowhere", scene->folder);
  must(lock_take(nowhere, &scene->lock, &scene->problems));
  assert_true(is_told(scene, "No such file or directory"));
}

// Ends with 1 if it got the lock; it lives on until all have tried.
static void race(const Scene *scene, const int start[2], const int end[2])
{
  Problems problems = {0};
  Lock     lock;
  char     byte;

  (void)close(start[1]);
  (void)close(end[1]);
  if (read(start[0], &byte, 1) != 0 || lock_take(scene->folder, &lock, &problems)) _exit(2);

  const int held = lock.held;

  if (read(end[0], &byte, 1) < 0) _exit(2);
  _exit(held);
}

static void one_of_many_takes_a_stale_lock(void **state)
{
  Scene *scene = *state;
  int    start[2], end[2], status, n_held = 0, n_bad = 0;

  write_lock(scene, own_host(), process_that_ended(), 0);
  must(pipe(start));
  must(pipe(end));
  for (int i = 0; i < RACERS; i++)
    if (fork() == 0) race(scene, start, end);
  (void)close(start[0]);
  (void)close(start[1]); // all begin
  (void)usleep(300000);
  (void)close(end[0]);
  (void)close(end[1]);
  for (int i = 0; i < RACERS; i++) {
    assert_true(wait(&status) > 0);
    n_held += WIFEXITED(status) && WEXITSTATUS(status) == 1;
    n_bad += !WIFEXITED(status) || WEXITSTATUS(status) > 1;
  }
  assert_int_equal(n_bad, 0);
  assert_int_equal(n_held, 1);
}

#define scene_test(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)

int main(void)
{
  const struct CMUnitTest tests[] = {
    scene_test(a_free_folder_is_taken_and_released),
    scene_test(a_living_owner_is_named),
    scene_test(a_lock_of_an_ended_process_is_taken),
    scene_test(a_lock_of_a_process_nobody_waited_for_is_taken),
    scene_test(a_process_number_used_again_is_no_owner),
    scene_test(another_host_is_not_judged),
    scene_test(a_lock_that_says_nothing_is_not_taken),
    scene_test(a_folder_that_is_not_there_is_a_sentence),
    scene_test(one_of_many_takes_a_stale_lock),
  };

  return cmocka_run_group_tests_name("lock", tests, NULL, NULL);
}
