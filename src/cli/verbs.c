// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the program's verbs: what each takes, what its help says and which function does it.
#include "verbs.h"

#include "sij/base/nearest.h"

#include <limits.h>
#include <string.h>

enum { N_VERBS = 13 };

static const char OUTSIDE[] = "let the case include files outside its folder";

static const Verb VERBS[N_VERBS] = {
  {.name     = "check",
   .operands = "CASE",
   .summary  = "say what a case file asks for, or everything that is wrong with it",
   .help   = "Reads CASE with all it includes and prints what would be run. Makes no mesh, writes "
             "nothing.\n",
   .fewest = 1,
   .most   = 1,
   .keys   = true,
   .flag   = {{"--allow-outside", OUTSIDE, NULL}},
   .act    = verb_check},
  {.name     = "mesh",
   .operands = "CASE",
   .summary  = "build the mesh of a case, measure it, write it as a .msh",
   .help =
     "Prints volume, size and quality of every region, and thickness and area of the thin\n"
     "layers against their target values. Writes NAME.msh, or the file given by -o, with\n"
     "physical names and in mm; it opens in Gmsh and can serve as anatomy.mesh_file. By the "
     "ending\n"
     "of FILE it is .msh, .vtk, .inp or .stl (its outside). Only an older mesh is replaced.\n",
   .fewest = 1,
   .most   = 1,
   .output = true,
   .keys   = true,
   .flag   = {{"--allow-outside", OUTSIDE, NULL}},
   .act    = verb_mesh},
  {.name     = "run",
   .operands = "CASE",
   .summary  = "simulate a case and write its results",
   .help = "Writes to results/NAME, or to the folder given by -o, which it makes. An older result "
           "of the\n"
           "same case there is replaced, nothing else is. In parallel: mpirun -n 4 sij run CASE. "
           "Options\n"
           "of PETSc follow after --, with a prefix for each equation:\n"
           "  sij run CASE -- -flow_ksp_type cg -log_view\n",
   .fewest = 1,
   .most   = 1,
   .output = true,
   .keys   = true,
   .petsc  = true,
   .flag =
     {{"--error-estimate", "run two coarser levels as well; error bars on every quantity", NULL},
      {"--max-walltime", "stop before this wall-clock time (3h50m, 3:50:00) has passed", "TIME"},
      {"--restart", "go on from the newest checkpoint, on any number of ranks", NULL},
      {"--restart=force", "the same although the case has changed; says what is left out", NULL},
      {"--checkpoint-every", "wall-clock time between checkpoints without output (10min)", "TIME"},
      {"--checkpoints", "how many to keep (3); 0: none", "N"},
      {"--overwrite", "replace a run that did not finish, or the result of another case", NULL},
      {"--all", "print every figure at the end, not the answer alone", NULL},
      {"--parents", "make the folders above that of -o too", NULL},
      {"--allow-outside", OUTSIDE, NULL}},
   .act = verb_run},
  {.name     = "study",
   .operands = "STUDY",
   .summary  = "run the cases of a study and rank them",
   .help =
     "STUDY is a file that names a baseline case and what varies. Each case is a run in a folder\n"
     "below results/STUDY, or below that of -o. What is finished is not repeated: the same\n"
     "command goes on after an end that came too early. mpirun -n 8 sij study STUDY runs eight\n"
     "cases side by side; as jobs of an array: sij study STUDY --task I --tasks N for I from 0.\n",
   .fewest = 1,
   .most   = 1,
   .output = true,
   .petsc  = true,
   .flag =
     {{"--ranks-per-case", "ranks that share a case (1)", "N"},
      {"--task", "of --tasks: run only the cases I, I + N, ... from 0", "I"},
      {"--tasks", "how many jobs share the cases", "N"},
      {"--only", "run this case alone", "NAME"},
      {"--error-estimate", "run two coarser levels of each case; error bars in the ranking", NULL},
      {"--max-walltime", "stop before this wall-clock time (3h50m, 3:50:00) has passed", "TIME"},
      {"--checkpoint-every", "wall-clock time between checkpoints without output (10min)", "TIME"},
      {"--checkpoints", "how many to keep (3); 0: none", "N"},
      {"--overwrite", "run anew what is of another case, or did not finish", NULL},
      {"--allow-outside", "let the baseline, and what it includes, lie anywhere", NULL}},
   .act = verb_study},
  {.name     = "plan",
   .operands = "[CASE]",
   .summary  = "say what a run will take: unknowns, memory, files, time, ranks",
   .help =
     "Computes and writes nothing, but measures this machine for a few seconds when it has not\n"
     "been measured before. --calibrate measures it anew and keeps the rates in the cache\n"
     "folder: mpirun -n 4 sij plan --calibrate measures 1, 2 and 4 ranks.\n",
   .fewest = 0,
   .most   = 1,
   .keys   = true,
   .flag   = {{"--ranks", "ranks that the run will have; otherwise those of this program", "N"},
              {"--calibrate", "measure this machine", NULL},
              {"--allow-outside", OUTSIDE, NULL}},
   .act    = verb_plan},
  {.name     = "compare",
   .operands = "RUN...",
   .summary  = "compare the results of runs side by side",
   .help =
     "RUN is the folder that sij run wrote; the others are held against the first. Nothing is "
     "computed\nanew. Tables are as wide as the terminal, or as COLUMNS says.\n",
   .fewest = 1,
   .most   = INT_MAX,
   .flag   = {{"--all", "print every figure, not the answer and what is asked first alone", NULL},
              {"--page", "show them in one page as well, as sij report does", "FILE"}},
   .act    = verb_compare},
  {.name     = "report",
   .operands = "RUN...",
   .summary  = "show runs in one page: numbers, curves, and the joint in 3-D",
   .help =
     "RUN is the folder that sij run wrote. The page is one HTML file that needs no network:\n"
     "page.html, or what -o names. The first RUN is what the others are held against.\n",
   .fewest = 1,
   .most   = INT_MAX,
   .output = true,
   .flag = {{"--limit", "at most so many megabytes (15); the view in 3-D is thinned to fit", "MB"}},
   .act  = verb_report},
  {.name     = "export",
   .operands = "RUN",
   .summary  = "write one output of a run as a file of its own, for other programs",
   .help = "RUN is the folder that sij run wrote. The file is export.vtu, or what -o names: mesh, "
           "regions\n"
           "and every field at the output that is nearest to the time asked for.\n",
   .fewest = 1,
   .most   = 1,
   .output = true,
   .flag   = {{"--at", "the time: 30s, 20min, 6h", "TIME"},
              {"--vtu", "as VTU, which ParaView, VTK and meshio read", NULL}},
   .act    = verb_export},
  {.name     = "render",
   .operands = "RUN",
   .summary  = "draw a run for papers, as PNG and SVG",
   .help =
     "RUN is the folder that sij run wrote; the pictures go to its folder pictures/, or to that\n"
     "given by -o. ParaView's pvpython draws them.\n",
   .fewest = 1,
   .most   = 1,
   .output = true,
   .flag   = {{"--at", "the outputs nearest to these times: 20min,1h (20min)", "TIMES"},
              {"--view", "from where: posterior,axial,oblique (the first two)", "VIEWS"},
              {"--only", "what: regions,cloud,strain,arthrogram (what the run has)", "KINDS"}},
   .act    = verb_render},
  {.name     = "list",
   .operands = "tissues|drugs|sites|places|targets|presets|patients|protocols [CASE]",
   .summary  = "list what a case file can name, with its constants",
   .help = "Without CASE the library that every case builds on is listed; with it, what the case\n"
           "has made of it.\n",
   .fewest = 1,
   .most   = 2,
   .keys   = true,
   .flag   = {{"--allow-outside", OUTSIDE, NULL}},
   .act    = verb_list},
  {.name     = "schema",
   .operands = "case|summary",
   .summary  = "print the JSON Schema of case files, or of summary.json",
   .help     = "With that of case files an editor completes and checks keys and units:\n"
               "  sij schema case > case.schema.json\n"
               "and as first line of a case: # yaml-language-server: $schema=case.schema.json\n",
   .fewest   = 1,
   .most     = 1,
   .act      = verb_schema},
  {.name     = "verify",
   .operands = "[CHECK|CASE...]",
   .summary  = "check every equation against exact and manufactured solutions",
   .help =
     "Runs the checks named, or those whose names begin so (flow, transport.front), or all, and\n"
     "prints measured and expected figures with observed orders. With -o they are written as "
     "JSON.\n"
     "A word that ends in .yaml or .yml is a case: on its own mesh a uniform concentration must\n"
     "stay uniform through its injections, and its water and its drugs must be kept in bounds.\n"
     "Exit code 1 when a figure is missed.\n",
   .fewest = 0,
   .most   = INT_MAX,
   .output = true,
   .keys   = true,
   .petsc  = true,
   .flag   = {{"--coarse", "the coarsest mesh of each check, in few steps; no orders", NULL},
              {"--list", "name the checks, run none", NULL},
              {"--allow-outside", OUTSIDE, NULL}},
   .act    = verb_verify},
  {.name     = "validate",
   .operands = "[NUMBER...]",
   .summary  = "compare the model with clinical findings",
   .help =
     "Runs the findings of these numbers, or all (about 20 minutes), and prints each figure with\n"
     "its band and verdict; with -o they are written as JSON. -D changes the library for every\n"
     "experiment. A missed figure is a result: exit code 1 only when an experiment could not "
     "run.\n",
   .fewest = 0,
   .most   = INT_MAX,
   .output = true,
   .keys   = true,
   .petsc  = true,
   .flag   = {{"--coarse",
               "very coarse meshes, few joints: a test that it runs; its figures mean nothing", NULL},
              {"--list", "name the findings, run none", NULL}},
   .act    = verb_validate},
};

const Verb *verb_find(const char *name)
{
  for (int i = 0; i < N_VERBS; i++)
    if (strcmp(name, VERBS[i].name) == 0) return &VERBS[i];
  return NULL;
}

const char *verb_nearest(const char *name)
{
  const char *names[N_VERBS];

  for (int i = 0; i < N_VERBS; i++) names[i] = VERBS[i].name;
  return nearest_name(name, N_VERBS, names);
}

const Verb *verb_at(int i)
{
  return i < N_VERBS ? &VERBS[i] : NULL;
}
