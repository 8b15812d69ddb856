package org.jpsi.formats.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;

/// All that a source can learn of a file, as one text: trees, columns with their values, what
/// cannot be read and why; or the message with which it is refused.
final class Contents {
  static final String REFUSED = "refused: ";
  static final String REMEDY =
      "; get the file again; it may have been cut short while it was copied";

  private Contents() {}

  static String of(byte[] bytes, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("t.root"), bytes);
    StringJoiner lines = new StringJoiner("\n");
    try {
      for (TreeInfo tree : Tables.trees(file)) {
        if (tree.typeName().equals("RNTuple")) {
          lines.add(tree.name() + " RNTuple");
          continue;
        }
        lines.add(tree.name() + " " + tree.title() + " " + tree.events() + tree.compression());
        try (EventSource source = Tables.open(file, tree.name())) {
          source.unreadable().forEach(u -> lines.add(u.name() + ": " + u.reason()));
          for (Column info : source.columns()) {
            Column column = source.read(List.of(info.name())).columns().getFirst();
            lines.add(info.name() + " " + info.typeName() + " " + info.unit() + values(column));
          }
        }
      }
    } catch (InputException e) {
      return REFUSED + String.valueOf(e.getMessage()).replace("[" + file + "] ", "");
    }
    return lines.toString();
  }

  private static String values(Column column) {
    return switch (column) {
      case NumberColumn numbers -> Arrays.toString(numbers.toDoubles());
      case TextColumn texts -> {
        StringJoiner all = new StringJoiner("|");
        for (int i = 0; i < texts.rows(); i++) {
          all.add(texts.value(i));
        }
        yield all.toString();
      }
      case JaggedColumn jagged -> Arrays.toString(jagged.offsets()) + values(jagged.items());
    };
  }
}
