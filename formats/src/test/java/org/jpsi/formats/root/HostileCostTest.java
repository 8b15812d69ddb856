package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.embedded;
import static org.jpsi.formats.root.SmallFile.integers;
import static org.jpsi.formats.root.SmallFile.layout;
import static org.jpsi.formats.root.SmallFile.leaf;
import static org.jpsi.formats.root.SmallFile.member;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jpsi.formats.root.NamedBytes.Embedded;
import org.jpsi.formats.root.NamedBytes.Pointer;
import org.jpsi.formats.root.NamedBytes.Raw;
import org.jpsi.formats.root.NamedBytes.Thing;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A small file costs little, whatever it says: by references, layouts, names and packed records a
/// kilobyte can ask for a gigabyte or for an hour.
class HostileCostTest {
  // what is in use at a time may be 64 MB and ten times the size; counted is what was ever made
  private static final long FREE = 96 << 20;
  private static final long PER_BYTE = 40;
  // of CPU; what this is to find takes minutes
  private static final long MAX_NANOS = 5_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /// What a file is answered with: its columns, or the message with which it is refused. Both what
  /// lists its trees and what opens one must be cheap.
  private String answer(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("t.root"), bytes);
    String trees = cheap(file, () -> names(Tables.trees(file)));
    String opened =
        cheap(
            file,
            () -> {
              try (EventSource source = Tables.open(file, "t")) {
                List<String> names = source.columns().stream().map(Column::name).toList();
                int count = (int) Math.min(100, source.entries());
                source.read(names.subList(0, Math.min(10, names.size())), 0, count);
                return names.size() + " columns";
              }
            });
    return trees.startsWith(Contents.REFUSED) && trees.equals(opened)
        ? trees
        : trees + ", " + opened;
  }

  private static String names(List<TreeInfo> trees) {
    return trees.size() + " trees";
  }

  private interface Attempt {
    String make();
  }

  private static String cheap(Path file, Attempt attempt) throws IOException {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    String answer;
    try {
      answer = attempt.make();
    } catch (InputException e) {
      answer = Contents.REFUSED + String.valueOf(e.getMessage()).replace("[" + file + "] ", "");
    }
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    assertThat(bytes)
        .as("bytes allocated for %d of the file: %s", Files.size(file), answer)
        .isLessThan(FREE + PER_BYTE * Files.size(file));
    assertThat(nanos).as("CPU time: %s", answer).isLessThan(MAX_NANOS);
    return answer;
  }

  private static String overBudget(String what) {
    return "(?s)refused: expected at most [0-9,]+ "
        + what
        + ", as much as a file of its size may take, found .*";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          dag18, `1 trees, refused: the file is damaged: tree t lists branch \\w+ twice;.*`
          selfbase1000, `1 trees, refused: the file is damaged: tree t has a TTree that derives from itself;.*`
          selfbase200000, `1 trees, refused: the file is damaged: tree t has a TTree that derives from itself;.*`
          brackets3000, `1 trees, 0 columns`
          bomb-info, `refused: expected at most [0-9,]+ bytes of unpacked metadata, .*`
          samename20000, `1 trees, 20000 columns`
          escape, `1 trees, 2 columns`
          """)
  void filesThatOnceTookAnHourAreAnswered(String name, String answer) throws IOException {
    byte[] file = Files.readAllBytes(Fixtures.file("root/hostile/" + name + ".root"));
    assertThat(answer(file)).matches("(?s)" + answer);
  }

  private static Thing chain(int depth, boolean twice) {
    Thing inner = branch("b0", List.of(), 0);
    String name = "tree.fBranches[0]" + ".fBranches[0]".repeat(depth);
    for (int i = 1; i <= depth; i++) {
      List<Object> children = new ArrayList<>(List.of(inner));
      if (twice) {
        children.add(new Pointer(name));
      }
      name = name.substring(0, name.lastIndexOf('.'));
      inner = branch("b" + i, List.of(), 0, "fBranches", children);
    }
    return inner;
  }

  @Test
  void branchesReferredToTwiceAtEachLevelAreNoMillions() throws IOException {
    byte[] file = new SmallFile().with(chain(40, true)).packed().write().bytes();
    assertThat(answer(file)).contains("tree t lists branch b0 twice");
    assertThat(answer(new SmallFile().with(chain(40, false)).packed().write().bytes()))
        .isEqualTo("1 trees, 0 columns");
  }

  @Test
  void aBranchInAListOfManyReferencesIsRefused() throws IOException {
    List<Object> branches =
        new ArrayList<>(Collections.nCopies(20_000, new Pointer("tree.fBranches[0]")));
    branches.set(0, integers("x"));
    byte[] file = new SmallFile().with(branches.toArray()).packed().write().bytes();
    assertThat(answer(file)).contains("tree t lists branch x twice");
  }

  @Test
  void aListOfLeavesThatManyBranchesShareIsCounted() throws IOException {
    StreamerInfo sharing =
        layout(
            "TBranch",
            99,
            "TNamed",
            1,
            member("BasicType", "fEntries", 16, 8, "Long64_t"),
            member("ObjectPointer", "fLeaves", 64, 8, "TObjArray*"),
            member("ObjectPointer", "fBranches", 64, 8, "TObjArray*"));
    List<Object> leaves =
        new ArrayList<>(Collections.nCopies(9000, new Pointer("tree.fBranches[0].fLeaves[0]")));
    leaves.set(0, leaf("TLeafI", "x".repeat(200)));
    List<Object> branches = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      boolean first = i == 0;
      branches.add(
          new Thing(
              "TBranch",
              99,
              Map.of(
                  "fName",
                  "b" + i,
                  "fTitle",
                  "b",
                  "fEntries",
                  3L,
                  "fLeaves",
                  first ? leaves : new Pointer("tree.fBranches[0].fLeaves"),
                  "fBranches",
                  first ? List.of() : new Pointer("tree.fBranches[0].fBranches"))));
    }
    byte[] file = new SmallFile(sharing).with(branches.toArray()).packed().write().bytes();
    assertThat(answer(file)).matches(overBudget("(steps|bytes of memory).*"));
  }

  @Test
  void aClassThatDerivesFromItselfByWayOfOthersIsRefused() throws IOException {
    StreamerInfo[] circle = {
      layout("TTree", 99, "TBranchA", 1),
      layout("TBranchA", 1, "TBranchB", 1),
      layout("TBranchB", 1, "TBranchA", 1)
    };
    int[] body = new int[100_000];
    for (int i = 1; i < body.length; i += 2) {
      body[i] = i == 1 ? 99 : 1;
    }
    byte[] file = new SmallFile(circle).raw(body).packed().write().bytes();
    assertThat(answer(file))
        .matches(
            "1 trees, refused: the file is damaged: tree t has a TBranch[AB] that derives from"
                + " itself.*");
  }

  @Test
  void aThousandMembersOfNoLengthInAHundredThousandObjectsAreCounted() throws IOException {
    StreamerElement[] nothing = new StreamerElement[1000];
    Arrays.setAll(
        nothing, i -> new StreamerElement("BasicType", "m" + i, "", 23, 0, 0, "int", 0, "", ""));
    StreamerInfo layout = layout("TLeafNone", 1, "", 0, nothing);
    Object[] leaves = new Object[20_000];
    Arrays.fill(leaves, new Raw("TLeafNone", 0x40, 0, 0, 2, 0, 1));
    byte[] file =
        new SmallFile(layout).with(branch("x", List.of(leaves), 0)).packed().write().bytes();
    assertThat(answer(file)).matches(overBudget("steps to read its metadata"));
  }

  @Test
  void aClassNameOfAHundredThousandLettersIsReadOnce() throws IOException {
    String name = "TLeaf" + "x".repeat(100_000);
    Object[] leaves = new Object[20_000];
    Arrays.fill(leaves, new Raw(name, 0x40, 0, 0, 2, 0, 1));
    SmallFile small = new SmallFile(layout(name, 1, "", 0)).with(branch("x", List.of(leaves), 0));
    assertThat(answer(small.packed().write().bytes())).contains("tree t lacks its fIsUnsigned");
  }

  @Test
  void aLongNameOfAMembersTypeIsCounted() throws IOException {
    StreamerElement other = member("ObjectAny", "m", 62, 8, "Other" + " ".repeat(100_000));
    Object[] leaves = new Object[20_000];
    Arrays.fill(leaves, new Raw("TLeafOther", 0x40, 0, 0, 8, 0, 1, 0x40, 0, 0, 2, 0, 1));
    SmallFile small = new SmallFile(layout("TLeafOther", 1, "", 0, other));
    byte[] file = small.with(branch("x", List.of(leaves), 0)).packed().write().bytes();
    assertThat(answer(file)).matches(overBudget("steps to read its metadata"));
  }

  @Test
  void longNamesWithinLongNamesAreAnswered() throws IOException {
    Thing inner = integers("y");
    for (int i = 0; i < 40; i++) {
      inner = branch("x".repeat(50_000), List.of(), 0, "fBranches", List.of(inner));
    }
    answer(new SmallFile().with(inner).packed().write().bytes());
    Object[] members = new Object[3000];
    Arrays.setAll(
        members, i -> new Thing("TBranchElement", 10, branch("m" + i, List.of(), 0).values()));
    Map<String, Object> values = branch("x".repeat(200_000), List.of(), 0).values();
    values.put("fBranches", List.of(members));
    values.put("fType", 4L);
    Thing collection = new Thing("TBranchElement", 10, values);
    answer(new SmallFile(BranchTest.ELEMENT).with(collection).packed().write().bytes());
    Object[] leaves = new Object[2000];
    Arrays.setAll(leaves, i -> leaf("TLeafI", "a" + i));
    Thing wide = branch("x".repeat(100_000), List.of(leaves), 0);
    answer(new SmallFile().with(wide).packed().write().bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "300000, 1 trees",
    "64000000, refused: expected at most",
    "-1, refused: expected at most"
  })
  void aTreeThatUnpacksToMuchIsRefusedBeforeItDoes(int zeros, String begin) throws IOException {
    NamedBytes file = new SmallFile().with(integers("x")).packed().write();
    if (zeros < 0) {
      // what is claimed alone
      file.set("treeKey.objectBytes", 1 << 30).set("key.objectBytes", 1 << 30);
      assertThat(answer(file.bytes())).startsWith(begin);
      return;
    }
    int[] none = new int[0];
    Thing long0 =
        embedded("TLeafI", "x", new Embedded(3, 12, none, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9));
    String title = "\0".repeat(zeros);
    byte[] packed = new SmallFile().with(long0).set("fTitle", title).packed().write().bytes();
    assertThat(packed.length).isLessThan(zeros / 200 + 2000);
    assertThat(answer(packed)).startsWith(begin);
  }

  @Test
  void twentyThousandKeysOfOneTreeAreAnswered() throws IOException {
    Object[] branches = new Object[300];
    Arrays.setAll(
        branches, i -> branch("b" + i, List.of(leaf("TLeafI", "b" + i)), 0, "fEntries", 0L));
    NamedBytes file =
        new SmallFile().set("fEntries", 0L).with(branches).packed().keys(20_000).write();
    assertThat(answer(file.bytes())).isEqualTo("20000 trees, 300 columns");
  }

  @Test
  void basketsThatTakeTheSameBytesOfTheFileAreRefused() throws IOException {
    long n = 20_000;
    Thing many = branch("x", List.of(leaf("TLeafI", "x")), (int) n, "fEntries", 2 * n);
    NamedBytes file = new SmallFile().set("fEntries", 2 * n).with(many).onePlace().write();
    file.set("tree.fBranches[0].fBasketEntry[" + n + "]", 2 * n);
    // their table is longer than two records, so they are told only when there are enough of them
    assertThat(answer(file.bytes())).matches(overBudget("bytes of baskets"));
  }

  @Test
  void textsThatOverlapAreRefused() throws IOException {
    int n = 10_000;
    int[] values = new int[100_004];
    values[0] = 255;
    values[2] = 1;
    values[3] = 0x86;
    values[4] = 0x9F;
    Arrays.fill(values, 5, values.length, 'x');
    int[] offsets = new int[n + 1];
    Arrays.setAll(offsets, i -> i % 2 == 0 ? 0 : values.length);
    Thing texts = embedded("TLeafC", "x", new Embedded(n, 11, offsets, values));
    Thing whole = new Thing("TBranch", 13, texts.values());
    whole.values().put("fEntries", (long) n);
    byte[] file = new SmallFile().set("fEntries", (long) n).with(whole).packed().write().bytes();
    assertThat(answer(file))
        .contains("1 trees, refused: the file is damaged: ")
        .contains("has an entry from byte");
  }

  @Test
  void anObjectThatIsShorterThanItsMembersIsNotReadAgain() throws IOException {
    StreamerInfo layout =
        layout(
            "TLeafShort",
            1,
            "",
            0,
            member("ObjectAny", "a", 62, 8, "Other"),
            member("STL", "b", 300, 8, "vector<int>"));
    Raw leaf = new Raw("TLeafShort", 0x40, 0, 0, 2, 0, 1, 0x40, 0, 0, 2, 0, 1);
    byte[] file = new SmallFile(layout).with(branch("x", List.of(leaf), 0)).write().bytes();
    assertThat(answer(file)).contains("tree t has members beyond the end of their object");
  }

  @Test
  void layoutsThatNobodyReadsAreNotKept() throws IOException {
    StreamerInfo[] layouts = new StreamerInfo[6000];
    Arrays.fill(layouts, layout("Other", 1, "", 0, member("BasicType", "a", 3, 4, "int")));
    byte[] file = new SmallFile(layouts).with(integers("x")).packed().write().bytes();
    assertThat(answer(file)).isEqualTo("1 trees, 1 columns");
  }

  @Test
  void theMetadataOfAFileIsCountedAsItIsRead() throws IOException {
    Path path = Files.write(folder.resolve("t.root"), SmallFile.sound().bytes());
    try (RootFile file = RootFile.open(path)) {
      long before = file.budget().steps().spent();
      RootTree.read(file, "t", java.util.Objects.requireNonNull(file.keys().get("t")));
      assertThat(file.budget().steps().spent() - before).isBetween(100L, 1000L);
    }
  }
}
