package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which event goes to which part.
class PartAssignmentTest {
  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  private EventSet events(String yaml) {
    notes.clear();
    ProgressListener listener = Toy.noting(notes);
    return TrainService.prepare(
            AnalysisReader.read(Toy.analysis(folder, Toy.QUICK + yaml), List.of()),
            1,
            listener,
            new Warnings(listener))
        .prepared()
        .events();
  }

  private void write(String name, Table table) {
    Toy.write(folder.resolve(name), "t", Toy.flat(table));
  }

  private static int[] counts(EventSet events, int input, int classIndex) {
    int[] counts = new int[3];
    for (int i = 0; i < events.events(); i++) {
      if (events.input()[i] == input && events.classOf()[i] == classIndex) {
        counts[events.part()[i].ordinal()]++;
      }
    }
    return counts;
  }

  /// A class of three events has one in each part, whatever the seed; the others stay where they
  /// are.
  @Test
  void aRareClassOfALabelIsDealtIntoAllParts() {
    Table many = Toy.events(500, 1, 0);
    Table few = Toy.events(3, 2, 1);
    write("all.csv", Table.concat("all", List.of(many, few)));
    for (int seed = 1; seed < 20; seed++) {
      EventSet events =
          events("samples: [all.csv]\nlabel: kind\nfeatures: [x, y]\nseed: " + seed + "\n");
      assertThat(counts(events, 0, 1)).as("seed " + seed).containsExactly(1, 1, 1);
      Part[] drawn = Split.Fractions.DEFAULT.parts(seed, 0, 0, 500);
      for (int i = 0; i < 500; i++) {
        assertThat(events.part()[i]).isEqualTo(drawn[i]);
      }
    }
    assertThat(notes)
        .contains("few events, dealt exactly into the parts: 1: train 1, validation 1, test 1");
  }

  @Test
  void aClassOfTwoEventsIsRefusedInWords() {
    write("all.csv", Table.concat("all", List.of(Toy.events(500, 1, 0), Toy.events(2, 2, 1))));
    assertThatThrownBy(() -> events("samples: [all.csv]\nlabel: kind\nfeatures: [x, y]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "split] expected events of class 1 in each of train, validation and test, found 2"
                + " events; add events of it, or leave it out by `select:`");
  }

  @Test
  void aSmallSampleBesideALargeOneIsDealtAndSaid() {
    write("sig.csv", Toy.events(50, 1, 1));
    write("bkg.csv", Toy.events(400, 2, 0));
    EventSet events =
        events(
            "samples: [{files: sig.csv, class: sig}, {files: bkg.csv, class: bkg}]\n"
                + "features: [x, y]\n");
    assertThat(counts(events, 0, 1)).containsExactly(30, 10, 10);
    assertThat(notes)
        .contains(
            "few events, dealt exactly into the parts: sample 1, sig: train 30, validation 10,"
                + " test 10");
    Part[] drawn = Split.Fractions.DEFAULT.parts(1, 1, 0, 400);
    assertThat(events.part()).endsWith(drawn);
  }

  @Test
  void aTenthOfTheTrainingEventsIsSetAsideForValidation() {
    write("train.csv", Toy.mixed(1000, 1));
    write("test.csv", Toy.mixed(200, 2));
    EventSet events =
        events(
            """
            samples: [{files: train.csv, part: train}, {files: test.csv, part: test}]
            label: kind
            features: [x, y]
            """);
    assertThat(notes)
        .contains(
            "no events are for validation: a tenth of the training events is set aside for it");
    int[] train = new int[3];
    for (int c = 0; c < 2; c++) {
      int[] own = counts(events, 0, c);
      IntStream.range(0, 3).forEach(p -> train[p] += own[p]);
      assertThat(counts(events, 1, c)).containsExactly(0, 0, 100);
    }
    assertThat(train[0] + train[1]).isEqualTo(1000);
    // binomial: three standard deviations
    assertThat(train[1]).isBetween(72, 128);
    assertThat(train[2]).isZero();
  }

  private static Table candidates(long first, int n, int kind) {
    Table toy = Toy.flat(Toy.events(n, first, kind));
    long[] evt = new long[n];
    String[] run = new String[n];
    for (int i = 0; i < n; i++) {
      evt[i] = (1L << 60) + first + i / 3;
      run[i] = "run " + (first + i / 3) % 40;
    }
    List<Column> columns = new ArrayList<>(toy.columns());
    columns.add(NumberColumn.of("evt", "", evt));
    columns.add(new TextColumn("run", run));
    return Table.of("candidates", columns);
  }

  /// Three candidates of each event, which are in two samples.
  @Test
  void candidatesOfOneEventStayTogetherOverAllSamples() {
    write("sig.csv", candidates(0, 600, 1));
    write("bkg.csv", candidates(100, 600, 0));
    for (String by : List.of("evt", "run", "evt + 1", "run == 'run 3' ? 'a' : run")) {
      EventSet events =
          events(
              """
              samples: [{files: sig.csv, class: sig}, {files: bkg.csv, class: bkg}]
              features: [x, y]
              split: {by: "%s"}
              """
                  .formatted(by));
      Map<Long, Part> partOf = new HashMap<>();
      int[] parts = new int[3];
      for (int i = 0; i < events.events(); i++) {
        long number = (events.input()[i] == 0 ? 0 : 100) + events.entry()[i] / 3;
        Part part = events.part()[i];
        parts[part.ordinal()]++;
        Part other = partOf.putIfAbsent(by.startsWith("evt") ? number : number % 40, part);
        assertThat(other == null ? part : other).as(by + " of event " + number).isEqualTo(part);
      }
      assertThat(parts).doesNotContain(0);
      assertThat(notes).noneMatch(note -> note.contains("`" + by + "`"));
    }
  }

  @Test
  void whatEventsAreSplitByIsNoFeature() {
    write("sig.csv", candidates(0, 600, 1));
    write("bkg.csv", candidates(100, 600, 0));
    EventSet events =
        events(
            """
            samples: [{files: sig.csv, class: sig}, {files: bkg.csv, class: bkg}]
            features: all
            spectators: [kind, target, tag, jet1_b-tag, w]
            split: {by: evt}
            """
                .replace(" tag,", ""));
    assertThat(events.features().stream().map(NumberColumn::name)).containsExactly("x", "y");
  }

  @Test
  void fewOrUnevenGroupsAreTold() {
    write("all.csv", Toy.mixed(600, 1));
    events("samples: [all.csv]\nlabel: kind\nfeatures: [x, y]\nsplit: {by: \"floor(40 * y)\"}\n");
    assertThat(notes).noneMatch(note -> note.contains("floor"));
    events(
        "samples: [all.csv]\nlabel: kind\nfeatures: [x, y]\n"
            + "split: {by: \"y > -0.3 ? 0 : floor(100 * y)\"}\n"
            + "seed: 3\n");
    assertThat(notes)
        .anyMatch(note ->
            note.startsWith("`y > -0.3 ? 0 : floor(100 * y)` has ")
                && note.contains(" different values, one of which is of ")
                && note.endsWith(
                    ": parts that keep them together cannot have the fractions of `split`"));
    assertThatThrownBy(() ->
            events("samples: [all.csv]\nlabel: kind\nfeatures: [x, y]\nsplit: {by: 1 * kind}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("split by what has more different values, or set another `seed:`");
    assertThat(notes)
        .contains(
            "`1 * kind` has 2 different values: parts that keep them together"
                + " cannot have the fractions of `split`");
  }

  @Test
  void groupsThatPartsOfSamplesTearAreTold() {
    write("sig.csv", candidates(0, 600, 1));
    write("bkg.csv", candidates(100, 600, 0));
    write("more.csv", candidates(0, 90, 1).take(IntStream.range(0, 90).toArray()));
    events(
        """
        samples:
          - {files: sig.csv, class: sig}
          - {files: bkg.csv, class: bkg}
          - {files: more.csv, class: sig, part: test}
        features: [x, y]
        split: {by: evt}
        allowDuplicates: true
        """);
    assertThat(notes)
        .anyMatch(note ->
            note.endsWith(
                " values of `evt` are in more than one part, since `part:` of some samples says"
                    + " so"));
  }

  @Test
  void anEventWithoutAValueToSplitByIsRefused() {
    write("all.csv", Toy.mixed(300, 1));
    assertThatThrownBy(
            () -> events("samples: [all.csv]\nlabel: kind\nfeatures: [x]\nsplit: {by: sqrt(y)}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a value of `sqrt(y)` for every event, found NaN at entry ");
  }
}
