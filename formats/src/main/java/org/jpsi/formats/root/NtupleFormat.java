package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jpsi.formats.rntuple.NtupleOutput;
import org.jpsi.formats.rntuple.NtupleWriter;
import org.jspecify.annotations.Nullable;

/// RNTuples in ROOT files, in the place of trees. They are written where that is asked for by the
/// keyword; what reads ROOT files reads both.
public final class NtupleFormat implements Format {
  @Override
  public String name() {
    return "RNTuple";
  }

  @Override
  public List<String> extensions() {
    return List.of();
  }

  @Override
  public boolean recognizes(byte[] head) {
    return false;
  }

  @Override
  public boolean readable() {
    return false;
  }

  @Override
  public List<TreeInfo> trees(Path file) {
    throw new IllegalStateException("ROOT files are read by " + RootFormat.class);
  }

  @Override
  public EventSource open(Path file, @Nullable String tree) {
    throw new IllegalStateException("ROOT files are read by " + RootFormat.class);
  }

  @Override
  public EventWriter create(Path file, String tree) {
    return new NtupleWriter(new Output(new RootFileOutput(file)), tree);
  }

  /// Records of an RNTuple in a ROOT file.
  private record Output(RootFileOutput root) implements NtupleOutput {
    private static final String ANCHOR = "ROOT::RNTuple";

    @Override
    public String file() {
      return root.where();
    }

    @Override
    public long append(byte[] bytes, int length) {
      return root.blob(bytes, length);
    }

    @Override
    public void finish(String name, byte[] anchor) {
      RootOutput object = new RootOutput(0);
      object.bytes(anchor);
      root.finish(
          List.of(root.store(ANCHOR, name, "", object)), StreamerInfoList.OfNtuples.ALL.all());
    }

    @Override
    public void close() {
      root.close();
    }
  }
}
