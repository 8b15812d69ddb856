package org.jpsi.formats.root;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Record of a tree (TTree, version 20), written.
final class TreeRecord {
  // "no limit" in TTree's own words
  private static final long NO_LIMIT = 1_000_000_000_000L;

  private TreeRecord() {}

  static void write(
      RootOutput out,
      String name,
      long entries,
      int basketEntries,
      List<BranchWriter> columns,
      Map<BranchWriter, BranchWriter> counters) {
    // pointers to what comes later would need a record of their own
    Set<BranchWriter> branches = new LinkedHashSet<>();
    for (BranchWriter column : columns) {
      BranchWriter counter = counters.get(column);
      if (counter != null) {
        branches.add(counter);
      }
      branches.add(column);
    }
    long plain = branches.stream().mapToLong(branch -> branch.baskets().plainBytes()).sum();
    long stored = branches.stream().mapToLong(branch -> branch.baskets().storedBytes()).sum();
    int tree = out.begin(20);
    out.named(name, "");
    int line = out.begin(2);
    out.i16(602).i16(1).i16(1).end(line);
    fill(out);
    int marker = out.begin(3);
    out.i16(1).i16(1).i32(Float.floatToIntBits(1)).end(marker);
    out.i64(entries).i64(plain).i64(stored).i64(0).i64(stored);
    out.i64(Double.doubleToLongBits(1)).i32(0).i32(25).i32(0).i32(1000).i32(0);
    out.i64(NO_LIMIT).i64(NO_LIMIT).i64(0).i64(-300_000_000);
    // all branches begin a basket at the same entries, every so many: readers with threads share
    // them out by that
    out.i64(basketEntries).i64(1_000_000);
    out.i8(0).i8(0);
    features(out);
    int array = out.array(branches.size());
    Map<BranchWriter, Integer> leaves = new LinkedHashMap<>();
    for (BranchWriter branch : branches) {
      BranchWriter counter = counters.get(branch);
      int leaf = counter == null ? 0 : Objects.requireNonNull(leaves.get(counter));
      String counterName = counter == null ? "" : counter.leafName();
      leaves.put(branch, branch.write(out, basketEntries, leaf, counterName));
    }
    out.end(array);
    array = out.array(leaves.size());
    leaves.values().forEach(out::i32);
    out.end(array);
    // no aliases, index (two empty arrays, no object), friends, user's objects, references
    out.i32(0).i32(0).i32(0).i32(0).i32(0).i32(0).i32(0);
    out.end(tree);
  }

  /// TAttFill.
  static void fill(RootOutput out) {
    int fill = out.begin(2);
    out.i16(0).i16(1001).end(fill);
  }

  /// ROOT::TIOFeatures, none: a class without a version, known by its checksum.
  static void features(RootOutput out) {
    int features = out.begin(0);
    out.i32(0x1aa12f10).i8(0).end(features);
  }
}
