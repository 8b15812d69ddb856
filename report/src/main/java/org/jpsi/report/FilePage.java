package org.jpsi.report;

import java.util.List;

/// Page of a file of events: a section for each tree with a table of its columns.
///
/// @param file its name
/// @param size in words
/// @param trees in the order of the file
public record FilePage(String file, String size, List<Tree> trees) {
  public FilePage {
    trees = List.copyOf(trees);
  }

  /// Tree of a file.
  ///
  /// @param name of the tree
  /// @param head what it is, in a line
  /// @param heads of the table
  /// @param rows of the table, one for each column
  /// @param notes below the table
  public record Tree(
      String name, String head, List<String> heads, List<List<String>> rows, List<String> notes) {
    public Tree {
      heads = List.copyOf(heads);
      rows = rows.stream().map(List::copyOf).toList();
      notes = List.copyOf(notes);
    }
  }

  /// The page, self-contained; the same record gives the same bytes.
  public String html() {
    HtmlPage page = new HtmlPage(file);
    page.section("file", "File").heading(1, file).text(size);
    for (int t = 0; t < trees.size(); t++) {
      Tree tree = trees.get(t);
      page.section("tree-" + t, tree.name()).heading(2, tree.name()).text(tree.head());
      if (!tree.rows().isEmpty()) {
        page.table(tree.heads(), tree.rows());
      }
      page.list("", tree.notes());
    }
    return page.html();
  }
}
