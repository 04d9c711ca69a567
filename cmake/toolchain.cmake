# Warnings, sanitizers, cache and linker: everything about how we compile that is not about what.
add_library(luan_options INTERFACE)
target_compile_options(luan_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
  # GCC 12 sees overlaps and overflows in std::string's operator+ that are not there (its bugs 105329 and 105651).
  -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-mismatched-new-delete)
target_include_directories(luan_options INTERFACE ${CMAKE_SOURCE_DIR}/server)

set(LUAN_SANITIZE "" CACHE STRING "address (with undefined) or thread")
if(LUAN_SANITIZE STREQUAL "address")
  # Not vptr: Debian's SOCI hides the type information it asks for, and in a plugin's box without free descriptors it
  # takes every object for a false one.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # A false positive of GCC 12 when it instruments.
  target_compile_options(luan_options INTERFACE -Wno-maybe-uninitialized)
elseif(LUAN_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
  target_compile_options(luan_options INTERFACE -Wno-tsan)
endif()

find_program(LUAN_CCACHE ccache)
if(LUAN_CCACHE)
  # Sloppiness: a precompiled header's own time stamp must not make every object a miss.
  set(LUAN_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${LUAN_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${LUAN_LAUNCHER})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LUAN_LAUNCHER})
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
endif()

find_program(LUAN_MOLD mold)
if(LUAN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
