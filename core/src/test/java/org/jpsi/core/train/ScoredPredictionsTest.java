package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.TabularColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A member of an ensemble predicts its events in the form in which it scores: with the bits of its
/// network in inference mode.
class ScoredPredictionsTest {
  private static final Loss LOSS = BinaryCrossEntropy.of();

  // Whole shards, a rest, less than a shard.
  @ParameterizedTest
  @ValueSource(ints = {1, 255, 512, 1000})
  void predictionsHaveTheBitsOfTheNetwork(int events) {
    Sequential network =
        Sequential.of(
            TabularEncoding.of(
                List.of(
                    new TabularColumn.Numeric(List.of(0.5f), true),
                    TabularColumn.Numeric.of(),
                    TabularColumn.Numeric.of())),
            Linear.of(17, 40),
            BatchNorm.of(40),
            Silu.of(),
            Dropout.of(0.2),
            Linear.of(40, 1));
    network.initialize(Rng.of(2));
    Dataset data = TrainerTest.quadrants(events, 1);
    for (int threads : new int[] {1, 2}) {
      ThreadPool pool = ThreadPool.of(threads);
      Predictions tensors = Predictions.of(network, LOSS, data, 64, pool);
      Predictions scored = Predictions.scored(network, LOSS, data, 64, pool);
      assertThat(scored.outputs()).containsExactly(tensors.outputs());
      assertThat(scored.lossSum()).isEqualTo(tensors.lossSum());
      assertThat(scored.width()).isEqualTo(1);
    }
  }
}
