package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.FeatureScaling;
import org.jpsi.analysis.file.FeatureTransformation;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.data.PrincipalComponents;
import org.jpsi.core.data.Scaling;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// Transformations of features by name: what they demand, and what is to be said of them.
public final class FeatureTransforms {
  private FeatureTransforms() {}

  /// Requires that features which have a scaling of their own are there, are numbers, and have a
  /// positive training value where it is the logarithm.
  ///
  /// @param locations that of a key
  public static void require(
      FeatureScaling scaling,
      EventSetBuilder.PreparedEvents prepared,
      UnaryOperator<String> locations) {
    List<String> names = prepared.events().features().stream().map(NumberColumn::name).toList();
    for (FeatureTransformation transformation : scaling.transformations()) {
      for (String name : transformation.of()) {
        requireNumber(name, names, prepared, locations.apply("transformations"), "name features");
      }
    }
    String where = scaling.named().isEmpty() ? "" : locations.apply("preprocessing");
    for (String name : scaling.named().keySet()) {
      requireNumber(name, names, prepared, where, "name a feature, or `how:` for all others");
      NumberColumn feature = prepared.events().features().get(names.indexOf(name));
      if (scaling.of(name) == Scaling.LOG
          && Arrays.stream(prepared.events().rowIndices(Part.TRAIN))
              .noneMatch(row -> feature.value(row) > 0)) {
        throw InputException.at(where)
            .expected("a feature with positive values, which have a logarithm")
            .found(name + " without one in all training events")
            .remedy("scale it by another way")
            .exception();
      }
    }
  }

  private static void requireNumber(
      String name,
      List<String> names,
      EventSetBuilder.PreparedEvents prepared,
      String where,
      String remedy) {
    if (!names.contains(name)) {
      throw InputException.at(where)
          .expected("features of the model")
          .found(name)
          .nearest(name, names)
          .remedy(remedy)
          .exception();
    }
    if (prepared.categories().containsKey(name)) {
      throw InputException.at(where)
          .expected("features that are numbers")
          .found(name + ", which is text")
          .remedy("leave it out: text is made into categories")
          .exception();
    }
  }

  /// Fits the linear transformations of groups to the training events.
  ///
  /// @param columns of the features, by which they are scaled before
  /// @param weights of the training events
  public static List<LinearTransformation> fit(
      FeatureScaling scaling,
      List<ColumnPreprocessing> columns,
      EventSet events,
      double[] weights,
      Warnings warnings) {
    List<String> names = events.features().stream().map(NumberColumn::name).toList();
    int[] train = events.rowIndices(Part.TRAIN);
    List<LinearTransformation> all = new ArrayList<>();
    for (FeatureTransformation transformation : scaling.transformations()) {
      List<Integer> group = transformation.of().stream().map(names::indexOf).toList();
      String what = transformation.how().id() + " of " + String.join(", ", transformation.of());
      double[][] scaled = new double[group.size()][];
      for (int k = 0; k < scaled.length; k++) {
        NumberColumn feature = events.features().get(group.get(k));
        ColumnPreprocessing column = columns.get(group.get(k));
        // as inputs are, in float32
        scaled[k] =
            Arrays.stream(train)
                .mapToDouble(row -> (float) column.apply(feature.value(row)))
                .toArray();
      }
      long without =
          IntStream.range(0, train.length)
              .filter(i -> Arrays.stream(scaled).anyMatch(x -> Double.isNaN(x[i])))
              .count();
      if (without > 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "%s: %,d training events lack a value of them, which counts as its mean: that it"
                    + " is missing is not learned from",
                what,
                without));
      }
      PrincipalComponents components = PrincipalComponents.of(scaled, weights);
      if (transformation.how() != LinearTransformation.Kind.PCA && components.isDegenerate()) {
        throw InputException.at("transformations")
            .expected("features of which none is a linear function of the others")
            .found(what + ", where one is")
            .remedy(
                "leave it out of the group, or take `how: pca`, which has no widths to divide by")
            .exception();
      }
      all.add(components.transformation(transformation.how(), group));
    }
    return all;
  }

  /// Says of how many events a feature has no logarithm.
  public static void note(
      FeatureScaling scaling, List<Feature> named, EventSet events, Warnings warnings) {
    for (int j = 0; j < named.size(); j++) {
      if (scaling.of(named.get(j).name()) == Scaling.LOG) {
        NumberColumn feature = events.features().get(j);
        int[] of = new int[Part.values().length];
        for (int i = 0; i < events.events(); i++) {
          of[events.part()[i].ordinal()] += feature.value(i) <= 0 ? 1 : 0;
        }
        List<String> parts = new ArrayList<>();
        for (Part part : Part.values()) {
          if (of[part.ordinal()] > 0) {
            parts.add(String.format(Locale.ROOT, "%,d of %s", of[part.ordinal()], part.id()));
          }
        }
        if (!parts.isEmpty()) {
          warnings.add(
              "feature "
                  + named.get(j).name()
                  + ": no logarithm in "
                  + parts.stream().collect(Collectors.joining(", "))
                  + " events, where it is not positive: they count as half of the smallest positive"
                  + " value of the training events");
        }
      }
    }
  }
}
