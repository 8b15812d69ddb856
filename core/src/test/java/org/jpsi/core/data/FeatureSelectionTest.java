package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSelectionTest {
  private static final int N = 1000;
  private static final List<String> CLASSES = List.of("signal", "background");
  private static final Rng RNG = Rng.of(1);

  private static double[] each(IntToDoubleFunction f) {
    double[] values = new double[N];
    Arrays.setAll(values, f);
    return values;
  }

  /// The first half is signal.
  private static int[] classOf() {
    int[] classOf = new int[N];
    Arrays.fill(classOf, N / 2, N, 1);
    return classOf;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventNumber",
        "event",
        "Event",
        "evt_no",
        "runNumber",
        "run",
        "Run",
        "lumi",
        "luminosityBlock",
        "lumi_section",
        "lumiSec",
        "eventIdx",
        "event_index_nos",
        "entry",
        "index",
        "EventID",
        "mcEventNumber",
        "bunchCrossing",
        "row",
        "Unnamed: 0",
        "weight",
        "genWeight",
        "EventWeight",
        "weight_pu",
        "puWgt",
        "mc_weights",
        "w",
        "wt",
        "w_pu",
        "evtW",
        "sample_weight",
        "Unnamed: 0.1"
      })
  void identifiersAndWeightsAreKnownByName(String name) {
    assertThat(IdentifierColumns.byName(name)).isPresent();
  }

  @Test
  void aNameOfAnyLengthIsRead() {
    assertThat(IdentifierColumns.byName("event" + "id".repeat(100_000))).isPresent();
    assertThat(IdentifierColumns.byName("event" + "id".repeat(100_000) + "q")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m_bb",
        "lepton_id",
        "event_shape",
        "runningMass",
        "nEvents",
        "n",
        "width",
        "eventually",
        "entries_in_cone",
        "process",
        "rowdy",
        "jet1_b-tag",
        "iso1",
        "index_of_refraction",
        "W",
        "w_pt",
        "ww",
        "level"
      })
  void otherNamesAreNot(String name) {
    assertThat(IdentifierColumns.byName(name)).isEmpty();
  }

  private static Optional<IdentifierColumns.Sign> sign(IntToLongFunction f) {
    long[] values = new long[N];
    Arrays.setAll(values, f);
    return IdentifierColumns.byValues(NumberColumn.of("x", "", values), 0, classOf());
  }

  @Test
  void nearlyUniqueIntegersThatDoNotTellTheClassesApartAreIdentifiers() {
    Optional<IdentifierColumns.Sign> identifier =
        Optional.of(IdentifierColumns.Sign.NEARLY_ALL_DIFFERENT);
    assertThat(sign(i -> i % 500)).as("a number in each file").isEqualTo(identifier);
    assertThat(sign(i -> i)).as("a number through all files").isEqualTo(identifier);
    assertThat(sign(i -> i < 500 ? i : 20L * i)).as("with gaps in one").isEqualTo(identifier);
    assertThat(sign(i -> i % 400)).as("a fifth twice").isEmpty();
    assertThat(sign(i -> (i % 500) * 7919L % 503 + (i < 500 ? 0 : 300)))
        .as("shuffled serial numbers")
        .isEqualTo(identifier);
    assertThat(sign(i -> RNG.bits(i))).as("hashes").isEqualTo(identifier);
  }

  @Test
  void energiesInElectronvoltAreNoIdentifiers() {
    IntToDoubleFunction energy =
        i -> Math.rint(1e9 * Math.exp(RNG.normal(i) + (i < 500 ? 0.8 : 0)));
    assertThat(sign(i -> (long) energy.applyAsDouble(i))).isEmpty();
    // of floats each above 2^24 is a whole number
    NumberColumn floats = NumberColumn.of("x", "", each(energy));
    assertThat(IdentifierColumns.byValues(floats, 0, classOf())).isEmpty();
    NumberColumn alike = NumberColumn.of("x", "", each(i -> Math.rint(1e9 * RNG.uniform(i))));
    assertThat(IdentifierColumns.byValues(alike, 0, classOf())).isEmpty();
  }

  @Test
  void integersBeyondInt64AreOrderedAsTheyAre() {
    long[] values = new long[N];
    Arrays.setAll(values, i -> Long.MAX_VALUE + (i < 500 ? 0 : 1L << 62) + (RNG.bits(i) >>> 3));
    NumberColumn column = NumberColumn.of("x", "", NumberType.UINT64, 1, values);
    assertThat(IdentifierColumns.byValues(column, 0, classOf())).isEmpty();
  }

  @Test
  void ofFewEventsNoValueIsAnIdentifier() {
    NumberColumn few = NumberColumn.of("x", "", new long[] {1, 2, 3});
    assertThat(IdentifierColumns.byValues(few, 0, new int[3])).isEmpty();
    NumberColumn none = NumberColumn.of("x", "", new long[0]);
    assertThat(IdentifierColumns.byValues(none, 0, new int[0])).isEmpty();
  }

  @Test
  void theChoiceDoesNotDependOnTheOrderOfColumnsOrSamples() {
    List<Column> columns =
        List.of(
            NumberColumn.of("m", "", each(i -> RNG.normal(i))),
            NumberColumn.of("w", "", each(i -> 1 + i % 3)),
            NumberColumn.of("Unnamed: 0", "", each(i -> i)),
            NumberColumn.of("serial", "", LongStream.range(0, N).toArray()),
            NumberColumn.of("n", "", LongStream.range(0, N).map(i -> i % 5).toArray()));
    FeatureSelection forward =
        FeatureSelection.of(Table.of("t", columns), Map.of(), classOf(), CLASSES);
    FeatureSelection reversed =
        FeatureSelection.of(Table.of("t", columns.reversed()), Map.of(), classOf(), CLASSES);
    assertThat(forward.features()).containsExactlyInAnyOrder("m", "n");
    assertThat(reversed.features()).containsExactlyElementsOf(forward.features().reversed());
    assertThat(reversed.excluded()).containsExactlyElementsOf(forward.excluded().reversed());
    int[] swapped = IntStream.concat(IntStream.range(500, N), IntStream.range(0, 500)).toArray();
    Table otherOrder = Table.of("t", columns.stream().map(c -> c.take(swapped)).toList());
    int[] classOf = IntStream.of(swapped).map(i -> classOf()[i]).toArray();
    assertThat(FeatureSelection.of(otherOrder, Map.of(), classOf, CLASSES)).isEqualTo(forward);
  }

  @Test
  void aCopyOfTheLabelIsFound() {
    assertThat(Leak.find(each(i -> i < N / 2 ? 1 : 0), classOf(), CLASSES))
        .contains("it is 1 for all of class signal, 0 for all of class background");
  }

  @Test
  void valuesThatOccurInOneClassOnlyAreFound() {
    double[] numbers = each(i -> i < N / 2 ? 2.0 * (i % 5) : 2.0 * (i % 5) + 1);
    assertThat(Leak.find(numbers, classOf(), CLASSES))
        .contains("each of its 10 values occurs in one class only");
  }

  @Test
  void aSingleCutThatTellsTheClassesApartIsFound() {
    double[] values = each(i -> RNG.uniform(i) + (i < N / 2 ? 0 : 1.5));
    assertThat(Leak.find(values, classOf(), CLASSES).orElseThrow())
        .startsWith("a single cut on it tells them apart: signal has values up to 0.99")
        .contains(", background from 1.50");
  }

  @Test
  void aGoodFeatureIsNoLeak() {
    assertThat(Leak.find(each(i -> RNG.normal(i) + (i < N / 2 ? 0 : 3)), classOf(), CLASSES))
        .isEmpty();
    double[] oneMistake = each(i -> i < N / 2 + 1 ? 1 : 0);
    assertThat(Leak.find(oneMistake, classOf(), CLASSES)).isEmpty();
    double[] numbered = each(i -> i % 2 == 0 ? i : -i);
    assertThat(Leak.find(numbered, classOf(), CLASSES)).isEmpty();
  }

  @Test
  void ofFewEventsNothingIsClaimed() {
    assertThat(Leak.find(new double[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}, CLASSES)).isEmpty();
    assertThat(Leak.find(new double[100], new int[100], CLASSES)).isEmpty();
  }

  @Test
  void allMeansWhatIsLeftWhenTheOthersAreTakenAway() {
    float[] pairs = new float[2 * N];
    for (int i = 0; i < N; i++) {
      pairs[2 * i] = (float) RNG.normal(i);
      pairs[2 * i + 1] = 3;
    }
    String[] words = new String[N];
    Arrays.fill(words, "w");
    Table table =
        Table.of(
            "higgs.root",
            List.of(
                NumberColumn.of("Type", "", each(i -> i < N / 2 ? 1 : 0)),
                NumberColumn.of("m_bb", "GeV", each(i -> RNG.normal(i))),
                NumberColumn.of("jet1_b-tag", "", each(i -> i % 3)),
                NumberColumn.of("eventNumber", "", each(i -> i % 7)),
                NumberColumn.of(
                    "serial", "", IntStream.range(0, N).map(i -> i * 7919 % 100003).toArray()),
                NumberColumn.of("process", "", each(i -> i % 2)),
                NumberColumn.of("p", "GeV", NumberType.FLOAT32, 2, pairs),
                NumberColumn.of("eta", "", each(i -> 2.5)),
                new TextColumn("comment", words),
                JaggedColumn.of(
                    "jet_pt", new int[words.length + 1], NumberColumn.of("", "", new int[0]))));
    FeatureSelection guess =
        FeatureSelection.of(
            table, Map.of("process", FeatureSelection.Use.LABEL), classOf(), CLASSES);
    assertThat(guess.features()).containsExactly("m_bb", "`jet1_b-tag`", "p[0]");
    assertThat(guess.excluded())
        .extracting(l -> l.column() + ": " + l.reason().words(1))
        .containsExactly(
            "Type: it alone tells the classes apart: it is 1 for all of class signal, 0 for all of"
                + " class background",
            "eventNumber: its name is that of a number of the event, run or the like",
            "serial: its whole numbers are nearly all different, as those of event numbers are",
            "process: it is the label",
            "p[1]: it is 3 in every event",
            "eta: it is 2.5 in every event",
            "comment: it is text",
            "jet_pt: it is jagged: its number of items varies");
    assertThat(guess.excluded())
        .filteredOn(left -> left.reason() instanceof FeatureSelection.Reason.TargetLeakage)
        .extracting(FeatureSelection.ExcludedColumn::column)
        .containsExactly("Type");
  }

  @Test
  void aReasonIsSaidOfOneColumnAndOfSeveral() {
    assertThat(several(new FeatureSelection.Reason.Used(FeatureSelection.Use.TARGET)))
        .containsExactly("it is part of a target", "each is part of a target");
    assertThat(several(new FeatureSelection.Reason.Text("")))
        .containsExactly("it is text", "each is text");
    assertThat(several(new FeatureSelection.Reason.Text("line 9 has `x`")))
        .containsExactly("it is text: line 9 has `x`", "each is text: line 9 has `x`");
    assertThat(several(new FeatureSelection.Reason.Jagged()))
        .containsExactly(
            "it is jagged: its number of items varies",
            "each is jagged: their number of items varies");
    assertThat(
            several(new FeatureSelection.Reason.Identifier(IdentifierColumns.Sign.NAME_OF_WEIGHT)))
        .containsExactly("its name is that of a weight", "each one's name is that of a weight");
    assertThat(several(new FeatureSelection.Reason.Constant(2.5)))
        .containsExactly("it is 2.5 in every event", "each is 2.5 in every event");
    assertThat(several(new FeatureSelection.Reason.TargetLeakage("so")))
        .containsExactly(
            "it alone tells the classes apart: so", "each alone tells the classes apart: so");
  }

  private static List<String> several(FeatureSelection.Reason reason) {
    return List.of(reason.words(1), reason.words(2));
  }

  @Test
  void inARegressionThereIsNoTargetLeakage() {
    Table table = Table.of("t", List.of(NumberColumn.of("x", "", each(i -> i < 500 ? 1 : 0))));
    assertThat(FeatureSelection.of(table, Map.of(), new int[N], List.of("")).features())
        .containsExactly("x");
  }
}
