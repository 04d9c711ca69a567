// What every reply tells the browser it may do with it: hardening.md §4.
#pragma once
#include "http/reply.hpp"

namespace luan::http {

/// Adds the policy fields that the reply has not set itself; to pages also Cache-Control. `tls`: the person's browser
/// speaks TLS, to us or to a proxy before us.
void add_security_headers(Reply& reply, bool tls);

}  // namespace luan::http
