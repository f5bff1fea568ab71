// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of P2 tetrahedra: vertices and mid-edge nodes, numbered locally and globally over all ranks. Blocks and
// mechanics are built on this numbering.
#include "sij/fem/nodes.h"

#include "sij/fem/graph.h"

#include <stdlib.h>

static int compare_ascending(const void *a, const void *b)
{
  const PetscInt x = *(const PetscInt *)a, y = *(const PetscInt *)b;

  return (x > y) - (x < y);
}

// Larger ends of the edges of all local cells, by smaller end, with the repetitions that cells bring.
static PetscErrorCode gather_edges(const Mesh *mesh, PetscInt begin[], PetscInt **end)
{
  PetscInt *fill;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(begin, mesh->n_local + 1));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 6; k++)
      begin[1 + PetscMin(mesh->cell[e][ELEMENT_PAIR[k][0]], mesh->cell[e][ELEMENT_PAIR[k][1]])]++;
  for (PetscInt i = 0; i < mesh->n_local; i++) begin[i + 1] += begin[i];
  PetscCall(PetscMalloc1(begin[mesh->n_local], end));
  PetscCall(PetscMalloc1(mesh->n_local, &fill));
  PetscCall(PetscArraycpy(fill, begin, mesh->n_local));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 6; k++) {
      const PetscInt i = mesh->cell[e][ELEMENT_PAIR[k][0]], j = mesh->cell[e][ELEMENT_PAIR[k][1]];

      (*end)[fill[PetscMin(i, j)]++] = PetscMax(i, j);
    }
  PetscCall(PetscFree(fill));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode list_edges(Nodes *nodes)
{
  const PetscInt n = nodes->mesh->n_local;
  PetscInt      *begin, *end, kept = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n + 1, &begin));
  PetscCall(gather_edges(nodes->mesh, begin, &end));
  PetscCall(PetscMalloc1(n + 1, &nodes->edge_start));
  for (PetscInt i = 0; i < n; i++) {
    qsort(end + begin[i], (size_t)(begin[i + 1] - begin[i]), sizeof *end, compare_ascending);
    nodes->edge_start[i] = kept;
    for (PetscInt k = begin[i]; k < begin[i + 1]; k++)
      if (kept == nodes->edge_start[i] || end[kept - 1] != end[k]) end[kept++] = end[k];
  }
  nodes->edge_start[n] = nodes->n_edges = kept;
  PetscCall(PetscMalloc1(kept, &nodes->edge_other));
  PetscCall(PetscArraycpy(nodes->edge_other, end, kept));
  PetscCall(PetscFree(end));
  PetscCall(PetscFree(begin));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscInt find_edge(const Nodes *nodes, PetscInt i, PetscInt j)
{
  const PetscInt smaller = PetscMin(i, j), larger = PetscMax(i, j),
                 end = nodes->edge_start[smaller + 1];
  PetscInt low = nodes->edge_start[smaller], high = end;

  while (low < high) {
    const PetscInt middle = low + (high - low) / 2;

    if (nodes->edge_other[middle] < larger) low = middle + 1;
    else high = middle;
  }
  return low < end && nodes->edge_other[low] == larger ? low : -1;
}

static PetscInt find_middle(const Nodes *nodes, PetscInt i, PetscInt j)
{
  const PetscInt edge = find_edge(nodes, i, j);

  return edge >= 0 ? nodes->of_edge[edge] : -1;
}

// The end with the smaller global number: its owner owns the edge.
static PetscInt find_leading_end(const Mesh *mesh, PetscInt i, PetscInt j)
{
  return graph_global_vertex(mesh, i) < graph_global_vertex(mesh, j) ? i : j;
}

static void set_vertex_node(Nodes *nodes, PetscInt vertex, PetscInt node)
{
  nodes->of_vertex[vertex] = node;
  nodes->end[node][0] = nodes->end[node][1] = vertex;
}

// Owned vertices keep their local number; owned middles, ghost vertices and ghost middles follow.
static PetscErrorCode number_local(Nodes *nodes)
{
  const Mesh *mesh = nodes->mesh;
  PetscInt    at   = 0;

  PetscFunctionBeginUser;
  nodes->n_local = mesh->n_local + nodes->n_edges;
  PetscCall(PetscMalloc1(mesh->n_local, &nodes->of_vertex));
  PetscCall(PetscMalloc1(nodes->n_edges, &nodes->of_edge));
  PetscCall(PetscMalloc1(nodes->n_local, &nodes->end));
  for (; at < mesh->n_owned; at++) set_vertex_node(nodes, at, at);
  for (int owned = 1; owned >= 0; owned--) {
    for (PetscInt i = 0; i < mesh->n_local; i++)
      for (PetscInt k = nodes->edge_start[i]; k < nodes->edge_start[i + 1]; k++) {
        const PetscInt j = nodes->edge_other[k];

        if ((find_leading_end(mesh, i, j) < mesh->n_owned) != owned) continue;
        nodes->end[at][0] = i;
        nodes->end[at][1] = j;
        nodes->of_edge[k] = at++;
      }
    if (owned) {
      nodes->n_owned = at;
      for (PetscInt i = mesh->n_owned; i < mesh->n_local; i++) set_vertex_node(nodes, i, at++);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A middle, by the global numbers of its ends, and its own. */
typedef struct {
  PetscInt smaller, larger, node;
} Middle;

static int compare_ends(const void *a, const void *b)
{
  const Middle *x = a, *y = b;

  if (x->smaller != y->smaller) return (x->smaller > y->smaller) - (x->smaller < y->smaller);
  return (x->larger > y->larger) - (x->larger < y->larger);
}

static Middle get_middle(const Nodes *nodes, PetscInt node)
{
  const PetscInt a = graph_global_vertex(nodes->mesh, nodes->end[node][0]);
  const PetscInt b = graph_global_vertex(nodes->mesh, nodes->end[node][1]);

  return (Middle){.smaller = PetscMin(a, b), .larger = PetscMax(a, b), .node = node};
}

/** Where the numbers of every rank begin; [size + 1] each. */
typedef struct {
  int       size;
  PetscInt *vertex, *node;
} Ranges;

static PetscErrorCode ranges_create(Nodes *nodes, Ranges *ranges)
{
  MPI_Comm comm = nodes->mesh->comm;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &ranges->size));
  PetscCall(PetscMalloc2(ranges->size + 1, &ranges->vertex, ranges->size + 1, &ranges->node));
  PetscCallMPI(MPI_Allgather(&nodes->mesh->first, 1, MPIU_INT, ranges->vertex, 1, MPIU_INT, comm));
  PetscCallMPI(MPI_Allgather(&nodes->n_owned, 1, MPIU_INT, ranges->node + 1, 1, MPIU_INT, comm));
  ranges->vertex[ranges->size] = nodes->mesh->n_global;
  ranges->node[0]              = 0;
  for (int r = 0; r < ranges->size; r++) ranges->node[r + 1] += ranges->node[r];
  nodes->n_global = ranges->node[ranges->size];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int find_rank(const Ranges *ranges, PetscInt vertex)
{
  int low = 0, high = ranges->size;

  while (high - low > 1) {
    const int middle = low + (high - low) / 2;

    if (ranges->vertex[middle] <= vertex) low = middle;
    else high = middle;
  }
  return low;
}

/** What each rank sends to each other, in PetscInts, and where. */
typedef struct {
  int *count, *start; // [size], [size + 1]
} Parcels;

static PetscErrorCode parcels_create(int size, Parcels *parcels)
{
  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(size, &parcels->count, size + 1, &parcels->start));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void parcels_sum_starts(int size, Parcels *parcels)
{
  for (int r = 0; r < size; r++) parcels->start[r + 1] = parcels->start[r] + parcels->count[r];
}

// Replies to other ranks: the global number of the owned mid-edge node between each pair of ends.
static PetscErrorCode answer_requests(const Nodes *nodes, PetscInt n, const PetscInt asked[],
                                      PetscInt reply[])
{
  const PetscInt from = nodes->mesh->n_owned, n_own = nodes->n_owned - from;
  Middle        *own;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n_own, &own));
  for (PetscInt k = 0; k < n_own; k++) own[k] = get_middle(nodes, from + k);
  qsort(own, (size_t)n_own, sizeof *own, compare_ends);
  for (PetscInt k = 0; k < n; k++) {
    const Middle  key   = {.smaller = asked[2 * k], .larger = asked[2 * k + 1]};
    const Middle *found = bsearch(&key, own, (size_t)n_own, sizeof *own, compare_ends);

    PetscCheck(found, PETSC_COMM_SELF, PETSC_ERR_PLIB, "no rank owns edge %d-%d", (int)key.smaller,
               (int)key.larger);
    reply[2 * k]     = nodes->first + found->node;
    reply[2 * k + 1] = 0; // the reply is as long as the request
  }
  PetscCall(PetscFree(own));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Ghost middles grouped by owner: order[] lists their nodes, asked[] their ends.
static PetscErrorCode list_requests(const Nodes *nodes, const Ranges *ranges, const Parcels *out,
                                    PetscInt order[], PetscInt asked[])
{
  const PetscInt from = nodes->n_owned + nodes->mesh->n_local - nodes->mesh->n_owned;
  int           *fill;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(ranges->size, &fill));
  PetscCall(PetscArraycpy(fill, out->start, ranges->size));
  for (PetscInt node = from; node < nodes->n_local; node++) {
    const Middle middle = get_middle(nodes, node);
    int         *at     = &fill[find_rank(ranges, middle.smaller)];

    order[*at / 2] = node;
    asked[*at]     = middle.smaller;
    asked[*at + 1] = middle.larger;
    *at += 2;
  }
  PetscCall(PetscFree(fill));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Only its owner knows the global number of a mid-edge node: ranks that have it as a ghost request it.
static PetscErrorCode number_ghost_middles(Nodes *nodes, const Ranges *ranges)
{
  const PetscInt from = nodes->n_owned + nodes->mesh->n_local - nodes->mesh->n_owned;
  const PetscInt n    = nodes->n_local - from;
  MPI_Comm       comm = nodes->mesh->comm;
  Parcels        out, in;
  PetscInt      *order, *asked, *received, *reply;

  PetscFunctionBeginUser;
  PetscCall(parcels_create(ranges->size, &out));
  PetscCall(parcels_create(ranges->size, &in));
  for (PetscInt node = from; node < nodes->n_local; node++)
    out.count[find_rank(ranges, get_middle(nodes, node).smaller)] += 2;
  PetscCallMPI(MPI_Alltoall(out.count, 1, MPI_INT, in.count, 1, MPI_INT, comm));
  parcels_sum_starts(ranges->size, &out);
  parcels_sum_starts(ranges->size, &in);
  const size_t n_in = (size_t)in.start[ranges->size], pairs = 2 * (size_t)n;

  PetscCall(PetscMalloc4(n, &order, pairs, &asked, n_in, &received, n_in, &reply));
  PetscCall(list_requests(nodes, ranges, &out, order, asked));
  PetscCallMPI(MPI_Alltoallv(asked, out.count, out.start, MPIU_INT, received, in.count, in.start,
                             MPIU_INT, comm));
  PetscCall(answer_requests(nodes, (PetscInt)(n_in / 2), received, reply));
  PetscCallMPI(MPI_Alltoallv(reply, in.count, in.start, MPIU_INT, asked, out.count, out.start,
                             MPIU_INT, comm));
  for (PetscInt k = 0; k < n; k++) nodes->global[order[k]] = asked[2 * k];
  PetscCall(PetscFree4(order, asked, received, reply));
  PetscCall(PetscFree2(out.count, out.start));
  PetscCall(PetscFree2(in.count, in.start));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode number_global(Nodes *nodes)
{
  const Mesh *mesh = nodes->mesh;
  Ranges      ranges;
  int         own;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &own));
  PetscCall(ranges_create(nodes, &ranges));
  PetscCall(PetscMalloc1(nodes->n_local, &nodes->global));
  nodes->first = ranges.node[own];
  for (PetscInt node = 0; node < nodes->n_owned; node++) nodes->global[node] = nodes->first + node;
  for (PetscInt i = mesh->n_owned; i < mesh->n_local; i++) {
    const PetscInt vertex = graph_global_vertex(mesh, i);
    const int      rank   = find_rank(&ranges, vertex);

    nodes->global[nodes->of_vertex[i]] = ranges.node[rank] + vertex - ranges.vertex[rank];
  }
  PetscCall(number_ghost_middles(nodes, &ranges));
  PetscCall(PetscFree2(ranges.vertex, ranges.node));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_cells(Nodes *nodes)
{
  const Mesh *mesh = nodes->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_cells, &nodes->cell));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const PetscInt *vertex = mesh->cell[e];

    for (int a = 0; a < 4; a++) nodes->cell[e][a] = nodes->of_vertex[vertex[a]];
    for (int k = 0; k < 6; k++)
      nodes->cell[e][4 + k] =
        find_middle(nodes, vertex[ELEMENT_PAIR[k][0]], vertex[ELEMENT_PAIR[k][1]]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode nodes_create(const Mesh *mesh, Nodes **nodes)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(nodes));
  (*nodes)->mesh = mesh;
  PetscCall(list_edges(*nodes));
  PetscCall(number_local(*nodes));
  PetscCall(number_global(*nodes));
  PetscCall(fill_cells(*nodes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode nodes_destroy(Nodes **nodes)
{
  PetscFunctionBeginUser;
  if (!*nodes) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*nodes)->global));
  PetscCall(PetscFree((*nodes)->of_vertex));
  PetscCall(PetscFree((*nodes)->end));
  PetscCall(PetscFree((*nodes)->cell));
  PetscCall(PetscFree((*nodes)->edge_start));
  PetscCall(PetscFree((*nodes)->edge_other));
  PetscCall(PetscFree((*nodes)->of_edge));
  PetscCall(PetscFree(*nodes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void nodes_face(const Nodes *nodes, PetscInt face, PetscInt node[NODES_FACE])
{
  const PetscInt *vertex = nodes->mesh->faces.vertex[face];

  for (int a = 0; a < 3; a++) {
    node[a]     = nodes->of_vertex[vertex[a]];
    node[3 + a] = find_middle(nodes, vertex[a], vertex[(a + 1) % 3]);
  }
}

Vec3 nodes_position(const Nodes *nodes, PetscInt node)
{
  const double *a = nodes->mesh->x[nodes->end[node][0]], *b = nodes->mesh->x[nodes->end[node][1]];

  return vec3(0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2]));
}

PetscErrorCode nodes_vector(const Nodes *nodes, Vec *vector)
{
  PetscFunctionBeginUser;
  PetscCall(VecCreateGhostBlock(nodes->mesh->comm, 3, 3 * nodes->n_owned, 3 * nodes->n_global,
                                nodes->n_local - nodes->n_owned, nodes->global + nodes->n_owned,
                                vector));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode nodes_exchange(const Nodes *nodes, Vec carrier, double (*value)[3])
{
  PetscScalar *array;
  Vec          local;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(carrier, &array));
  PetscCall(PetscArraycpy(array, &value[0][0], 3 * nodes->n_owned));
  PetscCall(VecRestoreArray(carrier, &array));
  PetscCall(VecGhostUpdateBegin(carrier, INSERT_VALUES, SCATTER_FORWARD));
  PetscCall(VecGhostUpdateEnd(carrier, INSERT_VALUES, SCATTER_FORWARD));
  PetscCall(VecGhostGetLocalForm(carrier, &local));
  PetscCall(VecGetArray(local, &array));
  PetscCall(PetscArraycpy(&value[0][0], array, 3 * nodes->n_local));
  PetscCall(VecRestoreArray(local, &array));
  PetscCall(VecGhostRestoreLocalForm(carrier, &local));
  PetscFunctionReturn(PETSC_SUCCESS);
}
