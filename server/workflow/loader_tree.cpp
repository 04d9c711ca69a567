#include "workflow/loader_tree.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/text.hpp"

namespace luan::workflow {
namespace {

constexpr std::size_t file_bytes_max = 1 << 20;
constexpr int depth_max = 24;
// Aliases repeat what they name: a small file can unfold to a very large tree.
constexpr std::size_t nodes_max = 100'000;

struct TooMuch {
  Mark mark;
};

class TreeBuilder {
 public:
  TreeBuilder(std::string_view bytes, Faults& faults) : faults_(faults) {
    for (std::size_t at = 0; at != bytes.npos && at < bytes.size();) {
      const auto end = bytes.find('\n', at);
      lines_.push_back(bytes.substr(at, end == bytes.npos ? end : end - at));
      at = end == bytes.npos ? end : end + 1;
    }
  }

  /// yaml-cpp counts from 0 and in bytes; an editor shows characters from 1.
  Mark mark(const YAML::Mark& raw) const {
    if (raw.is_null()) return {1, 1};
    const auto line = static_cast<std::size_t>(raw.line);
    const std::string_view before = line < lines_.size() ? lines_[line].substr(0, static_cast<std::size_t>(raw.column)) : "";
    return {raw.line + 1, static_cast<int>(length(before)) + 1};
  }

  Tree build(const YAML::Node& node, int depth) {
    Tree tree;
    tree.mark = mark(node.Mark());
    if (depth > depth_max || ++nodes_ > nodes_max) throw TooMuch{tree.mark};
    switch (node.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null: break;
      case YAML::NodeType::Scalar:
        tree.kind = Tree::Kind::scalar;
        tree.text = node.Scalar();
        tree.quoted = node.Tag() == "!";
        break;
      case YAML::NodeType::Sequence:
        tree.kind = Tree::Kind::list;
        for (const auto& item : node) tree.items.push_back(build(item, depth + 1));
        break;
      case YAML::NodeType::Map:
        tree.kind = Tree::Kind::map;
        add_members(tree, node, depth);
        break;
    }
    return tree;
  }

 private:
  void add_members(Tree& tree, const YAML::Node& node, int depth) {
    std::vector<Tree> merged;
    for (const auto& pair : node) {
      const Mark place = mark(pair.first.Mark());
      if (!pair.first.IsScalar()) {
        faults_.add(place, "Khoá phải là một từ, không phải danh sách hay bảng.", "A key must be a word, not a list or a map.");
      } else if (pair.first.Scalar() == "<<" && pair.first.Tag() != "!") {
        merged.push_back(build(pair.second, depth + 1));
      } else if (tree.find(pair.first.Scalar())) {
        faults_.add(place, fmt::format("Khoá «{}» đã có ở trên, trong cùng một bảng. Đề nghị bỏ một trong hai.", pair.first.Scalar()),
                    fmt::format("The key «{}» stands above already, in the same map. Remove one of the two.", pair.first.Scalar()));
      } else {
        Tree value = build(pair.second, depth + 1);
        if (value.kind == Tree::Kind::nothing) value.mark = place;
        tree.members.push_back({pair.first.Scalar(), place, std::move(value)});
      }
    }
    for (const Tree& source : merged) merge(tree, source);
  }

  /// `<<: *anchor`: the members of the map named, where the map does not say otherwise.
  void merge(Tree& tree, const Tree& source) {
    if (source.kind == Tree::Kind::list) {
      for (const Tree& one : source.items) merge(tree, one);
    } else if (source.kind == Tree::Kind::map) {
      for (const TreeMember& member : source.members)
        if (!tree.find(member.key)) tree.members.push_back(member);
    } else {
      faults_.add(source.mark, "«<<» phải chỉ tới một bảng đã đặt tên bằng «&».", "«<<» must name a map that carries a «&» name.");
    }
  }

  Faults& faults_;
  std::vector<std::string_view> lines_;
  std::size_t nodes_ = 0;
};

Tree empty_map() {
  Tree tree;
  tree.kind = Tree::Kind::map;
  tree.mark = {1, 1};
  return tree;
}

}  // namespace

const Tree* Tree::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &TreeMember::key);
  return found == members.end() ? nullptr : &found->value;
}

Tree read_tree(std::string_view bytes, Faults& faults) {
  if (bytes.size() > file_bytes_max) {
    faults.add({1, 1}, fmt::format("Tệp quá lớn: tối đa {} byte.", file_bytes_max), fmt::format("The file is too large: {} bytes at most.", file_bytes_max));
    return empty_map();
  }
  if (!is_utf8(bytes)) {
    faults.add({1, 1}, "Tệp không phải là văn bản UTF-8. Đề nghị lưu lại theo UTF-8.", "The file is not UTF-8 text. Save it as UTF-8.");
    return empty_map();
  }
  TreeBuilder builder(bytes, faults);
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(bytes));
    if (documents.size() == 1) return builder.build(documents.front(), 0);
    const Mark place = documents.empty() ? Mark{1, 1} : builder.mark(documents[1].Mark());
    faults.add(place, "Mỗi tệp chứa đúng một quy trình.", "A file holds exactly one workflow.");
  } catch (const TooMuch& too_much) {
    faults.add(too_much.mark, "Tệp lồng nhau quá sâu hoặc lặp lại quá nhiều qua «*». Đề nghị viết gọn lại.",
               "The file nests too deep, or repeats too much through «*». Write it plainer.");
  } catch (const YAML::Exception& error) {
    faults.add(builder.mark(error.mark),
               fmt::format("Không đọc được YAML ở đây ({}). Đề nghị xem lại thụt dòng, dấu hai chấm, dấu ngoặc và dấu nháy.", error.msg),
               fmt::format("This is not YAML ({}). Check indentation, colons, brackets and quotes.", error.msg));
  }
  return empty_map();
}

}  // namespace luan::workflow
