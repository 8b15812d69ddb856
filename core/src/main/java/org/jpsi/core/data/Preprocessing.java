package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.TabularColumn;

/// Preprocessing of features, fitted to training events: what a network gets for an event. It is
/// part of the model, and the same for every event that the model is applied to.
///
/// ```java
/// Preprocessing prep = Preprocessing.standardize("m_bb", "m_wbb").fit(train);
/// float[] inputs = prep.apply(test); // [events, features]
/// ```
///
/// Each number is computed in float64 and rounded once to float32, so that a shift, as of times
/// near 1.7e18 ns, is taken out before anything is float32. Immutable and thread-safe.
public final class Preprocessing {
  private final Features features;
  private final List<ColumnPreprocessing> columns;
  // What each column begins with, and the columns that have steps after it: most have none.
  private final double[] means;
  private final double[] deviations;
  private final int[] withMoreSteps;
  private final List<LinearTransformation> transformations;
  private final AppliedTransformation[] applied;

  private Preprocessing(
      Features features,
      List<ColumnPreprocessing> columns,
      List<LinearTransformation> transformations) {
    this.features = features;
    this.columns = List.copyOf(columns);
    this.transformations = List.copyOf(transformations);
    int n = features.size();
    if (n != columns.size()) {
      throw new IllegalArgumentException(
          "Preprocessing: expected as many columns as features, found "
              + (columns.size() + " and " + n));
    }
    this.means = new double[n];
    this.deviations = new double[n];
    List<Integer> more = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      List<PreprocessingStep> steps = columns.get(j).steps();
      boolean leads = !steps.isEmpty() && steps.getFirst() instanceof PreprocessingStep.Standardize;
      PreprocessingStep.Standardize first =
          leads ? columns.get(j).standardization() : PreprocessingStep.Standardize.NONE;
      means[j] = first.mean();
      deviations[j] = first.deviation();
      if (steps.size() > (leads ? 1 : 0)) {
        more.add(j);
      }
    }
    this.withMoreSteps = more.stream().mapToInt(Integer::intValue).toArray();
    requireApart();
    this.applied =
        this.transformations.stream()
            .map(of -> AppliedTransformation.of(of, this.columns))
            .toArray(AppliedTransformation[]::new);
  }

  // Each feature is in one transformation at most, and is a number.
  private void requireApart() {
    boolean[] taken = new boolean[columns.size()];
    for (LinearTransformation transformation : transformations) {
      for (int f : transformation.features()) {
        if (f >= taken.length || taken[f] || columns.get(f).category().isPresent()) {
          throw new IllegalArgumentException(
              "Preprocessing: expected features that are numbers, each in one linear"
                  + " transformation, found index "
                  + f);
        }
        taken[f] = true;
      }
    }
  }

  /// Preprocessing with known parameters.
  ///
  /// @param columns of each feature
  public static Preprocessing of(Features features, List<ColumnPreprocessing> columns) {
    return of(features, columns, List.of());
  }

  /// Preprocessing with known parameters.
  ///
  /// @param columns of each feature
  /// @param transformations of groups of features, once each is scaled
  public static Preprocessing of(
      Features features,
      List<ColumnPreprocessing> columns,
      List<LinearTransformation> transformations) {
    return new Preprocessing(features, columns, transformations);
  }

  /// The same with another preprocessing of each feature by itself.
  public Preprocessing with(List<ColumnPreprocessing> others) {
    return of(features, others, transformations);
  }

  /// The preprocessing of some features, of which a group that is transformed is whole or none.
  ///
  /// @param kept their indices, ascending
  public Preprocessing of(int[] kept) {
    List<LinearTransformation> left = new ArrayList<>();
    for (LinearTransformation transformation : transformations) {
      List<Integer> at =
          transformation.features().stream().map(f -> Arrays.binarySearch(kept, f)).toList();
      if (at.stream().allMatch(k -> k >= 0)) {
        left.add(transformation.of(at));
      } else if (at.stream().anyMatch(k -> k >= 0)) {
        throw new IllegalArgumentException(
            "of: expected all or none of the features " + transformation.features());
      }
    }
    return of(
        Features.of(
            Arrays.stream(kept).mapToObj(features.list()::get).toList(), features.constants()),
        Arrays.stream(kept).mapToObj(columns::get).toList(),
        left);
  }

  /// Standardization of features, to be fitted.
  ///
  /// @param expressions columns, or expressions over them
  /// @throws org.jpsi.core.errors.InputException where one cannot be understood
  public static Preprocessor standardize(String... expressions) {
    return standardize(Features.of(expressions));
  }

  /// Standardization of features, to be fitted.
  public static Preprocessor standardize(Features features) {
    return new Preprocessor(features, Scaling.STANDARDIZE, false, 0);
  }

  /// Robust scaling of features, by median and interquartile range, to be fitted.
  ///
  /// @param expressions columns, or expressions over them
  /// @throws org.jpsi.core.errors.InputException where one cannot be understood
  public static Preprocessor robust(String... expressions) {
    return robust(Features.of(expressions));
  }

  /// Robust scaling of features, by median and interquartile range, to be fitted.
  public static Preprocessor robust(Features features) {
    return new Preprocessor(features, Scaling.ROBUST, false, 0);
  }

  public Features features() {
    return features;
  }

  /// The preprocessing of each feature.
  public List<ColumnPreprocessing> columns() {
    return columns;
  }

  /// The linear transformations of groups of features, once each is scaled; mostly none.
  public List<LinearTransformation> transformations() {
    return transformations;
  }

  /// The name of each input: that of its feature, or of the component that is in its place.
  public List<String> inputNames() {
    List<String> names = new ArrayList<>(features.names());
    for (LinearTransformation transformation : transformations) {
      for (int i = 0; i < transformation.features().size(); i++) {
        names.set(transformation.features().get(i), transformation.name(i, features.names()));
      }
    }
    return List.copyOf(names);
  }

  /// Whether an input is a component of several features.
  public boolean isComponent(int input) {
    return transformations.stream().anyMatch(of -> of.features().contains(input));
  }

  /// The inputs of events, `[events, features]`, row-major. A feature that is NaN or infinite, or
  /// beyond float32 once preprocessed, is NaN or infinite there.
  ///
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column, or has it as text
  public float[] apply(Table events) {
    float[] inputs = new float[Math.multiplyExact(events.rows(), features.size())];
    for (int j = 0; j < features.size(); j++) {
      apply(j, values(j, events), inputs);
    }
    transform(inputs);
    return inputs;
  }

  /// The values of one feature, not preprocessed: of text the numbers of its categories.
  ///
  /// @param feature its index
  /// @return `[events]`
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column, or has it as text,
  ///   or has no text where training had
  public double[] values(int feature, Table events) {
    Expression expression = features.expressions().get(feature);
    Optional<PreprocessingStep.Category> category = columns.get(feature).category();
    return category.isEmpty()
        ? expression.evaluate(events)
        : Arrays.stream(expression.labels(events)).mapToDouble(category.get()::number).toArray();
  }

  /// The features as the first layer of a network for tables takes them ({@link TabularColumn}),
  /// which depends on what training events have: a feature of 3 to 16 values has those of 10 events
  /// or more as levels, one that is missing in some its indicator; text is a category.
  ///
  /// @param train training events, preprocessed, of one input
  public List<TabularColumn> tabularColumns(Dataset train) {
    int width = columns.size();
    DiscreteLevels[] levels = new DiscreteLevels[width];
    Arrays.setAll(levels, j -> new DiscreteLevels());
    for (int block = 0; block < EventBlocks.count(train.events()); block++) {
      int to = EventBlocks.end(block, train.events());
      float[] inputs = train.batch(EventBlocks.begin(block), to).inputs();
      for (int i = 0; i < inputs.length; i++) {
        levels[i % width].add(inputs[i]);
      }
    }
    List<TabularColumn> kinds = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      boolean missing = columns.get(j).missing() > 0;
      Optional<PreprocessingStep.Category> category = columns.get(j).category();
      kinds.add(
          category.isPresent()
              ? TabularColumn.Category.of(category.get().values().size() + 1)
              : new TabularColumn.Numeric(levels[j].levels(), missing));
    }
    return List.copyOf(kinds);
  }

  /// Writes one feature of all events to its column of the inputs, scaled; when all are, {@link
  /// #transform} makes inputs of them.
  ///
  /// @param feature its index
  /// @param values `[events]`
  /// @param inputs output: `[events, features]`, row-major
  public void apply(int feature, double[] values, float[] inputs) {
    int width = features.size();
    List<PreprocessingStep> steps = columns.get(feature).steps();
    if (steps.size() == 1 && steps.getFirst() instanceof PreprocessingStep.Standardize) {
      double mean = means[feature];
      double deviation = deviations[feature];
      for (int i = 0; i < values.length; i++) {
        inputs[i * width + feature] = (float) ((values[i] - mean) / deviation);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        inputs[i * width + feature] = (float) columns.get(feature).apply(values[i]);
      }
    }
  }

  /// Applies the linear transformations to features that are scaled, in their place.
  ///
  /// @param inputs `[events, features]`, row-major
  public void transform(float[] inputs) {
    int width = features.size();
    for (int from = 0; applied.length > 0 && from < inputs.length; from += width) {
      for (AppliedTransformation transformation : applied) {
        transformation.apply(inputs, from);
      }
    }
  }

  /// Writes the inputs of one event, with the bits of {@link #apply(Table)}, allocating nothing.
  ///
  /// @param values of the features
  /// @param inputs output: `[features]`, and maybe more
  public void applyEvent(double[] values, float[] inputs) {
    standardize(values, means, deviations, inputs, means.length);
    for (int j : withMoreSteps) {
      inputs[j] = (float) columns.get(j).apply(values[j]);
    }
    for (AppliedTransformation transformation : applied) {
      transformation.apply(inputs, 0);
    }
  }

  // A loop that C2 vectorizes: divisions are slow.
  private static void standardize(
      double[] values, double[] means, double[] deviations, float[] inputs, int n) {
    for (int i = 0; i < n; i++) {
      inputs[i] = (float) ((values[i] - means[i]) / deviations[i]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preprocessing that
        && features.equals(that.features)
        && columns.equals(that.columns)
        && transformations.equals(that.transformations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, columns, transformations);
  }

  /// A line for each feature: `m_bb [GeV]: minus 125.31, divided by 20.7; 11.1 to 1389 in
  /// training`.
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (int j = 0; j < columns.size(); j++) {
      Feature feature = features.list().get(j);
      lines
          .append(j == 0 ? "" : "\n")
          .append(feature.name())
          .append(feature.unit().isEmpty() ? "" : " [" + feature.unit() + "]")
          .append(": ")
          .append(columns.get(j));
    }
    transformations.forEach(of -> lines.append('\n').append(of.text(features.names())));
    return lines.toString();
  }
}
