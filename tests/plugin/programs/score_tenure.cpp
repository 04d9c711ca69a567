// The example of luan_plugin.hpp, word for word.
#include "luan_plugin.hpp"

struct Tenure : luan::Scorer {
  luan::Score score(const luan::Json& input) override { return {input.at("years").as_int64(), {"số năm", "years"}}; }
};
LUAN_PLUGIN(Tenure, "score_tenure", "1.0.0")
