package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;

/// Analysis file as a record, with every default that does not depend on the events: those that do
/// are empty until {@link #resolved}. Expressions are kept as text; their syntax has been checked.
///
/// @param name of the analysis; by default the file's, without its extension
/// @param signal the signal class, against all others as background; where empty, all classes are
///   equal
/// @param samples one or more
/// @param label the expression whose values are the classes; empty where samples have classes, or
///   for a regression
/// @param targets of a regression; empty for a classification
/// @param select the selection; `true` selects all events
/// @param features of the model
/// @param weight the expression of an event's physical weight; a sample's own multiplies it
/// @param classWeights in training; empty where they follow from the classes
/// @param yields whether the weights are expected numbers of events, for significances
/// @param luminosity that events are normalized to; empty where weights are taken as they are
/// @param constants of all expressions, in the order of the file
/// @param csv files without a header, or with one
/// @param missing codes of missing values, by column
/// @param spectators columns that are copied into the scores file, never trained on
/// @param decorrelation of variables that nothing is to be learned from
/// @param negativeWeights what the training makes of them
/// @param split of the samples without a fixed part
/// @param folds in the place of a split
/// @param models one or more: the run is of the first, the others are compared with it
/// @param preprocessing the scaling of the features
/// @param network empty where it is the default one, which depends on the events
/// @param seed of all random numbers
/// @param allowLeak whether features that alone separate the classes may be named
/// @param allowDuplicates whether the same events may be there twice
/// @param reference whether a reference learner is fitted, for the verdict
/// @param compare the learner that the run's model is compared with
/// @param figures that are asked for beside those of every run
/// @param data measured events that the simulation is compared with, if any
/// @param variations systematic ones, by name
public record AnalysisFile(
    String name,
    Optional<String> signal,
    List<Sample> samples,
    Optional<String> label,
    List<Feature> targets,
    String select,
    FeatureChoice features,
    String weight,
    Optional<ClassWeights> classWeights,
    boolean yields,
    Optional<Luminosity> luminosity,
    Map<String, Double> constants,
    CsvFiles csv,
    MissingCodes missing,
    List<String> spectators,
    Decorrelation decorrelation,
    NegativeWeights negativeWeights,
    EventSplit split,
    Optional<Folds> folds,
    List<Model> models,
    FeatureScaling preprocessing,
    Members members,
    Optional<Network> network,
    Training training,
    long seed,
    boolean allowLeak,
    boolean allowDuplicates,
    boolean reference,
    Optional<String> compare,
    FigureOptions figures,
    Optional<MeasuredData> data,
    Map<String, Variation> variations) {
  public static final String ALL_EVENTS = "true";
  public static final String WEIGHT = "1";
  public static final long SEED = 1;

  public AnalysisFile {
    samples = List.copyOf(samples);
    targets = List.copyOf(targets);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    spectators = List.copyOf(spectators);
    models = List.copyOf(models);
    variations = Collections.unmodifiableMap(new LinkedHashMap<>(variations));
  }

  /// Feature or target: a named expression.
  ///
  /// @param expression over columns
  /// @param unit in the file; where empty, that of the column, if it is one
  public record Feature(String name, String expression, String unit) {
    /// The column of this name.
    public static Feature column(String name) {
      return new Feature(name, Expression.quoted(name), "");
    }
  }

  /// Model: the network or a learner.
  ///
  /// @param name `network`, `mix` of it and boosted trees, or that of a {@link
  ///   org.jpsi.core.train.Learner}
  /// @param settings of a learner, all of them; those of the network are {@link Network} and {@link
  ///   Training}
  public record Model(String name, Map<String, Double> settings) {
    public static final Model NETWORK = new Model("network", Map.of());

    /// The mixture of the network and boosted trees; its settings are those of the trees.
    public static final String MIX = "mix";

    /// The learner of boosted trees.
    public static final String TREES = "boosted-trees";

    public Model {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /// Whether it is a network, by {@link Network} and {@link Training}, or has one in it.
    public boolean trainsNetwork() {
      return equals(NETWORK) || name.equals(MIX);
    }
  }

  /// Architecture of the network.
  ///
  /// @param encoding of the features, before the hidden layers
  /// @param layers widths of the hidden layers; none makes it linear
  /// @param activation after each hidden layer
  /// @param dropout after each hidden layer, in [0, 1)
  public record Network(
      Encoding encoding,
      List<Integer> layers,
      Activation activation,
      Normalization normalization,
      double dropout) {
    /// The plain network: what keys that are left out of `network:` are. Dropout is for
    /// classification: a regression has to reach a value, not a side of a boundary, and noise in
    /// its layers costs resolution.
    public static Network plain(boolean regression) {
      return new Network(
          new Encoding.None(),
          List.of(128, 128, 64),
          Relu.of(),
          Normalization.NONE,
          regression ? 0 : 0.3);
    }

    public Network {
      layers = List.copyOf(layers);
    }

    /// The multiplications of the encoding and all hidden layers for one event.
    double multiplications(int features) {
      double count = 0;
      int width = features;
      if (encoding instanceof Encoding.Tabular tabular) {
        count += (double) features * tabular.frequencies() * tabular.width();
        width = features * tabular.outputs();
      }
      for (int next : layers) {
        count += (double) width * next;
        width = next;
      }
      return count;
    }
  }

  /// Training of the network.
  ///
  /// @param loss empty where it depends on the number of classes, which is known from the events
  /// @param budget of the default network, by which the events decide what is empty; else empty
  /// @param updates schedule, clipping, penalty, averaging, parameter groups
  /// @param batch batch size; empty where it depends on the events
  /// @param epochs largest number of epochs; empty where it depends on the events
  /// @param patience of early stopping: epochs without a better validation loss; 0 never stops
  ///   early; empty where it depends on the epochs
  /// @param gradientAccumulators see {@link org.jpsi.core.train.TrainingConfig}
  public record Training(
      Optional<Loss> loss,
      Optional<Budget> budget,
      Optimizer optimizer,
      UpdateRule updates,
      Optional<Integer> batch,
      Optional<Integer> epochs,
      Optional<Integer> patience,
      int gradientAccumulators) {
    /// That of a network written by hand, chosen on the samples of ROOT's TMVA tutorials, MAGIC and
    /// HIGGS.
    public static final Training PLAIN =
        new Training(
            Optional.empty(),
            Optional.empty(),
            new AdamW(3e-3, 0.1),
            UpdateRule.PLAIN.with(new Schedule.Cosine()),
            Optional.of(256),
            Optional.of(50),
            Optional.of(10),
            8);

    public Training with(Loss other) {
      return new Training(
          Optional.of(other),
          budget,
          optimizer,
          updates,
          batch,
          epochs,
          patience,
          gradientAccumulators);
    }
  }

  /// Whether events of equal value of an expression belong together, in one part or fold.
  public boolean keepsTogether() {
    return split.by().isPresent() || folds.flatMap(Folds::by).isPresent();
  }

  /// Whether a network is among the models, alone or in a mixture.
  public boolean trainsNetwork() {
    return models.stream().anyMatch(Model::trainsNetwork);
  }

  /// Whether it is a regression.
  public boolean regression() {
    return !targets.isEmpty();
  }

  /// The classes of the samples, in the order in which they first appear; empty for an analysis
  /// with a label or targets.
  public List<String> classes() {
    return samples.stream().map(Sample::className).filter(c -> !c.isEmpty()).distinct().toList();
  }

  /// Whether the network takes missing values, NaN.
  public boolean missingValues() {
    return network.map(n -> n.encoding() instanceof Encoding.Tabular).orElse(true);
  }

  /// This analysis with the sizes that depend on the training events: members, network, training.
  public AnalysisFile sized(int trainingEvents, int featureCount) {
    return DefaultRecipe.resolve(this, trainingEvents, featureCount);
  }

  /// The weights of classes in training, of an analysis that was not {@link #sized} yet.
  public ClassWeights classWeights(int classes) {
    return classWeights.orElseGet(() -> ClassWeights.usual(this, classes));
  }

  /// This analysis with the other defaults that depend on the events, as a run writes it.
  public AnalysisFile resolved(
      Optional<String> foundSignal, List<Feature> chosen, ClassWeights found, Loss loss) {
    return with(
        foundSignal,
        samples,
        features.chosen(chosen),
        found == ClassWeights.EVENTS ? Optional.of(found) : classWeights,
        models,
        members,
        network,
        training.with(loss),
        data,
        variations);
  }

  /// The multiplications of the training of its networks: once forward, twice back.
  public double multiplications(int trainingEvents, int featureCount) {
    return DefaultRecipe.multiplications(this, trainingEvents, featureCount);
  }

  /// The same analysis with other models, another network and training.
  AnalysisFile with(List<Model> trained, Members others, Network other, Training otherTraining) {
    return with(
        signal,
        samples,
        features,
        classWeights,
        trained,
        others,
        Optional.of(other),
        otherTraining,
        data,
        variations);
  }

  /// The same analysis with other samples.
  public AnalysisFile with(List<Sample> others) {
    return with(
        signal,
        others,
        features,
        classWeights,
        models,
        members,
        network,
        training,
        data,
        variations);
  }

  private AnalysisFile with(
      Optional<String> otherSignal,
      List<Sample> otherSamples,
      FeatureChoice otherFeatures,
      Optional<ClassWeights> otherClassWeights,
      List<Model> otherModels,
      Members otherMembers,
      Optional<Network> otherNetwork,
      Training otherTraining,
      Optional<MeasuredData> otherData,
      Map<String, Variation> otherVariations) {
    return new AnalysisFile(
        name,
        otherSignal,
        otherSamples,
        label,
        targets,
        select,
        otherFeatures,
        weight,
        otherClassWeights,
        yields,
        luminosity,
        constants,
        csv,
        missing,
        spectators,
        decorrelation,
        negativeWeights,
        split,
        folds,
        otherModels,
        preprocessing,
        otherMembers,
        otherNetwork,
        otherTraining,
        seed,
        allowLeak,
        allowDuplicates,
        reference,
        compare,
        figures,
        otherData,
        otherVariations);
  }

  /// The same analysis for a file in another folder: relative paths start there.
  public AnalysisFile rebased(Path from, Path to) {
    return withPaths(path -> SampleFiles.rebased(path, from, to));
  }

  /// The same analysis with other paths of all its files.
  public AnalysisFile withPaths(UnaryOperator<String> other) {
    List<Sample> others = samples.stream().map(sample -> sample.withPaths(other)).toList();
    Optional<MeasuredData> measured = data.map(of -> of.withPaths(other));
    Map<String, Variation> varied = new LinkedHashMap<>();
    variations.forEach((key, variation) -> varied.put(key, variation.withPaths(other)));
    return with(
        signal,
        others,
        features,
        classWeights,
        models,
        members,
        network,
        training,
        measured,
        varied);
  }

  /// The file with every key, in a fixed order; read again, it gives this record.
  public String toYaml() {
    return AnalysisWriter.allKeys(this);
  }
}
