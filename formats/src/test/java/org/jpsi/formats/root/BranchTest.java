package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.embedded;
import static org.jpsi.formats.root.SmallFile.integers;
import static org.jpsi.formats.root.SmallFile.layout;
import static org.jpsi.formats.root.SmallFile.leaf;
import static org.jpsi.formats.root.SmallFile.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Tables;
import org.jpsi.formats.root.NamedBytes.Embedded;
import org.jpsi.formats.root.NamedBytes.Pointer;
import org.jpsi.formats.root.NamedBytes.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read of a branch, what is not and why, and what cannot be.
class BranchTest {
  static final StreamerInfo ELEMENT =
      layout(
          "TBranchElement",
          10,
          "TBranch",
          13,
          member("String", "fClassName", 65, 24, "TString"),
          member("BasicType", "fStreamerType", 3, 4, "int"),
          member("BasicType", "fType", 3, 4, "int"),
          member("ObjectPointer", "fBranchCount", 64, 8, "TBranchElement*"));
  private static final StreamerInfo LEAF_ELEMENT = layout("TLeafElement", 1, "TLeaf", 2);
  private static final StreamerInfo LEAF_X = layout("TLeafX", 1, "TLeaf", 2);
  private static final StreamerInfo LEAF_OBJECT = layout("TLeafObject", 1, "TLeaf", 2);

  private static final int[] NONE = {};

  @TempDir Path folder;

  private String read(Thing... branches) throws IOException {
    SmallFile file = new SmallFile(ELEMENT, LEAF_ELEMENT, LEAF_X, LEAF_OBJECT);
    String all = Contents.of(file.with((Object[]) branches).write().bytes(), folder);
    return all.replace("t a tree 3none\n", "");
  }

  private static Thing element(String name, Object... members) {
    Thing branch = branch(name, List.of(leaf("TLeafElement", name)), 1, members);
    return new Thing("TBranchElement", 10, branch.values());
  }

  static Stream<Arguments> unread() {
    Thing counter = leaf("TLeafI", "n");
    return Stream.of(
        Arguments.of("it has no leaf", branch("x", List.of(), 0)),
        Arguments.of("it has no leaf", branch("x", List.of(new Pointer("")), 0)),
        Arguments.of(
            "its values are in another file, other.root", integers("x", "fFileName", "other.root")),
        Arguments.of("it has 2 entries, its tree 3", integers("x", "fEntries", 2L)),
        Arguments.of(
            "a text within a list of leaves is not read",
            branch("x", List.of(leaf("TLeafI", "i"), leaf("TLeafC", "c")), 1)),
        Arguments.of(
            "an entry of 1048580 bytes is too large",
            branch("x", List.of(leaf("TLeafI", "x", "fLen", 262145L)), 1)),
        Arguments.of(
            "a leaf of class TLeafX is not read", branch("x", List.of(leaf("TLeafX", "x")), 1)),
        Arguments.of(
            "a varying number of values within a list of leaves is not read",
            branch(
                "x", List.of(leaf("TLeafI", "i"), leaf("TLeafI", "c", "fLeafCount", counter)), 1)),
        Arguments.of(
            "a leaf of class TLeafX within a list of leaves is not read",
            branch("x", List.of(leaf("TLeafX", "i"), leaf("TLeafI", "c")), 1)),
        Arguments.of(
            "its layout in this file is not understood (TBranch)",
            branch("x", List.of(leaf("TLeafElement", "x")), 1)),
        Arguments.of("the layout of Hits is not in the file", object("x", "Hits")),
        Arguments.of(
            "the layout of vector<Hits>::Hit is not in the file", object("x", "vector<Hits>::Hit")),
        Arguments.of("the layout of Hits is not in the file", whole("vector<Hits>")),
        Arguments.of("what pointers point to, Hits*, is not read", whole("vector<Hits*>")),
        Arguments.of("a Float16_t in a collection is not read", whole("vector<Float16_t>")),
        Arguments.of(
            "TClonesArray is written by code of its own, which is not in the file",
            whole("TClonesArray")),
        Arguments.of("the layout of vector<int is not in the file", whole("vector<int")),
        Arguments.of("x has no members of its own", whole("TObject")),
        Arguments.of(
            "x has no members of its own",
            element("x", "fClassName", "C", "fType", 0L, "fStreamerType", 0L)),
        Arguments.of(
            "the layout of x of C is not in the file",
            element("x", "fClassName", "C", "fType", 0L, "fStreamerType", 61L)),
        Arguments.of(
            "a counted array within a collection is not read",
            element("x", "fClassName", "C", "fType", 31L, "fStreamerType", 43L)),
        Arguments.of(
            "a number of type 17 is not read".replace("17", "10"),
            element("x", "fClassName", "C", "fType", 31L, "fStreamerType", 30L)));
  }

  private static Thing object(String name, String className) {
    Thing branch = element(name, "fClassName", className);
    branch.values().put("fLeaves", List.of(leaf("TLeafObject", name)));
    return branch;
  }

  /// An object of the tree itself, not split.
  private static Thing whole(String className) {
    return element("x", "fClassName", className, "fType", 0L, "fStreamerType", -1L);
  }

  /// Each reason is one that a case has, but for two that other tests have.
  @Test
  void theReasonsAreFew() {
    List<String> said = unread().map(a -> (String) a.get()[0]).toList();
    assertThat(NotRead.values())
        .filteredOn(reason -> said.stream().noneMatch(words(reason).asMatchPredicate()))
        .containsExactly(NotRead.NAME, NotRead.NESTING, NotRead.DAMAGED);
  }

  private static Pattern words(NotRead reason) {
    return Pattern.compile(Pattern.quote(reason.says(77, 77)).replace("77", "\\E.+\\Q"));
  }

  @Test
  void aClassWithinItselfIsNotRead() throws IOException {
    StreamerInfo itself = layout("S", 1, "", 0, member("STL", "s", 300, 24, "vector<S>"));
    SmallFile file = new SmallFile(ELEMENT, LEAF_ELEMENT, itself).with(whole("S"));
    assertThat(Contents.of(file.write().bytes(), folder))
        .endsWith("x: S holds too many objects within objects");
  }

  @ParameterizedTest
  @MethodSource("unread")
  void aBranchThatIsNotReadIsNamedWithTheReason(String why, Thing branch) throws IOException {
    assertThat(read(branch)).isEqualTo("x: " + why);
    // nor does it hide the others
    assertThat(read(branch, integers("y"))).isEqualTo("x: " + why + "\ny int32 [7.0, 8.0, 9.0]");
  }

  @Test
  void anEntryOfOneMegabyteIsNotTooLarge() throws IOException {
    assertThat(read(branch("x", List.of(leaf("TLeafF", "x", "fLen", 262144L)), 1)))
        .isEqualTo(damaged("basket 0 of branch x has 18 bytes where its entries take 3145728"));
  }

  @Test
  void aMemberOfAnObjectIsAColumnWithoutItsDimensions() throws IOException {
    Thing member = element("p[3][2]", "fStreamerType", 12L);
    member.values().put("fLeaves", List.of(leaf("TLeafElement", "p_", "fLen", 3L)));
    assertThat(read(member))
        .isEqualTo("p uint16[3] [16256.0, 0.0, 0.0, 16256.0, 0.0, 1.0, 16256.0, 0.0, 2.0]");
    assertThat(read(integers("q[2]"))).isEqualTo("q[2] int32 [7.0, 8.0, 9.0]");
  }

  @ParameterizedTest
  @MethodSource("memberTypes")
  void aMemberHasTheTypeOfItsNumber(long number, String type) throws IOException {
    NamedBytes bytes =
        new SmallFile(ELEMENT, LEAF_ELEMENT).with(element("x", "fStreamerType", number)).write();
    Path file = Files.write(folder.resolve("t.root"), bytes.bytes());
    try (EventSource source = Tables.open(file, null)) {
      if (type.isEmpty()) {
        assertThat(source.unreadable()).hasSize(1);
      } else {
        assertThat(source.columns())
            .extracting(Column::name, Column::typeName, Column::unit, Column::rows)
            .containsExactly(tuple("x", type, "", 0));
      }
    }
  }

  /// As TVirtualStreamerInfo::EReadWrite and TDataType have them.
  static Stream<Arguments> memberTypes() {
    Map<Integer, String> types =
        Map.ofEntries(
            Map.entry(1, "int8"),
            Map.entry(2, "int16"),
            Map.entry(3, "int32"),
            Map.entry(4, "int64"),
            Map.entry(5, "float32"),
            Map.entry(6, "int32"),
            Map.entry(8, "float64"),
            Map.entry(11, "uint8"),
            Map.entry(12, "uint16"),
            Map.entry(13, "uint32"),
            Map.entry(14, "uint64"),
            Map.entry(15, "uint32"),
            Map.entry(16, "int64"),
            Map.entry(17, "uint64"),
            Map.entry(18, "bool"));
    return Stream.iterate(0, i -> i + 1)
        .limit(70)
        .map(i -> Arguments.of((long) i, memberType(types, i)));
  }

  private static String memberType(Map<Integer, String> types, int i) {
    if (i > 40 && i < 60) {
      String items = types.getOrDefault(i - 40, "");
      return items.isEmpty() ? "" : items + "[]";
    }
    return i == 65 ? "text" : types.getOrDefault(i > 20 && i < 40 ? i - 20 : i, "");
  }

  @Test
  void branchesOfOneNameAreToldApart() throws IOException {
    assertThat(read(integers("x"), integers("x"), integers("x")))
        .isEqualTo(
            """
            x int32 [7.0, 8.0, 9.0]
            x#2 int32 [7.0, 8.0, 9.0]
            x#3 int32 [7.0, 8.0, 9.0]\
            """);
    Thing child = inRecord("x", 0);
    Thing one = branch("a", List.of(), 0, "fBranches", List.of(child));
    Thing two = branch("b.", List.of(), 0, "fBranches", List.of(child, child));
    assertThat(read(one, two))
        .isEqualTo(
            "a.x int32 [7.0, 8.0, 9.0]\nb.x int32 [7.0, 8.0, 9.0]\nb.x#2 int32 [7.0, 8.0, 9.0]");
    assertThat(read(branch("a", List.of(), 0, "fBranches", List.of(child)), one))
        .isEqualTo("a.x int32 [7.0, 8.0, 9.0]\na.x#2 int32 [7.0, 8.0, 9.0]");
  }

  /// Three integers in the tree's record.
  private static Thing inRecord(String name, int flag) {
    return embedded(
        "TLeafI", name, new Embedded(3, flag + 12, NONE, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9));
  }

  @Test
  void basketsInTheTreesRecordAreReadByTheirFlag() throws IOException {
    String numbers = "x int32 [7.0, 8.0, 9.0]";
    assertThat(read(inRecord("x", 0))).isEqualTo(numbers);
    assertThat(read(inRecord("x", 80))).as("offsets to be made").isEqualTo(numbers);
    int[] offsets = {0, 0, 3};
    for (int flag : new int[] {1, 11, 51}) {
      Embedded basket = new Embedded(3, flag, offsets, 2, 'a', 'b', 1, 'c');
      assertThat(read(embedded("TLeafC", "x", basket))).as("%d", flag).isEqualTo("x text |ab|c");
    }
    Embedded first = new Embedded(2, 12, NONE, 0, 0, 0, 7, 0, 0, 0, 8);
    Embedded second = new Embedded(1, 12, NONE, 0, 0, 0, 9);
    Thing two = embedded("TLeafI", "x", first, second);
    two.values().put("fBasketEntry", new long[] {0});
    assertThat(read(two)).isEqualTo(numbers);
  }

  @Test
  void textsWithoutOffsetsLieOneAfterTheOther() throws IOException {
    Embedded basket = new Embedded(3, 12, NONE, 2, 'a', 'b', 1, 'c', 0);
    assertThat(read(embedded("TLeafC", "x", basket))).isEqualTo("x text ab|c|");
    Embedded longer = new Embedded(3, 12, NONE, 2, 'a', 'b', 1, 'c', 0, 1, 'd');
    assertThat(read(embedded("TLeafC", "x", longer)))
        .isEqualTo(damaged("basket 0 of branch x does not say where its texts begin"));
    Embedded shorter = new Embedded(3, 12, NONE, 2, 'a', 'b', 1, 'c');
    assertThat(read(embedded("TLeafC", "x", shorter)))
        .isEqualTo(damaged("basket 0 of branch x ends 1 bytes too early"));
  }

  static Stream<Arguments> wrongBaskets() {
    Embedded head = new Embedded(3, 0, NONE);
    Embedded two = new Embedded(2, 12, NONE, 0, 0, 0, 7, 0, 0, 0, 8);
    Thing overlapping = embedded("TLeafI", "x", two, two);
    overlapping.values().put("fMaxBaskets", 2L);
    overlapping.values().put("fBasketBytes", new long[2]);
    overlapping.values().put("fBasketEntry", new long[] {0, 1});
    overlapping.values().put("fBasketSeek", new long[2]);
    return Stream.of(
        Arguments.of("has a basket that begins with entry 1, not 2", overlapping),
        Arguments.of("has baskets for 0 of 3 entries", embedded("TLeafI", "x", head)),
        Arguments.of("has baskets for 0 of 3 entries", embedded("TLeafI", "x")),
        Arguments.of(
            "has a basket of 4 entries",
            embedded("TLeafI", "x", new Embedded(4, 12, NONE, new int[16]))),
        Arguments.of(
            "counts 4 baskets and lists 3", integers("x", "fWriteBasket", 2L, "#counted", 4L)));
  }

  @Test
  void aBranchWithinItselfIsRefused() throws IOException {
    Thing itself =
        branch("x", List.of(), 0, "fBranches", List.of(new Pointer("tree.fBranches[0]")));
    assertThat(read(itself)).isEqualTo(damaged("tree t lists branch x twice"));
    Thing inner = branch("y", List.of(), 0, "fBranches", List.of(new Pointer("tree.fBranches[0]")));
    assertThat(read(branch("x", List.of(), 0, "fBranches", List.of(inner))))
        .isEqualTo(damaged("tree t lists branch x twice"));
    // a number that is counted by the object that it belongs to
    Thing member =
        element("m", "fStreamerType", 3L, "fBranchCount", new Pointer("tree.fBranches[0]"));
    assertThat(read(branch("x", List.of(), 0, "fBranches", List.of(member))))
        .isEqualTo("x.m: the file is damaged there: it has baskets for 0 of 3 entries");
  }

  @Test
  void arraysInAListOfLeavesTakeTheirPlace() throws IOException {
    Thing list = branch("x", List.of(leaf("TLeafS", "a", "fLen", 2L), leaf("TLeafS", "b")), 1);
    assertThat(read(list))
        .isEqualTo(
            """
            x.a int16[2] [16256.0, 0.0, 16256.0, 0.0, 16256.0, 0.0]
            x.b int16 [0.0, 1.0, 2.0]\
            """);
  }

  @ParameterizedTest
  @MethodSource("wrongBaskets")
  void basketsThatDoNotFitTheirBranchAreNamed(String what, Thing branch) throws IOException {
    SmallFile small = new SmallFile().with(branch);
    NamedBytes file = small.write();
    if (branch.values().containsKey("#counted")) {
      file.set("tree.fBranches[0].fWriteBasket", (long) branch.values().get("#counted"));
    }
    assertThat(Contents.of(file.bytes(), folder))
        .endsWith("x: the file is damaged there: it " + what);
  }

  static String damaged(String what) {
    return Contents.REFUSED + "the file is damaged: " + what + Contents.REMEDY;
  }
}
