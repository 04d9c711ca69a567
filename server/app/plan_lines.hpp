// Lines of plans, as nominations meet them. Private to this folder.
#pragma once
#include "app/impl.hpp"

namespace luan::app {

/// «12-KH/ĐU, dòng 3: Bí thư Đảng uỷ phường …»; a dash for what never was.
[[nodiscard]] Localized line_label(const store::Directory& directory, const PlanLineId& line);
/// Does it use up a line: it goes on, or somebody was posted by it?
[[nodiscard]] bool uses_line(const workflow::Rotation& rotation);
/// A post of a unit that has merged or was split: nobody is nominated for it, until the line names another.
[[nodiscard]] bool post_is_gone(const store::Directory& directory, const store::PlanLine& line, Date today);
/// The committee and auditors read every line, others those of their own unit: where it receives, or its official is expected.
[[nodiscard]] bool may_see_line(const Caller& caller, const store::Directory& directory, const store::PlanLine& line, Date today);

/// Lines that this caller may see: those by which somebody can still be nominated, or `all`, for the writer to judge.
[[nodiscard]] std::vector<workflow::FormWorld::Item> plan_line_items(const App::Impl& impl, const store::Directory& directory, const Caller& caller, bool all);

/// The line that the start form names; none where it names none.
[[nodiscard]] PlanLineId line_of(const workflow::Form& form, const json::object& values);
/// May one more be nominated by this line? On the writer.
[[nodiscard]] Result<void> may_use_line(store::Transaction& transaction, const PlanLineId& line);

/// Everybody and everything that a plan's forms may name.
[[nodiscard]] workflow::FormWorld plan_world(const App::Impl& impl, const DirectoryPtr& directory);

/// The plan if the caller may write it; `line` too, where the act concerns one.
struct PlanPlace {
  const store::Plan* plan = nullptr;
  const store::PlanLine* line = nullptr;
};
[[nodiscard]] Result<PlanPlace> place_of(const store::Directory& directory, const PlanAct& act);
/// The terms as the form of a line gives them.
[[nodiscard]] store::PlanLineTerms line_terms(const store::Directory& directory, const json::object& values);
[[nodiscard]] store::PlanAdopted adopted_plan(const store::Directory& directory, const PlanId& id, const json::object& values);
/// A number of a paper stands for one plan of the committee.
[[nodiscard]] Result<void> is_new_paper(const store::Directory& directory, const store::PlanAdopted& plan);

}  // namespace luan::app
