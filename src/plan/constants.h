// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to plan: what a run costs, per cell, vertex, node and step, on the machine whose rates are the first two rows.
 * "Measured": fitted by benchmarks/plan.py to the runs of docs/user/plan.md. "Estimate": chosen by own runs. */
#pragma once

// Rates of that machine, as plan_calibrate() found them on one rank.
#define PLAN_RATE_SERIAL 6.4e6 // numbers sorted per second                         s^-1   measured
#define PLAN_RATE_SOLVER 3.0e7 // unknowns times iterations per second              s^-1   measured

// The rate of the solvers grows with this power of the ranks, where it was not measured.   1   measured
#define PLAN_SCALING 0.7

// Growth of a step, and the longest one over the time since a needle started or stopped, which counts from some first steps
// on; while a needle runs, over the time it runs; at this tolerance of time steps.  1     measured
#define PLAN_STEP_GROWTH 2.0
#define PLAN_STEP_SHARE  0.25
#define PLAN_STEP_START  10.0
#define PLAN_STEP_NEEDLE 0.05
#define PLAN_TOLERANCE   5e-3

// The longest step while crystals dissolve, at that tolerance.                     s      measured
#define PLAN_STEP_CRYSTALS 320.0

// Reading a cell of a mesh that is there.                                            s      measured
#define PLAN_READING_CELL 1e-5

// Starting, and each vertex: partition, graph, sampling.                           s      measured
#define PLAN_START 0.7
#define PLAN_SETUP 1.2e-4

// A step of flow, of one drug, of flow with its solid; by vertex, by vertex, by node.      s   measured
#define PLAN_FLOW      8.5e-6
#define PLAN_TRANSPORT 3.0e-6
#define PLAN_COUPLED   4.6e-5

// The first equilibrium of a solid, with its pre-tension, and each further load; by node.  s   measured
#define PLAN_SOLID_FIRST       5.8e-4
#define PLAN_SOLID_LOAD        1.8e-4
#define PLAN_SOLID_LINEAR      1e-3
#define PLAN_SOLID_LINEAR_LOAD 1e-4

// Of a message: by step and equilibrium, and by the binary logarithm of the ranks.  s      estimate
#define PLAN_MESSAGES_STEP    5e-3
#define PLAN_MESSAGES_COUPLED 4e-2
#define PLAN_MESSAGES_LOAD    2e-1

// Writing one double of a vertex.                                                  s      measured
#define PLAN_OUTPUT 1e-7

// Memory: the program and its libraries; by vertex, by vertex and drug, by node; of rank 0 by cell of the coarse mesh; of
// Gmsh, and by cell.                                                               bytes  measured
#define PLAN_MEMORY_BASE         97e6
#define PLAN_MEMORY_VERTEX       6.6e3
#define PLAN_MEMORY_DRUG         3.2e2
#define PLAN_MEMORY_NODE         5.9e3
#define PLAN_MEMORY_NODE_COUPLED 8.5e3
#define PLAN_MEMORY_FACTOR                                                                         \
  8.9e2 // by the power 4/3 of vertices: the factor of the solid's coarse operator
#define PLAN_MEMORY_COARSE       1.6e2
#define PLAN_MEMORY_MESHING      140e6
#define PLAN_MEMORY_MESHING_CELL 5.6e2

// Files: what HDF5 keeps of each state, the mesh by vertex and by cell.            bytes  measured
#define PLAN_FILE_STATE  2e4
#define PLAN_FILE_VERTEX 24
#define PLAN_FILE_CELL   50

// Checkpoint: states that are kept unless --checkpoints says otherwise, and copies of the points of fields.     1
enum { PLAN_STATES = 3, PLAN_POINTS = 2 };

// Unknowns of the coarse operator of the solid that are factored; more are solved by algebraic multigrid, as
// src/mechanics/constants.h has it.                                                1      SOLVER_P1_DIRECT
#define PLAN_DIRECT 1e5

// A doubling of ranks is worth asking for if it takes less than this of the time.  1      estimate
#define PLAN_WORTH 0.75

// Calibration: numbers sorted, points of the grid on each side, iterations; the best of so many rounds.   1   estimate
enum {
  CALIBRATION_NUMBERS    = 100000,
  CALIBRATION_GRID       = 40,
  CALIBRATION_ITERATIONS = 10,
  CALIBRATION_ROUNDS     = 20
};
