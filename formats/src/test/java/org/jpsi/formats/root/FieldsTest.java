package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jpsi.formats.root.SmallFile.embedded;
import static org.jpsi.formats.root.SmallFile.integers;
import static org.jpsi.formats.root.SmallFile.pairs;
import static org.jpsi.formats.root.SmallFile.texts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.formats.root.NamedBytes.Embedded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every number of a file made wrong, one at a time, in ways that reach further than flipped bits:
/// either the same events are read, or the file is refused, or what is not read is named. Wrong
/// events are never read.
class FieldsTest {
  // what a branch says against its tree, what its leaf cannot be, and a layout with a member that
  // nobody can pass over: the branch is named
  private static final String NAMED =
      "tree(\\.fBranches\\[\\d])?\\.fEntries|.*\\.fLeaves\\[\\d]\\.(#class|fLen)|info.*";
  // what no other number of the file contradicts
  private static final String ALONE = ".*\\.fIsUnsigned|keys\\.#count";

  @TempDir Path folder;

  private static long[] wrong(long was) {
    return new long[] {
      0, 1, -1, was + 1, was - 1, 2 * was, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE
    };
  }

  /// Whether what is read is as in the sound file, but for branches that are named as damaged.
  private static boolean isDamageNamed(String read, String sound) {
    List<String> lines = sound.lines().toList();
    return read.lines()
        .allMatch(
            line -> lines.contains(line) || line.matches("[\\w.]+: the file is damaged there: .*"));
  }

  private void check(NamedBytes file, String name, long value, String sound, List<String> bad)
      throws IOException {
    long was = file.get(name);
    String read = Contents.of(file.set(name, value).bytes(), folder);
    file.set(name, was);
    boolean fine =
        read.equals(sound)
            || read.startsWith(Contents.REFUSED)
            || name.matches(NAMED) && read.contains(": ")
            || isDamageNamed(read, sound)
            || name.matches(ALONE);
    if (!fine) {
      bad.add(name + " " + was + " -> " + value + ": " + read);
    }
  }

  @Test
  void aFileBuiltFieldByFieldIsRead() throws IOException {
    assertThat(Contents.of(SmallFile.sound().bytes(), folder))
        .isEqualTo(
            """
            t a tree 3none
            x int32 [7.0, 8.0, 9.0]
            word text |ab|c
            p.a float32 [1.0, 1.0, 1.0]
            p.b int16 [0.0, 1.0, 2.0]\
            """);
  }

  @Test
  void noWrongNumberGivesWrongEvents() throws IOException {
    NamedBytes file = SmallFile.sound();
    String sound = Contents.of(file.bytes(), folder);
    List<String> bad = new ArrayList<>();
    for (String name : file.names()) {
      for (long value : wrong(file.get(name))) {
        check(file, name, value, sound, bad);
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void noWrongNumberOfABasketInTheTreesRecordGivesWrongEvents() throws IOException {
    Embedded basket = new Embedded(3, 12, new int[0], 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9);
    NamedBytes file = new SmallFile().with(embedded("TLeafI", "x", basket)).write();
    String sound = Contents.of(file.bytes(), folder);
    assertThat(sound).endsWith("x int32 [7.0, 8.0, 9.0]");
    List<String> bad = new ArrayList<>();
    for (String name : file.names()) {
      if (name.startsWith("tree.fBranches[0].fBaskets")) {
        for (long value : wrong(file.get(name))) {
          check(file, name, value, sound, bad);
        }
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void noWrongNumberOfTheLayoutsGivesWrongEvents() throws IOException {
    NamedBytes file =
        new SmallFile().with(integers("x"), texts("w"), pairs("p")).withLayouts().write();
    String sound = Contents.of(file.bytes(), folder);
    List<String> names = file.names().stream().filter(n -> n.startsWith("info")).toList();
    Rng rng = Rng.of(11);
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      String name = names.get(rng.integer(names.size(), 2L * i));
      long[] wrong = wrong(file.get(name));
      check(file, name, wrong[rng.integer(wrong.length, 2L * i + 1)], sound, bad);
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    NamedBytes file = SmallFile.sound();
    int length = file.bytes().length;
    for (int n = 1; n < length; n += 13) {
      // the header does not give it away
      byte[] cut = Arrays.copyOf(file.set("header.end", n).bytes(), n);
      assertThat(Contents.of(cut, folder)).as("at %d", n).startsWith(Contents.REFUSED);
    }
  }
}
