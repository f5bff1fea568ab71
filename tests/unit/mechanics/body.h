// SPDX-License-Identifier: GPL-3.0-or-later
/** A small box of one tissue for the unit tests of mechanics: 20 mm x 10 mm x 10 mm, distorted inside. */
#pragma once

#include "unit/check.h"

#include "sij/laws/elastic.h"
#include "sij/mechanics.h"
#include "sij/testing/box.h"

typedef struct {
  Mesh        *mesh;
  Mechanics   *mechanics;
  Elastic      elastic;
  Hyperelastic law[BOX_MATERIALS];
} Body;

static inline void body_create(MechanicsStrain strain, double poisson, Body *body)
{
  CoarseMesh *coarse   = NULL;
  Problems    problems = {0};

  *body = (Body){.elastic = elastic_from(1e5, poisson)};
  for (int m = 0; m < BOX_MATERIALS; m++)
    body->law[m] =
      (Hyperelastic){.mu = body->elastic.mu, .lambda = body->elastic.lambda, .prestretch = 1.0};
  assert_int_equal(box_mesh(PETSC_COMM_SELF, 3, 2, 2, vec3(0.0, 0.0, 0.0), vec3(0.02, 0.01, 0.01),
                            NULL, 0.15, &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &body->mesh, &problems), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  assert_int_equal(problems.count, 0);
  const MechanicsProblem problem = {
    .strain = strain, .law = body->law, .of_cell = body->mesh->region, .tolerance = 1e-10};

  assert_int_equal(mechanics_create(body->mesh, &problem, &body->mechanics), 0);
}

static inline void body_destroy(Body *body)
{
  assert_int_equal(mechanics_destroy(&body->mechanics), 0);
  assert_int_equal(mesh_destroy(&body->mesh), 0);
}

/** Prescribes all or some components on a side. */
static inline void body_fix(Body *body, int side, bool x, bool y, bool z, MechanicsField *field,
                            const void *context)
{
  const bool component[3] = {x, y, z};
  Problems   problems     = {0};

  assert_int_equal(
    mechanics_set_dirichlet(body->mechanics, side, MESH_NONE, component, field, context, &problems),
    0);
  assert_int_equal(problems.count, 0);
}

/** Equilibrium at these load factors, which must be reached. */
static inline void body_load(Body *body, double tension, double load)
{
  MechanicsOutcome outcome;

  assert_int_equal(
    mechanics_advance(body->mechanics, (LoadFactor){.tension = tension, .load = load}, &outcome),
    0);
  assert_true(outcome.reached);
  assert_string_equal(outcome.reason, "");
}

/** Largest deviation of the displacement of a node from a field [m]. */
static inline double body_deviation(const Body *body, MechanicsField *field, const void *context)
{
  const Nodes *nodes  = mechanics_nodes(body->mechanics);
  const double(*u)[3] = mechanics_displacement(body->mechanics);
  double most         = 0.0;

  for (PetscInt k = 0; k < nodes->n_owned; k++) {
    const Vec3 expected = field(nodes_position(nodes, k), context);

    most = fmax(most, vec3_distance(vec3(u[k][0], u[k][1], u[k][2]), expected));
  }
  return most;
}
