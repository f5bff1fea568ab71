// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of a case, which no mesh holds, into its results: the nerves that are judged, and the needles.
#include "state.h"

#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"

enum { TARGETS_MOST = 96 };

static PetscErrorCode write_nerves(const Output *output, Problems *problems)
{
  Target *target;
  int     n;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(TARGETS_MOST, &target));
  n = anatomy_targets(output->run->model.input, TARGETS_MOST, target);
  for (int i = 0; i < n && problems->count == 0; i++)
    if (target[i].kind == TARGET_CURVE)
      PetscCall(store_curve(output->store, "nerve", target[i].name, target[i].n_points,
                            target[i].point, problems));
  PetscCall(PetscFree(target));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From the hub to the tip; the tip alone where nobody has said how the needle lies.
static int lay_needle(const Case *input, const Injection *injection, Vec3 point[2])
{
  Site site = {.tip = injection->tip, .direction = injection->direction};

  if (injection->site[0] && !anatomy_site(&input->anatomy, injection->site, &site)) return 0;
  point[0] = site.tip;
  if (!injection->site[0] && !injection->aimed) return 1;
  point[0] = vec3_difference(site.tip, vec3_scaled(site.direction, injection->needle_length));
  point[1] = site.tip;
  return 2;
}

PetscErrorCode output_curves(const Output *output, Problems *problems)
{
  const Case *input = output->run->model.input;
  Vec3        point[2];

  PetscFunctionBeginUser;
  PetscCall(write_nerves(output, problems));
  for (int i = 0; i < input->n_injections && problems->count == 0; i++) {
    const int n = lay_needle(input, &input->injection[i], point);

    if (n > 0)
      PetscCall(store_curve(output->store, "needle", input->injection[i].name, n, point, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
