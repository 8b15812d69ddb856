package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// ROOT trees whose lists of numbers are `std::vector`, in the place of arrays with a counter. It
/// is written where it is asked for by its keyword; what reads ROOT files reads both.
public final class VectorTreeFormat implements Format {
  @Override
  public String name() {
    return "ROOT with std::vector";
  }

  @Override
  public String keyword() {
    return "root-vectors";
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
    return new RootWriter(new RootFileOutput(file), tree, true);
  }
}
