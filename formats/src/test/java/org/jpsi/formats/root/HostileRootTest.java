package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.formats.root.BranchTest.damaged;
import static org.jpsi.formats.root.SmallFile.integers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.jpsi.formats.compression.RootCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One number of a small file is wrong, and the message says where and what.
class HostileRootTest {
  @TempDir Path folder;

  private String read(NamedBytes file) throws IOException {
    return Contents.of(file.bytes(), folder);
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          header.end, 2000, `its header says 2000 bytes, and the file has SIZE`
          header.begin, 2000, `its directory should be at bytes 2038 to 2038, and the file has SIZE`
          directory.keysSeek, 0, its directory has no list of keys: the file was never closed
          directory.keysSeek, -1, `the key list of its directory should be at bytes 4294967295 to \
          4294967375, and the file has SIZE`
          directory.keysBytes, 25, `the key list of its directory has 25 bytes, too few`
          directory.keysBytes, 26, the key list of its directory ends 1 bytes too early
          directory.keysBytes, 79, the key list of its directory ends 1 bytes too early
          keys.#count, 2, the key list of its directory claims 2 items where 41 bytes are left
          keys.#count, -1, the key list of its directory claims -1 items where 41 bytes are left
          keysKey.keyBytes, 25, the key list of its directory has a key with impossible lengths
          key.objectBytes, -1, the key list of its directory has a key with impossible lengths
          key.bytes, -1, the key list of its directory has a key with impossible lengths
          key.keyBytes, 25, the key list of its directory has a key with impossible lengths
          key.bytes, 1300, tree t is not where its key says
          treeKey.objectBytes, 1073741825, tree t claims 1073741825 bytes in LENGTH
          treeKey.keyBytes, 42, `tree t cannot be decompressed: a block of an unknown compression \
          algorithm`
          treeKey.keyBytes, 2000, tree t claims PLAIN bytes in LENGTH
          tree.#bytes, 1073741830, tree t holds a TTree of another length than its members have
          tree.#version, 19, `tree t holds a TTree of version 19, whose layout it does not tell`
          tree.#named.#bytes, 1073741846, tree t holds a TNamed of another length than its members have
          tree.#TAttLine.#bytes, 8, tree t has a base TAttLine of unknown length
          tree.fIOFeatures.#bytes, 7, tree t holds a ROOT::TIOFeatures of unknown length
          tree.fEntries, -1, tree t claims -1 entries
          tree.fNClusterRange, -1, tree t claims -1 of fClusterRangeEnd
          tree.fBranches.#count, 2, tree t holds a TObjArray of another length than its members have
          tree.fBranches.#count, 4, tree t holds a TObjArray of another length than its members have
          tree.fBranches[2].#pointer, 0, tree t holds a TObjArray of another length than its members have
          tree.fBranches[0].#pointer, 0, `tree t has an object of a time before ROOT 3, or none at all`
          tree.fBranches[0].#class, -2147483548, tree t refers at byte 221 to a class that is not there
          tree.fBranches[2].#class, 77, tree t lacks one of the branches it lists
          tree.fBranches[0].fMaxBaskets, 4, tree t holds a TBranch of another length than its members have
          tree.fBranches[0].fWriteBasket, 4, x: it counts 4 baskets and lists 3
          tree.fBranches[0].fWriteBasket, -1, tree t claims fWriteBasket = -1
          tree.fBranches[0].fWriteBasket, 1, x: it has baskets for 2 of 3 entries
          tree.fBranches[0].fBasketEntry[0], 1, `x: it has a basket that begins with entry 1, not 0`
          tree.fBranches[0].fBasketEntry[1], 1, basket 0 of branch x has 2 entries where its branch counts 1
          tree.fBranches[0].fBasketEntry[1], 4, x: it has a basket of 4 entries
          tree.fBranches[0].fBasketBytes[0], 0, x: it has a basket at byte 168 of 0 bytes
          tree.fBranches[0].fBasketBytes[0], 25, `basket 0 of branch x has 25 bytes, too few`
          tree.fBranches[0].fBasketBytes[0], 64, basket 0 of branch x is not where its branch says
          tree.fBranches[0].fBasketBytes[1], 62, basket 1 of branch x is not where its branch says
          tree.fBranches[0].fBasketSeek[0], -1, x: it has a basket at byte -1 of 65 bytes
          tree.fBranches[0].fBasketSeek[0], 0, `x: it has a basket that begins with entry 2, not 0`
          tree.fBranches[0].fLeaves[0].fLen, -1, tree t claims fLen = -1
          x#0.entries, 1, basket 0 of branch x has 1 entries where its branch counts 2
          x#0.entries, -1, basket 0 of branch x has a basket of -1 entries
          x#0.last, 64, basket 0 of branch x has 7 bytes where its entries take 8
          x#0.last, 66, basket 0 of branch x claims 9 of 8 bytes
          x#0.last, 56, basket 0 of branch x claims -1 of 8 bytes
          x#0.objectBytes, 7, basket 0 of branch x claims 8 of 7 bytes
          word#0.last, 61, basket 0 of branch word claims 1660944384 items where 17 bytes are left
          word#0.offsets, 2, basket 0 of branch word does not say where its entries begin
          word#0.offsets, 5, basket 0 of branch word claims 5 items where 16 bytes are left
          word#0.offset[0], 58, basket 0 of branch word has an entry from byte 1 to 0
          word#0.offset[1], 56, basket 0 of branch word has an entry from byte 0 to -1
          word#0.offset[2], 61, branch word has a text that is shorter than its entry
          word#0.length, 0, branch word has a text that is shorter than its entry
          word#0.length, 2, branch word ends 1 bytes too early
          """)
  void oneWrongNumberIsTold(String name, long value, String what) throws IOException {
    NamedBytes file = SmallFile.sound();
    String told =
        what.replace("SIZE", "" + file.bytes().length)
            .replace("LENGTH", "" + file.get("treeKey.bytes"))
            .replace("PLAIN", "" + file.get("treeKey.objectBytes"));
    String read = read(file.set(name, value));
    if (told.startsWith("x: ")) {
      // the other branches are read
      assertThat(read)
          .contains(told.replace("x: it", "x: the file is damaged there: it"))
          .contains("word text ");
    } else {
      assertThat(read).isEqualTo(damaged(told));
    }
  }

  @Test
  void otherFirstBytesAreNoRootFile() throws IOException {
    assertThat(read(SmallFile.sound().set("header.magic", 0x726F6F75)))
        .startsWith(Contents.REFUSED + "expected a ROOT file, found other first bytes than");
  }

  @Test
  void anEmptyListOfLayoutsIsAsGoodAsNone() throws IOException {
    String sound = read(SmallFile.sound());
    NamedBytes file = SmallFile.sound().set("header.infoSeek", 100);
    assertThat(read(file.set("header.infoBytes", 0))).isEqualTo(sound);
    assertThat(read(file.set("header.infoBytes", -1))).isEqualTo(sound);
    assertThat(read(file.set("header.infoBytes", 25)))
        .isEqualTo(damaged("the list of class layouts has 25 bytes, too few"));
    assertThat(read(file.set("header.infoSeek", 0))).isEqualTo(sound);
  }

  /// A file in which a tree's record is compressed, and what its blocks hold was made wrong before.
  private String compressed(String name, long value) throws IOException {
    NamedBytes file = SmallFile.sound();
    if (!name.isEmpty()) {
      file.set(name, value);
    }
    byte[] bytes = file.bytes();
    int seek = (int) file.get("key.seek");
    int keyBytes = (int) file.get("treeKey.keyBytes");
    int plain = (int) file.get("treeKey.objectBytes");
    byte[] object = Arrays.copyOfRange(bytes, seek + keyBytes, seek + keyBytes + plain);
    byte[] packed = RootCompression.compress(object, plain);
    assertThat(packed).isNotEmpty();
    System.arraycopy(packed, 0, bytes, seek + keyBytes, packed.length);
    for (String key : new String[] {"treeKey", "key"}) {
      file.set(key + ".bytes", keyBytes + packed.length);
    }
    byte[] lengths = file.bytes();
    System.arraycopy(packed, 0, lengths, seek + keyBytes, packed.length);
    return Contents.of(lengths, folder);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "tree.fEntries, -1, tree t claims -1 entries",
        "tree.fBranches.#count, 2, tree t holds a TObjArray of another length than its members"
            + " have",
        "tree.fBranches[1].fBasketBytes[0], 81, basket 0 of branch word is not where its branch"
            + " says",
        "tree.fBranches[2].fLeaves[0].fLen, -1, tree t claims fLen = -1"
      })
  void whatIsWrongWithinACompressedRecordIsToldAlike(String name, long value, String what)
      throws IOException {
    assertThat(compressed("", 0)).isEqualTo(read(SmallFile.sound()).replace("none", "LZ4"));
    assertThat(compressed(name, value)).isEqualTo(damaged(what));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 254, 255, 256, 40_000})
  void aNameMayBeAsLongAsAKeyHolds(int length) {
    // from 255 on its length takes four bytes, and from 32768 on that of its key has no sign
    String name = "x".repeat(length);
    Path file = folder.resolve("long.root");
    try (var writer = Tables.create(file, name)) {
      writer.write(Table.of("t", List.of(NumberColumn.of("y", "", 1f, 2f))));
      writer.finish();
    }
    assertThat(Tables.trees(file).getFirst().name()).isEqualTo(name);
    assertThat(Tables.read(file, name).numbers("y").toDoubles()).containsExactly(1, 2);
  }

  @Test
  void aFileWithoutTreesIsAnsweredWithWhatToDo() throws IOException {
    Path file =
        Files.write(folder.resolve("t.root"), SmallFile.sound().set("keys.#count", 0).bytes());
    assertThat(Tables.trees(file)).isEmpty();
    assertThatThrownBy(() -> Tables.open(file, null))
        .hasMessage(
            "[" + file + "] expected one tree, found none; `jpsi inspect` shows what is there");
    assertThatThrownBy(() -> Tables.open(file, "t"))
        .hasMessage(
            "[" + file + "] expected a tree t, found none; `jpsi inspect` shows what is there");
  }

  @Test
  void onlyEntriesAndColumnsThatAreThereAreGiven() throws IOException {
    NamedBytes small = new SmallFile().with(integers("x"), integers("y", "fEntries", 2L)).write();
    Path file = Files.write(folder.resolve("t.root"), small.bytes());
    try (var source = Tables.open(file, null)) {
      assertThat(source.origin()).isEqualTo(file + ":t");
      assertThatThrownBy(() -> source.read(List.of("x"), 0, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> source.read(List.of("x"), 2, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> source.read(List.of("y"), 0, 1))
          .hasMessage(
              "["
                  + file
                  + ":t] cannot read y: it has 2 entries, its tree 3; leave it out, or"
                  + " write it as a flat branch");
      assertThatThrownBy(() -> source.read(List.of("z"), 0, 1))
          .hasMessageStartingWith("[" + file + ":t] expected a branch z, found 1 others");
      assertThat(source.read(List.of("x"), 0, 2).numbers("x").toDoubles()).containsExactly(7, 8);
      assertThat(source.read(List.of("x"), 2, 1).numbers("x").toDoubles()).containsExactly(9);
      assertThat(source.read(List.of("x"), 3, 0).names()).containsExactly("x");
      assertThat(source.read(List.of(), 0, 3).columns()).isEmpty();
    }
  }
}
