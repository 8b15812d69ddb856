package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// A tree (TTree, TNtuple): its events and branches, those within branches too.
record RootTree(String name, String title, long entries, List<Branch> branches) {
  static RootTree read(RootFile file, String name, Key key) {
    RootInput bytes = file.object(key, "tree " + name);
    RootRecord record = new Objects(bytes, file.streamers()).top(key.className());
    long entries = record.number("fEntries");
    if (entries < 0) {
      throw record.place().damaged("claims " + entries + " entries");
    }
    List<Branch> branches = new ArrayList<>();
    for (RootRecord branch : record.list("fBranches")) {
      add(branch, "", entries, branches);
    }
    return new RootTree(name, record.text("fTitle"), entries, List.copyOf(branches));
  }

  private static void add(RootRecord record, String parent, long entries, List<Branch> into) {
    if (record.className().isEmpty()) {
      throw record.place().damaged("lacks one of the branches it lists");
    }
    Branch branch = Branch.of(record, parent, entries);
    into.add(branch);
    // a member of an object may be called as another object's: then by both names
    for (RootRecord child : record.list("fBranches")) {
      add(child, branch.name(), entries, into);
    }
  }
}
