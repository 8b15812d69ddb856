package org.jpsi.analysis;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.NetworkLearner;
import org.jpsi.core.train.TrainingConfig;

/// Learners of an analysis: that of networks, made from its keys, and those on the class path.
///
/// @param network may hold a checkpoint to resume from
/// @param kept how many of its members a model keeps
record Learners(NetworkLearner network, int kept) {
  /// The learner of boosted trees, that a network is mixed and compared with.
  static final String TREES = AnalysisFile.Model.TREES;

  /// The learners of a training, whose events say what the columns of a network for tables are.
  static Learners of(PreparedTraining training) {
    Preprocessing features = training.preprocessing().features();
    List<TabularColumn> columns = features.tabularColumns(training.train());
    return of(
        training.analysis(),
        training
            .prepared()
            .parametrization()
            .map(parameter -> parameter.columns(columns, features))
            .orElse(columns));
  }

  /// @param analysis with the defaults that depend on the events
  /// @param columns what the features are; none where no network is built
  static Learners of(AnalysisFile analysis, List<TabularColumn> columns) {
    AnalysisFile.Training training = analysis.training();
    AnalysisFile.Network network = analysis.network().orElseThrow();
    return new Learners(
        NetworkLearner.of(
                (_, outputs) -> NetworkBuilder.build(network, columns, outputs),
                training.optimizer(),
                TrainingConfig.epochs(training.epochs().orElseThrow())
                    .withBatch(training.batch().orElseThrow())
                    .withPatience(training.patience().orElseThrow())
                    .withUpdates(training.updates())
                    .withGradientAccumulators(training.gradientAccumulators()))
            .members(analysis.members().train().orElseThrow()),
        analysis.members().ship().or(() -> analysis.members().train()).orElseThrow());
  }

  /// The same with a network that holds a checkpoint, or says more of its training.
  Learners with(NetworkLearner other) {
    return new Learners(other, kept);
  }

  /// The learner of a model.
  Learner find(AnalysisFile.Model model) {
    return find(model, (_, _) -> {});
  }

  /// The learner of a model.
  ///
  /// @param begins is told of each of the learners of which a mixture is made, with its settings,
  ///   before it is fitted
  Learner find(AnalysisFile.Model model, BiConsumer<Learner, Map<String, Double>> begins) {
    if (model.name().equals(network.name())) {
      return network;
    }
    if (model.name().equals(AnalysisFile.Model.MIX)) {
      return new MixLearner(network, named(TREES), begins);
    }
    return named(model.name());
  }

  private static Learner named(String name) {
    return Learner.find(name)
        .orElseThrow(() ->
            InputException.at("model " + name)
                .says("is not on the class path")
                .remedy("add the module learners to it")
                .exception());
  }
}
