# SPDX-License-Identifier: GPL-3.0-or-later
# Every tests/unit/<module>/test_<file>.c is one serial cmocka program, labelled unit. The other labels
# (verify parallel case fault guard paraview) are folders of tests/ with a CMakeLists.txt of their own.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
find_program(SIJ_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(SIJ_PYTHON NAMES python3 REQUIRED)

set(CMAKE_EXPORT_COMPILE_COMMANDS ON) # for clang-tidy
set(SIJ_MPI_ENVIRONMENT
    "OMP_NUM_THREADS=1;OMPI_ALLOW_RUN_AS_ROOT=1;OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1;OMPI_MCA_rmaps_base_oversubscribe=1;OMPI_MCA_mpi_yield_when_idle=1;OMPI_MCA_btl_vader_single_copy_mechanism=none;ASAN_OPTIONS=detect_leaks=0"
)

# sij_test(name LABEL label [RANKS n] [TIMEOUT s] COMMAND program args...)
function(sij_test name)
  cmake_parse_arguments(T "" "LABEL;RANKS;TIMEOUT" "COMMAND" ${ARGN})
  if(T_RANKS)
    set(T_COMMAND ${MPIEXEC_EXECUTABLE} -n ${T_RANKS} ${T_COMMAND})
    set_property(GLOBAL APPEND PROPERTY SIJ_PARALLEL ${name})
  endif()
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${T_COMMAND})
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABEL}" TIMEOUT ${T_TIMEOUT}
                                          ENVIRONMENT "${SIJ_MPI_ENVIRONMENT}")
  if(T_RANKS)
    set_tests_properties(${name} PROPERTIES PROCESSORS ${T_RANKS})
  endif()
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

# Generates a dozen anatomies: minutes on a loaded machine, and nothing for the sanitizers to see but Gmsh.
set_tests_properties(unit.anatomy.shapes PROPERTIES LABELS case TIMEOUT 600)

# Folders of the other labels, one per module or subject.
add_subdirectory(${CMAKE_SOURCE_DIR}/tests/guard tests/guard)
file(GLOB subjects CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/verify/*/CMakeLists.txt
     ${CMAKE_SOURCE_DIR}/tests/parallel/*/CMakeLists.txt ${CMAKE_SOURCE_DIR}/tests/case/*/CMakeLists.txt
     ${CMAKE_SOURCE_DIR}/tests/fault/*/CMakeLists.txt ${CMAKE_SOURCE_DIR}/tests/paraview/*/CMakeLists.txt)
foreach(subject IN LISTS subjects)
  get_filename_component(folder ${subject} DIRECTORY)
  file(RELATIVE_PATH below ${CMAKE_SOURCE_DIR} ${folder})
  add_subdirectory(${folder} ${below})
endforeach()
