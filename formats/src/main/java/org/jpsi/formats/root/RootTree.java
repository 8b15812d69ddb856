package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    List<RootObject> records = new ArrayList<>();
    List<BranchPath> paths = new ArrayList<>();
    Set<RootObject> met = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RootObject branch : record.list("fBranches")) {
      add(branch, BranchPath.TREE, records, paths, met);
    }
    Map<RootObject, Integer> leaves = new IdentityHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      for (RootObject leaf : records.get(i).list("fLeaves")) {
        budget.numbers(4);
        leaves.putIfAbsent(leaf, i);
      }
    }
    Branch.OfTree tree = new Branch.OfTree(entries, file.streamers(), leaves, budget);
    List<Branch> branches = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      branches.add(Branch.of(records.get(i), paths.get(i), tree));
    }
    return new RootTree(name, record.text("fTitle"), entries, List.copyOf(branches));
  }

  private static void add(
      RootObject record,
      BranchPath parent,
      List<RootObject> into,
      List<BranchPath> paths,
      Set<RootObject> met) {
    if (!record.className().isEmpty() && !met.add(record)) {
      // by references a file of a kilobyte would have millions
      throw record.location().damaged("lists branch " + record.text("fName") + " twice");
    }
    if (record.className().isEmpty()) {
      throw record.location().damaged("lacks one of the branches it lists");
    }
    BranchPath path = parent.child(record);
    into.add(record);
    paths.add(path);
    for (RootObject child : record.list("fBranches")) {
      add(child, path, into, paths, met);
    }
  }
}
