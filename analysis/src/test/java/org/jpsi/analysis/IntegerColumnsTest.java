package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Event numbers beyond 2^53 in an analysis: selections take the events they name.
class IntegerColumnsTest {
  private static final long TWO53 = 1L << 53;

  @TempDir Path folder;

  private static NumberColumn numbers(long first, int n) {
    return NumberColumn.of("evt", "", LongStream.range(first, first + n).toArray());
  }

  private static NumberColumn small(int n) {
    int[] values = new int[n];
    Arrays.setAll(values, i -> i);
    return NumberColumn.of("evt", "", values);
  }

  private void write(String name, int kind, NumberColumn numbers) {
    Table events = Toy.flat(Toy.events(numbers.rows(), 1 + kind, kind));
    Toy.write(folder.resolve(name), "t", Toy.with(events, numbers));
  }

  private Path train(String yaml) {
    return train(yaml, "run");
  }

  private Path train(String yaml, String name) {
    return Toy.train(Toy.analysis(folder, Toy.QUICK + yaml), folder.resolve(name));
  }

  private static int events(Path run) {
    int events = 0;
    for (String part : new String[] {"train", "validation", "test"}) {
      events += Runs.metrics(run).path(part).path("events").asInt();
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "root"})
  void oddEventNumbersAreHalfOfThem(String format) {
    write("s." + format, 1, numbers(TWO53 + 1, 200));
    write("b." + format, 0, numbers(TWO53 + 1, 300));
    Path run =
        train(
            """
            samples: [{files: s.F, class: s}, {files: b.F, class: b}]
            select: evt % 2 == 1
            features: [x, y]
            spectators: [evt]
            """
                .replace("F,", format + ","));
    assertThat(events(run)).isEqualTo(250);
    NumberColumn evt = Runs.scores(run).numbers("evt");
    for (int i = 0; i < evt.rows(); i++) {
      assertThat(evt.integer(i, 0) % 2).isEqualTo(1);
    }
    // the model knows its selection, and takes the same events where it is applied
    Path scores =
        Toy.apply(
            run.resolve("model.safetensors"),
            folder.resolve("scores.root"),
            folder.resolve("s." + format));
    double[] selected = Runs.values(Tables.read(scores, null), "selected");
    for (int i = 0; i < selected.length; i++) {
      assertThat(selected[i]).isEqualTo(1 - i % 2);
    }
  }

  /// One file has int64 beyond 2^53, the other int32 (in CSV int64 too): joined, they are int64.
  @ParameterizedTest
  @ValueSource(strings = {"csv", "root"})
  void aSelectionFindsOneEventOfTwoFilesWithDifferentIntegers(String format) {
    write("a1." + format, 1, numbers(TWO53 - 100, 200));
    write("a2." + format, 1, small(200));
    write("b." + format, 0, small(200));
    String samples =
        """
        samples: [{files: [a1.F, a2.F], class: s}, {files: b.F, class: b}]
        features: [x, y]
        spectators: [evt]
        allowDuplicates: true
        """
            .replace("F,", format + ",")
            .replace("F]", format + "]");
    // all but that one: a single event cannot be trained on
    assertThat(events(train(samples + "select: evt != 9007199254740993\n"))).isEqualTo(599);
    assertThatThrownBy(() -> train(samples + "select: evt * evt > 5", "other"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("compute it as float64, as in 1.0 * x");
  }

  @Test
  void eventNumbersThatTheOtherFileRoundedAreRefused() {
    write("a1.root", 1, numbers(TWO53 - 100, 200));
    write("a2.root", 1, NumberColumn.of("evt", "", new float[200]));
    write("b.root", 0, small(200));
    assertThatThrownBy(() ->
            train(
                """
                samples: [{files: [a1.root, a2.root], class: s}, {files: b.root, class: b}]
                features: [x, y]
                spectators: [evt]
                """))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + folder.resolve("a1.root")
                + ":t] expected integers that float64 holds exactly in column evt, since "
                + folder.resolve("a2.root")
                + ":t has float32, found 9007199254740993 at event 101; write the column as"
                + " integers in both, or leave it out");
  }
}
