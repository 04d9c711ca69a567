#include "web/pages/review_page.hpp"

namespace luan::web {
namespace {

struct View {
  std::string note, title, lead, follows, address, csrf, button, back;
  bool edits = true, for_good = true, changeable = false;
  html::Raw values, foretold, hidden, asked, errors;
  static constexpr auto fields = std::tuple{html::Field("note", &View::note),         html::Field("title", &View::title),
                                            html::Field("lead", &View::lead),         html::Field("follows", &View::follows),
                                            html::Field("address", &View::address),   html::Field("csrf", &View::csrf),
                                            html::Field("button", &View::button),     html::Field("back", &View::back),
                                            html::Field("edits", &View::edits),       html::Field("values", &View::values),
                                            html::Field("foretold", &View::foretold), html::Field("hidden", &View::hidden),
                                            html::Field("for_good", &View::for_good), html::Field("changeable", &View::changeable),
                                            html::Field("asked", &View::asked),       html::Field("errors", &View::errors)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#note}}<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{note}}</p></div>
{{/note}}<h1>{{=Xem lại trước khi gửi|Check before sending}}</h1>
<p class="lead">{{title}}. {{lead}}</p>
<div class="text">{{#values}}<section class="sheet">{{values}}</section>{{/values}}{{foretold}}
<p class="note">{{#follows}}{{follows}} {{/follows}}{{#for_good}}{{=Sau khi gửi, nội dung được ghi vào nhật ký và không sửa được nữa.|Once sent it stands in the log and cannot be changed.}}{{/for_good}}{{#changeable}}{{=Việc này được ghi vào nhật ký; sau này đổi lại được, lần đổi cũng được ghi.|It stands in the log; it can be changed again later, and that stands there as well.}}{{/changeable}}</p>
<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}">{{hidden}}
{{asked}}<div class="bar"><button class="btn" type="submit" name="go" value="send">{{button}}</button> {{#edits}}<button class="btn plain" type="submit" name="go" value="edit">{{=Quay lại sửa|Go back and change}}</button>{{/edits}}{{^edits}}<a class="btn plain" href="{{back}}">{{=Không, quay lại|No, go back}}</a>{{/edits}}</div></form></div>
)";
});

}  // namespace

http::Reply review_page(const Visit& visit, const Review& review) {
  const View view{review.note,
                  review.title,
                  review.lead,
                  review.follows,
                  review.address,
                  visit.app().csrf_token(visit.caller),
                  review.button,
                  review.back,
                  review.edits,
                  review.lasting == Lasting::for_good,
                  review.lasting == Lasting::changeable,
                  {review.values},
                  {review.foretold},
                  {review.hidden},
                  {review.asked},
                  {error_summary(review.errors, visit.language)}};
  Frame frame{(review.errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Xem lại trước khi gửi: ", "Check before sending: ") + review.title,
              review.here, review.back, review.back_label};
  if (!review.errors.empty()) frame.status = 422;
  frame.keep_private = !review.asked.empty();  // what is typed there must not come back by Back
  return page(visit, frame, content.render(view, visit.language));
}

}  // namespace luan::web
