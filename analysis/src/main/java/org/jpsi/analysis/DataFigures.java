package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.DataClassifier;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogram;
import org.jpsi.core.eval.FeatureImportance;

/// Figures of the comparison of data with simulation, as `metrics.json` has them.
final class DataFigures {
  private DataFigures() {}

  /// `events`, `blindedFrom` and `signalBlinded` where some are blinded, `scale`, each histogram's
  /// `chi2`, `degrees` and `p`, and the classifier.
  static Map<String, Object> values(DataComparison data) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("events", data.events());
    all.put("simulatedEvents", data.simulated());
    data.blind()
        .ifPresent(cut -> {
          Map<String, Object> cuts = new LinkedHashMap<>();
          data.cuts().forEach(at -> cuts.put(at.point(), at.score()));
          all.put("blindedFrom", cuts.isEmpty() ? cut : cuts);
          all.put("signalBlinded", data.signalBlinded());
        });
    all.put("scale", data.scale());
    all.put("scaledToData", data.scaled());
    all.put("scores", histograms(data.scores()));
    all.put("features", histograms(data.features()));
    data.classifier().ifPresent(classifier -> all.put("classifier", values(classifier)));
    return all;
  }

  private static Map<String, Object> histograms(List<DataHistogram> histograms) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (DataHistogram each : histograms) {
      Map<String, Object> values = new LinkedHashMap<>();
      each.chiSquare()
          .ifPresent(test -> {
            values.put("chi2", test.value());
            values.put("degrees", test.degrees());
            values.put("p", test.pValue());
          });
      all.put(each.name(), values);
    }
    return all;
  }

  private static Map<String, Object> values(DataClassifier classifier) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("auc", classifier.auc().value());
    all.put("auc_error", classifier.auc().error());
    all.put("dataEvents", classifier.dataEvents());
    all.put("simulatedEvents", classifier.simulatedEvents());
    List<Object> losses = new ArrayList<>();
    for (FeatureImportance each : classifier.importances()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("feature", each.name());
      values.put("loss", each.loss());
      values.put("loss_error", each.error());
      losses.add(values);
    }
    all.put("importances", losses);
    return all;
  }
}
