/* Libraries that are no plugin, or none of this version. */
#include <stdlib.h>

#include "luan_plugin.h"

#ifdef BAD_CONSTRUCTOR
__attribute__((constructor)) static void at_load(void) { abort(); }
#endif

#ifdef BAD_NO_ENTRY
LUAN_EXPORT int something_else(void);
int something_else(void) { return 0; }
#else
const luan_plugin* luan_plugin_entry_v1(void) {
#ifdef BAD_NULL
  return NULL;
#else
  static luan_plugin plugin;
  plugin.size = sizeof plugin;
  plugin.abi = LUAN_ABI;
#ifdef BAD_SIZE
  plugin.size = 8;
#endif
#ifdef BAD_ABI
  plugin.abi = BAD_ABI;
#endif
  return &plugin;
#endif
}
#endif
