package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.table.Split;

/// The whole analysis, with every default filled in that does not need the events. Expressions are
/// kept as text; they have been read once, so their form is right.
///
/// @param name of the analysis: the file's, without its ending, where not said
/// @param signal the class looked for, against all others as one; where empty, all classes are
///   equal
/// @param samples one or more
/// @param label the expression whose values are the classes; empty where samples or targets tell
/// @param targets what a regression predicts; empty for classification
/// @param select the expression by which events are taken; `true` takes all
/// @param features what the network is given
/// @param weight the expression of an event's physical weight; a sample's own multiplies it
/// @param yields whether the weights are expected numbers of events, so that significances can be
///   given
/// @param constants of all expressions, in the order of the file
/// @param spectators columns that are carried along, never trained on
/// @param split of the samples that are not sent to one part
/// @param models what learns, one or more: the run is of the first, the others are set beside it
/// @param seed of everything that is drawn
/// @param allowLeak whether features that alone tell the classes apart may be asked for by name
public record AnalysisFile(
    String name,
    Optional<String> signal,
    List<Sample> samples,
    Optional<String> label,
    List<Feature> targets,
    String select,
    Features features,
    String weight,
    boolean yields,
    Map<String, Double> constants,
    List<String> spectators,
    Split.Fractions split,
    List<Model> models,
    Network network,
    Training training,
    long seed,
    boolean allowLeak) {
  public static final String ALL_EVENTS = "true";
  public static final String WEIGHT = "1";
  public static final long SEED = 1;

  public AnalysisFile {
    samples = List.copyOf(samples);
    targets = List.copyOf(targets);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    spectators = List.copyOf(spectators);
    models = List.copyOf(models);
  }

  /// A quantity by name: a feature or a target.
  ///
  /// @param is an expression over columns
  /// @param unit as the file tells it; empty where it does not: then that of the column, if it is
  ///   one
  public record Feature(String name, String is, String unit) {
    /// The column of this name.
    public static Feature column(String name) {
      return new Feature(name, Expression.quoted(name), "");
    }
  }

  /// What the network is given.
  ///
  /// @param all every numeric column not used elsewhere, as {@link
  ///   org.jpsi.core.data.FeatureSelection} finds them
  /// @param named these, after those of `all`
  public record Features(boolean all, List<Feature> named) {
    public static final Features ALL = new Features(true, List.of());

    public Features {
      named = List.copyOf(named);
    }
  }

  /// What learns.
  ///
  /// @param name `network`, or that of a {@link org.jpsi.core.train.Learner}
  /// @param settings of a baseline, every one of them; a network's are {@link Network} and {@link
  ///   Training}
  public record Model(String name, Map<String, Double> settings) {
    public static final Model NETWORK = new Model("network", Map.of());

    public Model {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /// Whether it is the network, trained by gradients.
    public boolean isNetwork() {
      return name.equals(NETWORK.name);
    }
  }

  /// The shape of the network.
  ///
  /// @param layers widths of the hidden layers; none makes it linear
  /// @param activation what bends between them
  /// @param dropout after each hidden layer, in [0, 1)
  public record Network(
      List<Integer> layers, Activation activation, Normalization normalization, double dropout) {
    /// Where nothing is said. Dropout is for classes: a regression has to reach a value, not a side
    /// of a boundary, and noise in its layers costs resolution.
    public static Network unsaid(boolean regression) {
      return new Network(
          List.of(128, 128, 64), Relu.of(), Normalization.NONE, regression ? 0 : 0.3);
    }

    public Network {
      layers = List.copyOf(layers);
    }
  }

  /// What is brought to mean 0 and variance 1 between a linear layer and its activation.
  public enum Normalization {
    NONE,
    /// Each unit over the events of a shard: {@link org.jpsi.core.nn.BatchNorm}.
    BATCH,
    /// All units of one event: {@link org.jpsi.core.nn.LayerNorm}.
    LAYER;

    /// As in the file.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How it is trained.
  ///
  /// @param loss empty where it depends on the number of classes, which the events will tell
  /// @param updates what happens at every step beside the optimizer: schedule, clipping, ...
  /// @param batch events per step
  /// @param epochs at most
  /// @param patience epochs without progress in validation before training stops; 0 never stops
  ///   early
  /// @param gradientAccumulators the lanes of {@link org.jpsi.core.train.TrainingConfig}
  public record Training(
      Optional<Loss> loss,
      Optimizer optimizer,
      UpdateRule updates,
      int batch,
      int epochs,
      int patience,
      int gradientAccumulators) {
    /// Where nothing is said: chosen on the samples of ROOT's TMVA tutorials, MAGIC and HIGGS.
    public static final Training DEFAULT =
        new Training(
            Optional.empty(),
            new AdamW(3e-3, 0.1),
            UpdateRule.PLAIN.with(new Schedule.Cosine()),
            256,
            50,
            10,
            8);

    public Training with(Loss other) {
      return new Training(
          Optional.of(other), optimizer, updates, batch, epochs, patience, gradientAccumulators);
    }
  }

  /// Whether quantities are predicted, not classes.
  public boolean regression() {
    return !targets.isEmpty();
  }

  /// The classes that samples tell, in the order in which they first appear; empty where a label or
  /// targets do.
  public List<String> classes() {
    return samples.stream().map(Sample::className).filter(c -> !c.isEmpty()).distinct().toList();
  }

  /// This analysis with what the events told: to be written down as it ran.
  ///
  /// @param chosen the features, none of them `all` any more
  /// @param loss the one trained with
  public AnalysisFile resolved(Optional<String> foundSignal, List<Feature> chosen, Loss loss) {
    return new AnalysisFile(
        name,
        foundSignal,
        samples,
        label,
        targets,
        select,
        new Features(false, chosen),
        weight,
        yields,
        constants,
        spectators,
        split,
        models,
        network,
        training.with(loss),
        seed,
        allowLeak);
  }

  /// The same analysis of other samples.
  public AnalysisFile with(List<Sample> others) {
    return new AnalysisFile(
        name,
        signal,
        others,
        label,
        targets,
        select,
        features,
        weight,
        yields,
        constants,
        spectators,
        split,
        models,
        network,
        training,
        seed,
        allowLeak);
  }

  /// The same analysis as a file in another folder tells it: relative paths lead from there.
  public AnalysisFile moved(Path from, Path to) {
    return with(samples.stream().map(sample -> sample.moved(from, to)).toList());
  }

  /// The file with every key written out, in a fixed order; read again, it gives this record.
  public String toYaml() {
    return AnalysisWriter.whole(this);
  }
}
