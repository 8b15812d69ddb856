package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.Change;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.TargetChanges;
import org.jpsi.core.eval.VariationFigures;

/// Figures of systematic variations, as `metrics.json` has them.
final class SystematicsFigures {
  private SystematicsFigures() {}

  /// By variation: `events`, the changes of `yields` by class, of the `auc` and of the
  /// `significance`, and of efficiencies and yields at each of the `workingPoints`; of a regression
  /// the change of the `yield`, and of the predictions of each of the `targets`. Of a parametrised
  /// run all this by point, `mass = 500`.
  static Map<String, Object> values(Systematics systematics) {
    if (systematics.points().isEmpty()) {
      return values(systematics.classes(), systematics.variations());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    systematics
        .points()
        .forEach(at -> all.put(at.point(), values(systematics.classes(), at.variations())));
    return all;
  }

  private static Map<String, Object> values(
      List<String> classes, List<VariationFigures> variations) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (VariationFigures each : variations) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("events", each.events());
      values.put("unchanged", each.unchanged());
      if (classes.isEmpty()) {
        values.put("yield", change(each.yields().getFirst()));
        Map<String, Object> targets = new LinkedHashMap<>();
        each.targets().forEach(of -> targets.put(of.name(), target(of)));
        values.put("targets", targets);
      } else {
        values.put("yields", byClass(classes, each.yields()));
      }
      each.auc().ifPresent(change -> values.put("auc", change(change)));
      each.significance().ifPresent(change -> values.put("significance", change(change)));
      List<Object> points = new ArrayList<>();
      for (VariationFigures.CutFigures at : each.points()) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("background", at.background());
        point.put("cut", at.cut());
        point.put("efficiencies", byClass(classes, at.efficiencies()));
        point.put("yields", byClass(classes, at.yields()));
        points.add(point);
      }
      if (!points.isEmpty()) {
        values.put("workingPoints", points);
      }
      all.put(each.name(), values);
    }
    return all;
  }

  private static Map<String, Object> target(TargetChanges of) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("prediction", change(of.prediction()));
    values.put("bias", change(of.bias()));
    values.put("resolution", change(of.resolution()));
    values.put("rmse", change(of.rmse()));
    return values;
  }

  private static Map<String, Object> byClass(List<String> classes, List<Change> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int c = 0; c < changes.size(); c++) {
      all.put(classes.get(c), change(changes.get(c)));
    }
    return all;
  }

  /// A figure that is not finite is left out.
  private static Map<String, Object> change(Change change) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "nominal", change.nominal());
    put(values, "varied", change.varied());
    put(values, "change", change.difference());
    put(values, "change_error", change.error());
    return values;
  }

  private static void put(Map<String, Object> values, String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }
}
