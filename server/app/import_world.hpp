// What the forms of an import may refer to: its lists are made once for all rows. Private to the imports.
#pragma once
#include "workflow/form.hpp"

namespace luan::app {

/// The same world, whose lists depend on the kind of a field and on nothing else of it: each is made when it is first asked for, and what
/// is looked for in it is found by its id. Copies share them; one thread at a time.
[[nodiscard]] workflow::FormWorld listed_once(workflow::FormWorld world);

}  // namespace luan::app
