package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Schemas that no writer of today writes, but a file may have.
class FieldWalkTest {
  private final List<FieldDescription> fields = new ArrayList<>();
  private final List<ColumnDescription> columns = new ArrayList<>();

  private FieldWalkTest field(int parent, int role, String name, String type, long length) {
    int number = fields.size();
    int flags = length > 0 || length < 0 ? FieldDescription.REPEATED : 0;
    fields.add(
        new FieldDescription(
            0, 0, parent < 0 ? number : parent, role, flags, name, type, "", "", length, 0, 0));
    return this;
  }

  private FieldWalkTest column(int type, int bits, int representation) {
    int field = fields.size() - 1;
    columns.add(new ColumnDescription(type, bits, field, 0, representation, 0, 0, 0));
    return this;
  }

  private List<FieldWalk.Found> found() {
    NtupleLocation location = new NtupleLocation("f.root", "the header");
    return FieldWalk.of(new FieldTree(new Schema(fields, columns, List.of()), location));
  }

  private String reason() {
    assertThat(found()).hasSize(1);
    assertThat(found().getFirst().values()).isNull();
    return found().getFirst().reason();
  }

  @Test
  void unknownRolesAndColumnsAreNamed() {
    assertThat(new FieldWalkTest().field(-1, 7, "a", "T", 0).reason())
        .isEqualTo("a field of role 7 is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "T", 0).column(30, 8, 0).reason())
        .isEqualTo("a column of type 30 is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "float", 0).column(12, 31, 0).reason())
        .isEqualTo("a column of type REAL32 with 31 bits is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "T", 0).reason())
        .isEqualTo("T has no members of its own");
    assertThat(new FieldWalkTest().field(-1, 2, "a", "T", 0).reason())
        .isEqualTo("T has no members of its own");
  }

  @Test
  void numbersOfAnotherKindThanTheirFieldAreNotRead() {
    assertThat(new FieldWalkTest().field(-1, 0, "a", "float", 0).column(7, 32, 0).reason())
        .isEqualTo("a float is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "std::int32_t", 0).column(12, 32, 0).reason())
        .isEqualTo("a std::int32_t is not read");
    assertThat(
            new FieldWalkTest()
                .field(-1, 0, "a", "float", 0)
                .column(12, 32, 0)
                .column(7, 32, 1)
                .reason())
        .isEqualTo("a float is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "T", 0).column(14, 32, 0).reason())
        .isEqualTo("a T is not read");
    assertThat(new FieldWalkTest().field(-1, 0, "a", "T", 0).column(16, 96, 0).reason())
        .isEqualTo("a T is not read");
    assertThat(
            new FieldWalkTest()
                .field(-1, 0, "a", "T", 0)
                .column(12, 32, 0)
                .column(12, 32, 0)
                .reason())
        .isEqualTo("a T is not read");
  }

  @Test
  void aFieldOfAnUnknownTypeHasTheNumbersOfItsColumn() {
    assertThat(new FieldWalkTest().field(-1, 0, "a", "T", 0).column(22, 64, 0).found())
        .extracting(f -> f.values() instanceof FieldValues.Numbers n ? n.type().name() : f.reason())
        .containsExactly("UINT64");
  }

  @Test
  void representationsHaveAsManyColumnsAsOneAnother() {
    assertThat(
            new FieldWalkTest()
                .field(-1, 0, "a", "std::string", 0)
                .column(14, 32, 0)
                .column(2, 8, 0)
                .column(14, 32, 1)
                .reason())
        .isEqualTo("a field of 1 columns for 2 is not read");
  }

  @Test
  void collectionsAndVariantsWithoutTheirColumnsAreNotRead() {
    assertThat(new FieldWalkTest().field(-1, 1, "a", "T", 0).reason())
        .isEqualTo("T has no members of its own");
    FieldWalkTest numbers = new FieldWalkTest().field(-1, 1, "a", "T", 0).column(12, 32, 0);
    assertThat(numbers.field(0, 0, "_0", "float", 0).reason()).isEqualTo("a T is not read");
    assertThat(new FieldWalkTest().field(-1, 3, "a", "T", 0).column(12, 32, 0).reason())
        .isEqualTo("a T is not read");
    assertThat(new FieldWalkTest().field(-1, 3, "a", "T", 0).column(16, 96, 0).reason())
        .isEqualTo("a T is not read");
  }

  @Test
  void fixedArraysHaveAMillionItemsAtMostAllLevelsTogether() {
    for (long length : new long[] {(1 << 20) + 1, -1, Long.MIN_VALUE}) {
      assertThat(new FieldWalkTest().field(-1, 0, "a", "A", length).column(12, 32, 0).reason())
          .isEqualTo("a fixed array of " + Long.toUnsignedString(length) + " is too large");
    }
    FieldWalkTest nested =
        new FieldWalkTest().field(-1, 0, "a", "A", 1 << 11).field(0, 0, "_0", "float", 1 << 10);
    assertThat(nested.column(12, 32, 0).reason()).isEqualTo("a fixed array of 1024 is too large");
  }

  @Test
  void fieldsMayLieFiftyDeep() {
    FieldWalkTest deep = new FieldWalkTest().field(-1, 2, "a", "T", 0);
    for (int i = 0; i < 51; i++) {
      deep.field(i, 2, "a", "T" + i, 0);
    }
    assertThat(deep.reason()).isEqualTo("T50 holds too many objects within objects");
  }

  @Test
  void namesHaveAThousandCharactersAtMost() {
    assertThat(
            new FieldWalkTest().field(-1, 0, "a".repeat(1001), "T", 0).column(12, 32, 0).reason())
        .isEqualTo("its name is longer than 1000 characters");
  }

  @Test
  void sharedNamesAreMadeDistinct() {
    FieldPath top = FieldPath.top("mu");
    List<FieldPath> paths =
        List.of(
            top.base("A").member("x"),
            top.base("B").member("x"),
            top.member("y"),
            top.base("A").member("y"),
            FieldPath.top("mu.y"),
            FieldPath.top("z"),
            FieldPath.top("z"),
            FieldPath.top("z"));
    assertThat(FieldPath.distinct(paths))
        .containsExactly("mu.A.x", "mu.B.x", "mu.y", "mu.A.y", "mu.y#2", "z", "z#2", "z#3");
  }

  @Test
  void oneItemOfAFixedArrayIsANumberAsOthers() {
    FieldWalkTest one = new FieldWalkTest().field(-1, 0, "a", "A", 1).field(0, 0, "_0", "T", 0);
    assertThat(one.column(12, 32, 0).found())
        .extracting(FieldWalk.Found::reason, f -> f.steps().size())
        .containsExactly(tuple("", 0));
  }
}
