package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jpsi.formats.root.BranchTest.damaged;
import static org.jpsi.formats.root.SmallFile.integers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders within folders, and those that are no tree: chains without end, loops, one folder twice.
class DirectoriesTest {
  // of the key of each directory below
  private static final int DIRECTORY_KEY = 40;

  @TempDir Path folder;

  /// A key that a list of keys has: the class, the name, the cycle and where it points.
  private record Entry(String className, String name, int cycle, long seek) {}

  /// Writes a list of keys.
  ///
  /// @return where it is
  private static long keys(NamedBytes out, String name, List<Entry> entries) {
    long seek = out.at();
    out.key(name + "#list", new Key(0, 0, 0, 1, seek, "TFile", "f", ""), 0);
    out.number(name + "#count", 4, entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      out.keyFields(name + i, new Key(0, 0, 0, e.cycle, e.seek, e.className, e.name, ""), 0);
      out.set(name + i + ".keyBytes", DIRECTORY_KEY);
    }
    out.endRecord(name + "#list");
    return seek;
  }

  /// Writes a directory with its key.
  ///
  /// @return where the key is
  private static long directory(NamedBytes out, String name, long keysSeek, long keysBytes) {
    long seek = out.at();
    out.key(name + "#key", new Key(0, 0, 0, 1, seek, "TDirectory", "d", ""), 0);
    SmallFile.directory(out, name);
    out.endRecord(name + "#key");
    out.set(name + ".keysSeek", keysSeek).set(name + ".keysBytes", keysBytes);
    return seek;
  }

  /// A file whose folders are written from the innermost on.
  private static final class Folders {
    final NamedBytes out = new NamedBytes(List.of());

    Folders() {
      SmallFile.header(out);
    }

    /// A folder with these things in it.
    long folder(String name, Entry... entries) {
      long start = out.at();
      long keys = keys(out, name, List.of(entries));
      return directory(out, name, keys, out.at() - start);
    }

    byte[] top(Entry... entries) {
      long keys = keys(out, "top", List.of(entries));
      out.set("directory.keysSeek", keys).set("directory.keysBytes", out.at() - keys);
      return out.set("header.end", out.at()).bytes();
    }
  }

  private static Entry to(String name, long seek) {
    return new Entry("TDirectoryFile", name, 1, seek);
  }

  private static byte[] chain(int depth) {
    Folders folders = new Folders();
    long seek = folders.folder("d0", new Entry("ROOT::RNTuple", "nt", 1, 0));
    for (int i = 1; i < depth; i++) {
      seek = folders.folder("d" + i, to("d", seek));
    }
    return folders.top(to("d", seek));
  }

  @Test
  void foldersMayLieThirtyTwoDeep() throws IOException {
    String path = "d/".repeat(32);
    assertThat(Contents.of(chain(32), folder)).isEqualTo(path + "nt RNTuple");
    assertThat(Contents.of(chain(33), folder))
        .isEqualTo(damaged("directory " + path + "d/ contains itself"));
  }

  @Test
  void aFolderWithinItselfIsRefused() throws IOException {
    Folders folders = new Folders();
    long inner = folders.folder("inner", to("outer", 0));
    long outer = folders.folder("outer", to("inner", inner));
    folders.out.set("inner0.seek", outer);
    assertThat(Contents.of(folders.top(to("a", outer)), folder))
        .isEqualTo(damaged("directory a/inner/outer/ contains itself"));
  }

  @Test
  void oneFolderUnderTwoNamesIsRefused() throws IOException {
    Folders folders = new Folders();
    long one = folders.folder("one");
    assertThat(Contents.of(folders.top(to("a", one), to("b", one)), folder))
        .isEqualTo(damaged("directory b/ contains itself"));
  }

  @Test
  void theLatestCycleOfAFolderCounts() throws IOException {
    Folders folders = new Folders();
    Entry old = new Entry("ROOT::Experimental::RNTuple", "old", 1, 0);
    long before = folders.folder("before", old);
    long after = folders.folder("after", new Entry("ROOT::RNTuple", "new", 1, 0));
    for (int first : new int[] {1, 2}) {
      byte[] file =
          folders.top(
              new Entry("TDirectory", "d", first, first == 1 ? before : after),
              new Entry("TDirectory", "d", 3 - first, first == 1 ? after : before));
      assertThat(Contents.of(file, folder)).isEqualTo("d/new RNTuple");
    }
  }

  @Test
  void aFolderThatNeverGotKeysIsEmptyAndAFileIsNot() throws IOException {
    Folders folders = new Folders();
    long one = folders.folder("one", new Entry("ROOT::RNTuple", "nt", 1, 0));
    folders.out.set("one.keysSeek", 0);
    assertThat(Contents.of(folders.top(to("a", one)), folder)).isEmpty();
    NamedBytes file = new SmallFile().with(integers("x")).write();
    assertThat(Contents.of(file.set("directory.keysSeek", 0).bytes(), folder))
        .isEqualTo(damaged("its directory has no list of keys: the file was never closed"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, Integer.MAX_VALUE, -1, -100})
  void aFolderOutsideTheFileIsRefused(long seek) throws IOException {
    Folders folders = new Folders();
    byte[] file = folders.top(to("a", seek));
    assertThat(Contents.of(file, folder))
        .startsWith(Contents.REFUSED + "the file is damaged: directory a/ should be at bytes ");
  }
}
