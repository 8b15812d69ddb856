package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Datasets, their batches, and what is done to both before training.
class DatasetTest {
  private static final Dataset FIVE =
      Dataset.of(new float[] {0, 1, 10, 11, 20, 21, 30, 31, 40, 41}, new int[] {0, 1, 2, 1, 0});

  @Test
  void imagesAndLabelsMakeADatasetOfWeightOne() {
    assertThat(FIVE.events()).isEqualTo(5);
    assertThat(FIVE.features()).isEqualTo(2);
    assertThat(FIVE.weights()).containsOnly(1);
    assertThat(FIVE.labels()).containsExactly(0, 1, 2, 1, 0);
    assertThat(FIVE.x().toString()).isEqualTo(Tensor.of(FIVE.inputs(), 5, 2).toString());
    assertThat(FIVE.y().shape()).hasToString("[5]");
    assertThat(FIVE.w().shape()).hasToString("[5]");
  }

  @Test
  void inputsThatDoNotDivideByEventsAreRefused() {
    assertThatThrownBy(() -> Dataset.of(new float[7], new int[2]))
        .hasMessage("Dataset: expected as many inputs for each event, found 7 inputs and 2 labels");
    assertThatThrownBy(() -> Dataset.of(new float[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsOfATableMakeADatasetInTheOrderAskedFor() {
    Table table =
        Table.of(
            "toy",
            List.of(
                NumberColumn.of("pt", "GeV", 1f, 2f, 3f),
                NumberColumn.of("cells", "", NumberType.INT32, 2, new int[] {1, 2, 3, 4, 5, 6}),
                NumberColumn.of("kind", "", 0, 1, 0)));
    Dataset data = Dataset.of(table, List.of("cells", "pt"), "kind");
    assertThat(data.inputs()).containsExactly(1, 2, 1, 3, 4, 2, 5, 6, 3);
    assertThat(data.labels()).containsExactly(0, 1, 0);
    Dataset two = Dataset.of(table, List.of("pt"), "cells");
    assertThat(two.outputs()).isEqualTo(2);
    assertThat(two.y().shape()).hasToString("[3, 2]");
    assertThatThrownBy(two::labels)
        .hasMessage("Dataset: expected one class for each event, found 2 targets");
    assertThatThrownBy(() -> Dataset.of(table, List.of("pT"), "kind"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean pt?");
  }

  @Test
  void slicesAndPicksAreCopies() {
    assertThat(FIVE.slice(1, 3).inputs()).containsExactly(10, 11, 20, 21);
    assertThat(FIVE.slice(2, 2).events()).isZero();
    assertThat(FIVE.take(4, 0).labels()).containsExactly(0, 0);
    assertThat(FIVE.take(4, 0).inputs()).containsExactly(40, 41, 0, 1);
    assertThatThrownBy(() -> FIVE.slice(3, 6))
        .hasMessage("Dataset: expected events within 0 to 5, found 3 to 6");
  }

  private static List<Float> firstInputs(DataLoader batches) {
    List<Float> all = new ArrayList<>();
    for (Batch batch : batches) {
      for (int i = 0; i < batch.events(); i++) {
        all.add(batch.inputs()[2 * i]);
      }
    }
    return all;
  }

  @Test
  void batchesGiveEveryEventOnceTheLastOnesTogether() {
    DataLoader batches = DataLoader.of(FIVE, 2);
    assertThat(batches.count()).isEqualTo(3);
    assertThat(batches.batch(2).events()).isEqualTo(1);
    assertThat(firstInputs(batches)).containsExactly(0f, 10f, 20f, 30f, 40f);
    var iterator = DataLoader.of(FIVE, 9).iterator();
    assertThat(iterator.next().events()).isEqualTo(5);
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThat(DataLoader.of(FIVE.slice(0, 0), 9)).isEmpty();
    assertThatThrownBy(() -> DataLoader.of(FIVE, 0))
        .hasMessage("DataLoader: expected at least 1 event, found 0");
    assertThatThrownBy(() -> batches.batch(3))
        .hasMessage("DataLoader: expected a number below 3, found 3");
  }

  @Test
  void shuffledBatchesComeInTheSameOrderForTheSameStream() {
    Rng rng = Rng.of(3);
    List<Float> once = firstInputs(DataLoader.of(FIVE, 2, rng.child(1)));
    assertThat(once).containsExactlyInAnyOrder(0f, 10f, 20f, 30f, 40f).isNotEqualTo(sorted(once));
    assertThat(firstInputs(DataLoader.of(FIVE, 2, rng.child(1)))).isEqualTo(once);
    assertThat(firstInputs(DataLoader.of(FIVE, 3, rng.child(1)))).isEqualTo(once);
    assertThat(firstInputs(DataLoader.of(FIVE, 2, rng.child(2)))).isNotEqualTo(once);
    // inputs stay with their targets
    for (Batch batch : DataLoader.of(FIVE, 2, rng)) {
      for (int i = 0; i < batch.events(); i++) {
        int event = (int) batch.inputs()[2 * i] / 10;
        assertThat(batch.labels()[i]).isEqualTo(FIVE.labels()[event]);
      }
    }
  }

  private static List<Float> sorted(List<Float> list) {
    return list.stream().sorted().toList();
  }

  @Test
  void aClassBecomesAOneAtItsPlace() {
    Dataset hot = FIVE.targetTransform(Transform.oneHot(3));
    assertThat(hot.outputs()).isEqualTo(3);
    assertThat(hot.targets()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0);
    assertThat(hot.y().argMax(1).toArray()).containsExactly(FIVE.targets());
    assertThatThrownBy(() -> FIVE.targetTransform(Transform.oneHot(2)))
        .hasMessage("oneHot: expected a class from 0 to 1, found 2.0");
    assertThatThrownBy(() -> FIVE.transform(Transform.oneHot(2)))
        .hasMessage("oneHot: expected a class for each event, found shape [5, 2]");
  }

  @Test
  void countsOfEightBitsBecomeNumbersUpToOne() {
    Tensor x = Transform.toTensor(new byte[] {0, 51, (byte) 255, (byte) 128}, 2, 2);
    assertThat(x.toArray()).containsExactly(0, 0.2f, 1, 128 / 255f);
    assertThat(x.shape()).hasToString("[2, 2]");
    assertThat(Transform.toTensor(new byte[3]).shape()).hasToString("[3]");
  }

  @Test
  void standardizedInputsHaveMeanZeroAndSpreadOneWithWeights() {
    Dataset data = Dataset.of(new float[] {1, 7, 3, 7, 9, 7}, new float[3], new float[] {1, 2, 1});
    Standardization learned = Standardization.of(data);
    // (1 + 2 * 3 + 9) / 4 = 4, and (9 + 2 * 1 + 25) / 4 = 9
    assertThat(learned.columns())
        .containsExactly(
            ColumnPreprocessing.standardize(4, 3, 1, 9),
            ColumnPreprocessing.standardize(7, 1, 7, 7));
    Dataset changed = data.transform(learned);
    assertThat(changed.inputs()).containsExactly(-1, 0, -1 / 3f, 0, 5 / 3f, 0);
    assertThat(changed.transform(learned.inverse()).inputs()).containsExactly(1, 7, 3, 7, 9, 7);
    assertThat(changed.targets()).isSameAs(data.targets());
    assertThatThrownBy(() -> Standardization.of(data.slice(0, 0)))
        .hasMessage("ColumnFit: expected weights that are not all zero, found 0");
    assertThatThrownBy(() -> learned.apply(data.y()))
        .hasMessage("Standardization: expected [events, 2], found [3]");
  }

  @Test
  void transformsFollowOneAnotherAndKeepEvents() {
    Transform log = x -> x.add(1).log();
    Transform both = log.andThen(x -> x.mul(2));
    assertThat(FIVE.transform(both).inputs()[1]).isEqualTo(Tensor.scalar(2).log().mul(2).item());
    assertThat(FIVE.transform(x -> x.sum(1)).features()).isEqualTo(1);
    assertThatThrownBy(() -> FIVE.transform(x -> x.sum(0)))
        .hasMessage("transform: expected [5, any number], found [2]");
  }
}
