package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// Record of a tree (TTree, version 20), written.
final class TreeRecord {
  // "no limit" in TTree's own words
  private static final long NO_LIMIT = 1_000_000_000_000L;

  private TreeRecord() {}

  static void write(
      RootOutput out, String name, long entries, int basketEntries, List<BranchWriter> branches) {
    long plain = branches.stream().mapToLong(BranchWriter::plainBytes).sum();
    long stored = branches.stream().mapToLong(BranchWriter::storedBytes).sum();
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
    // all branches begin their baskets at the same entries, every so many: readers with threads
    // share them out by that
    out.i64(basketEntries).i64(1_000_000);
    out.i8(0).i8(0);
    features(out);
    int array = out.array(branches.size());
    List<Integer> leaves = new ArrayList<>();
    for (BranchWriter branch : branches) {
      leaves.add(branch.write(out, entries, basketEntries));
    }
    out.end(array);
    array = out.array(leaves.size());
    leaves.forEach(out::i32);
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
