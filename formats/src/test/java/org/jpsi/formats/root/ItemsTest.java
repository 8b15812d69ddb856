package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.root.ItemLayout.Extent;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ItemLayout.Items;
import org.jpsi.formats.root.ItemLayout.Length;
import org.jpsi.formats.root.ItemLayout.Member;
import org.jpsi.formats.root.ItemLayout.Members;
import org.jpsi.formats.root.ItemLayout.Numbers;
import org.jpsi.formats.root.ItemLayout.Repeated;
import org.jpsi.formats.root.ItemLayout.Skipped;
import org.jpsi.formats.root.ItemLayout.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Streamed values, byte by byte: what is read of them, and what is refused.
class ItemsTest {
  private static final RootLocation HERE = new RootLocation("f.root", "branch x");
  private static final Numbers INT = new Numbers(NumberType.INT32, List.of());
  private static final Numbers BYTE = new Numbers(NumberType.INT8, List.of());
  private static final Text TEXT = new Text(Length.SHORT, Header.NONE);

  /// Big-endian bytes.
  private static final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Bytes i8(int... values) throws IOException {
      for (int value : values) {
        out.writeByte(value);
      }
      return this;
    }

    Bytes i16(int value) throws IOException {
      out.writeShort(value);
      return this;
    }

    Bytes i32(int... values) throws IOException {
      for (int value : values) {
        out.writeInt(value);
      }
      return this;
    }

    /// A byte count, a version and what follows.
    Bytes counted(int version, Bytes inside) throws IOException {
      out.writeInt(0x40000000 | inside.bytes.size() + 2);
      out.writeShort(version);
      inside.bytes.writeTo(out);
      return this;
    }

    Bytes text(String text) throws IOException {
      out.writeByte(text.length());
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  private static Bytes bytes() {
    return new Bytes();
  }

  /// Values of one entry, as text; all bytes have to be read.
  private static String read(ItemLayout layout, Bytes bytes) {
    byte[] all = bytes.bytes();
    RootInput b = new RootInput(all, 0, all.length, 0, HERE);
    ItemReader reader = layout.reader();
    reader.read(b, 1);
    assertThat(b.remaining()).isZero();
    assertThat(reader.rows()).isEqualTo(1);
    List<Column> columns = new ArrayList<>();
    reader.columns(columns);
    assertThat(columns).hasSameSizeAs(layout.paths(BranchPath.TREE));
    return columns.stream().map(ItemsTest::shown).toList().toString();
  }

  private static String shown(Column column) {
    return switch (column) {
      case NumberColumn c -> Arrays.toString(c.toDoubles()).replace(".0", "");
      case TextColumn c -> c.rows() == 0 ? "" : c.value(0) + (c.rows() > 1 ? "…" : "");
      case JaggedColumn c -> Arrays.toString(c.offsets()) + shown(c.items());
    };
  }

  private static void refused(ItemLayout layout, Bytes bytes, String message) {
    byte[] all = bytes.bytes();
    RootInput b = new RootInput(all, 0, all.length, 0, HERE);
    ItemReader reader = layout.reader();
    assertThatThrownBy(() -> reader.read(b, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCollectionHasItsCountBeforeItsItems() throws IOException {
    ItemLayout vector = Items.collection(INT, Header.ALWAYS);
    assertThat(read(vector, bytes().counted(9, bytes().i32(2, 7, 8)))).isEqualTo("[[0, 2][7, 8]]");
    // without a byte count: the version alone
    assertThat(read(vector, bytes().i16(9).i32(1, 7))).isEqualTo("[[0, 1][7]]");
    refused(vector, bytes().counted(9, bytes().i32(3, 7, 8)), "claims 3 items");
    refused(vector, bytes().counted(9, bytes().i32(-1)), "claims -1 items");
    refused(vector, bytes().counted(9, bytes().i32(1, 7, 8)), "of another length");
    refused(vector, bytes().counted(0x4009, bytes().i16(1).i32(1, 7)), "members of objects");
  }

  @Test
  void itemsUpToTheEndOfAnEntryNeedNoCount() throws IOException {
    ItemLayout rest = Items.toEnd(INT, Header.NONE);
    assertThat(read(rest, bytes().i32(4, 5))).isEqualTo("[[0, 2][4, 5]]");
    assertThat(read(rest, bytes())).isEqualTo("[[0, 0][]]");
    refused(rest, bytes().i8(1, 2, 3, 4, 5), "an entry of 5 bytes for items of 4 each");
    ItemLayout texts = Items.toEnd(TEXT, Header.ALWAYS);
    assertThat(read(texts, bytes().counted(9, bytes().text("ab").text(""))))
        .isEqualTo("[[0, 2]ab…]");
    assertThat(read(texts, bytes())).as("nothing, not even a header").isEqualTo("[[0, 0]]");
    ItemLayout nothing = Items.toEnd(new Skipped(0), Header.NONE);
    refused(nothing, bytes().i8(1), "items without bytes");
    refused(texts, bytes().counted(0x4009, bytes().i16(1).text("a")), "members of objects");
  }

  @Test
  void membersOfCollectionsMayLieOneAfterTheOther() throws IOException {
    Members pair =
        new Members(
            "pair",
            Members.WITHOUT_HEADER,
            0,
            List.of(
                new Member("first", false, INT),
                new Member("second", false, new Text(Length.SHORT, Header.MEMBERWISE))));
    ItemLayout map = Items.collection(pair, Header.ALWAYS);
    Bytes texts = bytes().text("a").text("b");
    Bytes memberwise = bytes().i16(0).i32(0x1234).i32(2, 7, 8).counted(9, texts);
    assertThat(read(map, bytes().counted(0x4009, memberwise)))
        .isEqualTo("[[0, 2][7, 8], [0, 2]a…]");
    Bytes one = bytes().i32(1, 7).text("a");
    assertThat(read(map, bytes().counted(9, one))).isEqualTo("[[0, 1][7], [0, 1]a]");
    assertThat(read(map, bytes().counted(0x4009, bytes().i16(3).i32(0))))
        .as("of none not even headers")
        .isEqualTo("[[0, 0][], [0, 0]]");
    // the same of a collection of collections
    ItemLayout maps = Items.toEnd(Items.collection(pair, Header.NONE), Header.ALWAYS);
    Bytes two = bytes().i16(3).i32(1, 7).counted(9, bytes().text("a")).i32(0);
    assertThat(read(maps, bytes().counted(0x4009, two)))
        .isEqualTo("[[0, 2][0, 1, 1][7], [0, 2][0, 1, 1]a]");
  }

  private static Members objectOf(int version, int checksum) {
    Members base = new Members("B", 2, 0, List.of(new Member("n", false, INT)));
    return new Members(
        "C",
        version,
        checksum,
        List.of(
            new Member("B", true, base),
            new Member("c", false, new Items(BYTE, Extent.MEMBER, Header.NONE, "n"))));
  }

  @Test
  void aMemberOfABaseClassCountsTheItemsOfAnother() throws IOException {
    Bytes inside = bytes().counted(2, bytes().i32(2)).i8(1, 5, 6);
    assertThat(read(objectOf(3, 0), bytes().counted(3, inside))).isEqualTo("[[2], [0, 2][5, 6]]");
    Bytes none = bytes().counted(2, bytes().i32(2)).i8(0);
    assertThat(read(objectOf(3, 0), bytes().counted(3, none))).isEqualTo("[[2], [0, 0][]]");
    Bytes many = bytes().counted(2, bytes().i32(9)).i8(1, 5, 6);
    refused(objectOf(3, 0), bytes().counted(3, many), "claims 9 items by its member n");
    Bytes less = bytes().counted(2, bytes().i32(-9)).i8(1, 5, 6);
    refused(objectOf(3, 0), bytes().counted(3, less), "claims -9 items by its member n");
  }

  @Test
  void objectsOfAnotherVersionAreNotRead() throws IOException {
    Bytes inside = bytes().counted(2, bytes().i32(0)).i8(0);
    refused(
        objectOf(3, 0),
        bytes().counted(4, inside),
        "cannot read branch x: it has objects of several versions of C, 3 and 4; leave it out");
    refused(objectOf(3, 0), bytes().i16(4).i32(0), "C is written by code of its own");
    Bytes checked = bytes().i32(77).counted(2, bytes().i32(0)).i8(0);
    assertThat(read(objectOf(3, 77), bytes().counted(0, checked))).isEqualTo("[[0], [0, 0][]]");
    assertThat(read(objectOf(3, 0), bytes().counted(0, checked))).isEqualTo("[[0], [0, 0][]]");
    refused(objectOf(3, 78), bytes().counted(0, checked), "several versions of C");
  }

  @Test
  void bitsOfAReferencedObjectAreFollowedByItsProcess() throws IOException {
    ItemLayout bits = Items.toEnd(new ItemLayout.Bits(), Header.NONE);
    assertThat(read(bits, bytes().i32(1, 0x10).i16(9).i32(2))).isEqualTo("[[0, 3][1, 16, 2]]");
  }

  @Test
  void referencesAndArraysOfRootAreKnown() throws IOException {
    ItemLayout reference = Objects.requireNonNull(KnownLayouts.of("TRef"));
    assertThat(read(reference, bytes().i16(1).i32(5).i32(0).i16(0))).isEqualTo("[[5]]");
    assertThat(reference.leastBytes()).isEqualTo(12);
    ItemLayout references = Objects.requireNonNull(KnownLayouts.of("TRefArray"));
    Bytes inside = bytes().i16(1).i32(0, 0).text("r").i32(2, 0).i16(0).i32(8, 9);
    assertThat(read(references, bytes().counted(1, inside))).isEqualTo("[r, [2], [0, 2][8, 9]]");
    assertThat(references.paths(BranchPath.TREE.base("").leaf("p")))
        .extracting(BranchPath::name)
        .containsExactly("p.fName", "p.fSize", "p.refs");
    ItemLayout array = Objects.requireNonNull(KnownLayouts.of("TArrayS"));
    assertThat(read(array, bytes().i32(2).i16(3).i16(4))).isEqualTo("[[0, 2][3, 4]]");
    assertThat(KnownLayouts.of("Hits")).isNull();
  }

  @Test
  void anObjectOfABranchObjectHasTheNameOfItsClassBefore() throws IOException {
    ItemLayout named =
        new Members(
            "C",
            Members.WITHOUT_HEADER,
            0,
            List.of(new Member("", true, Skipped.CLASS_NAME), new Member("C", true, INT)));
    assertThat(read(named, bytes().text("C").i8(0).i32(6))).isEqualTo("[[6]]");
    assertThat(named.leastBytes()).isEqualTo(6);
  }

  @Test
  void fixedArraysOfTextsAreListsOfOneLength() throws IOException {
    ItemLayout array = new Repeated(TEXT, 2);
    assertThat(read(array, bytes().text("a").text("b"))).isEqualTo("[[0, 2]a…]");
    assertThat(array.leastBytes()).isEqualTo(2);
    refused(new Repeated(TEXT, 1 << 30), bytes().text("a"), "claims 1073741824 items");
    refused(new Text(Length.LONG, Header.NONE), bytes().i32(9).i8('a'), "claims 9 items");
    assertThat(read(new Text(Length.LONG, Header.NONE), bytes().i32(1).i8('a'))).isEqualTo("[a]");
    refused(
        new Text(Length.SHORT, Header.ALWAYS),
        bytes().counted(1, bytes().text("a").i8(0)),
        "of another length");
  }

  @Test
  void offsetsFollowFromTheLengthsOfTheValues() throws IOException {
    Basket basket = new Basket(0, 2, 1, 1, Basket.BasketData.NONE);
    byte[] texts = bytes().text("ab").text("c").bytes();
    Basket.BasketData data = new Basket.BasketData(texts, texts.length, new int[0]);
    EntryOffsets offsets = new EntryOffsets(HERE);
    assertThat(offsets.of(TEXT, data, basket, null).offsets()).containsExactly(0, 3);
    assertThatThrownBy(() -> offsets.of(BYTE, data, basket, null))
        .hasMessageContaining("does not say where its entries begin");
    assertThatThrownBy(() -> offsets.of(Items.toEnd(BYTE, Header.NONE), data, basket, null))
        .hasMessageContaining("does not say where its entries begin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vector<int>|vector<int>",
        "std::vector< float >|vector<float>",
        "vector<unsigned int,allocator<unsigned int> >|vector<unsigned int,allocator<unsigned"
            + " int>>",
        "ROOT::VecOps::RVec<float>|RVec<float>",
        "map<string,vector<double> >*|map<string,vector<double>>*",
        "const char*|char*",
        "A<B>::C|A<B>::C",
        "ROOT::Math::LorentzVector<double>|ROOT::Math::LorentzVector<double>",
        "vector<int|vector<int",
        "vector<>|vector<>",
        "a b c|a b c",
        "<|<",
        "vector<int> x >|vector<int> x >",
      })
  void typesAreWrittenInOneWay(String text, String normalized) {
    assertThat(CppType.normalized(text)).isEqualTo(normalized);
  }

  @Test
  void typesThatAreTooLongOrTooDeepAreNotUnderstood() {
    assertThat(CppType.parse("x".repeat(5000))).isNull();
    assertThat(CppType.parse("vector<".repeat(30) + "int" + ">".repeat(30))).isNull();
    assertThat(CppType.parse("vector<".repeat(16) + "int" + ">".repeat(16))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "bool, BOOL",
    "char, INT8",
    "unsigned char, UINT8",
    "short, INT16",
    "unsigned short, UINT16",
    "int, INT32",
    "unsigned int, UINT32",
    "long, INT64",
    "unsigned long, UINT64",
    "float, FLOAT32",
    "Double_t, FLOAT64",
    "ULong64_t, UINT64",
    "size_t, UINT64"
  })
  void numbersHaveTheirTypes(String text, NumberType type) {
    assertThat(Objects.requireNonNull(CppType.parse(text)).number()).isEqualTo(type);
    assertThat(Objects.requireNonNull(CppType.parse(text + "*")).number()).isNull();
  }
}
