package org.jpsi.formats.root;

import org.jpsi.core.io.Budget;

/// Budgets of a file's metadata: directories, class layouts, trees. All grow with the size of the
/// file, so that references, repeated names and compressed records cannot make a small file costly.
/// Events are not counted: they are read as they are asked for.
///
/// @param bytes read and unpacked
/// @param steps of reading: members, list items, characters of names made
/// @param memory that is held, as the heap takes it, in bytes
/// @param baskets bytes of the file that a tree's baskets take together: they cannot overlap
record MetadataBudget(Budget bytes, Budget steps, Budget memory, Budget baskets) {
  private static final long MIB = 1 << 20;
  // a RootObject, and its array of members
  private static final long OBJECT = 48;
  private static final long MEMBERS = 120;

  static MetadataBudget of(String file, long size) {
    return new MetadataBudget(
        // zlib packs trees of empty branches 30 times, LZMA twice that
        Budget.growing(file, "bytes of unpacked metadata", 48 * MIB, 48, size),
        Budget.growing(file, "steps to read its metadata", 8 * MIB, 16, size),
        Budget.growing(file, "bytes of memory for directories and layouts", 8 * MIB, 2, size),
        Budget.of(file, "bytes of baskets", 0));
  }

  /// Budgets for one of the trees of the file, whose objects are forgotten when it is read.
  MetadataBudget tree(String file, long size) {
    return new MetadataBudget(
        bytes,
        steps,
        Budget.growing(file, "bytes of memory for the branches of a tree", 56 * MIB, 9, size),
        Budget.of(file, "bytes of baskets", size));
  }

  /// An object.
  void object() {
    steps.spend(1);
    memory.spend(OBJECT);
  }

  /// Room for the members of an object.
  void members() {
    memory.spend(MEMBERS);
  }

  /// A number that is held.
  void number() {
    memory.spend(16);
  }

  /// An array of numbers, held as `long[]`.
  void numbers(int n) {
    memory.spend(16 + 8L * n);
  }

  /// A text that is held.
  void text(String text) {
    steps.spend(1 + text.length() / 8);
    memory.spend(56 + 2L * text.length());
  }
}
