// SPDX-License-Identifier: GPL-3.0-or-later
// Finds points by their coordinates, bit for bit, among points that are spread over all ranks: both sides send theirs to
// the rank that the coordinates name, which compares them and sends the numbers back.
#include "state.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/** A point on its way. Of a row: its number; of a query: where it came from. */
typedef struct {
  double  x[3];
  int64_t number;
} Parcel;

/** Parcels by rank. */
typedef struct {
  int     n; // ranks
  int    *count, *start;
  Parcel *parcel;
} Mail;

static int find_meeting_rank(const double x[3], int n_ranks)
{
  uint64_t hash = 1469598103934665603U; // FNV-1a, of the bits of the coordinates

  for (int k = 0; k < 3; k++) {
    uint64_t bits;

    memcpy(&bits, &x[k], sizeof bits);
    for (int b = 0; b < 8; b++) {
      hash ^= (bits >> (8 * b)) & 0xFFU;
      hash *= 1099511628211U;
    }
  }
  return (int)(hash % (uint64_t)n_ranks);
}

// -0 and 0 are one coordinate.
static Parcel make_parcel(const double x[3], int64_t number)
{
  return (Parcel){.x = {x[0] + 0.0, x[1] + 0.0, x[2] + 0.0}, .number = number};
}

static PetscErrorCode mail_create(int n_ranks, Mail *mail)
{
  PetscFunctionBeginUser;
  *mail = (Mail){.n = n_ranks};
  PetscCall(PetscCalloc2(n_ranks, &mail->count, n_ranks + 1, &mail->start));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode mail_destroy(Mail *mail)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(mail->count, mail->start));
  PetscCall(PetscFree(mail->parcel));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode allocate_parcels(Mail *mail)
{
  PetscFunctionBeginUser;
  for (int r = 0; r < mail->n; r++) mail->start[r + 1] = mail->start[r] + mail->count[r];
  PetscCall(PetscMalloc1((size_t)mail->start[mail->n], &mail->parcel));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sort_mail(PetscInt n, const double (*x)[3], int64_t first, Mail *mail)
{
  int *filled;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n; i++) {
    const Parcel parcel = make_parcel(x[i], 0);

    mail->count[find_meeting_rank(parcel.x, mail->n)]++;
  }
  PetscCall(allocate_parcels(mail));
  PetscCall(PetscCalloc1(mail->n, &filled));
  for (PetscInt i = 0; i < n; i++) {
    const Parcel parcel = make_parcel(x[i], first + i);
    const int    to     = find_meeting_rank(parcel.x, mail->n);

    mail->parcel[mail->start[to] + filled[to]++] = parcel;
  }
  PetscCall(PetscFree(filled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Sends the parcels of `out` to their ranks; `in` holds those that arrive, by the rank they came from.
static PetscErrorCode exchange_mail(MPI_Comm comm, const Mail *out, Mail *in)
{
  MPI_Datatype parcel;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Alltoall(out->count, 1, MPI_INT, in->count, 1, MPI_INT, comm));
  if (!in->parcel) PetscCall(allocate_parcels(in));
  PetscCallMPI(MPI_Type_contiguous((int)sizeof(Parcel), MPI_BYTE, &parcel));
  PetscCallMPI(MPI_Type_commit(&parcel));
  PetscCallMPI(MPI_Alltoallv(out->parcel, out->count, out->start, parcel, in->parcel, in->count,
                             in->start, parcel, comm));
  PetscCallMPI(MPI_Type_free(&parcel));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int compare_parcels(const void *a, const void *b)
{
  const double *x = ((const Parcel *)a)->x, *y = ((const Parcel *)b)->x;

  for (int k = 0; k < 3; k++)
    if (x[k] != y[k]) return x[k] < y[k] ? -1 : 1;
  return 0;
}

// Each query becomes its answer, in place.
static void answer(const Mail *rows, Mail *queries)
{
  qsort(rows->parcel, (size_t)rows->start[rows->n], sizeof *rows->parcel, compare_parcels);
  for (int q = 0; q < queries->start[queries->n]; q++) {
    const Parcel *found =
      (const Parcel *)bsearch(&queries->parcel[q], rows->parcel, (size_t)rows->start[rows->n],
                              sizeof *rows->parcel, compare_parcels);

    queries->parcel[q].number = found ? found->number : -1;
  }
}

// Answers come back in the order in which the queries were sent, so that the k-th to a rank is the k-th from it.
static PetscErrorCode take_answers(PetscInt n, const double (*x)[3], const Mail *answers,
                                   PetscInt row[])
{
  int *taken;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(answers->n, &taken));
  for (PetscInt i = 0; i < n; i++) {
    const Parcel query = make_parcel(x[i], 0);
    const int    from  = find_meeting_rank(query.x, answers->n);

    row[i] = (PetscInt)answers->parcel[answers->start[from] + taken[from]++].number;
  }
  PetscCall(PetscFree(taken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode match_points(MPI_Comm comm, PetscInt n_rows_here, const double (*of_row)[3],
                            PetscInt first_row, PetscInt n, const double (*x)[3], PetscInt row[])
{
  enum { ROWS, QUERIES, SIDES };
  Mail out[SIDES], in[SIDES];
  int  size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  for (int s = 0; s < SIDES; s++) {
    PetscCall(mail_create(size, &out[s]));
    PetscCall(mail_create(size, &in[s]));
  }
  PetscCall(sort_mail(n_rows_here, of_row, first_row, &out[ROWS]));
  PetscCall(sort_mail(n, x, 0, &out[QUERIES]));
  for (int s = 0; s < SIDES; s++) PetscCall(exchange_mail(comm, &out[s], &in[s]));
  answer(&in[ROWS], &in[QUERIES]);
  PetscCall(exchange_mail(comm, &in[QUERIES], &out[QUERIES]));
  PetscCall(take_answers(n, x, &out[QUERIES], row));
  for (int s = 0; s < SIDES; s++) {
    PetscCall(mail_destroy(&out[s]));
    PetscCall(mail_destroy(&in[s]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
