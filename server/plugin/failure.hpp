// Why a plugin gave no answer. The step or delivery that asked stays open: `again` says whether asking once more can
// help.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/localized.hpp"

namespace luan::plugin {

// clang-format off
// FAILURE(kind, again, Vietnamese, English): {detail} is filled in. `again`: the cause may pass without a person's help.
#define LUAN_PLUGIN_FAILURES(FAILURE)                                                                                             \
  FAILURE(unknown, false, "Không có tiện ích này: {detail}.", "There is no such plugin: {detail}.")                              \
  FAILURE(disabled, false, "Tiện ích chưa được bật: {detail}.", "The plugin is not enabled: {detail}.")                          \
  FAILURE(request_wrong, false, "Yêu cầu gửi tiện ích không đúng: {detail}.", "The request to the plugin is wrong: {detail}.")   \
  FAILURE(library_changed, false, "Tệp của tiện ích không phải tệp đã được bật: {detail}.",                                      \
          "The plugin's file is not the one that was enabled: {detail}.")                                                        \
  FAILURE(not_started, true, "Tiện ích không khởi động được: {detail}.", "The plugin did not start: {detail}.")                  \
  FAILURE(no_sandbox, false, "Máy chủ này không giam được tiện ích: {detail}.", "This machine cannot confine plugins: {detail}.") \
  FAILURE(resting, true, "Tiện ích vừa hỏng, đang chờ khởi động lại: {detail}.", "The plugin failed and waits to be restarted: {detail}.") \
  FAILURE(quarantined, true, "Tiện ích hỏng nhiều lần nên đã bị tắt: {detail}.", "The plugin failed again and again and is off: {detail}.") \
  FAILURE(configuration_refused, false, "Tiện ích không nhận cấu hình: {detail}.", "The plugin refuses its configuration: {detail}.") \
  FAILURE(input_refused, false, "Tiện ích không nhận dữ liệu: {detail}.", "The plugin refuses its input: {detail}.")             \
  FAILURE(later, true, "Tiện ích đề nghị thử lại sau: {detail}.", "The plugin asks to be called later: {detail}.")               \
  FAILURE(failed, true, "Tiện ích báo lỗi: {detail}.", "The plugin reports an error: {detail}.")                                 \
  FAILURE(deadline, true, "Tiện ích không trả lời kịp: {detail}.", "The plugin did not answer in time: {detail}.")               \
  FAILURE(crashed, true, "Tiện ích bị dừng đột ngột: {detail}.", "The plugin's process ended: {detail}.")                        \
  FAILURE(answer_malformed, true, "Trả lời của tiện ích không đúng dạng: {detail}.", "The plugin's answer is malformed: {detail}.") \
  FAILURE(answer_too_large, true, "Trả lời của tiện ích quá lớn: {detail}.", "The plugin's answer is too large: {detail}.")      \
  FAILURE(answer_out_of_range, true, "Điểm của tiện ích ngoài khoảng cho phép: {detail}.", "The plugin's points are out of range: {detail}.") \
  FAILURE(answer_to_another, true, "Tiện ích trả lời cho một lần gọi khác: {detail}.", "The plugin answered another call: {detail}.")

// clang-format on
enum class FailureKind : unsigned char {
#define FAILURE(kind, again, vi, en) kind,
  LUAN_PLUGIN_FAILURES(FAILURE)
#undef FAILURE
};

struct [[nodiscard]] PluginFailure {
  FailureKind kind{};
  std::string detail{};                      // English: a place and a sentence, a signal, a digest
  std::chrono::milliseconds retry_after{0};  // `resting` only: how long until it may be started
  Localized before{};                        // `resting`, `quarantined`: the failure that led there

  bool operator==(const PluginFailure&) const = default;
  [[nodiscard]] bool again() const;
  [[nodiscard]] Localized sentence() const;
};

[[nodiscard]] std::string_view name(FailureKind kind);  // "library_changed"

}  // namespace luan::plugin
