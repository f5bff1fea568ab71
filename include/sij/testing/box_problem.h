// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow and transport on a box, by the materials and sides of the box: what tests and manufactured solutions
 * give to medium_create(), flow_create() and transport_create() without a case.
 *
 * Order: box_problem() and changes, at most box_problem_inject(); box_problem_bind() where it will stay; then
 * the solvers, which borrow its parts.
 */
#pragma once

#include "sij/flow.h"
#include "sij/testing/box.h"
#include "sij/transport.h"

/** All in SI. Materials and sides are those of box.h. */
typedef struct {
  PorousMaterial    porous_material[BOX_MATERIALS];
  TransportMaterial transport_material[BOX_MATERIALS];
  double            uptake[BOX_MATERIALS];
  bool              drained[BOX_SIDES];
  PorousDefect      defect; // counts where porous.n_defects is 1
  PorousProblem     porous;
  FlowProblem       flow;
  TransportProblem  transport;
} BoxProblem;

/** Every material alike: holds half its volume as fluid, conducts 1e-12 m^2/(Pa s), does not dilate, takes up
 * nothing and has no vessels. Every side but the closed one is drained. One solute, "tracer", of diffusivity
 * 1e-9 m^2/s, bound nowhere and not yet present. No interface, barrier, lining, cavity or needle. */
BoxProblem box_problem(void);

/** An isotropic conductivity. */
Transverse box_problem_isotropic(double conductivity);

/** Gives one conductivity to every material. */
void box_problem_conduct(BoxProblem *problem, Transverse conductivity);

/** Adds a needle along y that brings 1 mol/m^3 of the tracer. */
void box_problem_inject(BoxProblem *problem, Vec3 tip, double start, double volume, double rate);

/** Solves for the tracer although no needle brings it: for an initial condition given by transport_set(). */
void box_problem_use_tracer(BoxProblem *problem);

/** Points the parts at the arrays beside them. The problem must not be moved or copied afterwards. */
void box_problem_bind(BoxProblem *problem);
