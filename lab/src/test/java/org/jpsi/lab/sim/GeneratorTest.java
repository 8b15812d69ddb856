package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.util.List;
import java.util.zip.CRC32;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {
  private static void same(Table a, Table b) {
    assertThat(a.names()).isEqualTo(b.names());
    for (Column column : a.columns()) {
      assertThat(((NumberColumn) column).array()).isEqualTo(b.numbers(column.name()).array());
    }
  }

  private static String digest(Table table) {
    CRC32 crc = new CRC32();
    for (Column column : table.columns()) {
      Object values = ((NumberColumn) column).array();
      for (int i = 0; i < Array.getLength(values); i++) {
        long bits =
            values instanceof float[] f ? Float.floatToRawIntBits(f[i]) : Array.getLong(values, i);
        for (int shift = 0; shift < 64; shift += 8) {
          crc.update((int) (bits >>> shift));
        }
      }
    }
    return Long.toHexString(crc.getValue());
  }

  @ParameterizedTest
  @EnumSource
  void anyNumberOfThreadsMakesTheSameEvents(Process process) {
    Table one = Generator.of(process, 2).threads(1).table(5000);
    same(Generator.of(process, 2).threads(2).table(5000), one);
    same(Generator.of(process, 2).threads(3).table(5000), one);
  }

  @ParameterizedTest
  @EnumSource
  void piecesOfASampleMakeTheWhole(Process process) {
    Generator generator = Generator.of(process, 2).threads(2);
    Table pieces =
        Table.concat(
            "pieces",
            List.of(generator.table(0, 1), generator.table(1, 2600), generator.table(2600, 5000)));
    same(pieces, generator.table(5000));
  }

  @ParameterizedTest
  @EnumSource
  void anotherSeedMakesOtherEvents(Process process) {
    Table one = Generator.of(process, 1).table(100);
    Table two = Generator.of(process, 2).table(100);
    assertThat(digest(one)).isNotEqualTo(digest(two));
    assertThat(digest(one)).isEqualTo(digest(Generator.of(process, 1).table(100)));
  }

  /// The bits of all machines; a change of the physics changes them, and is told in CHANGES.
  @Test
  void theBitsAreThoseOfEveryMachine() {
    assertThat(
            List.of(
                digest(Generator.of("higgs", 1).table(1000)),
                digest(Generator.of("higgs", 1).normalized(true).table(1000)),
                digest(Generator.of("dimuon", 1).table(1000)),
                digest(Generator.of("dijet", 1).table(1000))))
        .containsExactly("8d05fcf0", "bdf42cab", "1fd8ae25", "8a2855da");
  }

  @Test
  void eventsAreNumberedAlsoBeyondTheReachOfInt() {
    Table far = Generator.of("dimuon", 1).table(5_000_000_000L, 5_000_000_002L);
    assertThat(far.numbers("eventNumber").array())
        .isEqualTo(new long[] {5_000_000_000L, 5_000_000_001L});
    assertThat(Generator.of("dimuon", 1).table(0).rows()).isZero();
    assertThat(far.origin()).isEqualTo("dimuon generated with seed 1");
  }

  @Test
  void anUnknownProcessIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Generator.of("higs", 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[process] expected one of higgs, dimuon, dijet, found higs; did you mean higgs?");
  }

  @Test
  void thereIsNoNegativeNumberOfEventsOrThreads() {
    assertThatThrownBy(() -> Generator.of("higgs", 1).table(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Generator.of("higgs", 1).threads(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
