// SPDX-License-Identifier: GPL-3.0-or-later
// What a listener hears of stages, and that telling nobody does nothing.
#include "unit/check.h"

#include "sij/base/stage.h"

#include <stdio.h>
#include <string.h>

static void hear_begin(void *context, const char *name, double expected)
{
  (void)snprintf((char *)context + strlen(context), 64, "%s %g;", name, expected);
}

static void hear_share(void *context, double done)
{
  (void)snprintf((char *)context + strlen(context), 64, "%g;", done);
}

static void hear_end(void *context)
{
  (void)snprintf((char *)context + strlen(context), 64, "end;");
}

static void a_listener_hears_shares_of_the_whole(void **state)
{
  char                heard[512] = "";
  const StageListener listener   = {heard, hear_begin, hear_share, hear_end};

  (void)state;
  stage_listen(&listener);
  stage_begin("meshing", 7.0);
  stage_tell(0.25);
  stage_within(0.5, 1.0);
  stage_tell(0.5);
  stage_end();
  stage_begin("settling", 0.0); // begins with the whole again
  stage_tell(0.5);
  stage_listen(NULL);
  stage_tell(1.0);
  stage_end();
  assert_string_equal(heard, "meshing 7;0.25;0.75;end;settling 0;0.5;");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_listener_hears_shares_of_the_whole)};

  return cmocka_run_group_tests_name("base.stage", tests, NULL, NULL);
}
