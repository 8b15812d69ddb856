package org.jpsi.analysis.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.CutEfficiencies.CutEfficiency;
import org.jpsi.core.eval.CutsFigures;
import org.jpsi.core.eval.RectangularCuts;

/// Section `rectangularCuts` of `metrics.json`.
public final class CutsJson {
  private CutsJson() {}

  /// The `auc` of the cuts with its error, and at each signal efficiency the cuts as `select`, the
  /// efficiencies, and the background efficiency of the model.
  public static Map<String, Object> values(CutsFigures found) {
    RectangularCuts cuts = found.cuts();
    Map<String, Object> all = new LinkedHashMap<>();
    cuts.roc()
        .ifPresent(roc -> {
          all.put("auc", roc.auc().value());
          all.put("auc_error", roc.auc().error());
        });
    List<Object> each = new ArrayList<>();
    for (int k = 0; k < cuts.cuts().size(); k++) {
      CutEfficiency at = cuts.cuts().get(k).efficiency();
      Map<String, Object> one = new LinkedHashMap<>();
      at.asked().ifPresent(asked -> one.put("signalOfValidation", asked));
      one.put("select", found.selections().get(k));
      put(one, "", at);
      put(one, "model_", cuts.model().get(k));
      each.add(one);
    }
    all.put("cuts", each);
    return all;
  }

  private static void put(Map<String, Object> values, String of, CutEfficiency at) {
    at.signal()
        .ifPresent(signal -> {
          values.put(of + "signal", signal.value());
          values.put(of + "signal_error", signal.error());
        });
    at.background()
        .ifPresent(background -> {
          values.put(of + "background", background.value());
          values.put(of + "background_error", background.error());
        });
  }
}
