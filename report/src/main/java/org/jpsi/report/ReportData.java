package org.jpsi.report;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.FoldFigures;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.SampleYield;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.task.Task;

/// Report data: everything a report is made from, figures of merit that are worked out already, and
/// text. The same data give the same bytes.
///
/// @param inputs what the model saw of the training events, in the order of the part TRAIN
/// @param predictor what was fitted, of folds that of fold 0
/// @param figures that the analysis asks for
/// @param folds figures of each, where there are folds: the evaluation is of all events then
/// @param data measured events compared with simulation, if any
/// @param systematics what variations change, if there are any
public record ReportData(
    Evaluation evaluation,
    TrainingFeatures inputs,
    Description description,
    Predictor predictor,
    Training training,
    FiguresOnRequest figures,
    Optional<FoldFigures> folds,
    Optional<DataComparison> data,
    Optional<Systematics> systematics) {

  /// The data of a run without folds that asks for no figures beside those of every run.
  public ReportData(
      Evaluation evaluation,
      TrainingFeatures inputs,
      Description description,
      Predictor predictor,
      Training training) {
    this(
        evaluation,
        inputs,
        description,
        predictor,
        training,
        FiguresOnRequest.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Task task() {
    return evaluation.task();
  }

  /// Whether it is a network, or several, trained in epochs.
  boolean byGradients() {
    return predictor.trainedByGradients();
  }

  /// Name of the model in the report.
  String noun() {
    return predictor instanceof EnsemblePredictor
        ? "ensemble"
        : byGradients() && !(predictor instanceof MixturePredictor) ? "network" : "model";
  }

  /// Figures of the members, of an ensemble of networks.
  Optional<MemberFigures> members() {
    return evaluation.members();
  }

  /// Events by which epochs are judged, in words.
  ///
  /// @param name before the word `events` or `loss`
  /// @param curve of a curve in a legend
  /// @param ofMembers whether they are training events that members of an ensemble held out
  record Judging(String name, String curve, boolean ofMembers) {}

  Judging judging() {
    boolean mixed =
        predictor instanceof MixturePredictor mixture
            && mixture.first() instanceof EnsemblePredictor;
    return mixed || members().isPresent()
        ? new Judging("held-out", "held out (one member)", true)
        : new Judging("validation", "validation", false);
  }

  /// Whether its network, or one of them, was trained with dropout.
  boolean dropout() {
    return dropout(predictor);
  }

  private static boolean dropout(Predictor predictor) {
    return switch (predictor) {
      case NetworkPredictor one -> dropout(one.network());
      case CombinedPredictor combined -> combined.members().stream().anyMatch(ReportData::dropout);
      default -> false;
    };
  }

  private static boolean dropout(Layer layer) {
    return (layer instanceof Dropout drop && drop.rate() > 0)
        || layer.children().values().stream().anyMatch(ReportData::dropout);
  }

  /// Name of a step of its training.
  String step() {
    return byGradients() ? "epoch" : "round";
  }

  /// Description of the run in text. All of it may hold any character; the report escapes it.
  ///
  /// @param name of the analysis
  /// @param yaml the analysis file as it ran, every default written out
  /// @param notes what the run warned of: columns left out and why, constant features, ...
  /// @param weights where event weights come from: `genWeight * lumi`, or empty where every event
  ///   counts as one
  /// @param weightsAreYields whether weights are expected numbers of events, so that significances
  ///   can be given
  /// @param provenance further properties of the run: seed, version, input files
  /// @param suspicions what makes all figures of the run doubtful, in sentences, which come first
  /// @param samples their yields; none where they are not normalized to a luminosity
  public record Description(
      String name,
      String yaml,
      List<String> notes,
      String weights,
      boolean weightsAreYields,
      List<Property> provenance,
      List<String> suspicions,
      List<SampleYield> samples) {
    public Description {
      notes = List.copyOf(notes);
      provenance = List.copyOf(provenance);
      suspicions = List.copyOf(suspicions);
      samples = List.copyOf(samples);
    }

    /// A description of a run of which nothing is suspected.
    public Description(
        String name,
        String yaml,
        List<String> notes,
        String weights,
        boolean weightsAreYields,
        List<Property> provenance) {
      this(name, yaml, notes, weights, weightsAreYields, provenance, List.of(), List.of());
    }
  }

  /// Property: a line of the provenance.
  public record Property(String name, String value) {}

  /// Training in text, beside its history.
  ///
  /// @param metric name of the metric of the epochs: `AUC`, `accuracy`, `RMSE`
  /// @param ending why training ended: `no improvement in 8 epochs`, `all 50 epochs done`
  /// @param beside what else was made small, or averaged, in sentences; empty where nothing was
  public record Training(String metric, String ending, String beside) {}
}
