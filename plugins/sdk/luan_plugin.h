/*
 * luan_plugin.h: the contract between Luân and a plugin. C11 and C++.
 *
 * A plugin is a shared library NAME.so with a manifest NAME.json beside it (README.md). It exports one function,
 * luan_plugin_entry_v1. It runs in a process of its own, in a box: no environment, an empty working folder, no network
 * and no other files unless its manifest asks and the configuration grants them, no further processes.
 *
 * Rules that hold for everything below
 * - Append-only: a struct begins with its size in bytes as the writer knew it. New members come at the end; whoever reads
 *   looks at `size` before he reads a member beyond those of version 1.
 * - Text is UTF-8 in a span (pointer and length, no terminating zero). A span is valid until the function it was given to
 *   returns; spans inside luan_plugin for as long as the library is loaded.
 * - Nobody frees another's memory: results are written through luan_reply.
 * - No exception, longjmp or signal leaves a plugin's function.
 * - Thread tags: [main-thread] is one thread of the plugin's process, the same for its whole life; [any-thread] may come
 *   from another thread while a main-thread function runs; [call-thread] is the thread that runs the function given the
 *   pointer.
 */
#ifndef LUAN_PLUGIN_H
#define LUAN_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LUAN_ABI 1u
#define LUAN_EXPORT __attribute__((visibility("default")))

/* Longest answer, in bytes. What is longer is refused as a whole. */
#define LUAN_REPLY_BYTES_MAX 1000000u

typedef struct luan_span {
  const char* data;
  uint64_t size;
} luan_span;

/* What a function returns. Everything but LUAN_OK should say why through luan_reply.explain. */
typedef int32_t luan_status;
#define LUAN_OK 0
#define LUAN_REFUSED 1   /* configuration or input is wrong: the same again would be refused again */
#define LUAN_LATER 2     /* not now: the host asks again, later */
#define LUAN_FAILED 3    /* something broke; the host may ask again */
#define LUAN_CANCELLED 4 /* stopped because of cancel() */
#define LUAN_UNKNOWN 5   /* no such method */

/* Where a function puts its result. Valid until that function returns. */
typedef struct luan_reply {
  uint64_t size;
  void* context;
  /* [call-thread] Appends a piece of the result: JSON, in as many pieces as you like. */
  void (*write)(void* context, luan_span piece);
  /* [call-thread] Why it is not LUAN_OK. `place` is where in the configuration or input, as `criteria.2.weight`, or
   * empty; `sentence` says what is wrong and what would be right. The last one counts. */
  void (*explain)(void* context, luan_span place, luan_span sentence);
} luan_reply;

#define LUAN_LOG_INFO 0
#define LUAN_LOG_WARNING 1
#define LUAN_LOG_ERROR 2

/* What the host offers. Valid from init until the process ends. */
typedef struct luan_host {
  uint64_t size;
  uint32_t abi; /* LUAN_ABI of the host */
  uint32_t reserved;
  void* context;
  /* [any-thread] A line for the server's log. Names of persons do not belong there. */
  void (*log)(void* context, int32_t level, luan_span line);
} luan_host;

typedef struct luan_call {
  uint64_t size;
  uint64_t id;          /* what cancel() names */
  uint64_t deadline_ms; /* how long the host waits before it cancels, and soon after kills */
  luan_span method;     /* "score", "notify", … */
  luan_span request;    /* JSON */
} luan_call;

/* [main-thread] Carries out one call. Never two at a time in one process. */
typedef luan_status (*luan_call_function)(void* instance, const luan_call* call, const luan_reply* reply);

typedef struct luan_plugin {
  uint64_t size;
  uint32_t abi; /* LUAN_ABI the plugin was built with */
  uint32_t reserved;
  luan_span id;      /* as in the manifest */
  luan_span version; /* as in the manifest */

  /* [main-thread] Once, before everything else. */
  luan_status (*init)(const luan_host* host, const luan_reply* reply);
  /* [main-thread] Writes {"kinds": ["score"]}: what it can do, as in the manifest. */
  luan_status (*describe)(const luan_reply* reply);
  /* [main-thread] An instance for one configuration (JSON, an object). What is wrong in it is refused here, with its
   * place. There may be several instances. */
  luan_status (*create)(luan_span configuration, const luan_reply* reply, void** instance);
  /* [main-thread] A method that has no extension in this header. LUAN_UNKNOWN where there is none of that name. */
  luan_call_function call;
  /* [any-thread] Asks that the call return soon, with LUAN_CANCELLED. May come too late: then it does nothing. */
  void (*cancel)(void* instance, uint64_t call_id);
  /* [main-thread] Ends an instance. None of its calls runs. */
  void (*destroy)(void* instance);
  /* [main-thread] The struct that belongs to the id, or null. */
  const void* (*get_extension)(luan_span id);
} luan_plugin;

/* ---- luan.score/1 -------------------------------------------------------------------------------------------------
 * Points for one official and one post. Pure: the same configuration and input give the same bytes, whenever and wherever.
 * request: the facts, an object; with what the manifest's needs.input asks for beside them:
 *            birth         "born": "1985-05-12", "gender": "male" | "female"
 *            post          "day" (the step opened), "nomination": {object, kind, direction, months}, "post", "from_post",
 *                          "receiving", "posted" (the last rotation; may be absent)
 *            alternatives  "alternatives": [{"id", "facts"}], all open rotations for the post, and "this": the id of the one
 *                          that is asked about
 * result:  {"points": "81.5", "band": null, "explanation": [
 *            {"criterion": "professional", "label": {"vi": …, "en": …}, "weight": 20, "level": "0.9", "points": "18",
 *             "why": {"vi": …, "en": …}}]}
 *   Numbers that are kept are decimal text; points lie in 0 to 100. weight, level and the points of a reason may be null.
 *   A member "details", an object for programs, may stand beside them. Of a plugin that compares the alternatives the
 *   server reads in it "ranking": [{"id", "rank", "closeness", "values": [{"missing", "shown"}]}] and "criteria": [{"label",
 *   "weight", "better", "worst", "best", "down_to", "up_to"}] (plugins/score_topsis). */
#define LUAN_SCORE_1 "luan.score/1"
typedef struct luan_score_1 {
  uint64_t size;
  luan_call_function score;
} luan_score_1;

/* ---- luan.notify/1 ------------------------------------------------------------------------------------------------
 * Brings one message to its recipients. Comes at least once under the same delivery_id: the second time must not bring a
 * second message.
 * request: {"delivery_id": "…", "message": {
 *            "to": [{"name": …, "address": …}], "subject": …, "text": …, "html": …, "language": "vi", "date": instant,
 *            "items": [{"about": "task" | "due_soon" | "overdue" | "escalated" | "petition_overdue", "rotation": id, "code": …, "step": …, "run": 1, "title":
 * …, "due": "2026-11-24" or null, "link": address or ""}, or {"about": "meeting", "meeting": id, "title": …, "due": its day, "time": "08:00", "link": …}],
 *            "deadlines": [{"id": unique, "date": "2026-11-24", "summary": …, "link": …}]}}
 *          html is a fragment of the body's content; later versions add members, so ignore what you do not know.
 * result:  {"delivered": true, "reference": "…"} */
#define LUAN_NOTIFY_1 "luan.notify/1"
typedef struct luan_notify_1 {
  uint64_t size;
  luan_call_function notify;
} luan_notify_1;

/* ---- Where every member lies -------------------------------------------------------------------------------------
 * A compiler or an option that lays the structs out otherwise stops here, and not in a server. */
#ifdef __cplusplus
#define LUAN_LIES_AT(type, member, offset) static_assert(offsetof(type, member) == (offset), #type "." #member " lies elsewhere")
#else
#define LUAN_LIES_AT(type, member, offset) _Static_assert(offsetof(type, member) == (offset), #type "." #member " lies elsewhere")
#endif
LUAN_LIES_AT(luan_span, data, 0);
LUAN_LIES_AT(luan_span, size, 8);
LUAN_LIES_AT(luan_reply, size, 0);
LUAN_LIES_AT(luan_reply, context, 8);
LUAN_LIES_AT(luan_reply, write, 16);
LUAN_LIES_AT(luan_reply, explain, 24);
LUAN_LIES_AT(luan_host, size, 0);
LUAN_LIES_AT(luan_host, abi, 8);
LUAN_LIES_AT(luan_host, reserved, 12);
LUAN_LIES_AT(luan_host, context, 16);
LUAN_LIES_AT(luan_host, log, 24);
LUAN_LIES_AT(luan_call, size, 0);
LUAN_LIES_AT(luan_call, id, 8);
LUAN_LIES_AT(luan_call, deadline_ms, 16);
LUAN_LIES_AT(luan_call, method, 24);
LUAN_LIES_AT(luan_call, request, 40);
LUAN_LIES_AT(luan_plugin, size, 0);
LUAN_LIES_AT(luan_plugin, abi, 8);
LUAN_LIES_AT(luan_plugin, reserved, 12);
LUAN_LIES_AT(luan_plugin, id, 16);
LUAN_LIES_AT(luan_plugin, version, 32);
LUAN_LIES_AT(luan_plugin, init, 48);
LUAN_LIES_AT(luan_plugin, describe, 56);
LUAN_LIES_AT(luan_plugin, create, 64);
LUAN_LIES_AT(luan_plugin, call, 72);
LUAN_LIES_AT(luan_plugin, cancel, 80);
LUAN_LIES_AT(luan_plugin, destroy, 88);
LUAN_LIES_AT(luan_plugin, get_extension, 96);
LUAN_LIES_AT(luan_score_1, size, 0);
LUAN_LIES_AT(luan_score_1, score, 8);
LUAN_LIES_AT(luan_notify_1, size, 0);
LUAN_LIES_AT(luan_notify_1, notify, 8);
#undef LUAN_LIES_AT

/* [main-thread] The one exported symbol. The struct lives as long as the library. */
LUAN_EXPORT const luan_plugin* luan_plugin_entry_v1(void);

#ifdef __cplusplus
}
#endif

#endif
