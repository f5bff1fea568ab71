// SPDX-License-Identifier: GPL-3.0-or-later
/** Parameter studies: a baseline case, what varies, the cases that this makes, and what their results say of it.
 *
 * The file of a study is YAML; docs/user/study.md explains its keys. A case of a study is the baseline with overrides, as
 * `sij run BASELINE -D ...` takes them, and its result is an ordinary run in a folder below that of the study. Designs:
 * named arms, full factorial grids, and Latin hypercubes (McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755);
 * where several are given, every arm is run at every point of the grid and of the hypercube.
 *
 * Order: study_load, study_check, study_run, study_conclude, study_destroy.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/casefile/tree.h"

enum {
  STUDY_CASES   = 1000,
  STUDY_FACTORS = 16,
  STUDY_LEVELS  = 64,
  STUDY_SHOWN   = 8,
  STUDY_PATH    = 1024
};

/** What varies: the arms, a key of a grid, or a key of a hypercube. Texts are the study's. */
typedef struct {
  const char *key;     // "arm", or a key of the case as the study writes it
  bool        numeric; // numbers in one unit
  bool        logarithmic;
  const char *unit;      // of numbers; ""
  double      low, high; // of numbers
  int         n_levels;  // 0: a range
  const char *level[STUDY_LEVELS];
  const Node *node[STUDY_LEVELS]; // of a level: its value, or the keys of an arm
} StudyFactor;

typedef struct {
  char         name[CASE_NAME]; // of the case, and of its folder
  int          n_overrides;
  const char **override;             // [n_overrides] "path.to.key=value"
  int          level[STUDY_FACTORS]; // -1: of a range
  double       value[STUDY_FACTORS]; // NaN where it is no number
} StudyCase;

typedef struct {
  Tree        tree; // owns texts, nodes and cases
  char        name[CASE_NAME], file[CASE_PATH], title[CASE_PATH], baseline[CASE_PATH];
  bool        outside;  // cases may include files outside the folder of the baseline
  const Node *set;      // keys of every case; NULL: none
  bool        separate; // every case has its own mesh
  int         n_factors;
  StudyFactor factor[STUDY_FACTORS];
  int         n_sampled; // points of the hypercube; 0: there is none
  int         seed;
  int         n_cases;
  StudyCase  *cases;
  char        ranked_by[QUANTITY_NAME];
  bool        lowest; // is best
  int         n_shown;
  char        shown[STUDY_SHOWN][QUANTITY_NAME];
} Study;

/** Reads a study and expands it to cases. On any fault *study stays NULL and `problems` names all of them. Collective.
 * Owns: caller, study_destroy(). */
PetscErrorCode study_load(MPI_Comm comm, const char *path, bool outside, Study **study,
                          Problems *problems) SIJ_CHECKED;
PetscErrorCode study_destroy(Study **study) SIJ_CHECKED;

/** Reads every case and holds its names against its anatomy; each sentence names the case. Cases that differ in their
 * needles, and not in anatomy and mesh sizes, are then given one mesh (mesh.needle_tips). Collective. */
PetscErrorCode study_check(MPI_Comm comm, Study *study, Problems *problems) SIJ_CHECKED;

/** One case to be run. Borrowed. */
typedef struct {
  const Case *input;
  const char *text; // resolved
  const char *folder;
  void (*begun)(void *context); // to be called when the folder is this run's
  void *context;
} StudyRun;

/** How a case is run, by the program that has signals and a version. Collective over the ranks of the case. */
typedef struct {
  void *context;
  /** Whether to begin no further case. */
  PetscErrorCode (*ask)(void *context, MPI_Comm comm, bool *stop);
  /** Runs a case, or goes on with it; a folder in use by another process is *busy, and no problem. */
  PetscErrorCode (*run)(void *context, MPI_Comm comm, const StudyRun *run, bool *busy,
                        bool *stopped, Problems *problems);
} StudyRunner;

/** Which cases, and where. */
typedef struct {
  const char *folder;        // of the study
  int         ranks;         // of each case
  int         task, n_tasks; // cases task, task + n_tasks, ...; 0, 1: all
  const char *only;          // the case of that name alone; NULL: all
  bool        estimate;      // a result without error bars does not count as finished
  bool        overwrite;     // results of other cases may be replaced
} StudyRequest;

/** What became of it. */
typedef struct {
  int  finished, failed, left; // cases of the whole study
  bool stopped;
} StudyEnd;

/** Runs the cases that are not finished, side by side on parts of comm, and says on standard output how far it is. A case
 * that fails leaves its sentences in its folder and does not stop the others. Collective. */
PetscErrorCode study_run(MPI_Comm comm, const Study *study, const StudyRequest *request,
                         const StudyRunner *runner, StudyEnd *end, Problems *problems) SIJ_CHECKED;

/** Ranks the finished cases, prints the table and the effects of the factors, and writes study.json. Collective; rank 0
 * works. */
PetscErrorCode study_conclude(MPI_Comm comm, const Study *study, const char *folder,
                              Problems *problems) SIJ_CHECKED;
