package org.jpsi.formats.root;

import org.jpsi.formats.rntuple.NtupleStorage;

/// Storage of the RNTuples of a ROOT file.
record RootStorage(RootFile root) implements NtupleStorage {
  @Override
  public String file() {
    return root.location().file();
  }

  @Override
  public long size() {
    return root.size();
  }

  @Override
  public byte[] read(long offset, int bytes, String what) {
    return root.read(offset, bytes, what).array();
  }

  @Override
  public void close() {
    root.close();
  }
}
