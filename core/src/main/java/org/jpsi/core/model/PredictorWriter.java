package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.io.Safetensors;

/// Writer of a predictor: its description as JSON, and its arrays, those of members under a prefix.
final class PredictorWriter {
  static final String MEMBERS = "members";

  private final PredictorCodecs codecs;
  private final String prefix;
  private final Map<String, Safetensors.Array> arrays;
  private final Map<String, Object> settings = new LinkedHashMap<>();

  private PredictorWriter(
      PredictorCodecs codecs, String prefix, Map<String, Safetensors.Array> arrays) {
    this.codecs = codecs;
    this.prefix = prefix;
    this.arrays = arrays;
  }

  /// The description of a predictor.
  ///
  /// @param arrays output: its arrays by name
  static Map<String, Object> describe(
      PredictorCodecs codecs, Predictor predictor, Map<String, Safetensors.Array> arrays) {
    return describe(codecs, predictor, "", arrays);
  }

  private static Map<String, Object> describe(
      PredictorCodecs codecs,
      Predictor predictor,
      String prefix,
      Map<String, Safetensors.Array> arrays) {
    PredictorWriter writer = new PredictorWriter(codecs, prefix, arrays);
    codecs.write(predictor, writer);
    return writer.settings;
  }

  /// A member of the description.
  ///
  /// @param value what JSON can hold
  void setting(String name, Object value) {
    settings.put(name, value);
  }

  /// An array, row-major.
  void array(String name, float[] values, int... shape) {
    arrays.put(prefix + name, new Safetensors.Array(shape, values));
  }

  /// The predictors of a combination.
  void members(List<? extends Predictor> members) {
    List<Object> described = new ArrayList<>();
    for (Predictor member : members) {
      String inside = prefix + MEMBERS + "." + described.size() + ".";
      described.add(describe(codecs, member, inside, arrays));
    }
    settings.put(MEMBERS, described);
  }
}
