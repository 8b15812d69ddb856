package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// Tree (TTree, TNtuple): its number of entries and its branches, those within branches included.
record RootTree(String name, String title, long entries, List<Branch> branches) {
  static RootTree read(RootFile file, String name, Key key) {
    RootInput bytes = file.object(key, "tree " + name);
    RootObject record = new ObjectReader(bytes, file.streamers()).top(key.className());
    long entries = record.number("fEntries");
    if (entries < 0) {
      throw record.location().damaged("claims " + entries + " entries");
    }
    List<Branch> branches = new ArrayList<>();
    for (RootObject branch : record.list("fBranches")) {
      add(branch, BranchPath.TREE, entries, branches);
    }
    return new RootTree(name, record.text("fTitle"), entries, List.copyOf(branches));
  }

  private static void add(RootObject record, BranchPath parent, long entries, List<Branch> into) {
    if (record.className().isEmpty()) {
      throw record.location().damaged("lacks one of the branches it lists");
    }
    BranchPath path = parent.child(record);
    into.add(Branch.of(record, path, entries));
    for (RootObject child : record.list("fBranches")) {
      add(child, path, entries, into);
    }
  }
}
