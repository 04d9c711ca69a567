/* The same points for everybody. Read call->request with the JSON library of your choice in score(), and write what you
 * found; the rest stays. */
#include <luan_plugin.h>

#include <string.h>

#define SPAN(text) {text, sizeof(text) - 1}

static int is(luan_span span, const char* text) { return span.size == strlen(text) && memcmp(span.data, text, strlen(text)) == 0; }

static luan_status init(const luan_host* host, const luan_reply* reply) {
  (void)host;
  (void)reply;
  return LUAN_OK;
}

static luan_status describe(const luan_reply* reply) {
  const luan_span kinds = SPAN("{\"kinds\": [\"score\"]}");
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

static luan_status score(void* instance, const luan_call* call, const luan_reply* reply) {
  const luan_span answer = SPAN(
      "{\"points\": \"50\", \"band\": null, \"explanation\": [{\"criterion\": \"all\", \"label\": {\"vi\": \"Chung\", \"en\": \"All\"},"
      " \"weight\": null, \"level\": null, \"points\": \"50\", \"why\": {\"vi\": \"Mọi cán bộ như nhau\", \"en\": \"The same for everybody\"}}]}");
  (void)instance;
  (void)call;
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
  static const luan_score_1 extension = {sizeof(luan_score_1), score};
  return is(id, LUAN_SCORE_1) ? &extension : 0;
}

const luan_plugin* luan_plugin_entry_v1(void) {
  static const luan_plugin plugin = {sizeof(luan_plugin), LUAN_ABI, 0,       SPAN("@NAME@"), SPAN("1.0.0"), init, describe, create,
                                     no_method,           cancel,   destroy, get_extension};
  return &plugin;
}
