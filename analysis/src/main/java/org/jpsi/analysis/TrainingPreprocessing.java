package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.FeatureTransforms;
import org.jpsi.analysis.events.MissingValues;
import org.jpsi.analysis.events.OutlierNote;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.ClassWeights;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnFit;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.data.Outliers;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.data.TrainingWeights;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// Preprocessing of a training: features and targets standardized, weights scaled. All parameters
/// are fitted on the training part alone, with its training weights.
///
/// @param features in the order of the event set
/// @param targets preprocessing of each target of a regression
/// @param weightFactors of each class: training weight divided by physical weight
record TrainingPreprocessing(
    Preprocessing features, List<ColumnPreprocessing> targets, double[] weightFactors) {

  /// Fits to the events of the training part.
  ///
  /// @param prepared its features are those of the event set, without units
  /// @param trained weight of each event, which differs from the physical one where negative ones
  ///   are treated
  /// @param where the analysis has its weights, for messages
  /// @param loss that will be minimized
  static TrainingPreprocessing fit(
      AnalysisFile analysis,
      ClassWeights classWeights,
      EventSetBuilder.PreparedEvents prepared,
      double[] trained,
      String where,
      Loss loss,
      Warnings warnings) {
    EventSet events = prepared.events();
    int[] train = events.rowIndices(Part.TRAIN);
    int[] labels = events.labels(train);
    double[] physical = events.weights(train);
    double[] factors = factors(classWeights, where, events, train, trained);
    double[] weights =
        Arrays.stream(train)
            .mapToDouble(row -> trained[row] * factors[events.classOf()[row]])
            .toArray();
    int[] sample = Outliers.sample(train.length, Rng.of(analysis.seed()).child("preprocessing"));
    List<Feature> named = named(prepared);
    FeatureFit[] fits = new FeatureFit[named.size()];
    ThreadPool.standard()
        .parallelFor(
            fits.length,
            (int j) -> {
              double[] values = values(events.features().get(j), train);
              PreprocessingStep.Category category = prepared.categories().get(named.get(j).name());
              ColumnFit fit =
                  category == null
                      ? analysis
                          .preprocessing()
                          .of(named.get(j).name())
                          .fit(values, weights, sample)
                      : new ColumnFit(
                          ColumnPreprocessing.category(category.values()), Optional.empty());
              fits[j] =
                  new FeatureFit(
                      fit,
                      FeatureDistribution.of(values, labels, physical, sample),
                      fit.outliers().map(found -> found.codes(values)).orElse(new double[0]));
            });
    FeatureTransforms.note(analysis.preprocessing(), named, events, warnings);
    List<ColumnPreprocessing> features = new ArrayList<>();
    for (int j = 0; j < fits.length; j++) {
      Feature feature = named.get(j);
      ColumnFit fit = fits[j].column();
      double[] codes = fits[j].codes();
      fit.outliers()
          .ifPresent(o ->
              warnings.add(OutlierNote.feature(feature.name(), feature.expression(), o, codes)));
      features.add(
          MissingValues.imputed(
              fit.column().with(fits[j].distribution()),
              events.features().get(j),
              events.part(),
              warnings));
    }
    List<ColumnPreprocessing> targets = new ArrayList<>();
    for (int t = 0; t < events.targets().size(); t++) {
      ColumnFit fit = ColumnFit.target(values(events.targets().get(t), train), weights, sample);
      AnalysisFile.Feature target = analysis.targets().get(t);
      fit.outliers()
          .ifPresent(
              o -> warnings.add(OutlierNote.target(target.name(), target.expression(), o, loss)));
      targets.add(fit.column());
    }
    List<LinearTransformation> transformations =
        FeatureTransforms.fit(analysis.preprocessing(), features, events, weights, warnings);
    return new TrainingPreprocessing(
        Preprocessing.of(Features.of(named, analysis.constants()), features, transformations),
        targets,
        factors);
  }

  /// The factor on the weights of each class.
  ///
  /// @param train rows of the training events
  /// @param trained weight of each event
  static double[] factors(
      ClassWeights classWeights, String where, EventSet events, int[] train, double[] trained) {
    double[] own = Arrays.stream(train).mapToDouble(row -> trained[row]).toArray();
    return classWeights == ClassWeights.EVENTS
        ? TrainingWeights.asTheyAre(where, events.labels(train), own, events.classes())
        : TrainingWeights.factors(where, events.labels(train), own, events.classes());
  }

  private record FeatureFit(ColumnFit column, FeatureDistribution distribution, double[] codes) {}

  private static List<Feature> named(EventSetBuilder.PreparedEvents prepared) {
    List<Feature> named = new ArrayList<>();
    for (int j = 0; j < prepared.features().size(); j++) {
      AnalysisFile.Feature feature = prepared.features().get(j);
      String unit = prepared.events().features().get(j).unit();
      named.add(new Feature(feature.name(), feature.expression(), unit));
    }
    return named;
  }

  private static double[] values(NumberColumn column, int[] rowIndices) {
    double[] values = new double[rowIndices.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.value(rowIndices[i]);
    }
    return values;
  }

  /// The dataset of all events, with the weights for training.
  ///
  /// @param trained as above
  Dataset dataset(EventSet events, double[] trained) {
    int width = features.columns().size();
    int[] rowIndices = IntStream.range(0, events.events()).toArray();
    float[] inputs = new float[Math.multiplyExact(events.events(), width)];
    for (int j = 0; j < width; j++) {
      NumberColumn column = events.features().get(j);
      double[] values = values(column, rowIndices);
      features.apply(j, values, inputs);
      requireFinite("features", inputs, j, width, column.name(), values, features.columns().get(j));
    }
    features.transform(inputs);
    int outputs = Math.max(1, targets.size());
    float[] targetValues = new float[Math.multiplyExact(events.events(), outputs)];
    for (int t = 0; t < targets.size(); t++) {
      NumberColumn column = events.targets().get(t);
      double[] values = values(column, rowIndices);
      for (int i = 0; i < values.length; i++) {
        targetValues[i * outputs + t] = (float) targets.get(t).apply(values[i]);
      }
      requireFinite("target", targetValues, t, outputs, column.name(), values, targets.get(t));
    }
    float[] weights = new float[events.events()];
    for (int i = 0; i < weights.length; i++) {
      int c = events.classOf()[i];
      if (targets.isEmpty()) {
        targetValues[i] = c;
      }
      weights[i] = (float) (trained[i] * weightFactors[c]);
    }
    return Dataset.of(inputs, targetValues, weights);
  }

  /// The physical weights of some events, scaled to a mean magnitude of one so that float32 holds
  /// them.
  static float[] physicalWeights(EventSet events, int[] rowIndices) {
    double[] weight = events.weight();
    double magnitude =
        EventBlocks.sum(
            rowIndices.length, i -> Math.abs(weight[rowIndices[i]]) / rowIndices.length);
    float[] weights = new float[rowIndices.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weight[rowIndices[i]] * (1 / magnitude));
    }
    return weights;
  }

  private static void requireFinite(
      String key,
      float[] matrix,
      int column,
      int width,
      String name,
      double[] values,
      ColumnPreprocessing training) {
    for (int i = 0; i < values.length; i++) {
      boolean missing = training.takesMissing() && Double.isNaN(values[i]);
      if (!Float.isFinite(matrix[i * width + column]) && !missing) {
        PreprocessingStep.Standardize fitted = training.standardization();
        throw InputException.at(key)
            .expected(name + " within 3.4e38 deviations of its mean, as float32 holds it")
            .found(
                values[i]
                    + (" with the mean " + fitted.mean() + " and the deviation ")
                    + (fitted.deviation() + " in training"))
            .remedy("exclude such events with `select:`")
            .exception();
      }
    }
  }
}
