package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Model;
import org.jpsi.analysis.file.AnalysisFile.Network;
import org.jpsi.analysis.file.AnalysisFile.Training;
import org.jpsi.analysis.file.Encoding.Tabular;
import org.jpsi.core.data.Scaling;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.table.Split;
import org.jpsi.core.train.Learner;

/// The recipe of the default network, and the rule by which its sizes follow from events, features
/// and task. It is for a file without `network:`; what the file has is kept.
///
/// - Members, width and number of hidden layers follow from the budget: see {@link Sizes}.
/// - Averaged weights for classes; none for a regression, which they cost resolution. No dropout:
///   members that each hold out another share, and are stopped together, do without.
/// - Batch: an eightieth of the training events in whole sixteens, within 32 and 256: small sets
///   gain from each step that they get. With a term of decorrelation, which sees each batch whole,
///   a tenth of them, up to 1024.
/// - Epochs: as many as the budget has multiplications for, within its bounds: three times (once
///   forward, twice back) the multiplications of an event, for each event that a member trains on.
///   A regression may have twice as many: classes are learned by heart before.
/// - The trees of a mixture: twice the rounds at a rate of 0.03 in a thorough run.
/// - Patience: a quarter of the epochs, at least 5.
///
/// Numbers were chosen on the samples of ROOT's TMVA tutorials, MAGIC, HIGGS and small tables; what
/// each gives is in docs/defaults.md.
final class DefaultRecipe {
  static final Scaling SCALING = Scaling.ROBUST;
  static final Split.Fractions SPLIT = new Split.Fractions(0.7, 0.1, 0.2);

  private static final Map<String, Double> THOROUGH_TREES =
      Map.of("rounds", 2000.0, "learningRate", 0.03, "patience", 80.0);
  private static final int HIDDEN_LAYERS = 3;
  private static final double AVERAGING = 0.99;
  private static final int BATCHES = 80;
  private static final int BATCH_STEP = 16;
  private static final int MIN_BATCH = 32;
  private static final int MAX_BATCH = 256;
  private static final int WHOLE_BATCHES = 10;
  private static final int MAX_WHOLE_BATCH = 1024;
  private static final int REGRESSION_EPOCHS = 2;
  private static final int PATIENCE_SHARE = 4;
  private static final int MIN_PATIENCE = 5;

  /// Sizes by budget.
  ///
  /// @param members trained side by side
  /// @param width of each hidden layer
  /// @param multiplications of all members in all epochs
  /// @param minEpochs although they take more multiplications
  /// @param maxEpochs for classes, although there are multiplications left
  private record Sizes(
      int members, int width, double multiplications, int minEpochs, int maxEpochs) {
    static Sizes of(Budget budget) {
      return switch (budget) {
        case QUICK -> new Sizes(4, 64, 2.5e10, 4, 24);
        case NORMAL -> new Sizes(8, 128, 2.5e12, 8, 64);
        case THOROUGH -> new Sizes(16, 256, 2.5e13, 16, 96);
      };
    }
  }

  private DefaultRecipe() {}

  /// What does not depend on the events. The gains of the encoding, `0.scale`, move six times
  /// faster than weights: they choose among features.
  static Training training(boolean regression) {
    UpdateRule updates =
        UpdateRule.PLAIN
            .with(new Schedule.Cosine())
            .with(List.of(new ParameterGroup("0.scale", 0, 6, 1)));
    return new Training(
        Optional.empty(),
        Optional.of(Budget.NORMAL),
        new AdamW(3e-3, 0.02, Adam.BETA1, 0.95, Adam.EPSILON),
        regression ? updates : updates.with(new Averaging.Ema(AVERAGING)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Training.PLAIN.gradientAccumulators());
  }

  /// The analysis with sizes for its events; unchanged where its network is not the default one.
  ///
  /// @param events of the training part
  static AnalysisFile resolve(AnalysisFile analysis, int events, int features) {
    if (!KnownTask.of(analysis).defaultNetwork()) {
      return analysis;
    }
    return sized(analysis, analysis.training(), events, features);
  }

  /// The analysis with the default network of the least budget in the place of its models, for two
  /// classes: what learns something beside them.
  static AnalysisFile quick(AnalysisFile analysis, int events, int features) {
    Training usual = training(false);
    Training quick =
        new Training(
            usual.loss(),
            Optional.of(Budget.QUICK),
            usual.optimizer(),
            usual.updates(),
            usual.batch(),
            usual.epochs(),
            usual.patience(),
            usual.gradientAccumulators());
    AnalysisFile classifier =
        analysis.with(List.of(Model.NETWORK), Members.BY_RECIPE, Network.plain(false), quick);
    return sized(classifier, quick, events, features);
  }

  private static AnalysisFile sized(
      AnalysisFile analysis, Training given, int events, int features) {
    Sizes sizes = Sizes.of(given.budget().orElse(Budget.NORMAL));
    int members = analysis.members().train().orElse(sizes.members());
    MembersSchema.requireEnough(members, analysis.members().ship(), "members.ship");
    boolean regression = analysis.regression();
    Network network = network(sizes.width());
    double epoch = 3 * network.multiplications(features) * events * Members.passes(members);
    int most = sizes.maxEpochs() * (regression ? REGRESSION_EPOCHS : 1);
    int epochs =
        given
            .epochs()
            .orElse((int) Math.clamp(sizes.multiplications() / epoch, sizes.minEpochs(), most));
    Training training =
        new Training(
            given.loss(),
            Optional.empty(),
            given.optimizer(),
            given.updates(),
            Optional.of(
                given
                    .batch()
                    .orElse(analysis.decorrelation().inLoss() ? whole(events) : batch(events))),
            Optional.of(epochs),
            Optional.of(given.patience().orElse(Math.max(MIN_PATIENCE, epochs / PATIENCE_SHARE))),
            given.gradientAccumulators());
    return analysis.with(
        analysis.models().stream().map(model -> trees(model, given.budget())).toList(),
        new Members(Optional.of(members), analysis.members().ship()),
        network,
        training);
  }

  // Trees of a mixture, where they have their defaults: slower, and more of them, in a thorough
  // run.
  private static Model trees(Model model, Optional<Budget> budget) {
    if (!model.name().equals(Model.MIX) || budget.orElse(Budget.NORMAL) != Budget.THOROUGH) {
      return model;
    }
    Map<String, Double> usual = Learner.find(Model.TREES).orElseThrow().settings(Map.of());
    Map<String, Double> settings = new LinkedHashMap<>(model.settings());
    THOROUGH_TREES.forEach((name, value) -> settings.replace(name, usual.get(name), value));
    return new Model(model.name(), settings);
  }

  private static Network network(int width) {
    return new Network(
        Tabular.DEFAULT,
        Collections.nCopies(HIDDEN_LAYERS, width),
        Silu.of(),
        Normalization.NONE,
        0);
  }

  private static int batch(int events) {
    return Math.clamp(events / BATCHES / BATCH_STEP * BATCH_STEP, MIN_BATCH, MAX_BATCH);
  }

  // Of a loss that sees each batch whole.
  private static int whole(int events) {
    int large = Math.min(MAX_WHOLE_BATCH, events / WHOLE_BATCHES / BATCH_STEP * BATCH_STEP);
    return Math.max(batch(events), large);
  }

  /// The multiplications of the training of an analysis's networks: once forward, twice back.
  static double multiplications(AnalysisFile analysis, int trainingEvents, int featureCount) {
    if (!analysis.trainsNetwork()) {
      return 0;
    }
    AnalysisFile sized = analysis.sized(trainingEvents, featureCount);
    return 3
        * sized.network().orElseThrow().multiplications(featureCount)
        * trainingEvents
        * Members.passes(sized.members().train().orElseThrow())
        * sized.training().epochs().orElseThrow();
  }
}
