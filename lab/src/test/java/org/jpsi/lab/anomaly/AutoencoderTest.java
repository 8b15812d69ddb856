package org.jpsi.lab.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.train.TrainingConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoencoderTest {
  private static final List<String> FEATURES = List.of("x", "y", "z");

  /// Points on a line in three dimensions with noise; of every hundredth, z is turned around.
  private static Table line(int events, double noise) {
    double[][] v = new double[3][events];
    Rng draw = Rng.of(4);
    for (int i = 0; i < events; i++) {
      double t = draw.normal(4L * i);
      v[0][i] = 100 + 20 * (t + noise * draw.normal(4L * i + 1));
      v[1][i] = 3 * (t + noise * draw.normal(4L * i + 2));
      v[2][i] = (i % 100 == 0 ? -1 : 1) * (t + noise * draw.normal(4L * i + 3));
    }
    return Table.of(
        "line",
        List.of(
            NumberColumn.of("x", "GeV", v[0]),
            NumberColumn.of("y", "", v[1]),
            NumberColumn.of("z", "1", v[2])));
  }

  private static Autoencoder linear(Table events) {
    Sequential net = Sequential.of(Linear.of(3, 1), Linear.of(1, 3));
    TrainingConfig config = TrainingConfig.epochs(60).withPatience(0);
    return Autoencoder.train(events, FEATURES, net, new Adam(1e-2), config);
  }

  /// Baldi and Hornik, Neural Networks 2 (1989) 53: the best linear autoencoder projects onto the
  /// principal component. Here that is the line, and what is lost is the noise across it.
  @Test
  void aLinearAutoencoderLosesWhatTheLargestPrincipalComponentLeaves() {
    Table events = line(4000, 0.3);
    double[][] standardized = new double[3][];
    for (int j = 0; j < 3; j++) {
      double[] v = events.numbers(FEATURES.get(j)).toDoubles();
      double mean = Arrays.stream(v).average().orElseThrow();
      double scale =
          Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
      standardized[j] = Arrays.stream(v).map(x -> (x - mean) / scale).toArray();
    }
    double lost = (3 - largestEigenvalue(standardized)) / 3;
    double mean = Arrays.stream(linear(events).score(events)).average().orElseThrow();
    assertThat(mean).isCloseTo(lost, within(0.02 * lost));
  }

  /// Of the matrix of correlations, by power iteration.
  private static double largestEigenvalue(double[][] x) {
    double[] v = {1, 1, 1};
    double norm = 0;
    for (int step = 0; step < 100; step++) {
      double[] next = new double[3];
      for (int i = 0; i < x[0].length; i++) {
        double along = x[0][i] * v[0] + x[1][i] * v[1] + x[2][i] * v[2];
        for (int j = 0; j < 3; j++) {
          next[j] += along * x[j][i] / x[0].length;
        }
      }
      norm = Math.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2]);
      for (int j = 0; j < 3; j++) {
        v[j] = next[j] / norm;
      }
    }
    return norm;
  }

  @Test
  void whatIsUnlikeTheRestIsGivenBackBadly() {
    Table events = line(4000, 0.1);
    double[] score = linear(events).score(events);
    double strange = 0;
    double usual = 0;
    for (int i = 0; i < score.length; i++) {
      strange += i % 100 == 0 ? score[i] / 40 : 0;
      usual += i % 100 == 0 ? 0 : score[i] / 3960;
    }
    assertThat(strange).isGreaterThan(20 * usual);
  }

  @Test
  void itsModelIsSavedAndScoresTheSame(@TempDir Path folder) {
    Table events = line(500, 0.3);
    Autoencoder trained =
        Autoencoder.train(events, List.of("x", "y * z"), 1, TrainingConfig.epochs(2));
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(trained.model(), file);
    History history = trained.history();
    Autoencoder again = new Autoencoder(ModelFile.read(file), history);
    assertThat(again.score(events)).isEqualTo(trained.score(events));
    assertThat(history.epochs()).hasSize(2);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Table events = line(100, 0.3);
    TrainingConfig config = TrainingConfig.epochs(1);
    assertThatThrownBy(() ->
            Autoencoder.train(events, FEATURES, Sequential.of(Linear.of(3, 2)), new Adam(), config))
        .hasMessage("Autoencoder: expected a network of 3 outputs, one for each feature, found 2");
    assertThatThrownBy(() -> Autoencoder.train(events, List.of("x", "x - x"), 1, config))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[feature x - x] expected values that are not all equal, found 0.0 in every"
                + " event; leave the feature out");
    assertThatThrownBy(() -> Autoencoder.train(events, List.of("x", "1 / (x - x)"), 1, config))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[line] expected finite values of 1 / (x - x), found ");
  }
}
