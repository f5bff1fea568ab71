// SPDX-License-Identifier: GPL-3.0-or-later
// Springs between bones against closed forms, and loads one after another against the last one alone.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/laws/elastic.h"

#include <math.h>

// Two blocks of bone, stiff beyond measure, with fat between them that can only be opened or pressed along x.
static const double THICK = 0.02, ENDS = 0.005, BEGINS = 0.015;
static const double STIFF = 1e5, FIRM = 1e2; // bone against fat, where it matters and where not
static const double SPRING = 2e3;            // N m^-1, about the stiffness of the fat

static int select_layer(Vec3 x)
{
  return x.x[0] < ENDS ? SPECIMEN_BONE_2 : x.x[0] > BEGINS ? SPECIMEN_BONE_1 : SPECIMEN_SOFT;
}

static const Box LAYERS = {.n = {8, 2, 2}, .hi = {{0.02, 0.01, 0.01}}, .region_at = select_layer};

static Elastic build_fat_law(void)
{
  return elastic_from(1e5, 0.3);
}

static double compute_gap_stiffness(void)
{
  const Elastic elastic = build_fat_law();

  return (elastic.lambda + 2.0 * elastic.mu) * LAYERS.hi.x[1] * LAYERS.hi.x[2] / (BEGINS - ENDS);
}

static PetscErrorCode create_layers(MPI_Comm comm, MechanicsStrain strain, double contrast,
                                    Specimen *specimen)
{
  const Elastic      soft = build_fat_law(), stiff = elastic_from(contrast * 1e5, 0.0);
  const Hyperelastic law  = {.mu = soft.mu, .lambda = soft.lambda, .prestretch = 1.0};
  const Hyperelastic bone = {.mu = stiff.mu, .lambda = stiff.lambda, .prestretch = 1.0};

  PetscFunctionBeginUser;
  PetscCall(specimen_create_with_bone(comm, &LAYERS, strain, &law, &bone, 1e-10, specimen));
  PetscCall(specimen_prescribe(specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode confine_sides(Specimen *specimen)
{
  PetscFunctionBeginUser;
  PetscCall(specimen_prescribe(specimen, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Y_MAX, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Z_MAX, false, false, true, NULL, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode couple_bone(Specimen *specimen, int region, int *coupling)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_coupling(specimen->mechanics, region, vec3(0.0, 0.0, 0.0), INFINITY,
                                   coupling, &problems));
  PetscCheck(problems.count == 0, specimen->mesh->comm, PETSC_ERR_PLIB, "%s", problems.sentence[0]);
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode attach_spring(Specimen *specimen, double preload, bool pushes, int *sacrum,
                                    int *number)
{
  int ilium;

  PetscFunctionBeginUser;
  PetscCall(couple_bone(specimen, SPECIMEN_BONE_2, &ilium));
  PetscCall(couple_bone(specimen, SPECIMEN_BONE_1, sacrum));
  const MechanicsSpring spring = {.coupling  = {ilium, *sacrum},
                                  .end       = {{{0.002, 0.005, 0.005}}, {{0.018, 0.005, 0.005}}},
                                  .stiffness = SPRING,
                                  .preload   = preload,
                                  .bears_compression = pushes};

  PetscCall(mechanics_add_spring(specimen->mechanics, &spring, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Pushed with these forces one after the other: the opening and the pull of the last. */
static PetscErrorCode open_gap(MPI_Comm comm, double preload, bool pushes, int n,
                               const double force[], double *opening, double *pull,
                               MechanicsOutcome *outcome)
{
  const Vec3           middle = vec3(0.018, 0.005, 0.005), none = vec3(0.0, 0.0, 0.0);
  Specimen             specimen;
  MechanicsSpringState line;
  Vec3                 moved;
  int                  sacrum, number;

  PetscFunctionBeginUser;
  PetscCall(create_layers(comm, MECHANICS_LINEAR, STIFF, &specimen));
  PetscCall(confine_sides(&specimen));
  PetscCall(attach_spring(&specimen, preload, pushes, &sacrum, &number));
  for (int k = 0; k < n; k++) {
    if (k > 0) PetscCall(mechanics_begin_load_step(specimen.mechanics));
    PetscCall(
      mechanics_add_point_load(specimen.mechanics, sacrum, vec3(force[k], 0.0, 0.0), middle, none));
    PetscCall(specimen_load(&specimen, outcome));
  }
  PetscCall(mechanics_coupling_displacement(specimen.mechanics, sacrum, middle, &moved));
  PetscCall(mechanics_spring_state(specimen.mechanics, number, &line));
  *opening = moved.x[0];
  *pull    = line.force;
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

typedef struct {
  const char *what;
  double      preload, force[3];
  int         n;
  bool        pushes;
} SpringCase;

static PetscErrorCode judge_spring_pull(MPI_Comm comm, const SpringCase *as, Verdicts *found)
{
  const double     K = compute_gap_stiffness(), last = as->force[as->n - 1];
  const double     taut  = (last - as->preload) / (K + SPRING);
  const bool       slack = !as->pushes && as->preload + SPRING * taut < 0.0;
  const double     exact = slack ? last / K : taut;
  const double     pulls = slack ? 0.0 : as->preload + SPRING * taut;
  const double     size  = fabs(last) + as->preload;
  MechanicsOutcome outcome;
  double           opening = 0.0, pull = 0.0;

  PetscFunctionBeginUser;
  PetscCall(open_gap(comm, as->preload, as->pushes, as->n, as->force, &opening, &pull, &outcome));
  PetscCall(verdicts_add(found, opening / exact, 1.0 - 1e-4, 1.0 + 1e-4, "",
                         "%s: opening over the closed form's", as->what));
  PetscCall(verdicts_add(found, pull / size, pulls / size - 1e-4, pulls / size + 1e-4, "",
                         "%s: pull, of the forces", as->what));
  PetscCall(verdicts_add(found, outcome.iterations <= 4, 1.0, 1.0, "",
                         "%s: four iterations of Newton are enough", as->what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// At small strain a spring is slack as soon as its length has shrunk by preload over stiffness.
static PetscErrorCode judge_spring_pulls(MPI_Comm comm, Verdicts *found)
{
  const double border =
    -compute_gap_stiffness() / SPRING; // force on the gap at which a preload of 1 N is gone
  const SpringCase all[] = {
    {.what = "pulled apart", .force = {1.0}, .n = 1},
    {.what = "pressed", .force = {-1.0}, .n = 1},
    {.what = "pressed, with a spring that pushes", .force = {-1.0}, .n = 1, .pushes = true},
    {.what = "preload alone", .preload = 1.0, .force = {0.0}, .n = 1},
    {.what = "just not slack", .preload = 1.0, .force = {0.99 * border}, .n = 1},
    {.what = "just slack", .preload = 1.0, .force = {1.01 * border}, .n = 1},
    {.what = "pulled, pressed, pulled", .preload = 0.5, .force = {1.0, -9.0, 1.0}, .n = 3},
  };

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    PetscCall(judge_spring_pull(comm, &all[k], found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The free end is drawn sideways by a spring whose direction changes on the way: what holds the
// body holds against it.
static PetscErrorCode judge_sideways_spring(MPI_Comm comm, Verdicts *found)
{
  const MechanicsSpring asked  = {.coupling  = {-1, -1},
                                  .end       = {{{0.018, 0.005, 0.005}}, {{0.024, 0.015, 0.005}}},
                                  .stiffness = SPRING,
                                  .preload   = 3.0};
  MechanicsSpring       spring = asked;
  Specimen              specimen;
  MechanicsOutcome      outcome;
  MechanicsSpringState  line;
  Vec3                  moved, support;
  int                   number;

  PetscFunctionBeginUser;
  PetscCall(create_layers(comm, MECHANICS_FINITE, FIRM, &specimen));
  PetscCall(couple_bone(&specimen, SPECIMEN_BONE_1, &spring.coupling[0]));
  PetscCall(mechanics_add_spring(specimen.mechanics, &spring, &number));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(
    mechanics_coupling_displacement(specimen.mechanics, spring.coupling[0], spring.end[0], &moved));
  PetscCall(mechanics_spring_state(specimen.mechanics, number, &line));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MIN, &support));
  const Vec3   rest = vec3_difference(spring.end[1], spring.end[0]);
  const Vec3   span = vec3_difference(rest, moved);
  const double pull = spring.preload + SPRING * (vec3_norm(span) - vec3_norm(rest));
  const Vec3   held = vec3_scaled(vec3_unit(span), pull);

  PetscCall(verdicts_add(found, vec3_norm(vec3_cross(vec3_unit(rest), vec3_unit(span))), 0.02, 0.5,
                         "", "drawn sideways at finite strain: sine of the turn of the spring"));
  PetscCall(verdicts_add(found, line.force / pull - 1.0, -1e-12, 1e-12, "",
                         "pull off what its true length makes of it"));
  PetscCall(verdicts_add(found, vec3_norm(vec3_sum(support, held)) / pull, 0.0, 1e-8, "",
                         "support against it off its true direction, of the pull"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_spring(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_spring_pulls(comm, found));
  PetscCall(judge_sideways_spring(comm, found));
  PetscCall(verdicts_note(found,
                          "Two blocks of bone, 1e5 times stiffer than the fat between them: what "
                          "opens the gap bears on the fat, (lambda + 2 mu) area / thickness, and "
                          "on the spring."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_constant(Vec3 x, const void *context)
{
  (void)x;
  return *(const Vec3 *)context;
}

/** Load number k of a path: a push, a weight, or a moved support. */
static PetscErrorCode apply_load(Specimen *specimen, int coupling, int k)
{
  static const Vec3 force[3] = {{{0.1, 0.05, 0.0}}, {{-0.1, 0.03, 0.05}}, {{0.05, 0.0, -0.1}}};
  static const Vec3 weight   = {{0.0, -2e3, 1e3}};

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_point_load(specimen->mechanics, coupling, force[k],
                                     vec3(THICK, 0.01, 0.0), vec3(0.0, 0.0, 0.0)));
  if (k == 1) PetscCall(mechanics_add_body_force(specimen->mechanics, evaluate_constant, &weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Moves the support by this much along x and z.
static PetscErrorCode shift_support(Specimen *specimen, double by)
{
  const Vec3 way = vec3(by, 0.0, -by);

  PetscFunctionBeginUser;
  PetscCall(specimen_prescribe(specimen, BOX_X_MIN, true, true, true, evaluate_constant, &way));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_tied_layers(MPI_Comm comm, MechanicsStrain strain, Specimen *specimen,
                                         int *coupling)
{
  int number;

  PetscFunctionBeginUser;
  PetscCall(create_layers(comm, strain, FIRM, specimen));
  PetscCall(attach_spring(specimen, 0.2, false, coupling, &number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Largest difference between two bodies on one mesh, and largest displacement.
static PetscErrorCode measure_difference(const Specimen *a, const Specimen *b, double *off,
                                         double *most)
{
  const double(*u)[3] = mechanics_displacement(a->mechanics);
  const double(*v)[3] = mechanics_displacement(b->mechanics);
  double own[2]       = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * mechanics_nodes(a->mechanics)->n_owned; k++) {
    own[0] = fmax(own[0], fabs(u[k / 3][k % 3] - v[k / 3][k % 3]));
    own[1] = fmax(own[1], fabs(v[k / 3][k % 3]));
  }
  PetscCall(specimen_max(a, own[0], off));
  PetscCall(specimen_max(a, own[1], most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Three loads in a row, supports moved and back, against the last load alone.
static PetscErrorCode judge_load_sequence(MPI_Comm comm, MechanicsStrain strain, const char *what,
                                          Verdicts *found)
{
  Specimen         path, alone;
  MechanicsOutcome outcome;
  double           off = 0.0, most = 0.0;
  int              coupling;

  PetscFunctionBeginUser;
  PetscCall(create_tied_layers(comm, strain, &path, &coupling));
  for (int k = 0; k < 3; k++) {
    if (k > 0) PetscCall(mechanics_begin_load_step(path.mechanics));
    PetscCall(apply_load(&path, coupling, k));
    if (k == 1) PetscCall(shift_support(&path, 1e-4));
    PetscCall(specimen_load(&path, &outcome));
  }
  PetscCall(create_tied_layers(comm, strain, &alone, &coupling));
  PetscCall(apply_load(&alone, coupling, 2));
  PetscCall(specimen_load(&alone, &outcome));
  PetscCall(measure_difference(&path, &alone, &off, &most));
  PetscCall(verdicts_add(found, off / most, 0.0, 1e-8, "",
                         "%s: after two others a load does not do the same as alone, off by, of "
                         "the largest displacement",
                         what));
  PetscCall(verdicts_report(found, 1e3 * most, "mm", "%s: that displacement", what));
  PetscCall(specimen_destroy(&alone));
  PetscCall(specimen_destroy(&path));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Half way from one load to the next a linear body stands half way between.
static PetscErrorCode judge_half_way(MPI_Comm comm, Verdicts *found)
{
  const double     force[2] = {1.0, 3.0};
  const Vec3       end = vec3(THICK, 0.005, 0.005), none = vec3(0.0, 0.0, 0.0);
  Specimen         specimen;
  MechanicsOutcome outcome;
  Vec3             moved[3];
  int              coupling;

  PetscFunctionBeginUser;
  PetscCall(create_layers(comm, MECHANICS_LINEAR, FIRM, &specimen));
  PetscCall(couple_bone(&specimen, SPECIMEN_BONE_1, &coupling));
  PetscCall(
    mechanics_add_point_load(specimen.mechanics, coupling, vec3(0.0, force[0], 0.0), end, none));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_coupling_displacement(specimen.mechanics, coupling, end, &moved[0]));
  PetscCall(mechanics_begin_load_step(specimen.mechanics));
  PetscCall(
    mechanics_add_point_load(specimen.mechanics, coupling, vec3(0.0, force[1], 0.0), end, none));
  PetscCall(mechanics_advance(specimen.mechanics, (LoadFactor){1.0, 0.5}, &outcome));
  PetscCall(mechanics_coupling_displacement(specimen.mechanics, coupling, end, &moved[1]));
  PetscCall(mechanics_begin_load_step(specimen.mechanics));
  PetscCall(mechanics_advance(specimen.mechanics, (LoadFactor){1.0, 0.5}, &outcome));
  PetscCall(mechanics_coupling_displacement(specimen.mechanics, coupling, end, &moved[2]));
  PetscCall(verdicts_add(found, moved[1].x[1] / moved[0].x[1], 2.0 - 1e-8, 2.0 + 1e-8, "",
                         "half way from 1 N to 3 N: displacement over that of 1 N"));
  PetscCall(verdicts_add(found, moved[2].x[1] / moved[0].x[1], 1.0 - 1e-8, 1.0 + 1e-8, "",
                         "half way from there to nothing"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_reload(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_load_sequence(comm, MECHANICS_LINEAR, "small strain", found));
  PetscCall(judge_load_sequence(comm, MECHANICS_FINITE, "finite strain", found));
  PetscCall(judge_half_way(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
