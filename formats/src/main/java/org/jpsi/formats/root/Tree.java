package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// A tree (TTree, TNtuple): its events and branches, those within branches too.
record Tree(String name, String title, long entries, List<Branch> branches) {
  static Tree read(RootFile file, String name, Key key) {
    Bytes bytes = file.object(key, "tree " + name);
    Record record = new Objects(bytes, file.streamers()).top(key.className());
    long entries = record.number("fEntries");
    if (entries < 0) {
      throw record.place().damaged("claims " + entries + " entries");
    }
    List<Branch> branches = new ArrayList<>();
    for (Record branch : record.list("fBranches")) {
      add(branch, "", entries, branches);
    }
    return new Tree(name, record.text("fTitle"), entries, List.copyOf(branches));
  }

  private static void add(Record record, String parent, long entries, List<Branch> into) {
    if (record.className().isEmpty()) {
      return;
    }
    Branch branch = Branch.of(record, parent, entries);
    into.add(branch);
    // a member of an object may be called as another object's: then by both names
    for (Record child : record.list("fBranches")) {
      add(child, branch.name(), entries, into);
    }
  }
}
