package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jpsi.formats.root.BranchTest.damaged;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.integers;
import static org.jpsi.formats.root.SmallFile.layout;
import static org.jpsi.formats.root.SmallFile.member;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.formats.root.NamedBytes.Thing;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file is read by the layouts that it brings along, whatever members they have.
class StreamerInfoTest {
  private static final StreamerElement COUNT = member("BasicType", "fEntries", 16, 8, "Long64_t");
  private static final StreamerElement BRANCHES =
      member("Object", "fBranches", 61, 64, "TObjArray");
  // bytes of each type of number, by its number (TVirtualStreamerInfo::EReadWrite)
  private static final Map<Integer, Integer> SIZES =
      Map.ofEntries(
          Map.entry(1, 1),
          Map.entry(2, 2),
          Map.entry(3, 4),
          Map.entry(4, 8),
          Map.entry(5, 4),
          Map.entry(6, 4),
          Map.entry(8, 8),
          Map.entry(11, 1),
          Map.entry(12, 2),
          Map.entry(13, 4),
          Map.entry(14, 8),
          Map.entry(15, 4),
          Map.entry(16, 8),
          Map.entry(17, 8),
          Map.entry(18, 1));

  @TempDir Path folder;

  /// A tree of version 99 that has these members before its entries and branches.
  private NamedBytes tree(StreamerElement... before) {
    List<StreamerElement> members = new ArrayList<>(List.of(before));
    members.add(COUNT);
    members.add(BRANCHES);
    StreamerInfo layout = layout("TTree", 99, "TNamed", 1, members.toArray(StreamerElement[]::new));
    return new SmallFile(layout).version(99).with(integers("x")).write();
  }

  private String read(NamedBytes file) throws IOException {
    return Contents.of(file.bytes(), folder);
  }

  private static final String SOUND = "t a tree 3none\nx int32 [7.0, 8.0, 9.0]";

  @Test
  void membersOfEveryNumberAreReadWithTheirLength() throws IOException {
    for (var type : SIZES.entrySet()) {
      StreamerElement number = member("BasicType", "m", type.getKey(), type.getValue(), "");
      NamedBytes file = tree(number);
      assertThat(read(file)).as("type %s", type).isEqualTo(SOUND);
      assertThat(read(file.set("tree.m", -1))).as("type %s", type).isEqualTo(SOUND);
    }
  }

  @Test
  void arraysOfEveryNumberAreReadWithTheirLength() throws IOException {
    for (var type : SIZES.entrySet()) {
      int size = type.getValue();
      StreamerElement array =
          new StreamerElement("BasicType", "m", "", 20 + type.getKey(), 3 * size, 3, "", 0, "", "");
      // as one number of three times the size
      assertThat(read(tree(array))).as("type %s", type).isEqualTo(SOUND);
    }
  }

  @Test
  void countedArraysOfEveryNumberAreReadWithTheirLength() throws IOException {
    StreamerElement n = member("BasicType", "n", 3, 4, "int");
    for (var type : SIZES.entrySet()) {
      int size = type.getValue();
      StreamerElement array =
          new StreamerElement(
              "BasicPointer", "m", "", 40 + type.getKey(), size, 0, "", 1, "n", "TTree");
      StreamerInfo layout = layout("TTree", 99, "TNamed", 1, n, array, COUNT, BRANCHES);
      SmallFile small = new SmallFile(layout).version(99).with(integers("x"));
      NamedBytes file = small.set("n", 2L).set("m", new long[2]).write();
      assertThat(read(file)).as("type %s", type).isEqualTo(SOUND);
      assertThat(read(file.set("tree.n", -1))).isEqualTo(damaged("tree t claims -1 of m"));
    }
  }

  @ParameterizedTest
  @CsvSource({"TArrayC", "TArrayS", "TArrayI", "TArrayF", "TArrayD", "TArrayL", "TArrayL64"})
  void arraysAsObjectsAreSkipped(String name) throws IOException {
    NamedBytes file = tree(member("ObjectAny", "m", 62, 24, name));
    assertThat(read(file)).isEqualTo(SOUND);
    assertThat(read(file.set("tree.m.#count", -1)))
        .matches("(?s).*tree t claims -1 items where \\d+ bytes are left.*");
    int size = Map.of("C", 1, "S", 2, "I", 4, "F", 4).getOrDefault(name.substring(6), 8);
    int left = Integer.parseInt(read(file).replaceAll("(?s).*where (\\d+) bytes.*", "$1"));
    int most = left / size;
    assertThat(read(file.set("tree.m.#count", most))).doesNotContain("claims " + most);
    assertThat(read(file.set("tree.m.#count", most + 1)))
        .isEqualTo(
            damaged("tree t claims " + (most + 1) + " items where " + left + " bytes are left"));
  }

  @Test
  void anObjectOfAnyClassIsSkippedByItsLength() throws IOException {
    StreamerInfo other = layout("Other", 3, "", 0, member("BasicType", "a", 3, 4, "int"));
    for (String kind : new String[] {"ObjectAny", "Object"}) {
      StreamerElement m = member(kind, "m", kind.equals("Object") ? 61 : 62, 8, "Other");
      StreamerInfo layout = layout("TTree", 99, "TNamed", 1, m, COUNT, BRANCHES);
      SmallFile small = new SmallFile(layout, other).version(99).with(integers("x"));
      NamedBytes file = small.set("m", new Thing("Other", 3, Map.of())).write();
      assertThat(read(file)).isEqualTo(SOUND);
      // without a byte count nobody knows where it ends
      assertThat(read(file.set("tree.m.#bytes", 3)))
          .isEqualTo(damaged("tree t holds a Other of unknown length"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9, 10, 19, 20, 27, 47, 66, 71, 300, 365, 500, -1})
  void aMemberThatCannotBePassedOverHidesWhatFollows(int type) throws IOException {
    NamedBytes file = tree(member("STL", "m", type, 1, "other"));
    assertThat(read(file)).isEqualTo(damaged("tree t lacks its fEntries"));
    assertThat(read(file.set("tree.#bytes", 99)))
        .isEqualTo(damaged("tree t holds a TTree of version 0, whose layout it does not tell"));
  }

  @Test
  void theLayoutOfTheFileGoesBeforeOurs() throws IOException {
    // a TBranch of version 13 with one member more
    StreamerInfo ours = Objects.requireNonNull(StreamerInfoList.BUILT_IN.find("TBranch", 13));
    List<StreamerElement> members = new ArrayList<>(ours.members());
    members.add(3, member("BasicType", "fMore", 8, 8, "double"));
    StreamerInfo theirs = new StreamerInfo("TBranch", 13, 1, members);
    assertThat(read(new SmallFile(theirs).with(integers("x")).write())).isEqualTo(SOUND);
  }

  @Test
  void entriesMayBeCountedInADoubleThatIsWhole() throws IOException {
    StreamerInfo old =
        layout("TTree", 5, "TNamed", 1, member("BasicType", "fEntries", 8, 8, "double"), BRANCHES);
    SmallFile small = new SmallFile(old).version(5).with(integers("x"));
    NamedBytes file = small.set("fEntries", Double.doubleToLongBits(3)).write();
    assertThat(read(file)).isEqualTo(SOUND);
    for (double wrong : new double[] {2.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      assertThat(read(file.set("tree.fEntries", Double.doubleToLongBits(wrong))))
          .isEqualTo(damaged("tree t claims fEntries = " + wrong));
    }
    assertThat(read(file.set("tree.fEntries", Double.doubleToLongBits(-1))))
        .isEqualTo(damaged("tree t claims -1 entries"));
  }

  @Test
  void whatATreeMustHaveIsAskedFor() throws IOException {
    StreamerElement text = member("String", "fEntries", 65, 24, "TString");
    StreamerInfo layout = layout("TTree", 99, "TNamed", 1, text, BRANCHES);
    NamedBytes file = new SmallFile(layout).version(99).set("fEntries", "three").write();
    assertThat(read(file)).isEqualTo(damaged("tree t lacks its fEntries"));
    StreamerInfo bare = layout("TTree", 99, "", 0, COUNT, BRANCHES);
    assertThat(read(new SmallFile(bare).version(99).write()))
        .isEqualTo(damaged("tree t lacks its fTitle"));
    StreamerInfo few = layout("TTree", 99, "TNamed", 1, COUNT);
    assertThat(read(new SmallFile(few).version(99).write()))
        .isEqualTo(damaged("tree t lacks its fBranches"));
    StreamerInfo seeks =
        layout("TBranch", 14, "TBranch", 13, member("BasicType", "fBasketSeek", 3, 4, ""));
    Thing odd = new Thing("TBranch", 14, integers("x").values());
    odd.values().put("fWriteBasket", 0L);
    odd.values().put("fBasketSeek", 0L);
    assertThat(read(new SmallFile(seeks).with(odd).write()))
        .isEqualTo(damaged("tree t lacks its fBasketSeek"));
  }

  @Test
  void branchesWithinBranchesEndAtAHundredObjects() throws IOException {
    assertThat(read(nested(45))).isEqualTo(SOUND.replace("x int", "b.".repeat(45) + "x int"));
    assertThat(read(nested(60)))
        .isEqualTo(damaged("tree t has objects within objects without end"));
  }

  private static NamedBytes nested(int depth) {
    // baskets are found for those of the first level, so the innermost brings its own
    int[] values = {0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9};
    Thing branch =
        SmallFile.embedded("TLeafI", "x", new NamedBytes.Embedded(3, 12, new int[0], values));
    for (int i = 0; i < depth; i++) {
      branch = branch("b", List.of(), 0, "fBranches", List.of(branch));
    }
    return new SmallFile().with(branch).write();
  }
}
