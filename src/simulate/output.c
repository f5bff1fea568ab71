// SPDX-License-Identifier: GPL-3.0-or-later
// Results of a run: fields, ledgers and time series at each output, the summary at the end. They come from the model and
// go to store and report.
#include "constants.h"
#include "state.h"

#include "sij/base/finite.h"
#include "sij/report/grid.h"
#include "sij/report/wrap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_NAME = CASE_NAME + 32 };

static PetscErrorCode declare_fields(Output *output)
{
  const Case *input = output->run->model.input;
  char        name[FIELD_NAME];

  PetscFunctionBeginUser;
  PetscCall(store_field(output->store, "pressure", 1, "Pa"));
  PetscCall(store_field(output->store, "velocity", 3, "m/s"));
  PetscCall(store_field(output->store, "block_c", 1, "1"));
  if (output->run->model.joint) {
    PetscCall(store_field(output->store, "displacement", 3, "mm"));
    PetscCall(store_field(output->store, "stress_mises", 1, "Pa"));
    PetscCall(store_field(output->store, "stress_pressure", 1, "Pa"));
  }
  for (int d = 0; d < input->n_drugs; d++) {
    if (!case_uses_drug(input, d)) continue;
    (void)snprintf(name, sizeof name, "concentration_%s", input->drug[d].name);
    PetscCall(store_field(output->store, name, 1, "mol/m^3"));
    if (!transport_crystals(output->run->model.transport, d)) continue;
    (void)snprintf(name, sizeof name, "crystals_%s", input->drug[d].name);
    PetscCall(store_field(output->store, name, 1, "mol/m^3"));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode output_open(Simulation *run, Checkpoint *checkpoint, Output *output,
                           Problems *problems)
{
  const RunRequest *request = run->request;
  const size_t      size    = 3 * (size_t)run->model.mesh->n_owned;

  PetscFunctionBeginUser;
  output->run        = run;
  output->checkpoint = checkpoint;
  if (!request->folder) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc2(size, &output->scratch, size, &output->copy));
  PetscCall(
    store_create(run->model.mesh, request->folder, &request->provenance, &output->store, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(declare_fields(output));
  PetscCall(output_curves(output, problems));
  PetscCall(report_series_open(run->model.mesh->comm, request->folder, &output->series, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A value that the checkpoint lacks is missing, not what it is now.
static void clear_values(const Output *output, size_t n, double value[])
{
  for (size_t k = 0; k < n && output->visitor.reads; k++) value[k] = NAN;
}

static PetscErrorCode check_finite(const Output *output, const char *name, size_t n,
                                   const double value[], Problems *problems)
{
  const Mesh *mesh = output->run->model.mesh;
  int         good = output->visitor.reads || finite_all(n, value), all;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&good, &all, 1, MPI_INT, MPI_LAND, mesh->comm));
  if (!all)
    PetscCall(problems_add(problems, output->run->model.input->file,
                           "the field %s is not finite everywhere; nothing of this run is written "
                           "as a result",
                           name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One field, through the checkpoint into the results: written now it is copied there, written again it comes from there.
static PetscErrorCode put_field(Output *output, const char *name, int components,
                                const double value[], Problems *problems)
{
  const size_t n = (size_t)components * (size_t)output->run->model.mesh->n_owned;
  char         item[FIELD_NAME + 16];

  PetscFunctionBeginUser;
  PetscCall(check_finite(output, name, n, value, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (output->checkpoint) {
    (void)snprintf(item, sizeof item, "output.field.%s", name);
    memcpy(output->copy, value, n * sizeof *value);
    clear_values(output, n, output->copy);
    PetscCall(output->visitor.field(output->visitor.context, item, STATE_VERTICES, components,
                                    output->copy));
    value = output->copy;
  }
  PetscCall(store_write_vertices(output->store, name, value, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One row of a table likewise; value is changed where it is written again.
static PetscErrorCode visit_row(Output *output, const char *table, int n, double value[])
{
  char item[FIELD_NAME + 16];

  PetscFunctionBeginUser;
  if (!output->checkpoint) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(item, sizeof item, "output.row.%s", table);
  clear_values(output, (size_t)n, value);
  PetscCall(output->visitor.values(output->visitor.context, item, n, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_solid(Output *output, Problems *problems)
{
  const Joint *joint = output->run->model.joint;
  double      *mises = output->scratch, *pressure = mises + output->run->model.mesh->n_owned;

  PetscFunctionBeginUser;
  joint_displacement(joint, (double(*)[3])output->scratch);
  for (size_t k = 0; k < 3 * (size_t)output->run->model.mesh->n_owned; k++)
    output->scratch[k] /= STORE_LENGTH;
  PetscCall(put_field(output, "displacement", 3, output->scratch, problems));
  joint_stress(joint, mises, pressure);
  PetscCall(put_field(output, "stress_mises", 1, mises, problems));
  PetscCall(put_field(output, "stress_pressure", 1, pressure, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_drug(Output *output, int drug, Problems *problems)
{
  const Simulation *run      = output->run;
  const char       *of       = run->model.input->drug[drug].name;
  const double     *crystals = transport_crystals(run->model.transport, drug);
  char              name[FIELD_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "concentration_%s", of);
  PetscCall(
    put_field(output, name, 1, transport_concentration(run->model.transport, drug), problems));
  if (!crystals) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(name, sizeof name, "crystals_%s", of);
  PetscCall(put_field(output, name, 1, crystals, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_fields(Output *output, Problems *problems)
{
  const Simulation *run   = output->run;
  const Case       *input = run->model.input;

  PetscFunctionBeginUser;
  PetscCall(put_field(output, "pressure", 1, flow_pressure(run->model.flow), problems));
  PetscCall(flow_velocity(run->model.flow, (double(*)[3])output->scratch));
  PetscCall(put_field(output, "velocity", 3, output->scratch, problems));
  PetscCall(put_field(output, "block_c", 1, pharmacology_block(run->pharmacology), problems));
  if (run->model.joint) PetscCall(write_solid(output, problems));
  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d)) PetscCall(write_drug(output, d, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_ledgers(Output *output, Problems *problems)
{
  static const char *const COLUMN[] = {"injected", "gained",  "fluid", "bound", "depot",
                                       "cleared",  "reacted", "left",  "defect"};
  const Case              *input    = output->run->model.input;
  char                     name[FIELD_NAME];

  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_drugs; d++) {
    Ledger at;

    if (!case_uses_drug(input, d)) continue;
    PetscCall(transport_ledger(output->run->model.transport, d, &at));
    double row[] = {at.injected, at.gained,  at.fluid, at.bound, at.depot,
                    at.cleared,  at.reacted, at.left,  at.defect};

    (void)snprintf(name, sizeof name, "ledger_%s", input->drug[d].name);
    PetscCall(visit_row(output, name, 9, row));
    PetscCall(store_write_row(output->store, name, 9, COLUMN, row, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One row of flow, pharmacology and the solid together, for the table and the CSV.
static PetscErrorCode write_row(Output *output, double t, Problems *problems)
{
  const RunRequest  *request = output->run->request;
  const char *const *names[3];
  const double      *values[3];
  const char       **column;
  double            *value;
  int                count[3] = {0}, n = 0;

  PetscFunctionBeginUser;
  PetscCall(flow_row(output->run->model.flow, &count[0], &names[0], &values[0]));
  PetscCall(pharmacology_row(output->run->pharmacology, &count[1], &names[1], &values[1]));
  if (output->run->model.joint)
    joint_row(output->run->model.joint, &count[2], &names[2], &values[2]);
  const size_t total = (size_t)count[0] + (size_t)count[1] + (size_t)count[2];

  PetscCall(PetscMalloc2(total, &column, total, &value));
  for (int s = 0; s < 3; s++)
    for (int k = 0; k < count[s]; k++, n++) {
      column[n] = names[s][k];
      value[n]  = values[s][k];
    }
  PetscCall(visit_row(output, "timeseries", n, value));
  if (request->row) PetscCall(request->row(request->context, t, n, column, value));
  if (output->store)
    PetscCall(store_write_row(output->store, "timeseries", n, column, value, problems));
  if (output->series) PetscCall(report_series_row(output->series, t, n, column, value, problems));
  PetscCall(PetscFree2(column, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_step(Output *output, double t, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(store_step_begin(output->store, t, problems));
  if (problems->count == 0) PetscCall(write_fields(output, problems));
  if (problems->count == 0) PetscCall(write_ledgers(output, problems));
  if (problems->count == 0) PetscCall(write_row(output, t, problems));
  if (problems->count == 0) PetscCall(store_step_end(output->store, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode output_write(Output *output, int number, double t, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!output->store) {
    PetscCall(write_row(output, t, problems));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  if (output->checkpoint) {
    output->visitor = checkpoint_writer(output->checkpoint);
    PetscCall(output->visitor.values(output->visitor.context, "output.time", 1, &t));
  }
  PetscCall(write_step(output, t, problems));
  if (output->checkpoint && problems->count == 0)
    PetscCall(checkpoint_save_output(output->checkpoint, number, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode output_replay(Output *output, Problems *problems)
{
  double t = NAN;

  PetscFunctionBeginUser;
  output->visitor = checkpoint_reader(output->checkpoint);
  PetscCall(output->visitor.values(output->visitor.context, "output.time", 1, &t));
  PetscCall(write_step(output, t, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void print_wrapped(const char *format, const char *text)
{
  char line[CASE_PATH + 64];

  (void)snprintf(line, sizeof line, format, text);
  wrap_print(stdout, grid_place().width, 0, 2, line);
}

// Names of files stay whole, each on a line of its own, to be copied.
static void print_where(const Case *input, const char *folder, bool all)
{
  printf("\n");
  if (input->expects[0]) print_wrapped("To be held against: %s", input->expects);
  if (!all) printf("Every figure: sij compare %s --all\n", folder);
  printf("In ParaView: %s/open_in_paraview.py\n", folder);
}

static PetscErrorCode gather_summary(const Output *output, const Progress *progress,
                                     Quantities *list)
{
  const Simulation *run     = output->run;
  const RunRequest *request = run->request;
  const bool        injects = run->model.input->n_injections > 0 || !run->model.joint;
  int               size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(run->model.mesh->comm, &size));
  if (run->model.joint) PetscCall(joint_summary(run->model.joint, list));
  if (injects || run->model.poroelastic) PetscCall(flow_summary(run->model.flow, list));
  if (injects) {
    PetscCall(pharmacology_summary(run->pharmacology, list));
    PetscCall(transport_summary(run->model.transport, list));
  }
  PetscCall(quantities_add(list, (double)run->model.mesh->n_cells_global, "1", "run.tetrahedra"));
  PetscCall(coarseness_summary(run->model.mesh->comm, run->model.input, list));
  PetscCall(quantities_add(list, progress->steps, "1", "run.steps"));
  PetscCall(quantities_add(list, progress->rejected, "1", "run.rejected_steps"));
  PetscCall(quantities_add(list, size, "1", "run.ranks"));
  if (request->summary) PetscCall(request->summary(request->context, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The summary comes last: where it exists, all other results are complete.
static PetscErrorCode write_summary(const Output *output, const Log *log, const Quantities *list,
                                    Problems *problems)
{
  const Simulation *run     = output->run;
  const RunRequest *request = run->request;

  PetscFunctionBeginUser;
  if (request->folder)
    PetscCall(report_write_summary(run->model.mesh->comm, request->folder, run->model.input->name,
                                   list, problems));
  if (log->ticker) ticker_rest(log->ticker);
  if (problems->count == 0 && !request->quiet) {
    PetscCall(report_print(run->model.mesh->comm, run->model.input->name, list, request->all));
    if (log->ticker && request->folder)
      print_where(run->model.input, request->folder, request->all);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode close_files(Output *output, bool complete, Problems *problems)
{
  PetscFunctionBeginUser;
  if (output->series) PetscCall(report_series_close(&output->series, complete, problems));
  if (!complete) PetscCall(store_abandon(&output->store));
  else if (output->store) PetscCall(store_close(&output->store, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// No file gets its final name before the summary is known to hold numbers.
PetscErrorCode output_close(Output *output, const Log *log, const Progress *progress,
                            Problems *problems)
{
  const bool        ended   = problems->count == 0 && !progress->stopped;
  const Simulation *run     = output->run;
  Quantities        summary = {0};

  PetscFunctionBeginUser;
  if (ended) {
    PetscCall(gather_summary(output, progress, &summary));
    if (run->request->folder)
      PetscCall(
        report_check_summary(run->model.mesh->comm, run->request->folder, &summary, problems));
  }
  if (ended && problems->count == 0 && run->request->folder)
    PetscCall(report_remove_summary(run->model.mesh->comm, run->request->folder, problems));
  PetscCall(close_files(output, ended && problems->count == 0, problems));
  if (ended && problems->count == 0) PetscCall(write_summary(output, log, &summary, problems));
  PetscCall(quantities_destroy(&summary));
  PetscCall(PetscFree2(output->scratch, output->copy));
  PetscFunctionReturn(PETSC_SUCCESS);
}
