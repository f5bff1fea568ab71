// SPDX-License-Identifier: GPL-3.0-or-later
// Manufactured solutions of the flow: the source of water of a given pressure, integrated over each vertex, and the
// L2 error of the computed one. flow_order.c and flow_layers.c give the pressures.
#include "flow_exact.h"

#include "sij/fem/quadratic.h"

Exact exact_product(ExactCurve x, ExactCurve y, ExactCurve z)
{
  const ExactCurve along[3] = {x, y, z};
  Exact            made     = {.value = x.value * y.value * z.value};

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      double product = 1.0;

      for (int d = 0; d < 3; d++)
        product *= d == i && d == j   ? along[d].curvature
                   : d == i || d == j ? along[d].slope
                                      : along[d].value;
      made.hessian[i][j] = product;
    }
  made.gradient =
    vec3(x.slope * y.value * z.value, x.value * y.slope * z.value, x.value * y.value * z.slope);
  return made;
}

static Vec3 locate_point(const Mesh *mesh, PetscInt cell, int q)
{
  Vec3 x = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++)
    for (int d = 0; d < 3; d++) x.x[d] += QUADRATIC_POINT[q][a] * mesh->x[mesh->cell[cell][a]][d];
  return x;
}

// A : hessian, and gradient . A gradient.
static double contract_conductivity(const Transverse *a, const Exact *p, double *square)
{
  double sum = 0.0;

  *square = 0.0;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      const double entry =
        (i == j ? a->across : 0.0) + (a->along - a->across) * a->fibre.x[i] * a->fibre.x[j];

      sum += entry * p->hessian[i][j];
      *square += entry * p->gradient.x[i] * p->gradient.x[j];
    }
  return sum;
}

static double evaluate_source(const Medium *medium, int law, const Exact *p)
{
  const PoreCurve k = pore_conductivity_factor(&medium->pore[law], p->value);
  double          square;
  const double    sum = contract_conductivity(&medium->conductivity[law], p, &square);

  return pore_porosity(&medium->pore[law], p->value).slope * p->rate - k.value * sum -
         k.slope * square;
}

void exact_source(const Trial *trial, ExactAt *at, double t, double rate[])
{
  const Mesh *mesh = trial->mesh;

  for (PetscInt i = 0; i < mesh->n_owned; i++) rate[i] = 0.0;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int q = 0; q < QUADRATIC_POINTS; q++) {
      const Exact  p = at(mesh->region[e], locate_point(mesh, e, q), t);
      const double here =
        0.25 * mesh->volume[e] * evaluate_source(trial->medium, mesh->region[e], &p);

      for (int a = 0; a < 4; a++)
        if (mesh->cell[e][a] < mesh->n_owned)
          rate[mesh->cell[e][a]] += QUADRATIC_POINT[q][a] * here;
    }
}

PetscErrorCode exact_march(Trial *trial, ExactAt *at, double end, int steps)
{
  double *rate;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(trial->mesh->n_owned, &rate));
  for (int s = 0; s < steps; s++) {
    exact_source(trial, at, end * (s + 1) / steps, rate);
    PetscCall(flow_set_source(trial->flow, rate));
    PetscCall(trial_flow(trial, end * s / steps, end / steps));
  }
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode exact_error(const Trial *trial, ExactAt *at, double t, double *error)
{
  const Mesh   *mesh = trial->mesh;
  const double *p    = flow_pressure(trial->flow);
  double        off = 0.0, whole = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    for (int q = 0; q < QUADRATIC_POINTS; q++) {
      const double exact = at(mesh->region[e], locate_point(mesh, e, q), t).value;
      double       found = 0.0;

      for (int a = 0; a < 4; a++) found += QUADRATIC_POINT[q][a] * p[mesh->cell[e][a]];
      off += mesh->volume[e] * pow(found - exact, 2);
      whole += mesh->volume[e] * pow(exact, 2);
    }
  *error = sqrt(trial_sum(trial, off) / trial_sum(trial, whole));
  PetscFunctionReturn(PETSC_SUCCESS);
}
