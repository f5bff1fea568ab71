// SPDX-License-Identifier: GPL-3.0-or-later
// P1 elements on tetrahedra and on faces: gradients of shape functions, lumped volume, mass and stiffness. Flow,
// transport and the layer normal assemble their operators from them.
#include "sij/fem/elements.h"

const int ELEMENT_FACE_PAIR[3][2] = {{0, 1}, {0, 2}, {1, 2}};

static Vec3 get_point(const double (*x)[3], PetscInt i)
{
  return vec3(x[i][0], x[i][1], x[i][2]);
}

double element_gradients(const double (*x)[3], const PetscInt vertex[4], Vec3 gradient[4])
{
  const Vec3   o           = get_point(x, vertex[0]);
  const Vec3   a           = vec3_difference(get_point(x, vertex[1]), o);
  const Vec3   b           = vec3_difference(get_point(x, vertex[2]), o);
  const Vec3   c           = vec3_difference(get_point(x, vertex[3]), o);
  const double determinant = vec3_dot(vec3_cross(a, b), c);

  gradient[1] = vec3_scaled(vec3_cross(b, c), 1.0 / determinant);
  gradient[2] = vec3_scaled(vec3_cross(c, a), 1.0 / determinant);
  gradient[3] = vec3_scaled(vec3_cross(a, b), 1.0 / determinant);
  gradient[0] = vec3_scaled(vec3_sum(gradient[1], vec3_sum(gradient[2], gradient[3])), -1.0);
  return determinant / 6.0;
}

static PetscErrorCode allocate_elements(int n_vertices, PetscInt n, Elements *elements)
{
  const int    n_pairs  = n_vertices * (n_vertices - 1) / 2;
  const size_t vertices = (size_t)n * (size_t)n_vertices, pairs = (size_t)n * (size_t)n_pairs;

  PetscFunctionBeginUser;
  *elements = (Elements){.n_vertices = n_vertices, .n_pairs = n_pairs, .n = n};
  PetscCall(PetscMalloc2(vertices, &elements->vertex, pairs, &elements->pair_edge));
  PetscCall(PetscMalloc4(n, &elements->law, n, &elements->weight, n, &elements->mass, pairs,
                         &elements->stiffness));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void connect_element(const Graph *graph, PetscInt e, const PetscInt vertex[],
                            Elements *elements)
{
  PetscInt *own = elements->vertex + e * elements->n_vertices;

  for (int a = 0; a < elements->n_vertices; a++) own[a] = vertex[a];
  for (int k = 0; k < elements->n_pairs; k++) {
    const int *pair = elements_pair(elements, k);

    elements->pair_edge[e * elements->n_pairs + k] =
      graph_edge(graph, vertex[pair[0]], vertex[pair[1]]);
  }
}

PetscErrorCode elements_cells(const Graph *graph, const int law[], const Transverse tensor[],
                              Elements *elements)
{
  const Mesh *mesh = graph->mesh;

  PetscFunctionBeginUser;
  PetscCall(allocate_elements(4, mesh->n_cells, elements));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3         gradient[4];
    const double volume = element_gradients((const double(*)[3])mesh->x, mesh->cell[e], gradient);

    connect_element(graph, e, mesh->cell[e], elements);
    elements->law[e]    = law[e];
    elements->weight[e] = volume / 4.0;
    elements->mass[e]   = volume / 20.0;
    for (int k = 0; k < 6; k++)
      elements->stiffness[6 * e + k] =
        volume * transverse_contract(&tensor[law[e]], gradient[ELEMENT_PAIR[k][0]],
                                     gradient[ELEMENT_PAIR[k][1]]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// In a triangle, grad N_a . grad N_b = -cot(angle at the third vertex) / (2 area).
static double find_triangle_stiffness(Vec3 a, Vec3 b, Vec3 third)
{
  const Vec3   u = vec3_difference(a, third), v = vec3_difference(b, third);
  const double doubled_area = vec3_norm(vec3_cross(u, v));

  return -0.5 * vec3_dot(u, v) / doubled_area;
}

PetscErrorCode elements_faces(const Graph *graph, PetscInt n, const PetscInt face[], int law,
                              Elements *elements)
{
  const Mesh *mesh = graph->mesh;

  PetscFunctionBeginUser;
  PetscCall(allocate_elements(3, n, elements));
  for (PetscInt e = 0; e < n; e++) {
    const PetscInt *vertex = mesh->faces.vertex[face[e]];
    Vec3            x[3];

    for (int a = 0; a < 3; a++) x[a] = get_point((const double(*)[3])mesh->x, vertex[a]);
    const double area =
      0.5 * vec3_norm(vec3_cross(vec3_difference(x[1], x[0]), vec3_difference(x[2], x[0])));

    connect_element(graph, e, vertex, elements);
    elements->law[e]    = law;
    elements->weight[e] = area / 3.0;
    elements->mass[e]   = area / 12.0;
    for (int k = 0; k < 3; k++) {
      const int a = ELEMENT_FACE_PAIR[k][0], b = ELEMENT_FACE_PAIR[k][1];

      elements->stiffness[3 * e + k] = find_triangle_stiffness(x[a], x[b], x[3 - a - b]);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

void elements_assemble(const Elements *elements, const Graph *graph, double diagonal[],
                       double coupling[][2])
{
  for (PetscInt k = 0; k < elements->n * elements->n_pairs; k++) {
    const PetscInt edge = elements->pair_edge[k];

    if (edge < 0) continue;
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[edge][s];

      coupling[edge][s] += elements->stiffness[k];
      if (i < graph->mesh->n_owned) diagonal[i] -= elements->stiffness[k];
    }
  }
}

PetscErrorCode elements_destroy(Elements *elements)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(elements->vertex, elements->pair_edge));
  PetscCall(PetscFree4(elements->law, elements->weight, elements->mass, elements->stiffness));
  *elements = (Elements){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
