package org.jpsi.analysis.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;
import org.jpsi.core.eval.PartialDependence;
import org.jpsi.core.task.Task;

/// Section `importance` of `metrics.json`.
public final class ImportanceJson {
  private ImportanceJson() {}

  /// `figure`, its `value`, the `part`, `events` and `repeats`; each group in `permuted`, and in
  /// `retrained` where that was asked for; `partialDependence` of the leading features.
  public static Map<String, Object> values(FeatureImportances found, Task task) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("figure", found.figure());
    all.put("value", found.value());
    if (found.folds() > 0) {
      all.put("folds", found.folds());
    }
    all.put("part", found.part().id());
    all.put("events", found.events());
    all.put("repeats", found.repeats());
    all.put("permuted", groups(found.permuted()));
    if (!found.retrained().isEmpty()) {
      all.put("retrained", groups(found.retrained()));
    }
    Map<String, Object> dependences = new LinkedHashMap<>();
    found.dependences().forEach(each -> dependences.put(each.feature(), values(each, task)));
    all.put("partialDependence", dependences);
    return all;
  }

  private static List<Object> groups(List<FeatureImportance> groups) {
    List<Object> all = new ArrayList<>();
    for (FeatureImportance each : groups) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("features", each.features());
      one.put("loss", each.loss());
      one.put("error", each.error());
      all.add(one);
    }
    return all;
  }

  private static Map<String, Object> values(PartialDependence of, Task task) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("values", of.names().isEmpty() ? of.values() : of.names());
    for (int k = 0; k < of.outputs().size(); k++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("mean", of.outputs().get(k).mean());
      one.put("low", of.outputs().get(k).low());
      one.put("high", of.outputs().get(k).high());
      all.put(task.scoreNames().get(k), one);
    }
    return all;
  }
}
