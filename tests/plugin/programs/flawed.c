/* A scorer that keeps the contract, and with one FLAW_… defined breaks it in one place: what `luan plugin check` is to
 * find. */
#include "luan_plugin.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPAN(text) {text, sizeof(text) - 1}

static int is(luan_span span, const char* text) {
#if defined(FLAW_READS_PAST_END)
  return strcmp(span.data, text) == 0;
#elif defined(FLAW_BEGINS_WITH)
  return span.size >= strlen(text) && memcmp(span.data, text, strlen(text)) == 0;
#else
  return span.size == strlen(text) && memcmp(span.data, text, strlen(text)) == 0;
#endif
}

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

static luan_status create(luan_span configuration, const luan_reply* reply, void** instance) {
  (void)configuration;
  (void)reply;
  *instance = 0;
#ifdef FLAW_SILENT
  if (configuration.size < 2) return LUAN_REFUSED;
#endif
#ifdef FLAW_LEAK
  *instance = malloc(64);
#endif
#ifdef FLAW_DESCRIPTOR
  (void)open(".", O_RDONLY);
#endif
  return LUAN_OK;
}

static volatile int cancelled = 0;
static int calls = 0;
static int destroyed = 0;

static luan_status score(void* instance, const luan_call* call, const luan_reply* reply) {
  char answer[400];
  char why[40] = "luôn luôn";
  luan_span written = {answer, 0};
  int points = 50;
  (void)instance;
  (void)call;
  ++calls;
#ifdef FLAW_CHANCE
  points += calls % 2;
#endif
#ifdef FLAW_ADDRESS
  snprintf(why, sizeof why, "%p", (const void*)&calls);
#endif
#ifdef FLAW_SHARED
  points += destroyed;
#endif
#ifdef FLAW_CANCEL
  if (cancelled) return LUAN_CANCELLED;
#endif
#ifdef FLAW_UNBOUNDED
  {
    const char* at = call->request.data;
    while (*at != '}') ++at;
  }
#endif
#ifdef FLAW_HANG
  while (call->request.size == 0 && !cancelled) {
  }
#endif
#ifdef FLAW_POINTS
  if (call->request.size > 100000) points = 101;
#endif
  written.size = (uint64_t)snprintf(answer, sizeof answer,
                                    "{\"points\":\"%d\",\"band\":null,\"explanation\":[{\"criterion\":\"all\",\"label\":{\"vi\":\"Chung\",\"en\":\"All\"},"
                                    "\"weight\":null,\"level\":null,\"points\":\"0\",\"why\":{\"vi\":\"%s\",\"en\":\"always\"}}]}",
                                    points, why);
  reply->write(reply->context, written);
  return LUAN_OK;
}

static luan_status call(void* instance, const luan_call* given, const luan_reply* reply) {
  (void)instance;
  (void)given;
  (void)reply;
#ifdef FLAW_METHOD
  return LUAN_OK;
#else
  return LUAN_UNKNOWN;
#endif
}

static void cancel(void* instance, uint64_t call_id) {
  (void)instance;
  (void)call_id;
  cancelled = 1;
}

static void destroy(void* instance) {
  (void)instance;
  destroyed = 1;
}

static const void* get_extension(luan_span id) {
  static const luan_score_1 extension = {sizeof(luan_score_1), score};
  return is(id, LUAN_SCORE_1) ? &extension : 0;
}

const luan_plugin* luan_plugin_entry_v1(void) {
  static const luan_plugin plugin = {sizeof(luan_plugin), LUAN_ABI, 0, SPAN("flawed"), SPAN("1.0.0"), init, describe, create, call, cancel, destroy,
                                     get_extension};
  return &plugin;
}
