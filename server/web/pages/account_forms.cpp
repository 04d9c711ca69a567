#include "web/pages/account_forms.hpp"

#include <algorithm>

#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

using workflow::Field;

constexpr const char* nobody = "none";

/// Not there, for whoever comes late as for whoever made the address up; what was sent before is still told as sent.
Refusal gone() { return {RefusalCode::not_found}; }

Secret new_password(const Visit& visit, std::string label) {
  return {std::move(label), visit.word("Từ 12 đến 128 ký tự; giao tận tay. Mật khẩu không nằm trong bản nháp.",
                                       "12 to 128 characters; hand it over in person. It is kept in no draft.")};
}

Field role_field() {
  std::vector<workflow::Choice> choices;
  for (const identity::Role role : identity::all_roles) choices.push_back({std::string(identity::to_text(role)), identity::label(role), {}});
  return choice_field("role", {"Vai trò", "Role"}, std::move(choices));
}

/// A unit that still is, in administrative order; `world` has the list.
Field unit_field(const Visit& visit, workflow::FormWorld& world) {
  Field field = text_field("unit", {"Tại đơn vị", "At the unit"});
  field.kind = workflow::FieldKind::unit;
  std::vector<workflow::FormWorld::Item> items;
  const auto units = visit.app().units(visit.caller);
  for (const app::UnitView& unit : units.value_or(std::vector<app::UnitView>()))
    if (!unit.to) items.push_back({unit.id, visit.in(unit.name), unit.kind});
  world.items = [items = std::move(items)](const Field&) { return items; };
  return field;
}

Result<FormSubject> add(const Visit& visit) {
  if (auto may = visit.app().may_administer(visit.caller); !may) return std::unexpected(std::move(may.error()));
  workflow::FormWorld world;
  Field unit = unit_field(visit, world);
  FormSubject subject = plain_subject(visit, {"Thêm tài khoản", "Add an account"},
                                      {text_field("username", {"Tên tài khoản", "Account name"},
                                                  {"Chữ thường không dấu, số, dấu chấm; ví dụ: ban.to.chuc", "a to z, digits, dots; like: ban.to.chuc"}, 64),
                                       text_field("name", {"Họ và tên", "Name"}), role_field(), std::move(unit)});
  subject.world.items = std::move(world.items);
  subject.here = subject.back = "/quan-tri", subject.back_label = visit.word("Quản trị", "Administration");
  subject.lead = visit.word("Mật khẩu được hỏi sau cùng.", "Its password is asked for last.");
  subject.follows = visit.word("Tài khoản đăng nhập được ngay bằng mật khẩu đặt ở đây.", "The account can sign in at once, with the password set here.");
  subject.button = visit.word("Ghi: thêm tài khoản", "Record: add the account"), subject.sent = "/quan-tri?xong=tai-khoan-truoc";
  subject.secret = new_password(visit, visit.word("Mật khẩu", "Password"));
  subject.carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    app::NewAccount fresh{
        text_in(body, "username"), text_in(body, "name"), std::string(body.at("password").as_string()), {}, {{text_in(body, "role"), text_in(body, "unit")}}};
    const auto added = co_await app.add_account(std::move(caller), std::move(fresh));
    if (added) co_return account_address(added->id) + "?xong=tai-khoan";
    if (added.error().code != RefusalCode::account_exists) co_return std::unexpected(added.error());
    co_return refuse_fields({{"username", {added.error().sentence(Language::vi), added.error().sentence(Language::en)}}});
  };
  return subject;
}

using Change = std::function<Awaitable<Result<void>>(app::Caller caller, json::value body)>;

/// A form about one account, which leads back to that account's page and says there what was done.
FormSubject about(const Visit& visit, const app::AccountView& account, Localized title, Localized button, std::vector<Field> fields, const std::string& done,
                  Change change) {
  FormSubject subject = plain_subject(visit, std::move(title), std::move(fields));
  subject.here = "/quan-tri", subject.back = account_address(account.id), subject.back_label = visit.word("Tài khoản", "The account");
  subject.lead = visit.word("Tài khoản ", "Account ") + account.username + ", " + account.name + ".";
  subject.button = visit.in(button), subject.sent = account_address(account.id) + "?xong=" + done, subject.lasting = Lasting::changeable;
  subject.carry = [change = std::move(change), next = subject.sent](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const Result<void> changed = co_await change(std::move(caller), std::move(body));
    co_return led_on(changed, next);
  };
  return subject;
}

Result<FormSubject> grant(const Visit& visit) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return std::unexpected(account.error());
  workflow::FormWorld world;
  Field unit = unit_field(visit, world);
  Change change = [&app = visit.app(), id = account->id](app::Caller caller, json::value body) -> Awaitable<Result<void>> {
    std::string role = text_in(body, "role"), at = text_in(body, "unit");
    auto done = co_await app.set_grant(std::move(caller), id, std::move(role), std::move(at), true);
    co_return done;
  };
  FormSubject subject = about(visit, *account, {"Thêm vai trò", "Add a role"}, {"Ghi: thêm vai trò", "Record: add the role"}, {role_field(), std::move(unit)},
                              "vai-tro", std::move(change));
  subject.world.items = std::move(world.items);
  subject.follows = visit.word("Từ khi ghi, tài khoản thấy và làm được việc của vai trò này.", "From then on the account sees and does the work of this role.");
  return subject;
}

Result<FormSubject> revoke(const Visit& visit) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return std::unexpected(account.error());
  const std::string role = visit.param("role"), unit = visit.param("unit");
  const auto held = std::ranges::find_if(account->grants, [&](const auto& one) { return one.first == role && one.second.id == unit; });
  Change change = [&app = visit.app(), id = account->id, role, unit](app::Caller caller, json::value) -> Awaitable<Result<void>> {
    auto done = co_await app.set_grant(std::move(caller), id, role, unit, false);
    co_return done;
  };
  FormSubject subject =
      about(visit, *account, {"Bỏ vai trò", "Take a role away"}, {"Ghi: bỏ vai trò này", "Record: take this role away"}, {}, "bo-vai-tro", std::move(change));
  if (held == account->grants.end())
    subject.refused = gone();
  else
    subject.lead += visit.word(" Vai trò: ", " Role: ") + grant_words(visit, role, held->second) + ".";
  subject.follows = visit.word("Từ khi ghi, tài khoản không còn thấy và làm việc của vai trò này; việc đang mở chờ người khác có vai trò đó.",
                               "From then on the account neither sees nor does the work of this role; what is open waits for others who have it.");
  return subject;
}

Result<FormSubject> disable(const Visit& visit, bool disabled) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return std::unexpected(account.error());
  Change change = [&app = visit.app(), id = account->id, disabled](app::Caller caller, json::value) -> Awaitable<Result<void>> {
    auto done = co_await app.set_disabled(std::move(caller), id, disabled);
    co_return done;
  };
  FormSubject subject = disabled ? about(visit, *account, {"Khoá tài khoản", "Disable the account"}, {"Ghi: khoá tài khoản", "Record: disable the account"}, {},
                                         "khoa", std::move(change))
                                 : about(visit, *account, {"Mở khoá tài khoản", "Enable the account"}, {"Ghi: mở khoá tài khoản", "Record: enable the account"},
                                         {}, "mo-khoa", std::move(change));
  if (account->disabled == disabled) subject.refused = gone();
  subject.follows = disabled ? visit.word("Tài khoản không đăng nhập được nữa; mọi phiên đang mở của nó kết thúc ngay.",
                                          "The account cannot sign in any more; every session of it ends at once.")
                             : visit.word("Tài khoản lại đăng nhập được, với mật khẩu và các vai trò như trước.",
                                          "The account can sign in again, with its password and roles as before.");
  return subject;
}

Result<FormSubject> reset(const Visit& visit) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return std::unexpected(account.error());
  Change change = [&app = visit.app(), id = account->id](app::Caller caller, json::value body) -> Awaitable<Result<void>> {
    std::string password(body.at("password").as_string());
    auto done = co_await app.reset_password(std::move(caller), id, std::move(password));
    co_return done;
  };
  FormSubject subject =
      about(visit, *account, {"Đặt lại mật khẩu", "Reset the password"}, {"Đặt lại mật khẩu", "Reset the password"}, {}, "mat-khau", std::move(change));
  subject.secret = new_password(visit, visit.word("Mật khẩu mới", "New password"));
  subject.lasting = Lasting::unlogged;
  subject.follows = visit.word("Mật khẩu cũ không dùng được nữa; mọi phiên đang mở của tài khoản này kết thúc ngay.",
                               "The old password is good for nothing any more; every open session of this account ends at once.");
  return subject;
}

Result<FormSubject> tie(const Visit& visit) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return std::unexpected(account.error());
  const auto officials = visit.app().officials_to_tie(visit.caller);
  if (!officials) return std::unexpected(officials.error());
  std::vector<workflow::Choice> choices{{nobody, {"Không gắn với ai", "Nobody"}, {}}};
  for (const auto& [person, unit] : *officials) choices.push_back({person.id, {person.name + ", " + unit.name.vi, person.name + ", " + unit.name.en}, {}});
  Change change = [&app = visit.app(), id = account->id](app::Caller caller, json::value body) -> Awaitable<Result<void>> {
    std::string official = text_in(body, "official");
    if (official == nobody) official.clear();
    auto done = co_await app.tie_account(std::move(caller), id, std::move(official));
    co_return done;
  };
  FormSubject subject =
      about(visit, *account, {"Gắn tài khoản với cán bộ", "The official whose account it is"}, {"Ghi: gắn tài khoản", "Record: tie the account"},
            {choice_field("official", {"Cán bộ", "Official"}, std::move(choices),
                          {"Người được luân chuyển làm việc của chính mình (tự kiểm điểm) bằng tài khoản này; cần thêm vai trò Cán bộ luân chuyển.",
                           "The rotated official does his own steps (self-review) with this account; the role of the rotated official is "
                           "needed as well."})},
            "can-bo", std::move(change));
  subject.mark = account->official ? account->official->id : nobody;
  subject.filled = {{"form", json::object{{"official", subject.mark}}}};
  subject.follows =
      visit.word("Từ lần đăng nhập sau, cán bộ thấy quá trình và việc của mình.", "From the next sign-in on, the official sees his own career and tasks.");
  return subject;
}

}  // namespace

std::string grant_words(const Visit& visit, const std::string& role, const app::UnitRef& unit) {
  const auto parsed = identity::parse_role(role);
  return (parsed ? visit.in(identity::label(*parsed)) : role) + ", " + visit.in(unit.name);
}

void add_account_forms(http::Router& router, const Site& site) {
  const std::string one = account_address("{id}");
  add_form_flow(router, site, "/quan-tri/them-tai-khoan", add);
  add_form_flow(router, site, one + "/vai-tro", grant);
  add_form_flow(router, site, one + "/bo-vai-tro/{role}/{unit}", revoke);
  add_form_flow(router, site, one + "/khoa", [](const Visit& visit) { return disable(visit, true); });
  add_form_flow(router, site, one + "/mo-khoa", [](const Visit& visit) { return disable(visit, false); });
  add_form_flow(router, site, one + "/mat-khau", reset);
  add_form_flow(router, site, one + "/can-bo", tie);
}

std::string account_change_confirmed(const Visit& visit) {
  return confirmed(
      visit, {{"tai-khoan",
               {"Đã thêm tài khoản, ghi vào nhật ký. Tiếp theo: trao mật khẩu cho người dùng; tài khoản đăng nhập được ngay.",
                "The account is added and recorded. Next: hand over the password; it can sign in at once."}},
              {"tai-khoan-truoc",
               {"Tài khoản này đã được thêm từ lần gửi trước, với mật khẩu của lần đó; không ghi thêm lần nữa. Tiếp theo: trao mật khẩu đó cho người dùng.",
                "This account was added by an earlier sending, with the password of that one; nothing more is recorded. Next: hand over that password."}},
              {"vai-tro",
               {"Đã thêm vai trò, ghi vào nhật ký. Tiếp theo: tài khoản được hỏi việc của vai trò đó từ nay.",
                "The role is added and recorded. Next: the account is asked for that role's work from now on."}},
              {"bo-vai-tro",
               {"Đã bỏ vai trò, ghi vào nhật ký. Tiếp theo: việc đang mở của vai trò đó chờ người khác có vai trò này.",
                "The role is taken away and that is recorded. Next: what is open for it waits for others who have it."}},
              {"khoa",
               {"Đã khoá tài khoản, ghi vào nhật ký; các phiên đang mở của nó đã kết thúc. Tiếp theo: việc đang chờ người này cần có người làm thay.",
                "The account is disabled and that is recorded; its sessions have ended. Next: what waits for this person needs a substitute."}},
              {"mo-khoa",
               {"Đã mở khoá tài khoản, ghi vào nhật ký. Tiếp theo: tài khoản đăng nhập được ngay với mật khẩu cũ.",
                "The account is enabled and that is recorded. Next: it can sign in at once with its old password."}},
              {"can-bo",
               {"Đã ghi tài khoản này là của ai vào nhật ký. Tiếp theo: cán bộ thấy quá trình và việc của mình khi đăng nhập lại.",
                "Whose account it is has been recorded. Next: the official sees his own career and tasks when he signs in."}},
              {"mat-khau",
               {"Đã đặt lại mật khẩu; mọi phiên đang mở của tài khoản đã kết thúc. Tiếp theo: trao mật khẩu mới cho người dùng.",
                "The password is reset; every session of the account has ended. Next: hand over the new one."}}});
}

}  // namespace luan::web
