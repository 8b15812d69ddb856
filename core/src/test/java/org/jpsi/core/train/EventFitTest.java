package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.EventParts;
import org.jpsi.core.events.EventTable;
import org.jpsi.core.events.Events;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network fitted by hand, from labeled events to a model that is applied to them by name.
class EventFitTest {
  /// Gaussians at 100, 120 (and 140) in `m`, of classes of these names; every tenth weight
  /// negative.
  private static Events events(int n, String... names) {
    Rng rng = Rng.of(11);
    double[] m = new double[n];
    double[] y = new double[n];
    double[] w = new double[n];
    String[] label = new String[n];
    for (int i = 0; i < n; i++) {
      int k = rng.child("class").integer(names.length, i);
      m[i] = 100 + 20 * k + 10 * rng.normal(i);
      y[i] = rng.child("y").normal(i);
      w[i] = i % 10 == 0 ? -1 : 2;
      label[i] = names[k];
    }
    return Events.of(
            Table.of(
                "toy",
                List.of(
                    NumberColumn.of("m", "GeV", m),
                    NumberColumn.of("y", "", y),
                    NumberColumn.of("w", "", w),
                    new TextColumn("kind", label))))
        .weight("w")
        .label("kind");
  }

  private static Fit fit(EventParts parts, Sequential network) {
    Preprocessing prep = Preprocessing.standardize("m", "z").fit(parts.train());
    return Trainer.of(network, BinaryCrossEntropy.of(), Adam.of(1e-2)).epochs(3).fit(prep, parts);
  }

  private static Sequential network(int outputs) {
    return Sequential.of(Linear.of(2, 16), Relu.of(), Linear.of(16, outputs));
  }

  @Test
  void aModelTellsTheClassesApartAsWellAsCanBe(@TempDir Path folder) {
    Events view = events(6000, "bkg", "sig").filter("y > -1").define("z", "m * y");
    EventParts parts = view.split(0.6, 0.2, 0.2);
    Fit fit = fit(parts, network(1));
    assertThat(fit.history().epochs()).hasSize(3);
    assertThat(fit.history().epochs().getLast().metric()).isGreaterThan(0.9);
    Roc roc = Roc.of(fit.model(), parts.test());
    // of two Gaussians two widths apart: Phi(sqrt 2)
    assertThat(roc.auc().value()).isCloseTo(0.9214, within(4 * roc.auc().error()));
    assertThat(roc.auc().error()).isLessThan(0.015);

    assertThat(fit.model().task()).isEqualTo(new Task.Binary("sig", "bkg"));
    assertThat(fit.model().selection()).isEqualTo("y > -1");
    assertThat(fit.model().features().list())
        .containsExactly(new Feature("m", "m", "GeV"), new Feature("z", "m * y", ""));
    assertThat(fit.model().columnNames()).containsExactly("m", "y");
    ColumnPreprocessing m = fit.model().preprocessing().columns().getFirst();
    assertThat(m.low()).isEqualTo(parts.train().min("m"));
    assertThat(m.high()).isEqualTo(parts.train().max("m"));
    assertThat(fit.model().provenance())
        .containsEntry("split", "0.6, 0.2, 0.2, seed 1")
        .containsEntry("weight", "w")
        .containsEntry("label", "kind")
        .containsEntry("training", "bce by adam, 3 epochs of batches of 256, patience 8, seed 1");

    // the file has it all, and the scores are the same wherever they are computed
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(fit.model(), file);
    double[] scores = ModelFile.read(file).predict(view);
    assertThat(scores).isEqualTo(fit.model().predict(view));
    assertThat(view.define("s", fit.model()).table().numbers("s").toDoubles()).isEqualTo(scores);
    assertThat(Scorer.of(fit.model()).score(view.table()).numbers("score").toDoubles())
        .isEqualTo(scores);
    EventTable test = EventTable.of(parts.test().define("s", fit.model()), List.of("s"));
    boolean[] signal = new boolean[test.events()];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = test.labels()[i].equals("sig");
    }
    assertThat(roc.auc())
        .isEqualTo(Auc.of(test.table().numbers("s").toDoubles(), signal, test.weights()));
  }

  @Test
  void theFitIsTheSameWithAnyThreads() {
    EventParts parts = events(2000, "0", "1").define("z", "y").split(0.6, 0.2, 0.2).by("m").seed(5);
    Preprocessing prep = Preprocessing.standardize("m", "z").fit(parts.train());
    Events all = parts.events();
    double[][] scores = new double[2][];
    for (int threads = 1; threads <= 2; threads++) {
      scores[threads - 1] =
          Trainer.of(network(1), BinaryCrossEntropy.of(), Adam.of(1e-2))
              .epochs(2)
              .threads(threads)
              .fit(prep, parts)
              .model()
              .predict(all);
    }
    assertThat(scores[1]).isEqualTo(scores[0]);
  }

  @Test
  void severalClassesHaveAScoreEach() {
    Events view = events(3000, "Z", "H", "t").define("z", "y");
    EventParts parts = view.split(0.6, 0.2, 0.2);
    Preprocessing prep = Preprocessing.standardize("m", "z").fit(parts.train());
    Fit fit = Trainer.of(network(3), CrossEntropy.of(), Adam.of(1e-2)).epochs(3).fit(prep, parts);
    assertThat(fit.model().task()).isEqualTo(new Task.Multiclass(List.of("H", "Z", "t")));
    Events scored = view.define("p", fit.model());
    assertThat(scored.columns().stream().map(Column::name)).endsWith("p_H", "p_Z", "p_t");
    assertThat(scored.mean("p_H + p_Z + p_t")).isCloseTo(1, within(1e-6));
    // m is 140 GeV in the mean for t, 100 for Z
    assertThat(scored.filter("m > 150").mean("p_t")).isGreaterThan(0.8);
    assertThatThrownBy(() -> Roc.of(fit.model(), parts.test()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[ROC] expected a model of a signal against a background, found one of score_H,"
                + " score_Z, score_t");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Events view = events(600, "bkg", "sig").define("z", "y");
    EventParts parts = view.split(0.6, 0.2, 0.2);
    Fit fit = fit(parts, network(1));
    assertThatThrownBy(() -> fit(parts, network(2)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[network] expected one output, for sig against bkg, found 2; change its last layer");
    Preprocessing prep = Preprocessing.standardize("m").fit(parts.train());
    assertThatThrownBy(() ->
            Trainer.of(
                    Sequential.of(Linear.of(1, 1)),
                    BinaryCrossEntropyOfProbability.of(),
                    Adam.of(1e-2))
                .fit(prep, parts))
        .hasMessage(
            "[loss] expected one of logits, of which a model makes probabilities, found"
                + " bceOfProbability; use BinaryCrossEntropy, and leave out the last"
                + " sigmoid");
    Events plain = Events.of(view.table()).weight("w");
    assertThatThrownBy(() -> fit(plain.split(0.6, 0.2, 0.2), network(1)))
        .hasMessage(
            "[toy] expected events with a label, to be learned, found none; say which column it is"
                + " with `label`");
    assertThatThrownBy(() -> Roc.of(fit.model(), plain))
        .hasMessage(
            "[toy] expected events with a label, for a ROC curve, found none; say which column it"
                + " is with `label`");
    assertThatThrownBy(() -> Roc.of(fit.model(), view.filter("kind == 'sig'")))
        .hasMessageStartingWith(
            "[toy] expected weights of sig and of all others with positive sums, found none, over");
    assertThatThrownBy(() -> fit(view.filter("kind == 'sig'").split(0.6, 0.2, 0.2), network(1)))
        .hasMessage(
            "[label] expected two classes or more, up to 1000, found only sig; choose a"
                + " label that is a class");
    assertThatThrownBy(() -> Preprocessing.standardize("m", "zz").fit(parts.train()))
        .hasMessageContaining("expected a column zz, found 5 others; did you mean z or m or w?");
    assertThatThrownBy(() -> view.select("y").define("s", fit.model()))
        .hasMessageContaining("expected a column m, found 1 others");
    assertThatThrownBy(() -> view.define("z", fit.model()))
        .hasMessageContaining("expected a new name for a column, found z, which is there");
  }
}
