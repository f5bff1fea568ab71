# SPDX-License-Identifier: GPL-3.0-or-later
# Every tests/unit/<module>/test_<file>.c is one serial cmocka program, labelled unit. The other labels
# (verify parallel case fault guard paraview) are folders of tests/ with a CMakeLists.txt of their own. A test may have
# more labels: slow; sanitized if it runs in the sanitizer build as well, as all of label unit do; long if ./bootstrap test
# leaves it out.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
find_program(SIJ_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(SIJ_PYTHON NAMES python3 REQUIRED)

set(SIJ_MPI_ENVIRONMENT
    "OMP_NUM_THREADS=1;OMPI_ALLOW_RUN_AS_ROOT=1;OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1;OMPI_MCA_rmaps_base_oversubscribe=1;OMPI_MCA_mpi_yield_when_idle=1;OMPI_MCA_btl_vader_single_copy_mechanism=none;ASAN_OPTIONS=detect_leaks=0"
)

# Meshes of anatomies that tests share, made by those of FIXTURES_SETUP. The presets name one folder for all of them: a
# mesh depends on the case and the version of its generator, not on how the program is compiled.
set(SIJ_TEST_MESHES ${CMAKE_BINARY_DIR}/meshes CACHE PATH "Folder of the meshes that tests share")
list(APPEND SIJ_MPI_ENVIRONMENT SIJ_CACHE=${SIJ_TEST_MESHES})

# Copies of the summaries that tests make, for the test case.schema.summaries.
list(APPEND SIJ_MPI_ENVIRONMENT SIJ_TEST_SUMMARIES=${CMAKE_BINARY_DIR}/summaries)

# Cases of the tests build on those of inputs/.
list(APPEND SIJ_MPI_ENVIRONMENT SIJ_INCLUDE_PATH=${CMAKE_SOURCE_DIR})

# sij_test(name LABEL label... [RANKS n | LAUNCHES n] [MESH needle...] [SECONDS s] [TIMEOUT s] COMMAND program args...)
#   RANKS     mpiexec starts so many of the program;  LAUNCHES: a script does, at most so many
#   MESH      shared meshes that are made before, see tests/case/runs
#   SECONDS   of one core it takes, if many: the longest are started first, those above 30 are labelled slow
function(sij_test name)
  cmake_parse_arguments(T "" "RANKS;LAUNCHES;SECONDS;TIMEOUT" "LABEL;MESH;COMMAND" ${ARGN})
  set(environment ${SIJ_MPI_ENVIRONMENT})
  set(processors 1)
  if(T_RANKS)
    set(T_COMMAND ${MPIEXEC_EXECUTABLE} -n ${T_RANKS} ${T_COMMAND})
    set(T_LAUNCHES ${T_RANKS})
  endif()
  if(T_LAUNCHES)
    set(processors ${T_LAUNCHES})
  endif()
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 300)
  endif()
  if(NOT T_SECONDS)
    set(T_SECONDS 0)
  elseif(T_SECONDS GREATER 30)
    list(APPEND T_LABEL slow)
  endif()
  add_test(NAME ${name} COMMAND ${T_COMMAND})
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABEL}" TIMEOUT ${T_TIMEOUT} COST ${T_SECONDS}
                                          PROCESSORS ${processors} ENVIRONMENT "${environment}")
  list(TRANSFORM T_MESH PREPEND mesh_)
  set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED "${T_MESH}")
endfunction()

# sij_test_program(target source module...): a cmocka program linked with modules
function(sij_test_program target source)
  add_executable(${target} ${source})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE sij_warnings PkgConfig::CMOCKA)
  foreach(module IN LISTS ARGN)
    target_link_libraries(${target} PRIVATE sij_${module})
  endforeach()
endfunction()

file(GLOB unit_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/*/test_*.c)
foreach(source IN LISTS unit_sources)
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(module ${folder} NAME)
  get_filename_component(file ${source} NAME_WE)
  string(REGEX REPLACE "^test_" "" file ${file})
  if(NOT SIJ_SELF_CHECK AND module MATCHES "^(verdicts|verify|validate)$")
    continue()
  endif()
  sij_test_program(test_${module}_${file} ${source} ${module} testing)
  sij_test(unit.${module}.${file} LABEL unit TIMEOUT 120 COMMAND test_${module}_${file})
endforeach()

# Generate anatomies. That of shapes, half a dozen, has nothing for the sanitizers to see but Gmsh.
set_tests_properties(unit.anatomy.shapes PROPERTIES LABELS "case;slow" TIMEOUT 600 COST 60)
set_tests_properties(unit.anatomy.mesh unit.anatomy.landmarks PROPERTIES COST 25)

# Folders of the other labels, one per module or subject.
add_subdirectory(${CMAKE_SOURCE_DIR}/tests/guard tests/guard)
add_subdirectory(${CMAKE_SOURCE_DIR}/tests/analysis tests/analysis)
file(GLOB subjects CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/verify/*/CMakeLists.txt
     ${CMAKE_SOURCE_DIR}/tests/parallel/*/CMakeLists.txt ${CMAKE_SOURCE_DIR}/tests/case/*/CMakeLists.txt
     ${CMAKE_SOURCE_DIR}/tests/fault/*/CMakeLists.txt ${CMAKE_SOURCE_DIR}/tests/paraview/*/CMakeLists.txt
     ${CMAKE_SOURCE_DIR}/tests/cluster/CMakeLists.txt)
foreach(subject IN LISTS subjects)
  get_filename_component(folder ${subject} DIRECTORY)
  file(RELATIVE_PATH below ${CMAKE_SOURCE_DIR} ${folder})
  add_subdirectory(${folder} ${below})
endforeach()
