package org.jpsi.formats.npy;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// NPY format, only written: one structured array, so that `numpy.load(f)["score"]` finds columns
/// by name and each keeps its type (a plain matrix would lose both).
public final class NpyFormat implements Format {
  @Override
  public String name() {
    return "NPY";
  }

  @Override
  public List<String> extensions() {
    return List.of(".npy");
  }

  @Override
  public boolean recognizes(byte[] head) {
    return head.length >= 6
        && (head[0] & 0xFF) == 0x93
        && head[1] == 'N'
        && head[2] == 'U'
        && head[3] == 'M';
  }

  @Override
  public boolean readable() {
    return false;
  }

  @Override
  public List<TreeInfo> trees(Path file) {
    throw unreadable(file);
  }

  @Override
  public EventSource open(Path file, @Nullable String tree) {
    throw unreadable(file);
  }

  private static InputException unreadable(Path file) {
    return InputException.at(file.toString())
        .says("events are not read from NPY files")
        .remedy("convert it to ROOT or CSV; from Java, `Npy.read` gives its tensor")
        .exception();
  }

  @Override
  public EventWriter create(Path file, String tree) {
    return new NpyWriter(file);
  }
}
