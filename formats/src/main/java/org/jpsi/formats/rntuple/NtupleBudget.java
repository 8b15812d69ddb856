package org.jpsi.formats.rntuple;

import org.jpsi.core.io.Budget;

/// Budgets of an RNTuple's metadata: header, footer and page lists. Both grow with the size of the
/// file, so that compressed envelopes and frames without content cannot make a small file costly.
/// Events are not counted: they are read as they are asked for.
///
/// @param bytes of envelopes, unpacked
/// @param memory that is held for what they say, in bytes
record NtupleBudget(Budget bytes, Budget memory) {
  private static final long MIB = 1 << 20;

  static NtupleBudget of(String file, long size) {
    return new NtupleBudget(
        Budget.growing(file, "bytes of unpacked metadata of an RNTuple", 16 * MIB, 16, size),
        Budget.growing(file, "bytes of memory for metadata of an RNTuple", 32 * MIB, 16, size));
  }
}
