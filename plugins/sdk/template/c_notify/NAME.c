/* A line in the log of the server for each message. Read call->request with the JSON library of your choice in notify(), and
 * bring the message to its recipients; the rest stays. */
#include <luan_plugin.h>

#include <string.h>

#define SPAN(text) {text, sizeof(text) - 1}

static int is(luan_span span, const char* text) { return span.size == strlen(text) && memcmp(span.data, text, strlen(text)) == 0; }

static const luan_host* host_; /* valid until the process ends */

static luan_status init(const luan_host* host, const luan_reply* reply) {
  (void)reply;
  host_ = host;
  return LUAN_OK;
}

static luan_status describe(const luan_reply* reply) {
  const luan_span kinds = SPAN("{\"kinds\": [\"notify\"]}");
  reply->write(reply->context, kinds);
  return LUAN_OK;
}

/* There is nothing to configure, so there is nothing to keep: an instance is a null pointer. */
static luan_status create(luan_span configuration, const luan_reply* reply, void** instance) {
  (void)configuration;
  (void)reply;
  *instance = 0;
  return LUAN_OK;
}

static luan_status notify(void* instance, const luan_call* call, const luan_reply* reply) {
  const luan_span line = SPAN("a message came");
  const luan_span answer = SPAN("{\"delivered\": true, \"reference\": \"log\"}");
  (void)instance;
  (void)call;
  host_->log(host_->context, LUAN_LOG_INFO, line);
  reply->write(reply->context, answer);
  return LUAN_OK;
}

static luan_status no_method(void* instance, const luan_call* call, const luan_reply* reply) {
  (void)instance;
  (void)call;
  (void)reply;
  return LUAN_UNKNOWN;
}

static void cancel(void* instance, uint64_t call_id) {
  (void)instance;
  (void)call_id;
}

static void destroy(void* instance) { (void)instance; }

static const void* get_extension(luan_span id) {
  static const luan_notify_1 extension = {sizeof(luan_notify_1), notify};
  return is(id, LUAN_NOTIFY_1) ? &extension : 0;
}

const luan_plugin* luan_plugin_entry_v1(void) {
  static const luan_plugin plugin = {sizeof(luan_plugin), LUAN_ABI, 0,       SPAN("@NAME@"), SPAN("1.0.0"), init, describe, create,
                                     no_method,           cancel,   destroy, get_extension};
  return &plugin;
}
