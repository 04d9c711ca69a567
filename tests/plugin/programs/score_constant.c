/* A plugin in plain C. */
#include "luan_plugin.h"

#define SPAN(text) {text, sizeof(text) - 1}

static luan_status init(const luan_host* host, const luan_reply* reply) {
  const luan_span line = SPAN("hello from C");
  (void)reply;
  host->log(host->context, LUAN_LOG_INFO, line);
  return LUAN_OK;
}

static luan_status describe(const luan_reply* reply) {
  const luan_span kinds = SPAN("{\"kinds\": [\"score\"]}");
  reply->write(reply->context, kinds);
  return LUAN_OK;
}

static luan_status create(luan_span configuration, const luan_reply* reply, void** instance) {
  (void)configuration;
  (void)reply;
  *instance = 0;
  return LUAN_OK;
}

static luan_status score(void* instance, const luan_call* call, const luan_reply* reply) {
  const luan_span answer = SPAN("{\"points\": \"" POINTS
                                "\", \"band\": null, \"explanation\": [{\"criterion\": \"all\", \"label\": {\"vi\": \"Chung\", \"en\": \"All\"},"
                                " \"weight\": null, \"level\": null, \"points\": \"" POINTS "\", \"why\": {\"vi\": \"luôn luôn\", \"en\": \"always\"}}]}");
  (void)instance;
  (void)call;
  reply->write(reply->context, answer);
  return LUAN_OK;
}

static luan_status call(void* instance, const luan_call* given, const luan_reply* reply) {
  (void)instance;
  (void)given;
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
  static const char name[] = LUAN_SCORE_1;
  uint64_t i;
  if (id.size != sizeof name - 1) return 0;
  for (i = 0; i < id.size; ++i)
    if (id.data[i] != name[i]) return 0;
  return &extension;
}

const luan_plugin* luan_plugin_entry_v1(void) {
  static const luan_plugin plugin = {sizeof(luan_plugin), LUAN_ABI, 0, SPAN("score_constant"), SPAN("1.0.0"), init, describe, create, call, cancel, destroy,
                                     get_extension};
  return &plugin;
}
