package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.FeatureScaling;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.Feature;
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
  /// @param where the location of `preprocessing`
  public static void require(
      FeatureScaling scaling, EventSetBuilder.PreparedEvents prepared, String where) {
    List<String> names = prepared.events().features().stream().map(NumberColumn::name).toList();
    for (String name : scaling.named().keySet()) {
      if (!names.contains(name)) {
        throw InputException.at(where)
            .expected("features of the model")
            .found(name)
            .nearest(name, names)
            .remedy("name a feature, or `how:` for all others")
            .exception();
      }
      if (prepared.categories().containsKey(name)) {
        throw InputException.at(where)
            .expected("features that are numbers")
            .found(name + ", which is text")
            .remedy("leave it out: text is made into categories")
            .exception();
      }
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
