package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Tree (TTree, TNtuple): its number of entries and its branches, those within branches included.
record RootTree(String name, String title, long entries, List<Branch> branches) {
  static RootTree read(RootFile file, String name, Key key) {
    MetadataBudget budget = file.budget().tree(file.location().file(), file.size());
    RootInput bytes = file.object(key, budget, "tree " + name);
    RootObject record = new ObjectReader(bytes, file.streamers(), budget).top(key.className());
    long entries = record.number("fEntries");
    if (entries < 0) {
      throw record.location().damaged("claims " + entries + " entries");
    }
    List<Branch> branches = new ArrayList<>();
    Set<RootObject> met = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RootObject branch : record.list("fBranches")) {
      add(branch, BranchPath.TREE, entries, branches, met, budget);
    }
    return new RootTree(name, record.text("fTitle"), entries, List.copyOf(branches));
  }

  private static void add(
      RootObject record,
      BranchPath parent,
      long entries,
      List<Branch> into,
      Set<RootObject> met,
      MetadataBudget budget) {
    if (!record.className().isEmpty() && !met.add(record)) {
      // by references a file of a kilobyte would have millions
      throw record.location().damaged("lists branch " + record.text("fName") + " twice");
    }
    if (record.className().isEmpty()) {
      throw record.location().damaged("lacks one of the branches it lists");
    }
    BranchPath path = parent.child(record);
    into.add(Branch.of(record, path, entries, budget));
    for (RootObject child : record.list("fBranches")) {
      add(child, path, entries, into, met, budget);
    }
  }
}
